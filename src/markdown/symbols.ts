import { readFileSync } from 'node:fs'

/** One symbol of the book: it means the same on every page. */
export interface BookSymbol {
  /** As written in TeX: `\sigma`, `\hat{y}`. */
  name: string
  meaning: string
  /** How it is read aloud. */
  say: string
  /** The CSS variable of its colour, where it has one: `--score`. */
  colour?: string
  /** The name by which cells and inputs have it. */
  cell?: string
}

/**
 * The book's list of symbols.
 * @throws SyntaxError for a file that is not a list of symbols, or names one twice.
 */
export function readSymbols(path: string): BookSymbol[] {
  const list = JSON.parse(readFileSync(path, 'utf8')) as BookSymbol[]
  const seen = new Set<string>()
  for (const symbol of list) {
    const missing = (['name', 'meaning', 'say'] as const).find((it) => typeof symbol[it] !== 'string')
    if (missing) throw new SyntaxError(`${path}: symbol without ${missing}: ${JSON.stringify(symbol)}`)
    if (seen.has(symbol.name)) throw new SyntaxError(`${path}: symbol listed twice: ${symbol.name}`)
    seen.add(symbol.name)
  }
  return list
}

/** @throws RangeError that names the list, for a symbol that it does not have. */
export function findSymbol(symbols: readonly BookSymbol[], name: string): BookSymbol {
  const found = symbols.find((it) => it.name === name)
  if (!found) throw new RangeError(`unknown symbol: ${name}; the list of symbols has ${symbols.map((it) => it.name).join(', ')}`)
  return found
}
