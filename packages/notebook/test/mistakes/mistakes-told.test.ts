/**
 * What is told of the mistakes that authors make. Each fixture beside this file holds pages with mistakes,
 * `=== title` before each, and what is told of each, with `--> `: file, line and column (the frontmatter takes
 * four lines where none is shown), what is wrong, and the cure. After a change of wording,
 * `npx vitest run packages/notebook/test/mistakes -u` writes them anew: read what changed.
 */
import { expect, test } from 'vitest'
import { fixtures, ofCells, readFixture, testFixtures } from './fixtures.ts'
import { readCases, tellAll } from './tell.ts'

test('at least 400 pages with mistakes are fixtures', () => {
  expect(fixtures.flatMap((it) => readCases(readFixture(it))).length).toBeGreaterThan(400)
})
testFixtures(fixtures.filter((it) => !ofCells.includes(it)))
test('no message has a line of a stack', () => {
  const lines = fixtures
    .flatMap((it) => readFixture(it).split('\n'))
    .filter((it) => it.startsWith('-->'))
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
