import { readFileSync, readdirSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { library } from '../../../../src/library/config.ts'
import { readData } from '../../src/kept/read-table.ts'
import { runAtOnce } from '../../src/kernel/steps.ts'
import { typeOfData } from '../../src/kept/type-of-data.ts'
import { bundleDeclarations } from '../../src/language/bundle-declarations.ts'
import { TypedPage } from '../../src/language/typed-page.ts'
import { tellAuthor } from '../../src/strings/failures.ts'
import { readChapter } from '../../src/markdown/chapter/chapter.ts'
import { inputType } from '../../src/markdown/syntax/inputs.ts'

const typeOf = (text: string): string => runAtOnce(typeOfData(runAtOnce(readData(text))))
const root = process.cwd()
const { declarations } = bundleDeclarations(library, root)

const inputs = { T: 'number', z: 'number[]', how: '"soft" | "hard"' }
const open = (cells: Record<string, string>): TypedPage =>
  new TypedPage(declarations, { cells, inputs })

/** A cell `it` with its cursor at `|`, beside others. */
function at(
  code: string,
  others: Record<string, string> = {},
): { page: TypedPage; offset: number } {
  return { page: open({ ...others, it: code.replace('|', '') }), offset: code.indexOf('|') }
}

function labels(code: string, others?: Record<string, string>): string[] {
  const { page, offset } = at(code, others)
  return page.complete('it', offset).map(({ label }) => label)
}

function hover(code: string, others?: Record<string, string>): string | undefined {
  const { page, offset } = at(code, others)
  return page.hover('it', offset)?.type
}

const messages = (page: TypedPage, cell: string): string[] =>
  page.check(cell).map(({ message }) => tellAuthor(message))

describe('names that are offered', () => {
  test('are those of other cells, inputs, the library and the kernel, none of which the code uses yet', () => {
    const found = labels('|', { other: 'const probabilities = softmax(z)' })
    for (const name of [
      'probabilities',
      'T',
      'how',
      'softmax',
      'Plot',
      'd3',
      'width',
      'Math',
      'document',
    ])
      expect(found).toContain(name)
  })
  test('are none that cells lack, and none that an author did not write', () => {
    const found = labels('|', { other: 'const probabilities = softmax(z)' })
    expect(found.filter((name) => /\$/.test(name))).toEqual([])
    for (const name of ['window', 'fetch', 'SharedArrayBuffer', 'eval', 'localStorage'])
      expect(found).not.toContain(name)
  })
  test('after a dot are the members of the type that another cell gives', () => {
    expect(labels('p.|', { other: 'const p = softmax(z)' })).toContain('toSorted')
    expect(labels('p.|', { other: 'const p = softmax(z)' })).not.toContain('softmax')
    expect(labels('Plot.|')).toContain('barY')
    expect(labels('d3.scaleLinear().|')).toContain('domain')
  })
  test('in quotes are the options of an input', () => {
    expect(labels("how === '|'")).toEqual(['soft', 'hard'])
  })
  test('have their signature and their docs', () => {
    const { page, offset } = at('|')
    expect(page.explain('it', offset, 'softmax')).toMatchObject({
      type: expect.stringMatching(/^function softmax<.*\(z: Vector, /) as string,
      docs: expect.stringContaining('Scores to probabilities.') as string,
    })
    expect(page.explain('it', offset, 'T')?.type).toBe('const T: number')
  })
  test('are there while the code cannot be parsed', () => {
    expect(labels('const a = p.map((x) => x.|', { other: 'const p = [1, 2]' })).toContain('toFixed')
  })
})

describe('the type of a name', () => {
  test('is inferred across cells, whatever their order', () => {
    expect(hover('sha|re * 2', { z2: 'const share = p[0]', a: 'const p = softmax(z)' })).toBe(
      'const share: number',
    )
  })
  test('is what other cells see: promises are awaited, generators give what they yield', () => {
    expect(hover('val|ue', { other: 'const value = Promise.resolve([1])' })).toBe(
      'const value: number[]',
    )
    expect(hover('st|ep', { other: 'const step = (function* () { yield 1 as number })()' })).toBe(
      'const step: number',
    )
  })
  test('of an input is that of its kind', () => {
    expect(hover('h|ow')).toBe('const how: "soft" | "hard"')
  })
  test('comes with the place of the name', () => {
    const { page } = at('const twice = 2 * T|')
    expect(page.hover('it', 7)).toMatchObject({ from: 6, to: 11, type: 'const twice: number' })
  })
  test('of a call is told while its arguments are written', () => {
    const { page, offset } = at('softmax(|)')
    expect(page.signature('it', offset)?.type).toMatch(/^softmax\(z: Vector, options\?: /)
  })
})

describe('mistakes in types', () => {
  test('stand at their place in the code', () => {
    const page = open({ it: 'const n = 1\nconst text: string = n' })
    expect(page.check('it')).toEqual([
      { from: 18, to: 22, message: "Type 'number' is not assignable to type 'string'." },
    ])
  })
  test('of syntax are told alone', () => {
    expect(messages(open({ it: 'const n: string = 1\nconst m = (2' }), 'it')).toEqual([
      "')' expected.",
    ])
  })
  test('of unknown names are told as the kernel refuses them', () => {
    expect(messages(open({ it: 'sofmax(z)' }), 'it')).toEqual([
      'unknown name: `sofmax` is not defined by any cell, input or the library; did you mean `softmax`?',
    ])
    expect(messages(open({ it: 'fetch("a")' }), 'it')).toEqual([
      '`fetch` cannot be used here: cells have no network',
    ])
  })
  test('follow an edit of another cell, and of an input', () => {
    const page = open({ other: 'const p = softmax(z)', it: 'p.map((share) => share * T)' })
    expect(messages(page, 'it')).toEqual([])
    page.set({ other: 'const p = "a"' })
    expect(messages(page, 'it')).toContain(`Property 'map' does not exist on type '"a"'.`)
    page.set({ other: 'const p = softmax(z)' }, { ...inputs, T: 'string' })
    expect(messages(page, 'it')[0]).toMatch(/right-hand side of an arithmetic operation/)
  })
  test('follow a cell that the reader adds, names otherwise, and takes away', () => {
    const page = open({ it: 'mine + 1' })
    expect(messages(page, 'it')[0]).toMatch(/^unknown name: `mine`/)
    page.set({ 'my cell': 'const mine = 2' })
    expect(messages(page, 'it')).toEqual([])
    page.set({ 'my cell': null, renamed: 'const mine = 3' })
    expect(messages(page, 'it')).toEqual([])
    page.set({ renamed: null })
    expect(messages(page, 'it')[0]).toMatch(/^unknown name: `mine`/)
  })
  test('are none for a name of a function’s own that another cell gives as well', () => {
    const page = open({ p: 'const p = 1', it: 'const f = (p: string) => p.trim()\nf("a")' })
    expect(messages(page, 'it')).toEqual([])
  })
  test('are none in an empty page', () => {
    const page = new TypedPage(declarations, { cells: {}, inputs: {} })
    page.warmUp()
    page.set({ mine: 'Plot.plot({ marks: [Plot.dot([[1, 2]])] })' })
    expect(page.check('mine')).toEqual([])
  })
  test.each(readdirSync('content/en').filter((it) => /^\d\d-.*\.mdx$/.test(it)))(
    'are none in the cells of %s, as in its check',
    (file) => {
      const chapter = readChapter(file, readFileSync(`content/en/${file}`, 'utf8'))
      const page = new TypedPage(declarations, {
        cells: Object.fromEntries(chapter.cells.map(({ name, source }) => [name, source])),
        inputs: Object.fromEntries(chapter.inputs.map(({ spec }) => [spec.name, inputType(spec)])),
      })
      const found = chapter.cells.map(({ name }) => [name, page.check(name)])
      expect(found.filter(([, mistakes]) => mistakes?.length)).toEqual([])
    },
  )
})

describe('the declarations that go with the site', () => {
  test('tell nothing of the machine that made them', () => {
    expect(JSON.stringify(declarations)).not.toContain(root)
  })
  test('are declarations alone, without code', () => {
    expect(Object.keys(declarations.files).filter((path) => !/\.d\.[cm]?ts$/.test(path))).toEqual(
      [],
    )
  })
  test('have of the DOM only what cells can meet', () => {
    const dom = declarations.files['/lib/lib.dom.d.ts']
    expect(dom).toMatch(/^interface SVGSVGElement /m)
    expect(dom).toMatch(/^declare var document: Document;/m)
    expect(dom).not.toMatch(/declare var window|interface WebGL2RenderingContext \{\s*\w/)
    expect(dom).toContain('interface Window {}')
  })
})

describe('data of a reader’s own', () => {
  const withData = (text: string, code: string): { page: TypedPage; offset: number } => ({
    page: new TypedPage(declarations, {
      cells: { it: code.replace('|', '') },
      inputs: { rows: typeOf(text) },
    }),
    offset: code.indexOf('|'),
  })
  const table = 'cat,dog score,label,on\n1,2,fox,\n-3,,owl,'

  test('offers its columns as names, and in quotes where they are no names', () => {
    const members = withData(table, 'rows[0].|')
    expect(members.page.complete('it', members.offset).map((it) => it.label)).toEqual(
      expect.arrayContaining(['cat', 'label', 'on']),
    )
    const hovered = withData(table, 'rows.map((r|ow) => row.cat)')
    expect(hovered.page.hover('it', hovered.offset)?.type).toBe(
      "(parameter) row: {\n    cat: number;\n    'dog score': number | null;\n    label: string;\n    on: null;\n}".replaceAll(
        "'",
        '"',
      ),
    )
  })
  test('tells of a column that it lacks, and of one whose fields are not all numbers', () => {
    const check = (code: string): string[] => messages(withData(table, code).page, 'it')
    expect(check('softmax(rows.map((row) => row.cat))')).toEqual([])
    expect(check('rows[0].dgo')).toEqual([expect.stringContaining("'dgo' does not exist")])
    expect(check('softmax(rows.map((row) => row.label))')).toEqual([
      expect.stringContaining("'string[]' is not assignable"),
    ])
    expect(check("rows[0]['dog score'] * 2")).toEqual(["Object is possibly 'null'."])
  })
  test.each([
    ['[[1, 2], [3, null]]', '(number | null)[][]'],
    ['[{ "a": 1 }, { "a": "x", "b": [] }]', '{ a: number | string; b?: any[] }[]'],
    ['{ "z": { "w": [true] }, "a-b": 1 }', '{ z: { w: boolean[] }; "a-b": number }'],
    ['[]', 'any[]'],
    ['a\n1\nx', '{ a: string }[]'],
    ['[[[[[[[[[[1]]]]]]]]]]', 'any[][][][][][][][]'],
    [
      JSON.stringify(Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [`id${i}`, [i]]))),
      'Record<string, number[]>',
    ],
    [`[${'['.repeat(5000)}${']'.repeat(5000)}]`, 'any[][][][][][][][]'],
  ])('%#: has the type that its values have', (text, type) => {
    expect(typeOf(text)).toBe(type)
  })
  test('is of the type that is said of it, whatever it is', () => {
    const values = fc.sample(
      fc.oneof(
        fc.array(fc.jsonValue()),
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.array(fc.dictionary(fc.constantFrom('a', 'b', 'c d'), fc.jsonValue({ maxDepth: 1 }))),
      ),
      { numRuns: 60, seed: 1117 },
    )
    const texts = values
      .map((it) => JSON.stringify(it))
      // In code, unlike in JSON, this is no field.
      .filter((it) => !it.includes('__proto__'))
    const page = new TypedPage(declarations, {
      cells: Object.fromEntries(
        texts.map((it, i) => [`c${i}`, `const v${i}: typeof d${i} = ${it}`]),
      ),
      inputs: Object.fromEntries(texts.map((it, i) => [`d${i}`, typeOf(it)])),
    })
    expect(texts.flatMap((_, i) => messages(page, `c${i}`))).toEqual([])
  })
})
