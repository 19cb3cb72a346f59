import { commandOfLetter, isCommand } from '../tex/commands.ts'
import { FormulaError, maybe, type Refusal } from '../tex/error.ts'
import { matchFences } from '../tex/fences.ts'
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
  const slips = errors.length > 0 ? [] : findTyped(tex)
  return [
    ...errors,
    ...[
      ...slips,
      ...onceAWord(refusals, tex).filter(
        ({ span }) => !slips.some((it) => isWithin(span, it.span)),
      ),
    ].map((refusal) => new FormulaError(refusal, tex)),
  ]
}

/** What is typed as in code or in a text, and set as something else: where it stands in the match, and what to write. */
const typed: readonly (readonly [
  pattern: RegExp,
  kind: string,
  reason: string,
  cure: (found: RegExpExecArray) => string,
])[] = [
  [/<=/g, 'two signs', 'each is set by itself', () => 'write \\le'],
  [/>=/g, 'two signs', 'each is set by itself', () => 'write \\ge'],
  [
    /!=/g,
    'two signs',
    'each is set by itself',
    () => 'write \\ne, or a blank before = for a factorial',
  ],
  [/->/g, 'two signs', 'each is set by itself', () => 'write \\to'],
  [/=>/g, 'two signs', 'each is set by itself', () => 'write \\implies'],
  [/(?<!\.)\.{3}(?!\.)/g, 'three points', 'they are set too close', () => 'write \\dots'],
  [
    /(?<!\\)([_^])(\d{2,})/g,
    'script of one digit',
    'without braces it takes one digit, and the others stand beside it',
    ([, sign, digits]) => `write ${sign}{${digits}}`,
  ],
  [
    /(?<![A-Za-z\\])[A-Za-z]_([i-n])([i-n])(?![A-Za-z_^'])/g,
    'index of one letter',
    'without braces it takes one letter, and the other stands beside it',
    ([, one, two]) => `write _{${one}${two}}, or a blank between the letters`,
  ],
]

/** Commands whose braces hold words. */
const words = /\\(?:text(?!style)[a-z]*|math(?:rm|sf|tt|it|bf)|operatorname\*?|htmlClass)\s*\{/g

/** A formula with blanks for what is set as words, with all braces within it. */
function blankWords(tex: string): string {
  return [...tex.matchAll(words)].reduce((left, { 0: { length }, index }) => {
    const end = endOfGroup(tex, index + length)
    return left.slice(0, index) + ' '.repeat(end - index) + left.slice(end)
  }, tex)
}

/** Where the braces end that were opened just before an offset. */
function endOfGroup(tex: string, start: number): number {
  let depth = 1
  for (const { 0: sign, index } of tex.slice(start).matchAll(/\\.|[{}]/g)) {
    if (sign === '{') depth++
    else if (sign === '}' && --depth === 0) return start + index + 1
  }
  return tex.length
}

function findTyped(tex: string): Refusal[] {
  // Words are set as they are written.
  const formula = blankWords(tex)
  const letters = [...formula.matchAll(/(?<![A-Za-z\\])[A-Za-z]{3,}/g)].flatMap((found) =>
    FUNCTIONS.has(found[0]) || isCommand(found[0])
      ? [
          {
            found,
            kind: 'letters',
            reason: 'set as letters this is a product of single names',
            cure: `write \\${found[0]}`,
          },
        ]
      : [],
  )
  const signs = typed.flatMap(([pattern, kind, reason, cure]) =>
    [...formula.matchAll(pattern)].map((found) => ({ found, kind, reason, cure: cure(found) })),
  )
  return [...letters, ...signs].map(({ found, ...rest }) => ({
    ...rest,
    found: found[0],
    span: { start: found.index, end: found.index + found[0].length },
  }))
}

const isWithin = (one: Span, other: Span): boolean =>
  other.start <= one.start && one.end <= other.end

/** Of the letters of a word, which stand for nothing each, the first alone is reported. */
function onceAWord(refusals: readonly Refusal[], tex: string): Refusal[] {
  const seen = new Set<number>()
  return refusals.filter(({ span, kind }) => {
    const { start, word } = wordAt(tex, span.start)
    if (kind !== 'unknown symbol' || word.length < 2) return true
    if (seen.has(start)) return false
    seen.add(start)
    return true
  })
}

/** The letters in a row around an offset, unless they are the name of a command. */
function wordAt(tex: string, at: number): { start: number; word: string } {
  let start = at
  while (start > 0 && /[a-zA-Z]/.test(tex[start - 1])) start--
  if (tex[start - 1] === '\\') start = at
  return { start, word: /^[a-zA-Z]*/.exec(tex.slice(start))?.[0] ?? '' }
}

/** Every formula of a book is read with the same list, whose symbols are TeX themselves. */
const symbolOf = new Map<string, string>()

/** A name, or a function that the book adds to those of the language: `\\lim`. */
function toSymbol(written: string): string {
  const known = symbolOf.get(written)
  if (known !== undefined) return known
  const [token, ...others] = toTokens(written)
  const symbol = others.length === 0 && isMark(token, 'function') ? token.text : toName(written)
  symbolOf.set(written, symbol)
  return symbol
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
      return [unknown(spelled.at(-2)!.name, token.span, LIST_CURE)]
    const lists = found ? [found.rest?.sub ?? [], found.rest?.sup ?? []] : innerLists(token)
    return lists.flatMap((list) => findUnknown(list, known, tex))
  })
}

function checkMark(mark: Mark, known: ReadonlySet<string>, tex: string): Refusal[] {
  if (known.has(mark.text) || COMMON.has(mark.text)) return []
  if (mark.type === 'function' && FUNCTIONS.has(mark.text.slice(1))) return []
  const command = commandOfLetter(mark.text)
  if (command !== undefined) return [unknown(mark.text, mark.span, `write ${command}`)]
  const { start, word } = wordAt(tex, mark.span.start)
  if (FUNCTIONS.has(word) || isCommand(word))
    return [unknown(word, { start, end: start + word.length }, `write \\${word}`)]
  if (word.length < 2 || mark.text.length > 1) return [unknown(mark.text, mark.span, LIST_CURE)]
  return [unknown(mark.text, mark.span, cureForWord(word, tex))]
}

function cureForWord(word: string, tex: string): string {
  // Words with blanks between them are a sentence, or what stands between two prices.
  return / [a-zA-Z]{2,}|[a-zA-Z]{2,} /.test(tex.replace(/\\[a-zA-Z]+/g, ''))
    ? `write \\text{${word}} if it is a word, \\operatorname{${word}} if it is a name, and \\$ for a dollar`
    : `write \\operatorname{${word}} if it is one word, or add it to the list of symbols`
}

/** The cure for a symbol that may go into the list as it stands; a book that knows its list can say more. */
export const LIST_CURE = 'add it to the list of symbols, or use a symbol of the list'

const unknown = (found: string, span: Span, cure: string): Refusal => ({
  kind: 'unknown symbol',
  found,
  reason: 'it is not in the list of symbols',
  cure,
  span,
})

/**
 * Whether a formula may claim something: it holds a relation, an arrow, words or a notation that is not known, at any
 * depth. What stands below and above a sum, a function or an operator says what it runs over, and claims nothing.
 */
export function isClaim(tex: string): boolean {
  return (
    maybe(
      tex,
      () => undefined,
      () => claims(toTokens(tex), true),
    ) ?? true
  )
}

const claims = (tokens: readonly Token[], outermost: boolean): boolean =>
  matchFences(tokens).some((token) => relates(token, outermost))

function relates(token: Token, outermost: boolean): boolean {
  switch (token.type) {
    // P(A | B) and D(p : q) are notations; between formulas these signs relate them.
    case 'relation':
      return outermost || !/^(:|\\mid|\\parallel)$/.test(token.text)
    case 'text':
      return true
    case 'name':
      return /^\\(forall|exists|nexists)$/.test(token.text)
    case 'script':
      return (
        claims(token.base, outermost) ||
        (!runs(token.base) && (claims(token.sub ?? [], false) || claims(token.sup ?? [], false)))
      )
    case 'brace':
      return claims(token.body, outermost) || claims(withoutWords(token.label), true)
    case 'other':
      return !PLAIN.test(token.name) || claims(token.body, outermost)
    case 'table':
      return token.rows.flat().some((cell) => claims(cell, outermost))
    default:
      return innerLists(token).some((list) => claims(list, false))
  }
}

/** Words at a brace are a note. */
const withoutWords = (label: readonly Token[] = []): Token[] =>
  label.filter((token) => token.type !== 'text')

/** Whether scripts of these say what they run over; a word below a brace or a name is a label. */
const runs = ([base]: readonly Token[]): boolean =>
  isMark(base, 'fold') ||
  isMark(base, 'function') ||
  (isMark(base, 'name') && /^\\(operatorname|math)/.test(base.text))

/** Notations that relate nothing by themselves. */
const PLAIN =
  /^(!|\\(cancel|bcancel|xcancel|(under|over)(line|leftarrow|rightarrow)|[dt]?binom|[bB]igg?|[vd]dots|bmod|wide(hat|tilde)|mathop|left|right))$/

/** What is wrong with how an equation stands in the book, if anything is. */
export function lintStanding(tex: string, standing: Standing | undefined): FormulaError[] {
  const problem = (kind: string, found: string, reason: string, cure: string): FormulaError[] => [
    new FormulaError({ kind, found, reason, cure, span: { start: 0, end: tex.length } }, tex),
  ]
  if (standing === undefined) {
    if (!isClaim(tex)) return []
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
