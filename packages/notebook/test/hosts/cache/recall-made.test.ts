import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { isUnchangedSince } from '../../../src/hosts/cache/file-digests.ts'
import { makeAnew, recallFrom, type Made } from '../../../src/hosts/cache/recall-made.ts'
import { ResultCache } from '../../../src/hosts/cache/result-cache.ts'
import { bundleScript } from '../../../src/hosts/bundle/bundle-script.ts'

let root: string
let made: number

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'made-'))
  made = 0
  mkdirSync(join(root, 'lib'))
  write('package-lock.json', '{}')
  write('lib/package.json', '{ "type": "module" }')
  write('lib/a.js', "export { b } from './b.js'\nexport const a = 'one'\n")
  write('lib/b.js', "export const b = 'two'\n")
  await settle()
})
afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
  rmSync(root, { recursive: true })
})

function write(name: string, text: string): void {
  writeFileSync(join(root, name), text)
}

/** Waits until the clock has gone on: what was made of files that were written at the same moment is not kept. */
async function settle(): Promise<void> {
  const files = ['package-lock.json', 'lib/package.json', 'lib/a.js', 'lib/b.js']
  await vi.waitUntil(() => files.every((it) => isUnchangedSince(join(root, it), Date.now())), {
    interval: 5,
  })
}

/** As another process would: with a cache that has read nothing yet. */
function count(asked: unknown, files: readonly string[] | undefined): Promise<number> {
  const recall = recallFrom(new ResultCache(join(root, 'cache')), root)
  return recall(asked, (): Promise<Made<number>> => Promise.resolve({ value: ++made, files }))
}

describe('what was made of files', () => {
  test('is taken from the cache while none of them changes, whatever their times are', async () => {
    expect(await count('it', ['lib/a.js'])).toBe(1)
    expect(await count('it', ['lib/a.js'])).toBe(1)
    const later = new Date(Date.now() + 3_600_000)
    utimesSync(join(root, 'lib/a.js'), later, later)
    expect(await count('it', ['lib/a.js'])).toBe(1)
  })
  test.each(['lib/a.js', 'lib/package.json', 'package-lock.json'])(
    'is made anew when %s has changed',
    async (name) => {
      expect(await count('it', ['lib/a.js', 'lib/b.js'])).toBe(1)
      write(name, '{ "type": "module", "changed": true }')
      await settle()
      expect(await count('it', ['lib/a.js', 'lib/b.js'])).toBe(2)
      expect(await count('it', ['lib/a.js', 'lib/b.js'])).toBe(2)
    },
  )
  test('is made anew when a file is gone', async () => {
    expect(await count('it', ['lib/b.js'])).toBe(1)
    rmSync(join(root, 'lib/b.js'))
    expect(await count('it', ['lib/b.js'])).toBe(2)
  })
  test('is another thing where something else is asked, or the environment differs', async () => {
    expect(await count('it', ['lib/a.js'])).toBe(1)
    expect(await count('other', ['lib/a.js'])).toBe(2)
    vi.stubEnv('NOTEBOOK_READABLE', '1')
    expect(await count('it', ['lib/a.js'])).toBe(3)
  })
  test('is not kept where its files cannot be told, or one was changed meanwhile', async () => {
    expect(await count('it', undefined)).toBe(1)
    expect(await count('it', undefined)).toBe(2)
    const recall = recallFrom(new ResultCache(join(root, 'cache')), root)
    const make = (): Promise<Made<number>> => {
      write('lib/b.js', `export const b = ${++made}\n`)
      return Promise.resolve({ value: made, files: ['lib/b.js'] })
    }
    expect(await recall('changing', make)).toBe(3)
    await settle()
    expect(await recall('changing', make)).toBe(4)
  })
  test('is made anew without a cache', async () => {
    const make = (): Promise<Made<number>> => Promise.resolve({ value: ++made, files: [] })
    expect(await makeAnew('it', make)).toBe(1)
    expect(await recallFrom(undefined, root)('it', make)).toBe(2)
  })
})

describe('a bundled script', () => {
  const bundle = async (): Promise<string> => {
    const entry = `import { a } from ${JSON.stringify(join(root, 'lib/a.js'))}\nconsole.log(a)`
    const recall = recallFrom(new ResultCache(join(root, 'cache')), root)
    return (await bundleScript({ name: 'some', entry }, recall)).code
  }

  test('follows each file that was read for it, also one that is no part of it', async () => {
    expect(await bundle()).toContain('one')
    write('lib/a.js', "export { b } from './b.js'\nexport const a = 'three'\n")
    await settle()
    expect(await bundle()).toContain('three')
    // Nothing of this file was needed, until it does something when it is loaded.
    write('lib/b.js', "console.log('loaded')\nexport const b = 'two'\n")
    await settle()
    expect(await bundle()).toContain('loaded')
  })
  test('that comes with a warning is bundled anew, so that the warning is told again', async () => {
    const told = vi.spyOn(console, 'warn').mockImplementation(() => {})
    write('lib/a.js', "export const a = 'one'\nexport const c = import.meta.url\nconsole.log(c)\n")
    await settle()
    await bundle()
    const first = told.mock.calls.length
    expect(first).toBeGreaterThan(0)
    await bundle()
    expect(told.mock.calls.length).toBe(2 * first)
  })
})
