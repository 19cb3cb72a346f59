import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { visibleStrings, visibleText } from './visible-text.ts'

/** A word that is out, and the phrases in which it may stay. */
interface Rule {
  out: string
  stays: readonly string[]
}

const codeSpan = /`([^`]+)`/g
const list = readFileSync('docs/words.md', 'utf8')

/** The rules of the tables: their third and their fourth column. */
const rules: readonly Rule[] = list
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map((line) => line.split('|').map((cell) => [...cell.matchAll(codeSpan)].map(([, it]) => it)))
  .flatMap(([, , , out = [], stays = []]) => out.map((word) => ({ out: word, stays })))

const chapters = globSync('content/en/*.mdx').sort()
const figures = globSync('src/figures/**/*.ts').sort()
const others = [
  'content/symbols.json',
  'content/references.json',
  'src/strings.ts',
  'packages/notebook/src/strings/en.ts',
]

/** Turns of phrase that no reader should meet: a pattern, and what is wrong. */
const turns: readonly [pattern: RegExp, fault: string][] = [
  [
    /(?<=^|[.!?:;”] )Who(ever)? [^.?!\n]*[.!]/gm,
    'a sentence that begins with “Who” and asks nothing',
  ],
  [
    /(?<=^|[.!?] )(Convex|Linear|Flat|Harmless|Lost|True|False|Wrong|Gone|Missing|Smooth) (is|are|was|were) /gm,
    'an adjective before its verb',
  ],
  [/\bwhatever[.!?;:]/g, '“whatever” at the end'],
]

/** The notes on references, without titles, which are not ours. */
const hideTitles = (json: string): string =>
  json.replace(/"(?!note|meaning|say)(\w+)": "(?:\\.|[^"\\])*"/g, (all) => ' '.repeat(all.length))

function readVisible(file: string): string {
  const text = readFileSync(file, 'utf8')
  if (file.endsWith('.mdx')) return visibleText(text)
  return file.endsWith('.json') ? hideTitles(text) : visibleStrings(text)
}

const escape = (words: string): string => words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
const asPattern = (words: string): RegExp =>
  new RegExp(`(?<![\\w-])${escape(words)}(?![\\w-])`, 'gi')

/** Where a text has a word that is out, as `line: word`. */
function findFaults(text: string): string[] {
  const found = rules.flatMap(({ out, stays }) => {
    const rest = stays.reduce((all, phrase) => all.replace(asPattern(phrase), hide), text)
    return [...rest.matchAll(asPattern(out))].map(({ index }) => place(text, index, out))
  })
  const turned = turns.flatMap(([pattern, fault]) =>
    [...text.matchAll(pattern)].map(({ index }) => place(text, index, fault)),
  )
  return [...found, ...turned]
}

const hide = (words: string): string => ' '.repeat(words.length)

function place(text: string, index: number, fault: string): string {
  const line = text.slice(0, index).split('\n').length
  const around = text.slice(Math.max(0, index - 30), index + 40)
  return `${line}: ${fault} (… ${around.replace(/\s+/g, ' ').trim()} …)`
}

describe('the list of words', () => {
  test('is read: it has words that are out, and phrases in which they may stay', () => {
    expect(rules.length).toBeGreaterThan(50)
    expect(rules).toContainEqual({ out: 'chance', stays: ['by chance'] })
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
    const found = findFaults(visibleText(chapter)).map((it) => it.replace(/ \(.*/, ''))
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
  test('finds turns of phrase', () => {
    const found = (text: string): number => findFaults(text).length
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
    expect(readFileSync(chapter, 'utf8')).toMatch(new RegExp(`\\*${escape(name)}\\*`, 'i'))
  })
  test('is read from the table', () => {
    expect(names.length).toBeGreaterThan(40)
  })
})

describe.each([...chapters, ...figures, ...others])('%s', (file) => {
  test('uses the words of docs/words.md', () => {
    expect(findFaults(readVisible(file))).toEqual([])
  })
})
