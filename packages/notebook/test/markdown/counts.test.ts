import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findChapter } from '../../src/markdown/chapter/chapter.ts'
import { checkFormulas } from '../../src/markdown/formulas/check-formulas.ts'
import { countPage } from '../../src/markdown/count-page.ts'
import { countTests } from '../../../../src/making/count-tests.ts'
import { parseMdx } from '../../src/markdown/syntax/engine.ts'
import { listTests } from '../../../../src/making/list-tests.ts'

const page = `
<Slider name="T" value={1} min={0.1} max={2} step={0.1}>T</Slider>

\`\`\`ts cell name=fig alt="A line at \${T}." caption="At \${T}."
Plot.plot({ marks: [Plot.ruleY([T])] })
\`\`\`

\`\`\`ts cell name=twice
2 * T
\`\`\`

It is \`{ts} T + 1\`.

<Model name="m" free={{ a: "real", b: "real" }}>

$$ name=square
d = (a + b)^2
$$

</Model>

$$ name=open model=m
\\begin{aligned}
d &= a^2 + 2 a b + b^2 \\\\
&= a^2 + b (2 a + b)
\\end{aligned}
$$

$$ name=shown unchecked="a wish"
a = b
$$
`
const symbols = ['a', 'b', 'd'].map((name) => ({ name, meaning: 'a number', say: name }))

describe('what a page has is counted', () => {
  test('cells, figures, inputs, values, and what its formulas stand on', async () => {
    const root = parseMdx(page)
    const counts = countPage(
      findChapter('a.mdx', root, page),
      await checkFormulas(root, 'a.mdx', { symbols, prove: true }),
    )
    // Values: in the sentence, the caption and the alternative.
    expect(counts).toMatchObject({
      cells: 2,
      figures: 1,
      inputs: 1,
      values: 3,
      formulas: { proved: 2, checked: 0, definition: 1, twin: 0, unchecked: 1 },
    })
    expect(counts.draws).toBeGreaterThan(10)
    expect(counts.largestError).toBeGreaterThan(0)
    expect(counts.largestError).toBeLessThan(1e-12)
  })
})

describe('tests are counted as they are written', () => {
  const root = mkdtempSync(join(tmpdir(), 'tests-'))
  mkdirSync(join(root, 'tests/math/deep'), { recursive: true })
  writeFileSync(
    join(root, 'tests/math/a.test.ts'),
    `
    import { test } from 'vitest'
    describe('test', () => {
      test('one', () => {})
      test.each([['two', 2], ['two', 3]])('%s', (name: string, n: number) => { contest('three') })
    })`,
  )
  writeFileSync(
    join(root, 'tests/math/deep/b.test.ts'),
    'it.skip(`four ${1}`, () => { "test(\'five\')" })',
  )
  writeFileSync(join(root, 'tests/math/helper.ts'), "test('none', () => {})")
  writeFileSync(join(root, 'packages/notebook/test/text.test.ts'), "test('six', () => {})")

  test('by folder, a table of cases once, and words in texts not at all', () => {
    expect(countTests(join(root, 'tests'))).toEqual([
      { folder: 'math', files: 2, tests: 3 },
      { folder: '', files: 1, tests: 1 },
    ])
  })
  test('into a table, with their sum', () => {
    const tree = parseMdx('<TestCounts />')
    listTests(tree, root)
    expect(textOf(tree)).toEqual([
      ['what is held', 'tests', 'files'],
      ['the maths', '3', '2'],
      [expect.any(String), '1', '1'],
      ['all', '4', '3'],
    ])
  })
  test('a folder that the page has no words for is refused', () => {
    mkdirSync(join(root, 'tests/strange'))
    writeFileSync(join(root, 'tests/strange/c.test.ts'), "test('seven', () => {})")
    expect(() => listTests(parseMdx('<TestCounts />'), root)).toThrow(
      'tests of no subject: tests/strange; say in src/making/list-tests.ts what they hold',
    )
  })
})

/** The cells of the table that a tree consists of. */
function textOf(tree: ReturnType<typeof parseMdx>): string[][] {
  const [table] = tree.children
  return table.type === 'table'
    ? table.children.map((row) =>
        row.children.map(({ children: [text] }) => ('value' in text ? text.value : '')),
      )
    : []
}
