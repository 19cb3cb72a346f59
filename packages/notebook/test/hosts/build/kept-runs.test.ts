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
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { isUnchangedSince } from '../../../src/hosts/cache/file-digests.ts'
import { ResultCache } from '../../../src/hosts/cache/result-cache.ts'
import type { CellResults } from '../../../src/hosts/build/cell-results.ts'
import { runProgram, type ProgramOptions } from '../../../src/hosts/build/run-program.ts'
import { ThreadPool } from '../../../src/hosts/build/thread-pool.ts'
import { compileCell } from '../../../src/kernel/compile/compile-cell.ts'
import type { Program } from '../../../src/kernel/program.ts'

let root: string

/** A library: `far` is two imports away from the first module, `rows` comes from a data file. */
const modules: Record<string, string> = {
  'package.json': '{ "type": "module" }',
  'package-lock.json': '{}',
  'maths.ts':
    "export { near } from './near.ts'\nexport { aside } from './aside.ts'\nexport { refuse } from './refuse.ts'\n",
  'near.ts':
    "import { far } from './far.ts'\nexport const near = (x: number): number => far(x) + 1\n",
  'far.ts': 'export const far = (x: number): number => 2 * x\n',
  'aside.ts': 'export const aside = (x: number): number => -x\n',
  'refuse.ts': "export const refuse = (): never => {\n  throw new Error('not so')\n}\n",
  'data.ts': "import text from './rows.csv'\nexport const rows = text.trim().split('\\n').length\n",
  'rows.csv': '1\n2\n3\n',
}

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'kept-runs-'))
  for (const [name, text] of Object.entries(modules)) write(name, text)
  await settle()
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(root, { recursive: true })
})

function write(name: string, text: string): void {
  mkdirSync(dirname(join(root, name)), { recursive: true })
  writeFileSync(join(root, name), text)
}

/** Waits until the clock has gone on: results of files that were written at the same moment are not kept. */
async function settle(...more: string[]): Promise<void> {
  const files = [...Object.keys(modules), ...more]
  await vi.waitUntil(() => files.every((it) => isUnchangedSince(join(root, it), Date.now())), {
    interval: 5,
  })
}

const library = { numbers: 'maths.ts', parts: { data: 'data.ts' } }

const toProgram = (cells: Record<string, string>, a = 3): Program => ({
  seed: 's',
  inputs: [{ name: 'a', value: a }],
  cells: Object.entries(cells).map(([name, source]) =>
    compileCell({ name, source, kind: 'cell', place: { line: 1, column: 1 } }),
  ),
})

const cells = { sum: 'const b = near(a)', shown: 'b', counted: 'rows' }

interface Ran {
  texts: Record<string, unknown>
  /** How many programs a thread was given. */
  runs: number
}

async function run(
  program: Program = toProgram(cells),
  options: Partial<ProgramOptions> = {},
): Promise<Ran & { results: Map<string, CellResults> }> {
  const counted = vi.spyOn(ThreadPool.prototype, 'run')
  try {
    const cache = new ResultCache(join(root, 'cache'))
    const results = await runProgram(program, { library, root, cache, ...options })
    const texts = Object.fromEntries([...results].map(([name, it]) => [name, it.roomy[0]]))
    return { results, texts, runs: counted.mock.calls.length }
  } finally {
    counted.mockRestore()
  }
}

const textOf = ({ texts }: Ran, name: string): unknown => (texts[name] as { text?: string })?.text

