import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { readClock, removeOlder, writeOver } from '../../src/site/write-over.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'write-over-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function write(name: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true })
  writeFileSync(join(folder, name), name)
}

const list = (): string[] => readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()

/** A time behind all that was written so far. */
async function later(): Promise<number> {
  const now = readClock(folder)
  return vi.waitUntil(() => [readClock(folder)].find((time) => time > now), { interval: 1 })
}

test('what was written before goes, with the folders that are empty then, and what was written over stays', async () => {
  for (const name of ['a/index.html', 'gone/deep/index.html', 'old.css', 'a/old.json']) write(name)
  const began = await later()
  for (const name of ['a/index.html', 'new.css']) write(name)
  expect(removeOlder(folder, began)).toBe(false)
  expect(list()).toEqual(['a', 'a/index.html', 'new.css'])
})
test('a copy stays that bears the date of what it was copied from', async () => {
  write('source.txt')
  const began = await later()
  cpSync(join(folder, 'source.txt'), join(folder, 'copy.txt'), { preserveTimestamps: true })
  removeOlder(folder, began)
  expect(list()).toEqual(['copy.txt'])
})
test('a repository stays that the site is published from', async () => {
  for (const name of ['.git/config', 'old.css']) write(name)
  removeOlder(folder, await later())
  expect(list()).toEqual(['.git', '.git/config'])
})
test('a folder in which nothing is left goes, and one that is not there is no matter', async () => {
  write('embed/cell/index.html')
  expect(removeOlder(join(folder, 'embed'), await later())).toBe(true)
  expect(existsSync(join(folder, 'embed'))).toBe(false)
  expect(removeOlder(join(folder, 'embed'), Date.now())).toBe(true)
})
test('a file stays, and is not written again, where it has the content that it is to have', async () => {
  write('cell/index.html')
  const began = await later()
  const { write: writeOnce } = writeOver()
  writeOnce(join(folder, 'cell/index.html'), Buffer.from('cell/index.html'))
  writeOnce(join(folder, 'other.html'), Buffer.from('other'))
  expect(lstatSync(join(folder, 'cell/index.html')).mtimeMs).toBeLessThan(began)
  expect(readFileSync(join(folder, 'other.html'), 'utf8')).toBe('other')
})
test('of older files those stay that are to be kept', async () => {
  for (const name of ['cell/index.html', 'gone/index.html']) write(name)
  removeOlder(folder, await later(), new Set([join(folder, 'cell/index.html')]))
  expect(list()).toEqual(['cell', 'cell/index.html'])
})
