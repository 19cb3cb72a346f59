/**
 * What is told of the mistakes that authors make. Each fixture beside this file holds pages with mistakes,
 * `=== title` before each, and what is told of each, with `--> `: file, line and column (the frontmatter takes
 * four lines where none is shown), what is wrong, and the cure. After a change of wording,
 * `npx vitest run packages/notebook/test/mistakes -u` writes them anew: read what changed.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readCases, tellAll, writeCases } from './tell.ts'

const folder = import.meta.dirname
const fixtures = readdirSync(folder).filter((it) => it.endsWith('.txt'))
const read = (fixture: string): string => readFileSync(join(folder, fixture), 'utf8')

test('at least 400 pages with mistakes are fixtures', () => {
  expect(fixtures.flatMap((it) => readCases(read(it))).length).toBeGreaterThan(400)
})
describe.each(fixtures)('%s', (fixture) => {
  test('each mistake is told as in the fixture', async () => {
    const cases = readCases(read(fixture))
    const told = writeCases(cases, await tellAll(cases))
    await expect(told).toMatchFileSnapshot(join(folder, fixture))
  })
})
test('no message has a line of a stack', () => {
  const lines = fixtures.flatMap((it) => read(it).split('\n')).filter((it) => it.startsWith('-->'))
  expect(lines.length).toBeGreaterThan(400)
  expect(
    lines.filter((it) => /\bat .*\.(?:ts|js):\d+|node:internal|node_modules/.test(it)),
  ).toEqual([])
})
const crlf = (text: string): string => text.replaceAll('\n', '\r\n')
const page =
  '---\ntitle: T\ndescription: D.\n---\nText.\n\n```ts cell name=a\nconst t = `one\ntwo`\nt + foo\n```\n'
test.each([
  ['line ends of Windows', crlf(page)],
  ['a byte order mark', `\uFEFF${page}`],
  ['both', `\uFEFF${crlf(page)}`],
])('a page with %s is read like any other', async (_, text) => {
  const [told] = await tellAll([{ title: '', text, files: {} }])
  expect(told).toEqual([expect.stringMatching(/^10:5: cell `a`: unknown name: `foo`/)])
})
