import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { findMarginNotes } from '../../scripts/check/find-margin-notes.ts'

test.each(globSync('content/en/*.mdx').sort())(
  'no margin note of %s stands beside the heading of the next section',
  (file) => {
    expect(findMarginNotes(file, readFileSync(file, 'utf8'))).toEqual([])
  },
)

test('a margin note before a heading is told at its place, also where it has several lines', () => {
  const note = '<MarginNote>An aside.</MarginNote>'
  const text = ['A line.', '', note, '', 'More.', '', note.replace(' ', '\n'), '', '## Next'].join(
    '\n',
  )
  expect(findMarginNotes('a.mdx', text)).toEqual([
    {
      file: 'a.mdx',
      line: 7,
      column: 1,
      severity: 'error',
      message: expect.stringMatching(/^margin note before a heading: .*; put it before/) as string,
    },
  ])
})
