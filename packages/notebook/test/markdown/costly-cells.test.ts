import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { library } from '../../../../src/library/config.ts'
import { readChapter } from '../../src/markdown/chapter/chapter.ts'
import { CostlyCells } from '../../src/markdown/chapter/costly-cells.ts'
import { runChapter } from '../../src/markdown/chapter/run-chapter.ts'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'costly-'))))
afterEach(() => {
  rmSync(folder, { recursive: true })
  vi.unstubAllEnvs()
})

const cell = (name: string, code: string): string =>
  `\`\`\`ts cell name=${name}\n${code}\n\`\`\`\n\n`

test('a draft is not measured: its cells cost what they cost in the last version, and those that go on after they return are costly', async () => {
  const path = join(folder, 'costly-cells.json')
  const kept = JSON.stringify({ 'a.mdx': { program: 'an older version', costly: ['slow'] } })
  writeFileSync(path, kept)
  const source = cell('slow', '1') + cell('late', 'await Promise.resolve(2)') + cell('fresh', '3')
  const { results } = await runChapter(readChapter('a.mdx', source), {
    library,
    costs: new CostlyCells(path),
    isDraft: true,
  })
  const quick = [...results].filter(([, { isQuick }]) => isQuick).map(([name]) => name)
  expect(quick).toEqual(['fresh'])
  expect(readFileSync(path, 'utf8')).toBe(kept)
})

test.each([
  { ci: '1', costly: ['slow'], kept: 'an older version' },
  { ci: '', costly: [], kept: expect.stringMatching(/^[0-9a-f]{16}$/) },
])('where CI is "$ci", a changed page costs $costly', async ({ ci, costly, kept }) => {
  vi.stubEnv('CI', ci)
  const path = join(folder, 'costly-cells.json')
  const older = { 'a.mdx': { program: 'an older version', costly: ['slow'] } }
  writeFileSync(path, JSON.stringify(older))
  const { results } = await runChapter(readChapter('a.mdx', cell('slow', '1')), {
    library,
    costs: new CostlyCells(path),
  })
  expect([...results].filter(([, it]) => !it.isQuick).map(([name]) => name)).toEqual(costly)
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ 'a.mdx': { program: kept, costly } })
})

test('a page that is there no longer is left out, when another one is measured', async () => {
  vi.stubEnv('CI', '')
  const path = join(folder, 'costly-cells.json')
  mkdirSync(join(folder, 'en'))
  writeFileSync(join(folder, 'en/01-kept.mdx'), '')
  const older = { program: 'an older version', costly: ['slow'] }
  const pages = { 'content/en/01-kept.mdx': older, 'content/en/02-gone.mdx': older }
  writeFileSync(path, JSON.stringify(pages))
  await runChapter(readChapter('content/en/03-new.mdx', cell('quick', '1')), {
    library,
    costs: new CostlyCells(path),
  })
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({
    'content/en/01-kept.mdx': older,
    'content/en/03-new.mdx': { program: expect.any(String), costly: [] },
  })
})
