import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { packProps, propsByKey } from '../../src/markdown/packed-props.ts'
import { PropsOfVersions } from '../../src/markdown/props-of-versions.ts'

let folder: string
let versions: PropsOfVersions
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'props-'))
  for (const it of ['a.mdx', 'b.mdx']) writeFileSync(join(folder, it), '')
  versions = new PropsOfVersions()
  propsByKey().clear()
})
afterEach(() => {
  rmSync(folder, { recursive: true })
  propsByKey().clear()
})

const make = (page: string, ...texts: string[]): Promise<{ code: string }> =>
  versions.during(join(folder, page), () => Promise.resolve(moduleOf(texts)))

const moduleOf = (texts: readonly string[]): { code: string } => ({
  code: texts.map((text) => String(packProps({ text }).value)).join(' '),
})

/** The texts that are kept. */
const kept = (): string[] =>
  [...propsByKey().values()].map((it) => (JSON.parse(String(it)) as { text: string }).text).sort()

test('of a page that is saved again and again, props of the current version are kept, and of the one before', async () => {
  for (const version of ['1', '2', '3', '4']) {
    await make('a.mdx', `words ${version}`, 'a figure')
    // As for another environment.
    await make('a.mdx', `words ${version}`, 'a figure')
  }
  expect(kept()).toEqual(['a figure', 'words 3', 'words 4'])
})
test('what another page uses stays', async () => {
  await make('b.mdx', 'common')
  await make('a.mdx', '1', 'common')
  for (const version of ['2', '3']) await make('a.mdx', version)
  expect(kept()).toEqual(['2', '3', 'common'])
})
test('a version with a mistake leaves nothing, and the version before it stays', async () => {
  await make('a.mdx', 'right')
  const failing = versions.during(join(folder, 'a.mdx'), () => {
    moduleOf(['wrong'])
    return Promise.reject(new Error('mistake'))
  })
  await expect(failing).rejects.toThrow('mistake')
  expect(kept()).toEqual(['right'])
})
test('what a page has that is being made is kept meanwhile', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  const slow = versions.during(join(folder, 'b.mdx'), async () => {
    const module = moduleOf(['slow'])
    await promise
    return module
  })
  await make('a.mdx', 'quick')
  expect(kept()).toEqual(['quick', 'slow'])
  resolve()
  await slow
  expect(kept()).toEqual(['quick', 'slow'])
})
test('a page that was removed leaves nothing', async () => {
  await make('a.mdx', 'removed')
  rmSync(join(folder, 'a.mdx'))
  await make('b.mdx', 'kept')
  expect(kept()).toEqual(['kept'])
})
