import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { isUnchangedSince } from '../../../src/hosts/cache/file-digests.ts'
import { ThreadPool } from '../../../src/hosts/build/thread-pool.ts'
import type { ThreadData } from '../../../src/hosts/build/thread-messages.ts'
import { compileCell } from '../../../src/kernel/compile/compile-cell.ts'

let folder: string
let pool: ThreadPool
/** How many threads were started. */
let started: number
const count = (): void => void started++

const maths = `export const double = (x: number): number => 2 * x
export const primes = [2, 3, 5]
export const names = { first: 'a', others: new Set(['b']) }
export const change = (what: string): unknown => changes[what]()
const changes: Record<string, () => unknown> = {
  global: () => Object.assign(globalThis, { own: 'here' }),
  changed: () => Object.assign(globalThis, { isNaN: () => true }),
  entry: () => (names.first = 'c'),
  element: () => document.body.append(document.createElement('p')),
}
`

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'thread-pool-'))
  write('package.json', '{ "type": "module" }')
  write('package-lock.json', '{}')
  write('maths.ts', maths)
  pool = new ThreadPool(1)
  started = 0
  process.on('worker', count)
})
afterEach(() => {
  process.off('worker', count)
  rmSync(folder, { recursive: true })
})

function write(name: string, text: string): void {
  writeFileSync(join(folder, name), text)
}

const limits = { cpu: 10_000, idle: 10_000, clock: 600_000, loading: 10_000 }

interface Asked {
  library?: string
  limits?: typeof limits
}

/** Runs one cell, and says what it shows. */
async function run(source: string, asked: Asked = {}): Promise<unknown> {
  const files = readdirSync(folder).map((it) => join(folder, it))
  await vi.waitUntil(() => files.every((it) => isUnchangedSince(it, Date.now())), { interval: 5 })
  const place = { line: 1, column: 1 }
  const program = {
    seed: 's',
    inputs: [{ name: 'a', value: 3 }],
    cells: [compileCell({ name: 'cell', source, kind: 'cell', place })],
  }
  const data: ThreadData = {
    program,
    missing: '',
    ends: undefined,
    unfit: [],
    trials: [],
    untried: [],
    numbersUrl: pathToFileURL(join(folder, asked.library ?? 'maths.ts')).href,
    partUrls: [],
    locks: [join(folder, 'package-lock.json')],
  }
  const { results } = await pool.run(data, asked.limits ?? limits)
  const { roomy, failure } = results.get('cell') ?? { roomy: [] }
  return failure?.message ?? (roomy[0] as { text?: string } | undefined)?.text
}

describe('a thread', () => {
  test('runs one program after the other', async () => {
    expect(await run('double(a)')).toBe('6')
    expect(await run('double(a + 1)')).toBe('8')
    expect(started).toBe(1)
  })
  test('runs another after one that fails, plays, waits, or leaves to `invalidation` what is to be stopped', async () => {
    for (const source of [
      "throw new Error('no')",
      '(function* () {\n  yield* [1, 2, 3]\n})()',
      'await new Promise((resolve) => setTimeout(resolve, 1))\n1',
      'const timer = setInterval(() => {}, 9)\nvoid invalidation.then(() => clearInterval(timer))',
      'setTimeout(() => {}, 60_000)',
    ])
      await run(source)
    expect(await run('double(a)')).toBe('6')
    expect(started).toBe(1)
  })
  test.each([
    ['a global', "change('global')"],
    ['a changed global', "change('changed')"],
    ['a method of all lists', 'Object.assign(Array.prototype, { last: () => 1 })'],
    ['a changed method of a class', 'Object.assign(WeakRef.prototype, { deref: () => 1 })'],
    ['a method of all iterators', 'Object.assign(Object.getPrototypeOf([].values()), { last: 1 })'],
    ['a changed list of the library', 'primes.push(7)'],
    ['a changed entry of the library', "change('entry')"],
    ['a changed set within the library', "names.others.add('c')"],
    ['a property of a function of the library', 'Object.assign(double, { calls: 1 })'],
    ['an element in the document', "change('element')"],
    [
      'a timer that is set again and again',
      'const again = () => void setTimeout(again, 60_000)\nagain()',
    ],
  ])('runs no other where a program has left %s', async (_, source) => {
    const all = '[double(a), primes.length, names.first, [...names.others].length]'
    const before = await run(all)
    await run(source)
    expect(started).toBe(1)
    expect(await run(all)).toBe(before)
    expect(started).toBe(2)
  })
  test('runs no other where something went wrong that no cell shows, or a cell does not end', async () => {
    const short = { ...limits, cpu: 300 }
    for (const source of ["void Promise.reject(new Error('late'))", 'while (true) {}'])
      await expect(run(source, { limits: short })).rejects.toThrow()
    await run('double(a)')
    expect(started).toBe(3)
  })
  test('tells why a library cannot be loaded once to all that wait for it, and tries it again for others', async () => {
    write('endless.ts', 'export const one = 1\nwhile (one === 1);')
    const asked = { library: 'endless.ts', limits: { ...limits, loading: 500 } }
    const told = await Promise.all(['one', 'one + 1'].map((it) => run(it, asked).catch(String)))
    expect(told).toEqual(Array(2).fill(expect.stringContaining('tooMuchComputing')))
    // One that is given up, and one that finds out where.
    expect(started).toBe(2)
    write('endless.ts', 'export const one = 1')
    expect(await run('one', asked)).toBe('1')
  })
  test('tells each time at once that a cell waits for what never comes', async () => {
    for (let n = 0; n < 2; n++)
      await expect(run('await new Promise(() => {})')).rejects.toThrow('neverEnds')
  })
  test.each([
    ['keep a number at their top level', 'let calls = 0\nexport const call = () => ++calls'],
    [
      'read files',
      "import { readFileSync } from 'node:fs'\nexport const call = () => readFileSync.length",
    ],
    ['read the environment', 'export const call = () => process.env.HOME === undefined ? 1 : 1'],
  ])('runs no other with a library whose modules %s', async (_, text) => {
    write('other.ts', text)
    for (let n = 0; n < 2; n++) await run('call()', { library: 'other.ts' })
    expect(started).toBe(2)
  })
  test('is left when a file has changed that it has loaded', async () => {
    write('near.ts', "export { far } from './far.ts'")
    write('far.ts', 'export const far = 1')
    for (let n = 0; n < 2; n++) expect(await run('far', { library: 'near.ts' })).toBe('1')
    expect(started).toBe(1)
    writeFileSync(join(folder, 'far.ts'), 'export const far = 2')
    expect(await run('far', { library: 'near.ts' })).toBe('2')
    expect(started).toBe(2)
  })
  test('is left when other packages were installed', async () => {
    await run('1')
    writeFileSync(join(folder, 'package-lock.json'), '{ "packages": {} }')
    await run('2')
    expect(started).toBe(2)
  })
  test('is left for another library, since there are never more than the pool may have', async () => {
    write('other.ts', 'export const other = 1')
    for (const library of ['maths.ts', 'other.ts', 'maths.ts']) await run('1', { library })
    expect(started).toBe(3)
  })
})
