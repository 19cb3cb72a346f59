import { execFileSync } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openCache } from '../../../src/hosts/cache/open-cache.ts'
import { ResultCache } from '../../../src/hosts/cache/result-cache.ts'
import { toKey } from '../../../src/hosts/cache/to-key.ts'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'results-'))))
afterEach(() => rmSync(folder, { recursive: true }))

const keyOf = (n: number): string => toKey(['entry', n]) ?? ''
const listFiles = (): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((it) => it.isFile())
    .map((it) => join(it.parentPath, it.name))

test('what one process keeps another finds, with maps, NaN and undefined in it', () => {
  const value = { cells: new Map([['a', [NaN, -0, undefined]]]), text: 'α' }
  new ResultCache(folder).put(keyOf(1), value)
  const other = new ResultCache(folder)
  expect(other.get(keyOf(1))).toEqual(value)
  expect(other.get(keyOf(2))).toBeUndefined()
})
test('an entry that was cut, changed or emptied counts as missing, and is written anew', () => {
  const cache = new ResultCache(folder)
  cache.put(keyOf(1), { text: 'some text' })
  const [path] = listFiles()
  const whole = readFileSync(path)
  const flipped = Uint8Array.from(whole, (byte, n) => (n === whole.length - 3 ? byte ^ 1 : byte))
  for (const damaged of [
    whole.subarray(0, -1),
    flipped,
    new Uint8Array(0),
    whole.subarray(0, 32),
  ]) {
    writeFileSync(path, damaged)
    expect(cache.get(keyOf(1))).toBeUndefined()
  }
  cache.put(keyOf(1), { text: 'some text' })
  expect(cache.get(keyOf(1))).toEqual({ text: 'some text' })
})
test('when the folder is full, the entries that were not used for longest go', () => {
  const bytes = (n: number): Buffer => Buffer.alloc(10_000, n)
  const first = new ResultCache(folder)
  for (let n = 0; n < 10; n++) first.put(keyOf(n), bytes(n))
  const longAgo = new Date(2020, 0, 1)
  for (const path of listFiles()) utimesSync(path, longAgo, longAgo)
  expect(first.get(keyOf(3))).toEqual(bytes(3))
  new ResultCache(folder, 30_000).put(keyOf(10), bytes(10))
  const left = [...Array(11).keys()].filter((n) => first.get(keyOf(n)) !== undefined)
  expect(left).toHaveLength(2)
  expect(left).toEqual([3, 10])
  expect(listFiles().reduce((sum, path) => sum + statSync(path).size, 0)).toBeLessThan(30_000)
})
test('two processes that write the same entries at once leave whole ones', () => {
  const script = `
    import { fork } from 'node:child_process'
    import { ResultCache } from ${JSON.stringify(join(import.meta.dirname, '../../../src/hosts/cache/result-cache.ts'))}
    const cache = new ResultCache(${JSON.stringify(folder)})
    const [, , isChild] = process.argv
    const child = isChild ? undefined : fork(process.argv[1], ['child'])
    for (let n = 0; n < 200; n++) {
      const key = 'ab' + (n % 5)
      cache.put(key, { n, text: 'x'.repeat(50_000 + n) })
      const found = cache.get(key)
      if (found === undefined || found.text.length !== 50_000 + found.n) process.exitCode = 1
    }
    child?.on('exit', (code) => (process.exitCode ||= code))
  `
  mkdirSync(join(folder, 'code'))
  writeFileSync(join(folder, 'code/write.mjs'), script)
  execFileSync(process.execPath, [join(folder, 'code/write.mjs')])
  expect(listFiles().filter((it) => it.endsWith('.tmp'))).toEqual([])
})
test('a folder that cannot be written keeps nothing, and fails nothing', () => {
  writeFileSync(join(folder, 'file'), '')
  const cache = new ResultCache(join(folder, 'file'))
  cache.put(keyOf(1), 1)
  expect(cache.get(keyOf(1))).toBeUndefined()
})
test('NOTEBOOK_CACHE names the folder, or turns the cache off', () => {
  const before = process.env['NOTEBOOK_CACHE']
  try {
    process.env['NOTEBOOK_CACHE'] = 'kept'
    openCache(folder)?.put(keyOf(1), 'one')
    expect(new ResultCache(join(folder, 'kept')).get(keyOf(1))).toBe('one')
    process.env['NOTEBOOK_CACHE'] = 'off'
    expect(openCache(folder)).toBeUndefined()
  } finally {
    if (before === undefined) delete process.env['NOTEBOOK_CACHE']
    else process.env['NOTEBOOK_CACHE'] = before
  }
})
