import { execFileSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { hashTeX } from '@cellgraph/formula'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { isUnchangedSince } from '../../src/hosts/cache/file-digests.ts'
import { makePage, type BookOfPages, type MadePage } from './make-page.ts'

let root: string
const one = 'content/en/01-one.mdx'
const two = 'content/en/02-two.mdx'
const alone = 'content/en/04-alone.mdx'
const zh = 'content/zh/04-alone.mdx'

const head = '---\ntitle: T\ndescription: D.\n---\n\n'
/** A formula that a function checks, with the maths in scope. */
const twin = `<Model name="m" sizes={{ C: [2, 3] }} free={{ z: "real" }} />

$$ name=t model=m hash=${hashTeX('z = z\n')} twin="({ z }) => [near(z), near(z)]"
z = z
$$
`
/** A page that links nowhere. */
const short = `${head}One.\n\n\`\`\`ts cell name=a\nnear(1)\n\`\`\`\n`

const texts: Record<string, string> = {
  'package.json': '{ "type": "module" }',
  'package-lock.json': '{}',
  'maths.ts': "export { near } from './near.ts'\nexport { aside } from './aside.ts'\n",
  'near.ts': 'export const near = (x: number): number => 2 * x\n',
  'aside.ts': 'export const aside = (x: number): number => -x\n',
  'content/symbols.json': '[{ "name": "z", "meaning": "a score", "say": "z" }]',
  'content/references.json':
    '[{ "id": "a1", "short": "A 1", "authors": "A", "title": "One" }, { "id": "b2", "short": "B 2", "authors": "B", "title": "Two" }]',
  'content/costly-cells.json': '{}',
  'public/data.csv': '1\n',
  'note.txt': 'first',
  [one]: `${head}<Cite id="a1" />, [a part](../two/#part), [](../two/#eq-g) and [data](../data.csv).\n\n\`\`\`ts cell name=a\nnear(21)\n\`\`\`\n\n<References ids={["a1"]} />\n`,
  [two]: `${head}## Part\n\n$$ name=g unchecked="it is only cited"\nz = z\n$$\n`,
}

beforeEach(async () => {
  vi.stubEnv('CI', '1')
  root = mkdtempSync(join(tmpdir(), 'kept-pages-'))
  for (const [name, text] of Object.entries(texts)) await write(name, text)
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(root, { recursive: true })
})

/** Writes a file, and waits until the clock has gone on: what is made of files of the same moment is not kept. */
async function write(name: string, text: string): Promise<void> {
  const path = join(root, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
  await vi.waitUntil(() => isUnchangedSince(path, Date.now()), { interval: 5 })
}

const make = (file = one, book: Partial<BookOfPages> = {}): Promise<MadePage> =>
  makePage(file, { root, ...book })

const isNew = async (file = one, book: Partial<BookOfPages> = {}): Promise<boolean> =>
  (await make(file, book)).isNew

const textOf = ({ module, props }: MadePage): string => JSON.stringify([module, props])

describe('a page', () => {
  test('is taken from the cache while nothing has changed, with what its scripts are made of', async () => {
    const first = await make()
    const second = await make()
    expect([first.isNew, second.isNew]).toEqual([true, false])
    expect(second).toEqual({ ...first, isNew: false })
    expect(textOf(second)).toContain('42')
    expect(second.parts).toHaveLength(2)
  })
  test.each([
    ['its own text', one, () => `${texts[one]}More.\n`],
    ['a page that it links to', two, () => `${texts[two]}More.\n`],
    ['the list of symbols', 'content/symbols.json', () => '[]'],
    ['the list of works', 'content/references.json', (text: string) => text.replace('One', 'New')],
    ['a function of the maths that it uses', 'near.ts', (text: string) => text.replace('2', '3')],
    ['the list of installed packages', 'package-lock.json', () => '{ "a": 1 }'],
    ['the pages of the book', 'content/en/03-three.mdx', () => texts[two]],
    [
      'what its own cells cost',
      'content/costly-cells.json',
      () => `{ "${one}": { "costly": [] } }`,
    ],
  ])('is made anew when %s has changed', async (_, file, change) => {
    expect([await isNew(), await isNew()]).toEqual([true, false])
    await write(file, change(texts[file] ?? ''))
    expect([await isNew(), await isNew()]).toEqual([true, false])
  })
  test.each([
    ['another page', two, (text: string) => `${text}More.\n`],
    ['a function that it does not use', 'aside.ts', (text: string) => text.replace('-', '+')],
    ['a file that it does not link to', 'public/data.csv', () => '2\n'],
    [
      'what cells of another page cost',
      'content/costly-cells.json',
      () => `{ "${two}": { "costly": [] } }`,
    ],
  ])('stays when %s has changed', async (_, file, change) => {
    await write(alone, short)
    expect([await isNew(alone), await isNew(alone)]).toEqual([true, false])
    await write(file, change(texts[file] ?? ''))
    expect(await isNew(alone)).toBe(false)
  })
  test('shows what it cites as it is by now', async () => {
    await make()
    await write(two, texts[two].replace('z = z', 'z = z + 0'))
    expect(textOf(await make())).toContain('z + 0')
  })
  test('is made anew when a file that it links to is gone, and then told', async () => {
    await make()
    rmSync(join(root, 'public/data.csv'))
    await expect(make()).rejects.toThrow('data.csv')
  })
  test('is made anew in a book of another name, and in another environment', async () => {
    expect([await isNew(), await isNew()]).toEqual([true, false])
    expect(await isNew(one, { name: 'c' })).toBe(true)
    vi.stubEnv('NOTEBOOK_READABLE', '1')
    expect(await isNew()).toBe(true)
  })
  test('is made anew each time where it has a mistake, or something else may have had a part in it', async () => {
    await write(one, `${texts[one]}\n[nowhere](../none/)\n`)
    for (let n = 0; n < 2; n++) await expect(make()).rejects.toThrow('none')
    await write(one, `${texts[one]}`)
    expect([await isNew(), await isNew()]).toEqual([true, false])
    expect(await isNew(one, { added: () => {} })).toBe(true)
    await write('near.ts', 'export const near = (): number => Number(process.env.FAR ?? 2)\n')
    expect([await isNew(), await isNew()]).toEqual([true, true])
  })
  test('that a function checks is made anew when any of the maths has changed', async () => {
    await write(one, `${texts[one]}\n${twin}`)
    expect([await isNew(), await isNew()]).toEqual([true, false])
    await write('aside.ts', 'export const aside = (x: number): number => x\n')
    expect([await isNew(), await isNew()]).toEqual([true, false])
  })
  test('is made anew when a file has changed of a component that becomes Markdown', async () => {
    const expanded = {
      Note: {
        files: () => ['note.txt'],
        toMarkdown: (folder: string) => ({
          type: 'paragraph' as const,
          children: [
            { type: 'text' as const, value: readFileSync(join(folder, 'note.txt'), 'utf8') },
          ],
        }),
      },
    }
    await write(one, `${texts[one]}\n<Note />\n`)
    const page = async (): Promise<[boolean, boolean]> => {
      const made = await make(one, { expanded })
      return [made.isNew, textOf(made).includes('second')]
    }
    expect([await page(), await page()]).toEqual([
      [true, false],
      [false, false],
    ])
    await write('note.txt', 'second')
    expect([await page(), await page()]).toEqual([
      [true, true],
      [false, true],
    ])
  })
  test('in another language is made anew when its source has changed', async () => {
    await write(alone, short)
    await write(zh, short.replace('One', '一').replace('near(1)\n', ''))
    expect([await isNew(zh), await isNew(zh)]).toEqual([true, false])
    await write(alone, short.replace('near(1)', 'near(11)'))
    expect(textOf(await make(zh))).toContain('22')
    expect(await isNew(zh)).toBe(false)
  })
  test('is made anew when its entry is damaged', async () => {
    await make()
    const folder = join(root, 'cache')
    for (const it of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
      if (statSync(join(folder, it)).isFile()) writeFileSync(join(folder, it), 'no entry')
    expect([await isNew(), await isNew()]).toEqual([true, false])
  })
})

test('another version of the engine, or of its words, makes every page anew', async () => {
  const engine = join(root, 'engine')
  cpSync(join(import.meta.dirname, '../../src'), join(engine, 'src'), { recursive: true })
  cpSync(join(import.meta.dirname, 'make-page.ts'), join(engine, 'test/markdown/make-page.ts'))
  symlinkSync(resolve('node_modules'), join(engine, 'node_modules'))
  await write('engine/package.json', '{ "type": "module", "name": "engine" }')
  await write(
    'engine/run.mjs',
    `import { makePage } from './test/markdown/make-page.ts'
    const page = await makePage(${JSON.stringify(one)}, { root: ${JSON.stringify(root)} })
    console.log(page.isNew)`,
  )
  const run = (): string =>
    String(execFileSync(process.execPath, ['--no-warnings', join(engine, 'run.mjs')])).trim()
  expect([run(), run()]).toEqual(['true', 'false'])
  for (const file of ['markdown/packed-props.ts', 'strings/en.ts']) {
    const path = `engine/src/${file}`
    await write(path, `${readFileSync(join(root, path), 'utf8')}\n// another version\n`)
    expect(run(), file).toBe('true')
  }
})
