import { describe, expect, test } from 'vitest'
import { TypeChecker } from '../../src/types/type-checker.ts'
import { book } from '../../../../src/library/config.ts'

const checker = new TypeChecker({ ...book, symbols: 'content/symbols.json' })

/** What is wrong with a page, in which each of the places that should be told is marked by a ‸ before it. */
function check(marked: string): { told: string[]; marks: string[] } {
  const marks: string[] = []
  const lines = marked.split('\n').map((line, n) => {
    for (let at = line.indexOf('‸'); at >= 0; at = line.indexOf('‸')) {
      marks.push(`a.mdx:${n + 1}:${at + 1}`)
      line = line.replace('‸', '')
    }
    return line
  })
  const { errors } = checker.check(new Map([['a.mdx', lines.join('\n')]]))
  return { told: errors.map(({ message }) => message), marks }
}

/** What each message says at its place. */
function expectMarked(source: string, ...messages: string[]): void {
  const { told, marks } = check(source)
  expect(told.map((it) => it.split(': ', 1)[0])).toEqual(marks)
  expect(told).toEqual(messages.map((it) => expect.stringContaining(it)))
}

const cell = 'cell `a`: '
const noX = "Property 'x' does not exist on type '1'. (TS2339)"

describe('a type error in a cell', () => {
  test('a type error in a list is reported at its place', () => {
    expectMarked('- one\n\n  ```ts cell name=a\n  const a = 1\n    a.‸x\n  ```\n', cell + noX)
    expectMarked(
      '1. one\n   - two\n     ```ts cell name=a\n     const a = 1\n\n     a.‸x\n     ```\n',
      cell + noX,
    )
  })
  test('a type error in a quotation is reported at its place', () => {
    expectMarked('> ```ts cell name=a\n> const a = 1\n>\n>   a.‸x\n> ```\n', cell + noX)
  })
  test('a type error in a component and its slots is reported at its place, indented or not', () => {
    expectMarked(
      '<Exercise title="t">\n  <Fragment slot="answer">\n\n    ```ts cell name=a\n    const a = 1\n    a.‸x\n    ```\n  </Fragment>\n</Exercise>\n',
      cell + noX,
    )
    expectMarked(
      '<Predict name="p" right={0} options={["a"]}>\n\nAsk.\n\n<Fragment slot="answer">\n\n```ts cell name=a\n(1).‸x\n```\n</Fragment>\n</Predict>\n',
      cell + noX,
    )
  })
  test('a type error in a line that is indented less than its fence is reported at its place', () => {
    expectMarked('  ```ts cell name=a\n  const a = 1\n a.‸x\n  ```\n', cell + noX)
  })
  test('a type error is reported at its place with Windows line endings', () => {
    expectMarked('```ts cell name=a\r\nconst a = 1\r\na.‸x\r\n```\r\n', cell + noX)
  })
  test('a type error is reported at its place after text that looks like an entity or an escape', () => {
    expectMarked('```ts cell name=a\nconst a = 1; "&amp; \\n".trim(); a.‸x\n```\n', cell + noX)
  })
  test('a type error in a cell marked `throws` is reported at its place', () => {
    expectMarked('```ts cell name=a throws\nsoftmax([1], { temperature: -1 }).‸x\n```\n', cell)
  })
})

describe('a type error in a value', () => {
  test('a type error in a value is reported at its place in the sentence', () => {
    expectMarked(
      'Text `{ts} (1).‸x` and `{ts}   (2).‸x`.',
      'value `{ts} (1).x`: ' + noX,
      'value `{ts} (2).x`: ',
    )
    expectMarked('And ``{ts} (3).‸x``.', 'value `{ts} (3).x`: ')
  })
  test('a type error in a value over two lines of a quotation is reported at its place', () => {
    expectMarked('> And `{ts} (1)\n>   .‸x`.', 'value `{ts} (1) .x`: ' + noX)
  })
  test('a type error in a table with escaped bars is reported at its place', () => {
    expectMarked(
      '| a | b |\n|---|---|\n| 1 | `{ts} [1 \\| 2].‸x` |\n',
      "value `{ts} [1 | 2].x`: Property 'x' does not exist on type 'number[]'",
    )
  })
  test('a type error in a heading or a margin note is reported at its place', () => {
    expectMarked(
      '## Of `{ts} (1).‸x`\n\n<MarginNote>And `{ts} (2).‸x`</MarginNote>\n',
      'value `{ts} (1).x`: ' + noX,
      'value `{ts} (2).x`: ',
    )
  })
  test('a type error in a caption is reported in the fence', () => {
    expectMarked(
      '```ts cell name=a caption="It is $x$ = ${a.‸x} so" alt="one"\nconst a = 1\n```\n',
      noX,
    )
  })
  test('a type error in a text alternative is reported in the fence, with escapes or without', () => {
    expectMarked('```ts cell name=a alt="From ${a} to ${a.‸x}."\nconst a = 1\n```\n', noX)
    expectMarked('```ts cell name=a alt="A \\dot at ${a.‸x}."\nconst a = 1\n```\n', noX)
    expectMarked(
      '- \n  ```ts cell name=a alt="A \\\\"word\\\\" &amp; ${[\\\\"b\\\\"].map(() => a)[0].‸x}"\n  const a = 1\n  ```\n',
      "Property 'x' does not exist",
    )
  })
  test('a type error in a value that is written twice is reported once', () => {
    expectMarked('Text `{ts} (1).‸x`, again `{ts} (1).x`.', 'value `{ts} (1).x`: ' + noX)
  })
})

