import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { wordsOf } from '../../src/making/words.ts'
import strings from '../../src/strings.ts'

const files = globSync('src/making/*.astro').sort()

/** What a component says without a table: texts between its tags, and attributes that are read aloud. */
function literalsIn(text: string): string[] {
  const markup = text.replace(/^---[^]*?^---/m, '').replace(/<style>[^]*<\/style>/, '')
  return [
    ...markup.matchAll(/>\s*([A-Za-z][^<>{}]*[a-z])/g),
    ...markup.matchAll(/\s(?:label|title|alt|aria-label)="([^"]*)"/g),
  ].map(([, it]) => it.trim())
}

test('words between tags and in labels are found', () => {
  expect(literalsIn('<p>\n  Of all {count}</p><td label="Table" class="a">{x}</td>')).toEqual([
    'Of all',
    'Table',
  ])
})
test.each(files)('%s has its words from the table of its language', (file) => {
  expect(literalsIn(readFileSync(file, 'utf8'))).toEqual([])
})
test('every language of the book has words for its components', () => {
  const languages = Object.keys(strings)
  expect(new Set(languages.map((it) => wordsOf(it))).size).toBe(languages.length)
  const subjects = languages.map((it) => Object.keys(wordsOf(it).tests.subjects))
  for (const it of subjects) expect(it).toEqual(subjects[0])
})
