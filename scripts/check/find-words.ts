import { readFileSync } from 'node:fs'
import type { Told } from './print-mistakes.ts'
import { tellAt } from './tell-at.ts'
import { visibleStrings, visibleText } from './visible-text.ts'

/** A word that is out, what is said instead, and the phrases in which it may stay. */
interface Rule {
  out: string
  say: string
  stays: readonly string[]
}

const list = 'docs/words.md'
const codeSpan = /`([^`]+)`/g
const wordsIn = (cell = ''): string[] => [...cell.matchAll(codeSpan)].map(([, it]) => it)

/** The rules of the tables: what is said, what is out, and what may stay. */
export const rules: readonly Rule[] = readFileSync(list, 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map((line) => line.split('|'))
  .flatMap(([, , say = '', out, stays]) =>
    wordsIn(out).map((word) => ({ out: word, say: say.trim(), stays: wordsIn(stays) })),
  )

/** Turns of phrase that no reader should meet: a pattern, what is wrong, and the cure. */
const turns: readonly [pattern: RegExp, message: string][] = [
  [
    /(?<=^|[.!?:;”] )Who(ever)? [^.?!\n]*[.!]/gm,
    'sentence that begins with “Who” and asks nothing; say instead: anyone who, a reader who',
  ],
  [
    /(?<=^|[.!?] )(Convex|Linear|Flat|Harmless|Lost|True|False|Wrong|Gone|Missing|Smooth) (is|are|was|were) /gm,
    'adjective before its verb; begin with what it is said of',
  ],
  [/\bwhatever[.!?;:]/g, '“whatever” at the end; leave it out, or say what may vary'],
]

/** Where readers of a file of the book meet a word or a turn of phrase that is out. */
export function findWords(file: string, text: string): Told[] {
  const visible = readVisible(file, text)
  const words = rules.flatMap(({ out, say, stays }) => {
    const rest = stays.reduce((all, phrase) => all.replace(asPattern(phrase), hide), visible)
    const message = `word that is out: ${out}; say instead: ${say} (${list})`
    return [...rest.matchAll(asPattern(out))].map(({ index }) => tellAt(file, text, index, message))
  })
  const turned = turns.flatMap(([pattern, message]) =>
    [...visible.matchAll(pattern)].map(({ index }) =>
      tellAt(file, text, index, `${message} (${list})`),
    ),
  )
  return [...words, ...turned]
}

function readVisible(file: string, text: string): string {
  if (file.endsWith('.mdx')) return visibleText(text)
  return file.endsWith('.json') ? hideTitles(text) : visibleStrings(text)
}

/** The notes on references, without titles, which are not ours. */
const hideTitles = (json: string): string =>
  json.replace(/"(?!note|meaning|say)(\w+)": "(?:\\.|[^"\\])*"/g, hide)

const escape = (words: string): string => words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
const asPattern = (words: string): RegExp =>
  new RegExp(`(?<![\\w-])${escape(words)}(?![\\w-])`, 'gi')

/** What is hidden keeps its length, so that the rest stays where it is. */
const hide = (words: string): string => ' '.repeat(words.length)
