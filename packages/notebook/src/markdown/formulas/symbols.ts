import { lintSymbols } from '@cellgraph/formula'
import { readList } from '../syntax/read-list.ts'
import { suggest } from '../syntax/suggest.ts'

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
    what: 'symbol',
    key: 'name',
    needed: ['name', 'meaning', 'say'],
    optional: ['colour', 'cell'],
    checkKey: explainTex,
    checkText: explainField,
    distinct: 'cell',
  })
}

function explainField(field: string, text: string): string | undefined {
  if (field === 'cell' && !/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(text))
    return `invalid cell: ${JSON.stringify(text)}; write a name that cells can use, as in "z"`
  if (field === 'colour' && !/^--[\w-]+$/.test(text))
    return `invalid colour: ${JSON.stringify(text)}; write the name of a CSS variable, as in "--score"`
  return undefined
}

/** What is wrong with the TeX of a symbol, if anything is. */
function explainTex(name: string): string | undefined {
  const [error] = tryLint(name)
  if (error === undefined) return undefined
  return `unreadable TeX: ${JSON.stringify(name)}: ${error}; write a letter, or a command with two backslashes, as in "\\\\beta"`
}

function tryLint(name: string): string[] {
  try {
    return lintSymbols(name, [name]).map((it) => it.reason)
  } catch (error) {
    return [(error as Error).message]
  }
}

/** @throws RangeError that names the list, for a symbol that it does not have. */
export function findSymbol(symbols: readonly BookSymbol[], name: string): BookSymbol {
  const found = symbols.find((it) => it.name === name)
  if (!found) throw new RangeError(explainUnknown(name, symbols))
  return found
}

/** The message about a symbol that the list does not have. */
export function explainUnknown(name: string, symbols: readonly BookSymbol[]): string {
  const names = symbols.map((it) => it.name)
  return `unknown symbol: ${name}; ${suggest(name, names, 'the list of symbols has')}`
}