describe('the results of a program', () => {
  test('are taken from the cache when nothing has changed, and nothing is run', async () => {
    const first = await run()
    const second = await run()
    expect([first.runs, second.runs]).toEqual([1, 0])
    expect(second.results).toEqual(first.results)
    expect(textOf(second, 'shown')).toBe('7')
  })
  test('serve another checkout of the book as well, as the next run of a server makes it', async () => {
    const first = await run()
    const other = mkdtempSync(join(tmpdir(), 'kept-runs-other-'))
    try {
      cpSync(root, other, { recursive: true })
      await vi.waitUntil(() => isUnchangedSince(join(other, 'far.ts'), Date.now()), { interval: 5 })
      const second = await run(toProgram(cells), { root: other })
      expect([second.runs, second.results]).toEqual([0, first.results])
      writeFileSync(join(other, 'far.ts'), 'export const far = (x: number): number => 3 * x\n')
      const changed = await run(toProgram(cells), { root: other })
      expect([changed.runs, textOf(changed, 'shown')]).toEqual([1, '10'])
    } finally {
      rmSync(other, { recursive: true })
    }
  })
  test('are computed anew when a cell or an input has changed', async () => {
    await run()
    const edited = await run(toProgram({ ...cells, shown: 'b + 1' }))
    expect([edited.runs, textOf(edited, 'shown')]).toEqual([1, '8'])
    const moved = await run(toProgram(cells, 4))
    expect([moved.runs, textOf(moved, 'shown')]).toEqual([1, '9'])
    expect((await run()).runs).toBe(0)
  })
  test('are computed anew when another seed, other ends or other trials are asked for', async () => {
    await run()
    expect((await run({ ...toProgram(cells), seed: 't' })).runs).toBe(1)
    expect((await run(toProgram(cells), { ends: { a: [0, 9] } })).runs).toBe(1)
    const trials = [{ a: 0 }]
    expect((await run(toProgram(cells), { trials })).runs).toBe(1)
    expect((await run(toProgram(cells), { trials, untried: ['sum'] })).runs).toBe(1)
    expect((await run(toProgram(cells), { trials: [{ a: 1 }] })).runs).toBe(1)
  })
  test('at trials serve those too who ask for none', async () => {
    const tried = await run(toProgram(cells), { trials: [{ a: 0 }] })
    expect(tried.results.get('shown')?.tried?.get(0)?.outputs).toEqual([
      { type: 'text', text: '1' },
    ])
    const plain = await run()
    expect(plain.runs).toBe(0)
    expect(plain.results.get('shown')).not.toHaveProperty('tried')
    const again = await run(toProgram(cells), { trials: [{ a: 0 }] })
    expect([again.runs, again.results]).toEqual([0, tried.results])
  })
  test.each([
    ['two imports away', 'far.ts', 'export const far = (x: number): number => 3 * x\n', '10', '3'],
    ['with data', 'rows.csv', '1\n2\n', '7', '2'],
    [
      'that says where a name comes from',
      'maths.ts',
      "export { aside as near, aside } from './aside.ts'\n",
      '-3',
      '3',
    ],
  ])('are computed anew when a file %s has changed', async (_, file, text, shown, counted) => {
    await run()
    write(file, text)
    await settle()
    const changed = await run()
    expect(changed.runs).toBe(1)
    expect([textOf(changed, 'shown'), textOf(changed, 'counted')]).toEqual([shown, counted])
    expect((await run()).runs).toBe(0)
  })
  test('are computed anew when a package or the list of installed ones has changed', async () => {
    for (const file of ['package.json', 'package-lock.json']) {
      await run()
      write(file, '{ "type": "module", "version": "2.0.0" }')
      await settle()
      expect((await run()).runs, file).toBe(1)
    }
  })
  test('stay when only a function has changed that none of its cells uses', async () => {
    await run()
    write('aside.ts', 'export const aside = (x: number): number => -2 * x\n')
    await settle()
    expect((await run()).runs).toBe(0)
    expect((await run(toProgram({ other: 'aside(a)' }))).runs).toBe(1)
  })
  test('are computed anew where Node would load other modules', async () => {
    await run()
    vi.stubEnv('NODE_OPTIONS', '--conditions=other')
    expect((await run()).runs).toBe(1)
    vi.stubEnv('NODE_OPTIONS', '--no-warnings')
    expect((await run()).runs).toBe(0)
  })
  test('are computed anew when their entry is damaged', async () => {
    const { results } = await run()
    const folder = join(root, 'cache')
    for (const it of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
      if (statSync(join(folder, it)).isFile()) writeFileSync(join(folder, it), 'no entry')
    const again = await run()
    expect([again.runs, again.results]).toEqual([1, results])
    expect((await run()).runs).toBe(0)
  })
  test('are kept with cells that throw, and not where a cell takes too long or a promise is rejected late', async () => {
    const throwing = toProgram({ bad: "throw new Error('no')" })
    const [first, second] = [await run(throwing), await run(throwing)]
    expect(second.runs).toBe(0)
    expect(second.results).toEqual(first.results)
    expect(second.results.get('bad')?.failure?.message).toContain('no')
    for (const source of ["void Promise.reject(new Error('late'))", 'while (true) {}']) {
      for (let n = 0; n < 2; n++)
        await expect(run(toProgram({ source }), { timeLimit: 300 })).rejects.toThrow()
    }
    const slow = toProgram({ slow: 'while (a > 5) {}\na' })
    for (let n = 0; n < 2; n++)
      expect((await run(slow, { timeLimit: 300, trials: [{ a: 9 }] })).runs).toBe(1)
  })
  test('are kept with the place in the library where a cell’s failure was thrown, in this checkout', async () => {
    const refused = toProgram({ bad: 'refuse()' })
    const first = await run(refused)
    const place = { file: join(root, 'refuse.ts'), line: 2, column: 9 }
    expect(first.results.get('bad')?.origin).toEqual(place)
    const second = await run(refused)
    expect([second.runs, second.results]).toEqual([0, first.results])
    write('refuse.ts', "export const refuse = (): never => {\n\n  throw new Error('not so')\n}\n")
    expect((await run(refused)).results.get('bad')?.origin).toEqual({ ...place, line: 3 })
  })
  test('are not kept where the library reads more than modules', async () => {
    for (const text of [
      "import { readFileSync } from 'node:fs'\nexport const far = (): number => readFileSync('rows.csv').length\n",
      'export const far = (): number => Number(process.env.FAR ?? 2)\n',
    ]) {
      write('far.ts', text)
      await settle()
      const outside = toProgram({ f: 'near', n: '1' })
      for (let n = 0; n < 2; n++) expect((await run(outside)).runs, text).toBe(1)
    }
  })
  test('are not kept where a file of theirs was written as they were computed', async () => {
    const running = run()
    write('far.ts', 'export const far = (x: number): number => 5 * x\n')
    await running
    await settle()
    const again = await run()
    expect([again.runs, textOf(again, 'shown')]).toEqual([1, '16'])
  })
})

test('another version of the engine computes everything anew', async () => {
  const engine = join(root, 'engine')
  cpSync(join(import.meta.dirname, '../../../src'), join(engine, 'src'), { recursive: true })
  symlinkSync(resolve('node_modules'), join(engine, 'node_modules'))
  write('engine/package.json', '{ "type": "module", "name": "engine" }')
  write('program.json', JSON.stringify(toProgram(cells)))
  write(
    'engine/run.mjs',
    `import { readFileSync } from 'node:fs'
    import { ResultCache } from './src/hosts/cache/result-cache.ts'
    import { runProgram } from './src/hosts/build/run-program.ts'
    let threads = 0
    process.on('worker', () => threads++)
    const root = ${JSON.stringify(root)}
    const program = JSON.parse(readFileSync(root + '/program.json', 'utf8'))
    const library = ${JSON.stringify(library)}
    await runProgram(program, { root, library, cache: new ResultCache(root + '/cache') })
    console.log(threads)`,
  )
  const count = (): string =>
    String(execFileSync(process.execPath, ['--no-warnings', join(engine, 'run.mjs')])).trim()
  const edit = async (file: string): Promise<void> => {
    const path = `engine/src/${file}`
    write(path, `${readFileSync(join(root, path), 'utf8')}\n// another version\n`)
    await settle(path)
  }
  await settle('engine/run.mjs')
  expect([count(), count()]).toEqual(['1', '0'])
  for (const file of ['kernel/inspect.ts', 'hosts/build/run-program.ts']) {
    await edit(file)
    expect([count(), count()], file).toEqual(['1', '0'])
  }
})
