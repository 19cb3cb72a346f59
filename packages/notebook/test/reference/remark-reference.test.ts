import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import type { Root } from 'mdast'
import { VFile } from 'vfile'
import { afterAll, describe, expect, test } from 'vitest'
import { library } from '../../../../src/library/config.ts'
import { ChapterError } from '../../src/markdown/syntax/chapter-error.ts'
import { findChapter } from '../../src/markdown/chapter/chapter.ts'
import { parseMdx } from '../../src/markdown/syntax/engine.ts'
import { unpackProps } from '../../src/markdown/packed-props.ts'
import { runChapter } from '../../src/markdown/chapter/run-chapter.ts'
import type { EntryProps, Fact } from '../../src/reference/entry-props.ts'
import { remarkReference } from '../../src/reference/remark-reference.ts'

const folder = mkdtempSync(join(tmpdir(), 'reference-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** The tree of a page on a module. */
function expand(page: string, module = 'packages/notebook/test/reference/module.ts'): Root {
  const root = parseMdx(page)
  remarkReference(module)()(root, new VFile({ path: join(process.cwd(), 'content/en/page.mdx') }))
  return root
}

/** A module with one function, `twice`, whose docstring has `tags` on the lines from its third on. */
function moduleWith(tags: string): string {
  const file = relative(process.cwd(), join(folder, `module-${tags.length}.ts`))
  writeFileSync(
    file,
    `/**\n * Twice x.\n${tags
      .split('\n')
      .map((line) => ` * ${line}\n`)
      .join('')} */\nexport function twice(x: number): number {\n  return 2 * x\n}\n`,
  )
  return file
}
const tags =
  '@formula y = 2x\n@param x a number\n@returns a number\n@throws never: why\n@source here\n@accuracy exact\n'

describe('a reference page', () => {
  test('a function gets a heading, a signature, a formula, facts and a cell', () => {
    const { children } = expand('## All\n\n<Entries of="whole" />')
    expect(children.map((node) => ('name' in node ? node.name : node.type))).toEqual([
      'heading',
      'heading',
      'Signature',
      'Formula',
      'Facts',
      'code',
    ])
    expect(children.at(-1)).toMatchObject({
      lang: 'ts',
      meta: 'cell name=whole show-code',
      value: 'const a = 4\nwhole(a)',
    })
  })
  test('the facts list arguments, result, errors, accuracy and source in this order, as HTML', () => {
    const facts = factsOf(expand('<Entries of="whole" />'))
    expect(facts.map(({ term, text }) => `${term}: ${text}`)).toEqual([
      'x: any number, <code>NaN</code> too',
      'options: ',
      'Returns: a number, as large as 2<sup>52</sup>',
      'Throws: <code>RangeError</code> when <code>by</code> is 0<br><code>TypeError</code> when x is none',
      'Accuracy: 0.5 ulp',
      'Source: <a href="https://example.org/elements">Euclid</a>, book V',
    ])
  })
  test('options are listed one by one', () => {
    const [, options] = factsOf(expand('<Entries of="whole" />'))
    expect(options.parts).toEqual([
      {
        term: 'by',
        code: true,
        type: expect.stringContaining('number'),
        optional: 'optional',
        text: 'By how much; 2 unless said.',
        parts: [],
      },
    ])
  })
  test('a function that never throws says so', () => {
    expect(
      factsOf(expand('<Entries of="twice" />', moduleWith(`${tags}@example twice(1) // 2`))).map(
        ({ text }) => text,
      ),
    ).toContain('never: why')
  })
  test('a name that the module does not export is refused', () => {
    expect(() => expand('# T\n\n<Entries of="wholly" />')).toThrow(
      'content/en/page.mdx:3:1: unknown entry: wholly; did you mean whole? the module exports whole, withoutSummary',
    )
  })
})

describe('a mistake in a docstring', () => {
  test('a docstring with a missing part is reported at its place', () => {
    expect(() => expand('<Entries of="whole withoutSummary" />')).toThrow(
      'packages/notebook/test/reference/module.ts:28:1: incomplete docstring: withoutSummary lacks a summary before the first tag',
    )
    expect(() => expand('<Entries of="withoutTags" />')).toThrow(
      'packages/notebook/test/reference/module.ts:41:1: incomplete docstring: withoutTags lacks @formula, @param x, @param y, @returns,',
    )
  })
  test('a formula that cannot be typeset is reported at its docstring', () => {
    const file = moduleWith(tags.replace('y = 2x', '\\frac{y') + '@example twice(1) // 2')
    expect(() => expand('<Entries of="twice" />', file)).toThrow(`${file}:1:1: `)
  })
  test('a failing example on the line of its tag is reported at its place', async () => {
    const file = moduleWith(`${tags}@example softmax(undefined.x) // 2`)
    await expect(run(file)).rejects.toThrow(
      `${file}:9:31: cell \`twice\`: TypeError: Cannot read properties of undefined (reading 'x')`,
    )
  })
  test('a failing example on lines of its own is reported at its place', async () => {
    const file = moduleWith(`${tags}@example\nconst a = 1\nsoftmax([a], { temperature: -a })`)
    await expect(run(file)).rejects.toThrow(
      `${file}:11:4: cell \`twice\`: RangeError: invalid temperature: -1; it must be above 0 and finite`,
    )
  })

  test('the place of a mistake stays in the docstring when a builder moves it to the page', () => {
    const error = new ChapterError(
      'src/a.ts',
      { line: 3, column: 2 },
      { kind: 'plain', text: 'wrong' },
    )
    error.loc = { file: 'page.mdx', line: 3, column: 2 }
    expect(error.loc).toEqual({ file: join(process.cwd(), 'src/a.ts'), line: 3, column: 2 })
  })

  function run(file: string): Promise<unknown> {
    return runChapter(
      findChapter('content/en/page.mdx', expand('# T\n\n<Entries of="twice" />', file)),
      { library },
    )
  }
})

function factsOf({ children }: Root): Fact[] {
  const found = children.find((node) => node.type === 'mdxJsxFlowElement' && node.name === 'Facts')
  const data =
    found?.type === 'mdxJsxFlowElement' &&
    found.attributes.find((it) => it.type === 'mdxJsxAttribute' && it.name === 'data')
  if (!data || typeof data.value !== 'string') throw new Error('no Facts')
  return unpackProps<EntryProps['Facts']>({ data: data.value }).facts
}
