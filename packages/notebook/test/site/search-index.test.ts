import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { AstroConfig } from 'astro'
import { createIndex } from 'pagefind'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { BuiltPages } from '../../src/site/built-pages.ts'
import { searchIndex } from '../../src/site/search-index.ts'

vi.mock(import('pagefind'), async (original) => {
  const own = await original()
  return { ...own, createIndex: vi.fn(own.createIndex) }
})

let folder: string
let said: string[]
const kept = new Map<string, unknown>()

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'search-index-'))
  said = []
  kept.clear()
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** How often an index was made, and not taken from what is kept. */
let made: number

async function build(page: string): Promise<void> {
  writeFileSync(join(folder, 'index.html'), `<html lang="en"><body data-pagefind-body>${page}`)
  made = 0
  const pages = new BuiltPages()
  const { hooks } = searchIndex(pages, () => async (asked, make) => {
    const key = JSON.stringify(asked)
    if (!kept.has(key)) {
      made++
      kept.set(key, await make())
    }
    return kept.get(key) as Awaited<ReturnType<typeof make>>
  })
  const config = { root: pathToFileURL(`${folder}/`) } as AstroConfig
  await hooks['astro:config:done']?.({ config } as never)
  pages.readFolder(folder)
  const logger = { info: (message: string) => said.push(message) }
  await hooks['astro:build:done']?.({ dir: pathToFileURL(`${folder}/`), logger } as never)
}

test('the index of a site is taken from what is kept while its pages are the same', async () => {
  await build('<h1>Softmax</h1>')
  const script = readFileSync(join(folder, 'pagefind/pagefind.js'))
  rmSync(join(folder, 'pagefind'), { recursive: true })
  await build('<h1>Softmax</h1>')
  expect([made, said]).toEqual([0, ['1 pages indexed', '1 pages indexed']])
  expect(readFileSync(join(folder, 'pagefind/pagefind.js')).equals(script)).toBe(true)
  await build('<h1>Entropy</h1>')
  expect(made).toBe(1)
})
test('an index that cannot be made fails the build, and nothing is kept of it', async () => {
  vi.mocked(createIndex).mockResolvedValueOnce({
    errors: [],
    index: { addDirectory: () => Promise.resolve({ errors: ['out of space'], page_count: 0 }) },
  } as never)
  await expect(build('<h1>Softmax</h1>')).rejects.toThrow(/^no search index: out of space$/)
  expect([kept.size, existsSync(join(folder, 'pagefind'))]).toEqual([0, false])
})
