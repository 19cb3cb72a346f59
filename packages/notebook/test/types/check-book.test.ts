import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { ThreadPool } from '../../src/hosts/build/thread-pool.ts'
import { ResultCache } from '../../src/hosts/cache/result-cache.ts'
import { checkBook } from '../../src/types/check-book.ts'
import { checkFiles } from '../../src/types/check-files.ts'
import { book } from '../../../../src/library/config.ts'

/** A folder for a small book, whose lists and library are those of the real one. */
const root = mkdtempSync(join(tmpdir(), 'checked-book-'))
mkdirSync(join(root, 'content/en'), { recursive: true })
afterAll(() => rmSync(root, { recursive: true }))
const absolute = {
  ...book,
  library: {
    numbers: resolve(book.library.numbers),
    parts: Object.fromEntries(
      Object.entries(book.library.parts).map(([name, path]) => [name, resolve(path)]),
    ),
  },
  strings: resolve(book.strings),
  symbols: resolve(book.symbols),
  references: resolve(book.references),
  reference: resolve(book.reference ?? ''),
}

const head = '---\ntitle: T\ndescription: D.\n---\n\n'

/** Every mistake of a book with these pages, without what is quoted. */
async function check(pages: Record<string, string>, folders?: string[]): Promise<string[]> {
  for (const [file, text] of Object.entries(pages)) writeFileSync(join(root, file), text)
  const { errors } = await checkBook(new Map(Object.entries(pages)), {
    ...absolute,
    root,
    ...(folders && { folders }),
  })
  return errors.map(({ message }) => message.split('\n')[0])
}

const cell = (name: string, code: string): string =>
  `\`\`\`ts cell name=${name}\n${code}\n\`\`\`\n\n`

