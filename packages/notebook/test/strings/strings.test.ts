import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { fill } from '../../src/strings/fill.ts'
import { fillCount, plural } from '../../src/strings/plural.ts'
import { languageOf, languages, stringsOf } from '../../src/strings/strings.ts'

/** Every text of a table by its path, as in `live.cell.run`. */
function textsOf(value: object, path = ''): [path: string, text: string][] {
  return Object.entries(value).flatMap(([key, it]): [string, string][] =>
    typeof it === 'string' ? [[`${path}${key}`, it]] : textsOf(it as object, `${path}${key}.`),
  )
}

const placesIn = (text: string): string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map(([it]) => it).sort()

describe('fill and fillCount', () => {
  test('each place is filled with its value, and a place without a value stays visible', () => {
    expect(fill('{button} cell {cell}', { button: 'Run', cell: 'p' })).toBe('Run cell p')
    expect(fill('{steps}, {steps} of {all}', { steps: 0 })).toBe('0, 0 of {all}')
  })
  test('values are inserted as they are, whatever characters they contain', () => {
    expect(fill('“{query}”', { query: '$& {query} \\' })).toBe('“$& {query} \\”')
  })
  test('a count chooses the plural category of its language', () => {
    const pages = plural({ one: '{count} strona', few: '{count} strony', other: '{count} stron' })
    expect([1, 2, 5, 22].map((count) => fillCount(pages, count, 'pl'))).toEqual([
      '1 strona',
      '2 strony',
      '5 stron',
      '22 strony',
    ])
  })
  test('a count whose category is missing uses the text for `other`', () => {
    expect(fillCount({ other: '{count} ページ' }, 1, 'en')).toBe('1 ページ')
  })
})

describe('the table of strings of a language', () => {
  test.each(languages)('the table has the same texts and places as English: %s', (language) => {
    const english = new Map(textsOf(stringsOf('en')))
    const isPlural = (path: string): boolean => /\.(zero|one|two|few|many|other)$/.test(path)
    const texts = textsOf(stringsOf(language))
    const single = (list: Iterable<[string, string]>): string[] =>
      [...list].filter(([path]) => !isPlural(path)).map(([path]) => path)
    expect(single(texts)).toEqual(single(english))
    for (const [path, text] of texts)
      expect(placesIn(text), path).toEqual(
        placesIn(english.get(path) ?? english.get(path.replace(/\w+$/, 'other')) ?? ''),
      )
  })
  test.each(languages)(
    'the texts of live elements survive a round trip through JSON: %s',
    (language) => {
      const { live } = stringsOf(language)
      expect(JSON.parse(JSON.stringify(live))).toEqual(live)
    },
  )
  test('English is used for an unknown language, and for none', () => {
    expect(stringsOf('tlh')).toBe(stringsOf('en'))
    expect(stringsOf(undefined)).toBe(stringsOf('en'))
    expect(stringsOf('constructor')).toBe(stringsOf('en'))
  })
  test('the language of a page is found by its folder, wherever the book is', () => {
    expect(languageOf('content/en/reference.mdx')).toBe('en')
    expect(languageOf('books\\waves\\de\\01-a.mdx')).toBe('de')
    expect(languageOf('a.mdx')).toBeUndefined()
  })
})

describe('words for readers outside of the table of strings', () => {
  const rooms = ['components', 'elements', 'site'].map((it) => join('packages/notebook/src', it))
  const files = rooms.flatMap((room) =>
    readdirSync(room, { recursive: true, encoding: 'utf8' })
      .filter((it) => /\.(astro|ts)$/.test(it))
      .map((it) => join(room, it)),
  )

  /** English in attributes, in strings of several words and between tags; comments, errors and styles aside. */
  function findWords(source: string): string[] {
    const code = source
      .replace(/\/\*[\s\S]*?\*\/|<style>[\s\S]*?<\/style>/g, '')
      .replace(/^\s*\/\/.*$/gm, '')
      .replace(/new (Range)?Error\([\s\S]*?\n/g, '')
    const [, markup = ''] = /^---[\s\S]*?\n---([\s\S]*)/.exec(code.trimStart()) ?? []
    const found = [
      ...code.matchAll(/\b(?:aria-label|title|placeholder|label)="([^"{]*[a-z]{2}[^"{]*)"/g),
      ...code.matchAll(/['"`]([A-Z][a-z]+(?: [\w’]+)+)[^'"`\n]*['"`]/g),
      ...code.matchAll(/(?:textContent(?: =|:)|'aria-label',) '([^']*[a-z]{2}[^']*)'/g),
      ...markup.matchAll(/>\s*([A-Z][a-z]+[\w’ ]*)[^<>{}=]*[<{]/g),
    ]
    return [...new Set(found.map(([, words]) => words))]
  }

  test.each(files)('%s contains no words for readers', (file) => {
    expect(findWords(readFileSync(file, 'utf8'))).toEqual([])
  })
  test.each([
    ['---\n---\n<p class="kind">Predict, then look</p>', 'Predict'],
    ['---\nconst a = 1\n---\n<summary>\n  Checked on {a} samples\n</summary>', 'Checked on '],
    ['---\n---\n<button aria-label="Line before">‹</button>', 'Line before'],
    ["const note = 'This edit could not be saved'", 'This edit could not be saved'],
    ["button.setAttribute('aria-label', 'run')", 'run'],
    ["Object.assign(button, { textContent: 'Run' })", 'Run'],
  ])('words for readers are found in code: %j', (code, words) => {
    expect(findWords(code)).toEqual([words])
  })
})
