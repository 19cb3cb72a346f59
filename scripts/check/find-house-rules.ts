import { globSync, readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { findBareFigures } from './find-bare-figures.ts'
import {
  findColours,
  findNumbered,
  findUnknownColours,
  findWrongVariables,
} from './find-colours.ts'
import { findMissingNeeds, findUnused } from './find-dead-ends.ts'
import { findMarginNotes } from './find-margin-notes.ts'
import { findPlaceholders } from './find-placeholders.ts'
import { findShortBrackets } from './find-short-brackets.ts'
import { findWords } from './find-words.ts'
import type { Told } from './print-mistakes.ts'

const pages = /^content\/([a-z]{2})\//

/** What readers meet of the book besides its pages. */
export const otherFiles: readonly string[] = [
  ...globSync('src/figures/**/*.ts')
    .map((it) => it.replaceAll('\\', '/'))
    .sort(),
  'content/symbols.json',
  'content/references.json',
  'src/strings.ts',
  'packages/notebook/src/strings/en.ts',
]

const isFigure = (file: string): boolean => file.startsWith('src/figures/')

const isSource = (file: string): boolean => pages.exec(file)?.[1] === 'en'

/**
 * What breaks the rules of this book, which the engine does not know: its words, its notes in the margin, its figures and their colours.
 * @param sources pages by their files
 * @param isWhole whether these are all pages: what belongs to none of them is then read too
 */
export function findHouseRules(sources: ReadonlyMap<string, string>, isWhole: boolean): Told[] {
  const own = [...sources].filter(([file]) => pages.test(file))
  const names = own.map(([file]) => basename(file, '.mdx').replace(/^\d+-/, ''))
  const others = otherFiles.filter(
    (file) => isWhole || names.some((it) => file.startsWith(`src/figures/${it}/`)),
  )
  return [
    ...own.flatMap(([file, text]) => [
      // The words that are out are English ones.
      ...(isSource(file) ? findWords(file, text) : []),
      ...(isSource(file) ? findMissingNeeds(file, text, listChapters()) : []),
      ...findMarginNotes(file, text),
      // A translated figure has the table and the numbers of its source.
      ...(isSource(file) ? findBareFigures(file, text) : []),
      ...findShortBrackets(file, text),
      ...findPlaceholders(file, text),
      ...findWrongVariables(file, text),
    ]),
    ...(isWhole ? findInLists([...sources.values()]) : []),
    ...others.flatMap((file) => {
      const text = readFileSync(file, 'utf8')
      return [...findWords(file, text), ...(isFigure(file) ? findInFigure(file, text) : [])]
    }),
  ]
}

const findInFigure = (file: string, text: string): Told[] => [
  ...findColours(file, text),
  ...findPlaceholders(file, text),
]

const listChapters = (): number[] =>
  readdirSync('content/en').flatMap((it) => (/^\d+-.*\.mdx$/.test(it) ? [parseInt(it, 10)] : []))

function findInLists(pages: readonly string[]): Told[] {
  const read = (file: string): readonly [string, string] => [file, readFileSync(file, 'utf8')]
  return [
    ...findNumbered(...read('content/symbols.json')),
    ...findUnknownColours(...read('content/symbols.json')),
    ...findUnused(read('content/symbols.json'), { key: 'name', toMark: (it) => it, pages }),
    ...findUnused(read('content/references.json'), { key: 'id', toMark: (it) => `"${it}"`, pages }),
  ]
}
