import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { otherFiles } from '../../scripts/check/find-house-rules.ts'
import { findWords, rules } from '../../scripts/check/find-words.ts'
import type { Told } from '../../scripts/check/print-mistakes.ts'

const list = readFileSync('docs/words.md', 'utf8')
const chapters = globSync('content/en/*.mdx').sort()

const tell = ({ line, column, message }: Told): string => `${line}:${column}: ${message}`

describe('the list of words', () => {
  test('is read: it has words that are out, and phrases in which they may stay', () => {
    expect(rules.length).toBeGreaterThan(50)
    expect(rules).toContainEqual({ out: 'chance', say: 'probability', stays: ['by chance'] })
  })
  test('finds its words in prose, captions, inputs, tables and messages, and not in formulas and code', () => {
    const chapter = [
      '---',
      'title: A walk',
      '---',
      'By chance; the chance of $slope$, `slope` and [words](../slopes/).',
      '<Choice name="slope" options={["a nudge", "b"]}>The list</Choice>',
      '```ts cell name=slope caption="Its slope ${slope + \' mends\'}" table="[{ \'dear\': slope }]"',
      "const slope = ['greatest'].map((slopes) => ({ slopes })) // least",
      '```',
    ].join('\n')
    const found = findWords('a.mdx', chapter).map(
      ({ line, message }) => `${line}: ${/: (.*?);/.exec(message)?.[1]}`,
    )
    expect(found.sort()).toEqual([
      '2: walk',
      '4: chance',
      '5: list',
      '5: nudge',
      '6: dear',
      '6: mends',
      '6: slope',
      '7: greatest',
      '7: least',
      '7: slopes',
    ])
  })
  test('tells a word with its place, and what to say instead', () => {
    expect(findWords('a.mdx', 'By chance.\nIt has a great chance.').map(tell)).toEqual([
      '2:16: word that is out: chance; say instead: probability (docs/words.md)',
      '2:10: word that is out: great; say instead: large, larger, largest; small, smallest (docs/words.md)',
    ])
  })
  test('finds turns of phrase', () => {
    const found = (text: string): number => findWords('a.mdx', text).length
    expect(found('Who knows it should say so.')).toBe(1)
    expect(found('Who knows it?')).toBe(0)
    expect(found('It is long. Convex is LSE.')).toBe(1)
    expect(found('for any numbers whatever.')).toBe(1)
  })
})

/** The names of the field, each with the number of the chapter that introduces it. */
const names = [...list.matchAll(/^\| *([\w -]+?) *\| *(\d+) *\|$/gm)].map(([, name, chapter]) => ({
  name,
  chapter: chapters.find((file) => Number(/(\d+)-/.exec(file)?.[1]) === Number(chapter)),
}))

describe('a name to search for', () => {
  test.each(names)('$name stands in italics in $chapter', ({ name, chapter = '' }) => {
    expect(readFileSync(chapter, 'utf8')).toMatch(new RegExp(`\\*${name}\\*`, 'i'))
  })
  test('is read from the table', () => {
    expect(names.length).toBeGreaterThan(40)
  })
})

describe.each([...chapters, ...otherFiles])('%s', (file) => {
  test('uses the words of docs/words.md', () => {
    expect(findWords(file, readFileSync(file, 'utf8')).map(tell)).toEqual([])
  })
})