describe('npm run check', () => {
  test('of a page in UTF-16 nothing is told but that', async () => {
    const page = Buffer.from(`${head}Text {a} $x$ <b>.\n`, 'utf16le').toString('utf8')
    expect(await check({ 'content/en/01-first.mdx': page })).toEqual([
      'content/en/01-first.mdx:1:1: not UTF-8: the file is in UTF-16; save it as UTF-8',
    ])
  })
  test('a language of which the engine or the book has no words is told, since its pages cannot be built', async () => {
    writeFileSync(join(root, 'strings.ts'), "export default { en: { site: 'A' } }\n")
    for (const language of ['fr', 'zh']) mkdirSync(join(root, 'content', language))
    const sources = new Map(
      ['en', 'fr', 'zh'].map((it) => [`content/${it}/index.mdx`, `${head}Text.\n`]),
    )
    const settings = { ...absolute, root, strings: 'strings.ts', folders: ['content'] }
    const { errors } = await checkBook(sources, settings)
    expect(errors.map(({ message }) => message)).toEqual([
      'content/fr/index.mdx:1:1: language without words: fr; the engine has en, zh: see docs/translating.md for a table of its own',
      'content/zh/index.mdx:1:1: language without words: zh; write what the book says of itself in it in strings.ts',
    ])
  })
  test('of pages that are chosen, a number is told that another page has too, and of others nothing', async () => {
    const sources = new Map([['content/en/02-mine.mdx', `${head}Text.\n`]])
    const allPages = ['en/02-mine.mdx', 'en/02-yours.mdx', 'en/03-one.mdx', 'en/03-two.mdx']
    const { errors } = await checkBook(sources, {
      ...absolute,
      root,
      folders: ['content'],
      allPages: allPages.map((it) => `content/${it}`),
    })
    expect(errors.map(({ message }) => message)).toEqual([
      'content/en/02-yours.mdx:1:1: misnamed: 02-yours.mdx; 02-mine.mdx has the same number; give each chapter its own',
    ])
  })
  test('mistakes in prose, links, formulas, cells and types are reported in one go, by file and line', async () => {
    const second = `${head}<Slidr name="z" />\n\nSee [there](none.mdx).\n\n${cell('a', "throw new Error('gone')")}${cell('b', 'const n: string = 1')}`
    const first = `${head}$$ name=f\nz_i = y_i\n$$\n\n$$ name=g\nz_i = 2 y_i\n$$\n\n<Cite id="nobody1999" />\n\n${cell('a', 'const = 1')}So \`{ts} (1).x\`.\n`
    expect(
      await check({ 'content/en/02-second.mdx': second, 'content/en/01-first.mdx': first }),
    ).toEqual([
      expect.stringMatching(/^content\/en\/01-first\.mdx:6:1: formula `f`: unchecked equation: /),
      expect.stringMatching(/^content\/en\/01-first\.mdx:10:1: formula `g`: unchecked equation: /),
      expect.stringMatching(/^content\/en\/01-first\.mdx:14:7: unknown reference: nobody1999/),
      expect.stringMatching(/^content\/en\/01-first\.mdx:17:7: cell `a`: syntax: unexpected `=`/),
      expect.stringMatching(
        /^content\/en\/01-first\.mdx:20:14: value `\{ts\} \(1\)\.x`: Property 'x' does not exist on type '1'/,
      ),
      expect.stringMatching(
        /^content\/en\/02-second\.mdx:6:1: unknown component: <Slidr>; did you mean Slider\?/,
      ),
      expect.stringMatching(/^content\/en\/02-second\.mdx:8:5: link to nowhere: none\.mdx/),
      'content/en/02-second.mdx:11:7: cell `a`: gone',
      expect.stringMatching(
        /^content\/en\/02-second\.mdx:15:7: cell `b`: Type 'number' is not assignable to type 'string'\. \(TS2322\)/,
      ),
    ])
  })
  test('pages after one that cannot be read are still checked, and so are file names', async () => {
    const pages = {
      'content/en/01-first.mdx': `${head}one {`,
      'content/en/01-second.mdx': `${head}{1}\n`,
      'content/en/Third.mdx': `${head}Text.\n`,
    }
    expect(await check(pages, ['content'])).toEqual([
      expect.stringMatching(/^content\/en\/01-first\.mdx:6:/),
      expect.stringMatching(
        /^content\/en\/01-second\.mdx:1:1: misnamed: 01-second\.mdx; 01-first\.mdx has the same number/,
      ),
      expect.stringMatching(/^content\/en\/01-second\.mdx:6:1: value in braces: \{1\}/),
      expect.stringMatching(
        /^content\/en\/Third\.mdx:1:1: misnamed: Third\.mdx; a chapter is NN-name\.mdx/,
      ),
    ])
  })
  test('a page without mistakes is counted and reports nothing', async () => {
    const text = `${head}${cell('a', 'const p = softmax([1, 2])')}So \`{ts} p[0].toFixed(2)\`.\n\n$$ name=f unchecked="a limit"\n\\lim_{T \\to 0} z_i = 0\n$$\n`
    writeFileSync(join(root, 'content/en/01-first.mdx'), text)
    expect(
      await checkBook(new Map([['content/en/01-first.mdx', text]]), { ...absolute, root }),
    ).toEqual({ cells: 1, values: 1, formulas: 0, errors: [], warnings: [] })
  })
  test('a list of symbols that cannot be read is reported like any other mistake', async () => {
    writeFileSync(join(root, 'symbols.json'), '[{}]')
    const { errors } = await checkBook(new Map(), {
      ...absolute,
      root,
      symbols: join(root, 'symbols.json'),
    })
    expect(errors.map(({ message }) => message)).toEqual([
      expect.stringContaining('symbols.json:1:2: symbol without name, meaning, say: {}'),
    ])
  })
})

test('a second check of the same pages runs nothing, and tells the same mistakes', async () => {
  const page = `${head}<Slider name="s" value={1} min={0} max={3} step={1}>S</Slider>\n\n${cell('a', 'const a = s')}${cell('b', 'if (a > 2) throw new Error("far")\na')}So \`{ts} a\`.\n`
  const wrong = `${head}${cell('c', "const c = 1\nthrow new Error('gone')")}`
  const cache = new ResultCache(join(root, 'cache'))
  const checkAll = () =>
    checkBook(
      new Map(Object.entries({ 'content/en/01-a.mdx': page, 'content/en/02-b.mdx': wrong })),
      {
        ...absolute,
        root,
        cache,
      },
    )
  const runs = vi.spyOn(ThreadPool.prototype, 'run')
  const first = await checkAll()
  expect(runs).toHaveBeenCalledTimes(2)
  const second = await checkAll()
  expect(runs).toHaveBeenCalledTimes(2)
  runs.mockRestore()
  expect(second).toEqual(first)
  expect(first.errors.map(({ message }) => message)).toEqual([expect.stringContaining('gone')])
  expect(first.warnings.map(({ message }) => message)).toEqual([expect.stringContaining('far')])
})

