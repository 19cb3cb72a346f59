import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

let root: string
let folder: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'compile-cache-'))
  folder = join(root, 'compiled')
  writeFileSync(join(root, 'loaded.mjs'), 'export const one = 1\n')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** Loads a module in a process of its own, with the cache. */
function load(limit: number): void {
  const code = `import { openCompileCache } from ${JSON.stringify(resolve('scripts/compile-cache.mjs'))}
    openCompileCache(${JSON.stringify(folder)}, ${limit})
    await import(${JSON.stringify(join(root, 'loaded.mjs'))})`
  const { NODE_COMPILE_CACHE: _, ...env } = process.env
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
    env,
    encoding: 'utf8',
  })
  expect(stderr).toBe('')
  expect(status).toBe(0)
}

test('what Node compiles of modules is kept in the folder', () => {
  load(100)
  expect(readdirSync(folder, { recursive: true }).length).toBeGreaterThan(1)
})
test('a folder that has grown beyond the limit is emptied', () => {
  load(100)
  const old = join(folder, 'old')
  writeFileSync(old, 'of a module that is gone')
  load(100)
  expect(existsSync(old)).toBe(true)
  load(1)
  expect(existsSync(old)).toBe(false)
})
