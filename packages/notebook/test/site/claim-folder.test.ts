import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { claimFolder, tellClaim } from '../../src/site/claim-folder.ts'

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'claimed-'))
})
afterEach(() => rmSync(root, { recursive: true }))

const own = { process: process.pid, command: 'build', content: 'content' }

test('nobody is told of where one process is at work, or another serves the same book', () => {
  expect(claimFolder(root, { ...own, process: process.ppid, command: 'dev' })).toBeUndefined()
  expect(claimFolder(root, own)).toBeUndefined()
})
test('another build is told, of the same book too', () => {
  claimFolder(root, { ...own, process: process.ppid })
  expect(claimFolder(root, own)).toMatchObject({ process: process.ppid })
})
test('another book in the same checkout is told with its process', () => {
  const other = { process: process.ppid, command: 'dev', content: 'tests/e2e/fixture' }
  claimFolder(root, other)
  expect(claimFolder(root, own)).toEqual(other)
  expect(tellClaim(other)).toContain(
    `process ${process.ppid} (astro dev) is at work on tests/e2e/fixture`,
  )
})
test('a process that has ended counts no more, nor does what is damaged', async () => {
  const child = spawn(process.execPath, ['-e', ''])
  await once(child, 'exit')
  claimFolder(root, { ...own, process: child.pid ?? 0, content: 'elsewhere' })
  mkdirSync(join(root, '.astro/books'), { recursive: true })
  writeFileSync(join(root, '.astro/books/1.json'), '{')
  expect(claimFolder(root, own)).toBeUndefined()
  expect(readdirSync(join(root, '.astro/books'))).toEqual([`${process.pid}.json`])
})