describe('the types of modules that pages use', () => {
  const own = join(root, 'own')
  /** A book with a figure, which imports a mark, and a figure that no page uses. */
  beforeEach(() => {
    for (const it of ['content/en', 'src']) mkdirSync(join(own, it), { recursive: true })
    const files = {
      'package.json': '{ "type": "module" }',
      'src/data.csv': '1,2',
      'src/numbers.ts': 'export const two = 2\n',
      'src/figures.ts':
        "export { drawLine } from './draw-line.ts'\nexport { drawDot } from './draw-dot.ts'\n",
      'src/draw-line.ts':
        "import { ink } from './ink.ts'\nimport text from './data.csv'\nexport const drawLine = (width: number): string => ink + text.repeat(width)\n",
      'src/draw-dot.ts': "export const drawDot = (): string => 'dot'\n",
      'src/ink.ts': "export const ink: string = 'black'\n",
    }
    for (const [file, text] of Object.entries(files)) writeFileSync(join(own, file), text)
  })

  const { symbols, references } = absolute
  const library = { numbers: 'src/numbers.ts', parts: { figures: 'src/figures.ts' } }
  const settings = { library, symbols, references, root: own }
  const page = 'content/en/01-first.mdx'

  async function checkOwn(code: string, modules: readonly string[] = []): Promise<string[]> {
    const text = `${head}${cell('a', code)}`
    writeFileSync(join(own, page), text)
    const { errors } = await checkBook(new Map([[page, text]]), { ...settings, modules })
    return errors.map(({ message }) => message.split('\n')[0])
  }

  test('are right where data files are texts', async () => {
    expect(await checkOwn('drawLine(two)')).toEqual([])
  })
  test('are told at their own places by the check of a page that uses them, also through an import', async () => {
    writeFileSync(join(own, 'src/ink.ts'), "\nexport const ink: number = 'black'\n")
    expect(await checkOwn('drawLine(two)')).toEqual([
      "src/ink.ts:2:14: Type 'string' is not assignable to type 'number'. (TS2322); give it a value of that type, or correct the type",
    ])
    expect(await checkOwn('drawDot()')).toEqual([])
  })
  test('are told of a module that is named, whether or not a page uses it', async () => {
    writeFileSync(join(own, 'src/draw-dot.ts'), 'export const drawDot = (): string => 3\n')
    writeFileSync(join(own, 'src/alone.ts'), 'export const alone: string = 3\n')
    expect(await checkOwn('two', ['src/draw-dot.ts', 'src/alone.ts'])).toEqual([
      expect.stringMatching(/^src\/draw-dot\.ts:1:38: Type 'number' is not assignable/),
    ])
  })
  test('are told instead of what the module fails with at the same place', async () => {
    writeFileSync(join(own, 'src/draw-dot.ts'), 'export const drawDot = (): string => dotty\n')
    expect(await checkOwn('drawDot()')).toEqual([
      "src/draw-dot.ts:1:38: Cannot find name 'dotty'. (TS2304); define or import it, or check its spelling",
    ])
  })
  test('are right where the book’s own settings say more than those of cells', async () => {
    const files = {
      'tsconfig.json': '{ "compilerOptions": { "types": ["node"] }, "include": ["src"] }',
      'src/env.d.ts': 'declare const VERSION: string\ndeclare namespace Own { type Id = number }\n',
      'node_modules/@types/node/index.d.ts': 'declare namespace NodeJS { interface Timeout {} }\n',
      'node_modules/untyped/package.json': '{ "type": "module", "exports": "./index.js" }',
      'node_modules/untyped/index.js': 'export const scale = []\n',
      'src/draw-dot.ts': `import { scale } from 'untyped'
const scaled = scale.map((value) => value)
let timer: NodeJS.Timeout | undefined
const id: Own.Id = 1
export const drawDot = (): string =>
  [import.meta.env.BASE_URL, VERSION, timer, id, scaled, scale.of(({ x }) => x)].join()
`,
    }
    for (const it of ['@types/node', 'untyped'])
      mkdirSync(join(own, 'node_modules', it), { recursive: true })
    for (const [file, text] of Object.entries(files)) writeFileSync(join(own, file), text)
    expect(await checkOwn('two', ['src/draw-dot.ts'])).toEqual([])
    const wrong =
      "export { scale } from 'untyped'\nexport const drawDot = (dot, own: Owm.Id) => [VERSIONS, dot, own]\n"
    writeFileSync(join(own, 'src/draw-dot.ts'), wrong)
    const told = await checkOwn('two', ['src/draw-dot.ts'])
    for (const it of ['tsconfig.json', 'src/env.d.ts']) rmSync(join(own, it))
    expect(told).toEqual([
      expect.stringMatching(/^src\/draw-dot\.ts:2:25: .*TS7006/),
      expect.stringMatching(/^src\/draw-dot\.ts:2:35: .*TS2503/),
      expect.stringMatching(/^src\/draw-dot\.ts:2:47: .*TS2304/),
    ])
  })
  test('are right where a package has none, as long as it is there', async () => {
    const folder = join(own, 'node_modules/bare')
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'package.json'), '{ "type": "module", "exports": "./index.js" }')
    writeFileSync(join(folder, 'index.js'), 'export const dot = 1\n')
    writeFileSync(join(own, 'src/draw-dot.ts'), "export { dot as drawDot } from 'bare'\n")
    expect(await checkOwn('two')).toEqual([])
    writeFileSync(join(own, 'src/draw-dot.ts'), "export { dot as drawDot } from 'bare/none'\n")
    expect(await checkOwn('two')).toEqual([
      expect.stringMatching(/^src\/draw-dot\.ts:1:32: missing module: bare\/none/),
    ])
  })
  test('are told of modules that were saved, and of pages, without what keeps these from being made', async () => {
    writeFileSync(join(own, page), `${head}${cell('a', 'const a: string = two')}`)
    writeFileSync(join(own, 'src/ink.ts'), "export const ink: number = 'black'\n")
    const [ofInk, ofPage] = [/^src\/ink\.ts:1:14: Type 'string'/, /^content.*:7:7: cell `a`: Type/]
    const tell = (files: readonly string[]) => checkFiles({ files, options: settings })
    expect(await tell(['src/ink.ts'])).toEqual([expect.stringMatching(ofInk)])
    expect(await tell(['src/draw-line.ts'])).toEqual([expect.stringMatching(ofInk)])
    expect(await tell(['src/ink.ts', page])).toEqual([
      expect.stringMatching(ofPage),
      expect.stringMatching(ofInk),
    ])
    writeFileSync(join(own, 'src/ink.ts'), 'export const ink = (\n')
    const ofSyntax = /^src\/ink\.ts:1:\d+: syntax: /
    expect(await tell(['src/ink.ts'])).toEqual([expect.stringMatching(ofSyntax)])
    expect(await tell([page])).toEqual([expect.stringMatching(ofPage)])
  })
  test('are told with all else that is wrong with a module that was saved, as it may load all the same', async () => {
    writeFileSync(join(own, page), `${head}${cell('a', 'two')}`)
    writeFileSync(join(own, 'src/ink.ts'), 'export const ink = (): string => document.title\n')
    const tell = (files: readonly string[]) => checkFiles({ files, options: settings })
    expect(await tell(['src/ink.ts'])).toEqual([
      expect.stringMatching(/^src\/ink\.ts:1:43: .*document/),
    ])
    expect(await tell(['src/draw-dot.ts', page])).toEqual([])
  })
  test('are told with names that a page takes from the library, and columns that data lack', async () => {
    const text = `${head}${cell('a', 'const two = "2"')}${cell('b', 'drawLine(two)')}`
    writeFileSync(join(own, page), text)
    const tell = (parts: object = {}) =>
      checkFiles({
        files: [page],
        options: { ...settings, library: { ...library, parts: { ...library.parts, ...parts } } },
      })
    expect(await tell()).toEqual([expect.stringMatching(/^content.*:7:7: cell `a`: .*two/)])
    const dot = 'dot: (data: object[], options: object): string => String([data, options])'
    writeFileSync(join(own, 'src/plot.ts'), `export const Plot = { ${dot} }\n`)
    writeFileSync(join(own, page), `${head}${cell('a', "Plot.dot([{ n: 1 }], { x: 'm' })")}`)
    expect(await tell({ plot: 'src/plot.ts' })).toEqual([
      expect.stringMatching(/^content.*:7:27: cell `a`: .*m/),
    ])
  })
})