const model =
  '<Model name="m" sizes={{ C: [2, 4] }} index={{ C: "i j" }} free={{ z: "vector", T: "positive" }}>\n\n$$ name=softmax\n\\sigma_i = \\frac{e^{z_i / T}}{\\sum_{j=1}^{C} e^{z_j / T}}\n$$\n\n</Model>\n\n'
const lines =
  '$$\n\\begin{aligned} \\sigma_i &= \\sigma_i \\\\ &= \\sigma_i \\end{aligned}\n$$\n</Derivation>\n'

describe('a type error in a formula’s TypeScript', () => {
  test('a type error in a derivation’s `at` is reported there', () => {
    expectMarked(
      model +
        '<Derivation name="d" model="m" each="i" at={{ z: "[1, 2].‸x", T: "‸[1]" }}>\n' +
        lines,
      "derivation `d`: z: Property 'x' does not exist on type 'number[]'",
      "derivation `d`: T: Argument of type 'number[]' is not assignable to parameter of type 'number'. (TS2345)",
    )
  })
  test('a type error in the page’s own names is reported at the derivation that takes them', () => {
    expectMarked(
      '<Slider name="z" min={0} max={1} value={0} />\n<Slider name="T" min={0} max={1} value={0} />\n\n' +
        model +
        '‸<Derivation name="d" model="m" each="i">\n' +
        lines,
      "derivation `d`: z: Argument of type 'number' is not assignable to parameter of type 'Vector'. (TS2345)",
    )
  })
  test('a type error in the twin of a line is reported, with the types of the model’s quantities', () => {
    expectMarked(
      model +
        `<Derivation name="d" model="m" each="i" twins={{ 1: { hash: "h", value: "({ z, i }) => z[i - 1].‸x" }, 2: '({ z }) => \\'a\\'.length + z.‸y' }}>\n` +
        lines,
      'twin of line 1 of derivation `d`: ',
      "twin of line 2 of derivation `d`: Property 'y' does not exist on type 'number[]'",
    )
  })
  test('a type error in a twin over several lines is reported at its place', () => {
    expectMarked(
      model +
        '<Derivation name="d" model="m" each="i" twins={{\n  1: `({ z }) =>\n    softmax(z)\n      .‸x`,\n}}>\n' +
        lines,
      "twin of line 1 of derivation `d`: Property 'x' does not exist on type 'number[]'",
    )
    expectMarked(
      (
        model +
        '<Derivation name="d" model="m" each="i" twins={{ 1: `({ z }) =>\n    "\\\\n".length + z.‸x` }}>\n' +
        lines
      ).replaceAll('\n', '\r\n'),
      "Property 'x' does not exist on type 'number[]'",
    )
    expectMarked(
      model +
        '> <Derivation name="d" model="m" each="i" twins={{ 1: `({ z }) =>\n>   "\\\\n".length + z.‸x` }}>\n' +
        lines.replace(/^(?=.)/gm, '> '),
      "Property 'x' does not exist on type 'number[]'",
    )
  })
  test('a type error in the twin of a formula is reported, and so is a twin that gives only one side', () => {
    expectMarked(
      model +
        '$$ name=f model=m each=i hash=h twin="({ z, T, C }) => [z.length - C, T.‸x]"\na = b\n$$\n',
      'twin of formula `f`: ',
    )
    expectMarked(
      model + '$$ name=f model=m hash=h twin="({ z }) => ‸z[0]"\na = b\n$$\n',
      "twin of formula `f`: Type 'number' is not assignable to type 'readonly [Value, Value]'. (TS2322)",
    )
  })
  test('a twin has the library’s numbers in scope, and neither the page’s cells nor figures', () => {
    expectMarked(
      model +
        '$$ name=f model=m hash=h twin="({ z }) => [softmax(z), ‸formatSigned(1)]"\na = b\n$$\n',
      "twin of formula `f`: Cannot find name 'formatSigned'. (TS2304)",
    )
    expectMarked(
      model +
        '$$ name=f model=m hash=h twin="({ z }) => { const o: ‸FigureOptions = {}; return [z, o] }"\na = b\n$$\n',
      "twin of formula `f`: Cannot find name 'FigureOptions'. (TS2304)",
    )
    expectMarked(
      model +
        '```ts cell name=c\nconst a = 1\n```\n\n$$ name=f model=m hash=h twin="({ z }) => [z[0], ‸a]"\na = b\n$$\n',
      "twin of formula `f`: Cannot find name 'a'. (TS2304)",
    )
  })
})
