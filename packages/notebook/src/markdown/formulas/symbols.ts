import { lintSymbols } from '@cellgraph/formula'
import { readList } from '../syntax/read-list.ts'
import { suggest } from '../syntax/suggest.ts'
import { ToldError } from '../syntax/told-error.ts'
import type { Mistake } from '../../strings/mistakes.ts'

/** One symbol of the book: it means the same on every page. */
export interface BookSymbol {
  /** As written in TeX: `\lambda`, `\hat{y}`. */
  name: string
  meaning: string
  /** How it is read aloud. */
  say: string
  /** The CSS variable of its colour, where it has one: `--score`. */
  colour?: string
  /** Its name in cells and inputs. */
  cell?: string
}

/**
 * The book's list of symbols.
 * @throws ChapterError for a file that is not a list of symbols, or names one twice.
 */
export function readSymbols(path: string): BookSymbol[] {
  return readList<BookSymbol>(path, {
    what: { kind: 'aSymbol' },
    key: 'name',
    needed: ['name', 'meaning', 'say'],
    optional: ['colour', 'cell'],
    checkKey: explainTex,
    checkText: explainField,
    distinct: 'cell',
  })
}

function explainField(field: string, text: string): Mistake | undefined {
  if (field === 'cell' && !(/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(text) && canBeName(text)))
    return { kind: 'invalidCellOfSymbol', value: JSON.stringify(text) }
  if (field === 'colour' && !/^--[\w-]+$/.test(text))
    return { kind: 'invalidColour', value: JSON.stringify(text) }
  return undefined
}

/** Whether a word is no keyword. */
function canBeName(word: string): boolean {
  try {
    new Function(`'use strict'; const ${word} = 0`)
    return true
  } catch {
    return false
  }
}

/** What is wrong with the TeX of a symbol, if anything is. */
function explainTex(name: string): Mistake | undefined {
  const [error] = tryLint(name)
  if (error === undefined) return undefined
  const meant = guessName(name)
  if (meant !== undefined)
    return { kind: 'otherName', value: JSON.stringify(name), meant: JSON.stringify(meant) }
  return { kind: 'unreadableTex', value: JSON.stringify(name), reason: error }
}

/** The symbol that an author meant who has put it between dollars, or has other strokes before its command. */
function guessName(name: string): string | undefined {
  const bare = name.replace(/^\$(.*)\$$/, '$1').replace(/^(?:\/|\\+)(?=[A-Za-z])/, '')
  const guesses = [bare, `\\${bare}`].filter((it) => it !== name)
  return guesses.find((it) => tryLint(it).length === 0)
}

function tryLint(name: string): string[] {
  try {
    return lintSymbols(name, [name]).map((it) => it.reason)
  } catch (error) {
    return [(error as Error).message]
  }
}

/** @throws ToldError that names the list, for a symbol that it does not have. */
export function findSymbol(symbols: readonly BookSymbol[], name: string): BookSymbol {
  const found = symbols.find((it) => it.name === name)
  if (!found) throw new ToldError(explainUnknown(name, symbols))
  return found
}

/** The message about a symbol that the list does not have. */
export function explainUnknown(name: string, symbols: readonly BookSymbol[]): Mistake {
  const names = symbols.map((it) => it.name)
  return { kind: 'unknownSymbol', name, cure: suggest(name, names, { kind: 'symbolsHave' }) }
}
