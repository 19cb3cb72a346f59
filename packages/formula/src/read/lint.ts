import { FormulaError, maybe, type Refusal } from '../tex/error.ts'
import { hashTeX } from '../tex/hash.ts'
import { markOf, spellings } from '../tex/marked-name.ts'
import { toName } from './parse-model.ts'
import { FUNCTIONS } from '../tex/signs.ts'
import type { Span } from '../tex/span.ts'
import { innerLists, isMark, type Mark, type Token } from '../tex/token.ts'
import { toTokens } from '../tex/tokens.ts'

/** How an equation of the book is known to be true. */
export type Standing =
  /** A line of a checked derivation. */
  | { readonly kind: 'checked' }
  /** A definition of a model: true because it says so. */
  | { readonly kind: 'definition' }
  /** Computed by a function that was written for this TeX. */
  | { readonly kind: 'twin'; readonly hash: string }
  | { readonly kind: 'unchecked'; readonly reason: string }

/** Signs that belong to the language of formulas, not to any one book. */
const COMMON: ReadonlySet<string> = new Set([
  'e',
  '\\mathrm{e}',
  '\\mathrm{d}',
  '\\partial',
  '\\nabla',
  '\\top',
  '\\infty',
  '\\prime',
  '\\star',
  '\\mathbb{1}',
  '\\mathbf{1}',
])

/** The symbols of a formula that are not in the book's list, each at its place. Reads any formula, checked or not. */
export function lintSymbols(tex: string, symbols: readonly string[]): FormulaError[] {
  const known = new Set(symbols.map(toSymbol))
  const errors: FormulaError[] = []
  const report = (error: FormulaError): void => {
    errors.push(error)
  }
  const refusals = maybe(tex, report, () => findUnknown(toTokens(tex), known, tex)) ?? []
  return [...errors, ...refusals.map((refusal) => new FormulaError(refusal, tex))]
}

/** A name, or a function that the book adds to those of the language: `\\lim`. */
const toSymbol = (written: string): string => {
  const [token, ...others] = toTokens(written)
  return others.length === 0 && isMark(token, 'function') ? token.text : toName(written)
}

function findUnknown(tokens: readonly Token[], known: ReadonlySet<string>, tex: string): Refusal[] {
  return tokens.flatMap((token): Refusal[] => {
    if (isMark(token, 'name') || isMark(token, 'function')) return checkMark(token, known, tex)
    const spelled = spellings(token)
    const found = spelled.find(({ name }) => known.has(name))
    // A mark makes another symbol, which the list must have; a label or an index need not.
    const mark = token.type === 'script' ? markOf(token.sup) : undefined
    const unmarked = found === undefined || found.rest?.sup !== undefined
    if (mark !== undefined && spelled.length > 0 && unmarked)
      return [unknown(spelled.at(-2)!.name, token.span, LIST)]
    const lists = found ? [found.rest?.sub ?? [], found.rest?.sup ?? []] : innerLists(token)
    return lists.flatMap((list) => findUnknown(list, known, tex))
  })
}

function checkMark(mark: Mark, known: ReadonlySet<string>, tex: string): Refusal[] {
  if (known.has(mark.text) || COMMON.has(mark.text)) return []
  if (mark.type === 'function' && FUNCTIONS.has(mark.text.slice(1))) return []
  const word = /^[a-zA-Z]{2,}/.exec(tex.slice(mark.span.start))?.[0]
  if (word === undefined || mark.text.length > 1) return [unknown(mark.text, mark.span, LIST)]
  return [
    unknown(
      mark.text,
      mark.span,
      `write \\operatorname{${word}} if it is one word, or add it to the list of symbols`,
    ),
  ]
}

const LIST = 'add it to the list of symbols, or use a symbol of the list'

const unknown = (found: string, span: Span, cure: string): Refusal => ({
  kind: 'unknown symbol',
  found,
  reason: 'it is not in the list of symbols',
  cure,
  span,
})

/** Whether a formula claims something: `claim`; only sets a value, `T = 1`, `k \ne i`: `setting`; or is `neither`. */
export function toClaim(tex: string): 'claim' | 'setting' | 'neither' {
  const tokens = toTokens(tex).flatMap((token) =>
    token.type === 'table' && token.layout !== 'cases' ? token.rows.flat(2) : [token],
  )
  const relations = tokens.filter(
    (token): token is Mark => isMark(token, 'relation') && COMPARES.test(token.text),
  )
  if (relations.length === 0) return 'neither'
  const [left, relation, right] = tokens
  const number = [left, right].some((side) => isMark(side, 'number'))
  const simple = tokens.length === 3 && relations[0] === relation
  return simple && (number || relations[0]!.text === '\\ne') ? 'setting' : 'claim'
}

const COMPARES = /^(:?=|\\ne|\\le|\\ge|<|>|\\approx)$/

/** What is wrong with how an equation stands in the book, if anything is. */
export function lintStanding(tex: string, standing: Standing | undefined): FormulaError[] {
  const problem = (kind: string, found: string, reason: string, cure: string): FormulaError[] => [
    new FormulaError({ kind, found, reason, cure, span: { start: 0, end: tex.length } }, tex),
  ]
  if (standing === undefined) {
    if (toClaim(tex) !== 'claim') return []
    return problem(
      'unchecked equation',
      tex.trim(),
      'nothing says whether it is true',
      'make it a line of a derivation or a definition of a model, tie it to a twin, or mark it unchecked with a reason',
    )
  }
  if (standing.kind === 'unchecked' && standing.reason.trim() === '') {
    return problem(
      'missing reason',
      tex.trim(),
      'it is marked unchecked without one',
      'say why it cannot be checked',
    )
  }
  if (standing.kind === 'twin' && standing.hash !== hashTeX(tex)) {
    return problem(
      'twin out of date',
      standing.hash,
      `the formula reads ${hashTeX(tex)} now`,
      'compare the function with the formula, then give it the new hash',
    )
  }
  return []
}
