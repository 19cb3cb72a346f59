import { describe, expect, test } from 'vitest'
import { checkExamples } from '../../src/markdown/lint/check-examples.ts'
import { setExamples } from '../../src/markdown/set-examples.ts'
import { showableNamesOf } from '../../src/markdown/find-shown.ts'
import { unpackProps } from '../../src/markdown/packed-props.ts'
import type { ExampleProps } from '../../src/markdown/built-props.ts'
import { componentTable } from '../../src/markdown/syntax/component-table.ts'
import { parseMdx } from '../../src/markdown/syntax/engine.ts'
import { isJsx } from '../../src/markdown/syntax/mdx-elements.ts'
import { unravel } from '../../src/markdown/syntax/unravel.ts'
import { tellMistake } from '../../src/strings/mistakes.ts'
import { unescapeHtml } from '../../src/text/escape-html.ts'

const asTable = { ...componentTable, Chart: { props: {}, content: 'none' } } as const

/** What is told of a page, each mistake with its place. */
function mistakes(source: string): string[] {
  const root = parseMdx(source)
  unravel(root)
  const found: string[] = []
  checkExamples(
    root,
    ({ line, column }, it) => void found.push(`${line}:${column}: ${tellMistake(it)}`),
    asTable,
  )
  return found
}

/** What the build gives the first example of a page. */
function set(source: string): ExampleProps {
  const root = parseMdx(source)
  unravel(root)
  setExamples(root, source, { Chart: asTable.Chart })
  const [example] = root.children.filter((it) => isJsx(it))
  const data = example.attributes.find((it) => it.type === 'mdxJsxAttribute' && it.name === 'data')
  return unpackProps<ExampleProps>({ data: String(data?.value) })
}

const example = (of: string, content: string): string =>
  `<Example of="${of}">\n\n${content}\n\n</Example>`

describe('an example', () => {
  test.each([
    ['Toggle', '<Toggle name="on" value={true} />'],
    ['Fold Remember', '<Fold title="A">\n\n<Remember>\n\nB.\n\n</Remember>\n\n</Fold>'],
    ['Cell', '```ts cell name=a\n1\n```'],
    ['Code', '```ts\n1\n```'],
    ['Value', 'It is `{ts} 1`.'],
    ['Formula', '$$ name=a\nz\n$$'],
    ['InlineFormula', 'A $z$.'],
    ['Table', '| a |\n|---|\n| b |'],
    ['Chart', '<Chart />'],
  ])('of %s holds what it is named for', (of, content) => {
    expect(mistakes(example(of, content))).toEqual([])
  })
  test.each([
    ['Cell', '```ts\n1\n```'],
    ['Code', '```ts cell name=a\n1\n```'],
    ['Value', 'It is `1`.'],
    ['Formula', 'A $z$.'],
    ['Toggle', '<Slider name="a" min={0} max={1} value={0} />'],
    ['Example', 'Text.'],
  ])('that is none of %s is told', (of, content) => {
    expect(mistakes(example(of, content))).toEqual([
      `1:10: example without its component: ${of}; write one between <Example> and </Example>, or take it out of \`of\``,
    ])
  })
  test('of something that an author cannot write is told, with what was meant', () => {
    expect(mistakes(example('Togle Program', 'Text.'))).toEqual([
      '1:10: example of no component: Togle; did you mean Toggle?',
      expect.stringMatching(
        /^1:10: example of no component: Program; an example can show Slider, .*Table/,
      ),
    ])
  })
})

describe('what is told below an example', () => {
  const textOf = ({ html }: ExampleProps): string => unescapeHtml(html.replace(/<[^>]*>/g, ''))

  test('its source is what stands between its tags, letter for letter', () => {
    const content =
      '<Fold title="a &amp; b">\n\n```ts cell name=a caption="1 < 2"\nif (1 < 2) 3\n```\n\n{/* no */}\n\n</Fold>'
    expect(textOf(set(example('Fold', content)))).toBe(content)
  })
  test('an indentation that all lines have is left out', () => {
    expect(textOf(set('<Example of="Table">\n  | a |\n  |---|\n  | b |\n</Example>'))).toBe(
      '| a |\n|---|\n| b |',
    )
  })
  test('tags, texts of attributes and notes are coloured as code is', () => {
    expect(set(example('Eq', 'See <Eq name="a" />, {/* so */} 1 < 2.')).html).toBe(
      'See <span class="tok-keyword">&lt;Eq</span> name=<span class="tok-string">&quot;a&quot;</span> /&gt;, <span class="tok-comment">{/* so */}</span> 1 &lt; 2.',
    )
  })
  test('the attributes are those that the check knows, in its order', () => {
    for (const [name, component] of Object.entries(componentTable)) {
      if ('instead' in component) continue
      const [shown] = set(example(name, 'Text.')).shown
      expect(shown.opening).toBe(`<${name}>`)
      expect(shown.tag?.content).toBe(component.content)
      expect(shown.attributes.map(({ name, kind, needed }) => [name, kind, needed])).toEqual(
        Object.entries(component.props).map(([key, prop]) => [
          key,
          prop.kind,
          'needed' in prop && prop.needed === 'needed',
        ]),
      )
    }
  })
  test('the book’s own components are shown too, and what has neither tag nor attributes has no part', () => {
    expect(set(example('Chart Value', '<Chart />')).shown.map(({ opening }) => opening)).toEqual([
      '<Chart>',
    ])
  })
  test('a cell and a formula are shown with what may stand behind them', () => {
    const [cell, formula] = set(example('Cell Formula', 'Text.')).shown
    expect(cell.attributes).toContainEqual({ name: 'name=…', needed: true })
    expect(cell.attributes).toContainEqual({ name: 'show-code', needed: false })
    expect(formula.attributes).toContainEqual({ name: 'each=…', needed: false })
  })
})

test('all that a page can hold can be shown, but for what the build makes beside it', () => {
  const showable = showableNamesOf(componentTable)
  expect(Object.keys(componentTable).filter((it) => !showable.includes(it))).toEqual([
    'DerivationLine',
    'FormulaCount',
    'Program',
    'Signature',
    'Facts',
  ])
})
