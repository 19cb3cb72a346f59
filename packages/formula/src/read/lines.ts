import { refuse } from '../tex/error.ts'
import { matchFences } from '../tex/fences.ts'
import { CONNECTIVE } from './read-cases.ts'
import { SIGNS } from '../tex/signs.ts'
import { cover, type Span } from '../tex/span.ts'
import { isMark, type Mark, type Table, type Token } from '../tex/token.ts'

/** One line as displayed: an optional left side, then relations with their right sides, and what stands beside. */
export type Line = {
  /** Counted from 1, as a reader counts. */
  readonly number: number
  /** Missing where the line goes on from the one before. */
  readonly left: readonly Token[] | undefined
  readonly steps: readonly {
    readonly relation: string
    readonly at: Span
    readonly right: readonly Token[]
  }[]
  /** Tokens of a condition beside the line: `\quad (k \ne i)`, `\text{for } k \ne i`. */
  readonly conditions: readonly (readonly Token[])[]
  /** Formulas that a remark gives as its reason: `\text{since } \sum_k y_k = 1`. */
  readonly reasons: readonly (readonly Token[])[]
  /** The words beside the line. */
  readonly note: string
  readonly span: Span
}

type Row = { readonly main: readonly Token[]; readonly beside: readonly Token[] }

/** Whether a name is an index or a size. */
type IsCount = (name: string) => boolean

/** The lines of a displayed formula: rows of `aligned`, or parts between `\\`. */
export function toLines(tokens: readonly Token[], isCount: IsCount): Line[] {
  const [only] = tokens
  const table =
    tokens.length === 1 && only?.type === 'table' && only.layout !== 'cases' ? only : undefined
  const rows = joinContinued(table ? rowsOf(table) : rowsBetween(tokens))
  return rows
    .flatMap((row) => statements(row, isCount))
    .map((line, position) => ({ ...line, number: position + 1 }))
}

function rowsBetween(tokens: readonly Token[]): Row[] {
  const rows: Token[][] = [[]]
  const lines: Row[] = []
  const flush = (): void => {
    const row = rows.pop()!
    if (row.length > 0) lines.push(partBeside(row))
    rows.push([])
  }
  for (const token of tokens) {
    const table = token.type === 'table' && isLines(token)
    if (token.type === 'newline' || table) flush()
    if (table) lines.push(...rowsOf(token))
    else if (token.type !== 'newline') rows.at(-1)!.push(token)
  }
  flush()
  return lines
}

function rowsOf(table: Table): Row[] {
  if (table.layout === 'plain') {
    refuse(
      table.span,
      'unknown table',
      'a matrix',
      'matrices are not read',
      'use aligned for lines, or mark it unchecked',
    )
  }
  return table.rows
    .filter((row) => row.some((cell) => cell.length > 0))
    .map((row) => {
      // The first two columns hold the formula; further ones stand beside it.
      const { main, beside } = partBeside([...(row[0] ?? []), ...(row[1] ?? [])])
      return { main, beside: [...beside, ...row.slice(2).flat()] }
    })
}

const isLines = ({ layout }: Table): boolean => layout === 'aligned' || layout === 'gathered'

/** Parts a row at its first word or wide gap. */
function partBeside(row: readonly Token[]): Row {
  const matched = matchFences(row)
  const cut = matched.findIndex(
    (token, position) =>
      token.type === 'text' ||
      (token.type === 'gap' && position > 0 && !opens(matched[position - 1]!)),
  )
  const all = matched.filter((token) => token.type !== 'gap')
  if (cut < 0) return { main: all, beside: [] }
  return {
    main: matched.slice(0, cut).filter((token) => token.type !== 'gap'),
    beside: matched.slice(cut),
  }
}

/** A gap right after a relation only indents: `&= \quad a`. */
const opens = (token: Token): boolean => isMark(token, 'relation') || token.type === 'gap'

/** A row that begins with + or − goes on with the row before. */
function joinContinued(rows: readonly Row[]): Row[] {
  const joined: Row[] = []
  for (const row of rows) {
    const last = joined.at(-1)
    const [first] = row.main
    const opensSo = isMark(first, 'operator') && /^[+-]$|cdot|times/.test(first.text)
    if (last && opensSo && !row.main.some((token) => isMark(token, 'relation'))) {
      joined[joined.length - 1] = {
        main: [...last.main, ...row.main],
        beside: [...last.beside, ...row.beside],
      }
    } else joined.push(row)
  }
  return joined
}

type Unnumbered = Omit<Line, 'number'>

/** A row may hold several formulas, parted by a comma: `a = b, c = d`. */
function statements({ main, beside }: Row, isCount: IsCount): Unnumbered[] {
  const { more, conditions, ...sides } = readBeside(beside, isCount)
  const [first = [], ...others] = [
    ...splitStatements(trimEnd(main)),
    ...more.flatMap(splitStatements),
  ]
  const claims = [first, ...others.filter((tokens) => !isBareCondition(tokens, isCount))].filter(
    (tokens) => tokens.length > 0,
  )
  const all = {
    ...sides,
    conditions: [...conditions, ...others.filter((tokens) => isBareCondition(tokens, isCount))],
  }
  return claims.map((tokens, position) =>
    toLine(tokens, position === claims.length - 1 ? all : undefined),
  )
}

function splitStatements(tokens: readonly Token[]): Token[][] {
  const lists: Token[][] = [[]]
  tokens.forEach((token, position) => {
    const rest = tokens.slice(position + 1)
    if (isMark(token, 'comma') && rest.some((other) => isMark(other, 'relation'))) lists.push([])
    else lists.at(-1)!.push(token)
  })
  return lists
}

/** A full stop or a comma at the end of a line belongs to the sentence round it. */
function trimEnd(tokens: readonly Token[]): readonly Token[] {
  const last = tokens.at(-1)
  if (isMark(last, 'comma')) return tokens.slice(0, -1)
  if (!isMark(last, 'number') || !last.text.endsWith('.')) return tokens
  return last.text === '.'
    ? tokens.slice(0, -1)
    : [...tokens.slice(0, -1), { ...last, text: last.text.slice(0, -1) }]
}

type Beside = Pick<Line, 'conditions' | 'reasons' | 'note'>
type Sides = Beside & { readonly more: readonly (readonly Token[])[] }

const REASON = /(^|\s)(since|because|as|by|using|with|because of|因为|由于|由|利用|用)$/i
/** Words that lead in another formula. */
const LEAD = /^(so|thus|hence|then|therefore|and|所以|因此|于是|故|则|并且|且|以及|和)$/i
const CONDITION_END = /(时)?[,，。.]?$/

/** Sorts what stands beside a formula: words, conditions, reasons, further formulas. */
function readBeside(tokens: readonly Token[], isCount: IsCount): Sides {
  const sides: Lists & { words: string[] } = { conditions: [], reasons: [], more: [], words: [] }
  for (const { word, formula } of segments(tokens)) {
    if (word !== undefined) sides.words.push(word.text)
    if (formula.length > 0) checkTurn(tokens)
    if (formula.length > 0) place(formula, word, sides, isCount)
  }
  return { ...sides, note: sides.words.join(' ').trim() }
}

type Word = Extract<Token, { type: 'text' }>

/** Words such as “unless” and “not” may turn round what stands beside them. */
function checkTurn(tokens: readonly Token[]): void {
  const word = tokens.find((token): token is Word => token.type === 'text' && TURN.test(token.text))
  if (word)
    refuse(
      word.span,
      'unknown word',
      word.text,
      'it may turn round the formula beside it',
      'say it without a no',
    )
}

const TURN = /\b(unless|except|not|no|never|fails?|without)\b|除|非|不|无/i

type Lists = Readonly<Record<'conditions' | 'reasons' | 'more', (readonly Token[])[]>>

function place(
  formula: readonly Token[],
  word: Word | undefined,
  sides: Lists,
  isCount: IsCount,
): void {
  const [only] = formula
  const last = word?.text.replace(CONDITION_END, '').trim() ?? ''
  const inBrackets =
    formula.length === 1 && only?.type === 'fence' && only.open === '(' ? [...only.body] : undefined
  if (namesAll(formula, last, isCount)) return
  if (REASON.test(last)) sides.reasons.push(inBrackets ?? formula)
  else if (
    CONNECTIVE.test(last) ||
    (word === undefined && isBareCondition(inBrackets ?? formula, isCount))
  )
    sides.conditions.push(inBrackets ?? formula)
  else if (
    (word === undefined || LEAD.test(last)) &&
    formula.some((token) => isMark(token, 'relation'))
  )
    sides.more.push(formula)
  else
    refuse(
      cover(formula[0]!.span, formula.at(-1)!.span),
      'formula in a remark',
      word?.text ?? 'a formula beside the line',
      'it is not clear what it says about the line',
      'lead it in with for, if, since, 当, 因为, or leave it out',
    )
}

/** “for all i”, `\forall i`: true of every line, whose free indices are those that it is given for. */
const namesAll = (formula: readonly Token[], word: string, isCount: IsCount): boolean => {
  const forall = isMark(formula[0], 'name', '\\forall')
  const names = formula.slice(forall ? 1 : 0)
  return (
    (forall ? word === '' : ALL.test(word)) &&
    names.length > 0 &&
    names.every((token) => isMark(token, 'comma') || (isMark(token, 'name') && isCount(token.text)))
  )
}

const ALL = /^(for all|for every|for each|对每个|对任意|对所有)$/i

/** `k \ne i`, `i = 1`: indices and numbers compared, as beside a line. */
const isBareCondition = (formula: readonly Token[], isCount: IsCount): boolean =>
  formula.some((token) => isMark(token, 'relation')) &&
  formula.every((token) =>
    isMark(token, 'name') ? isCount(token.text) : /^(number|comma|relation)$/.test(token.type),
  )

/** Words with the formula that follows each, and formulas on their own, parted by wide gaps. */
function segments(
  tokens: readonly Token[],
): { word: Word | undefined; formula: readonly Token[] }[] {
  const found: { word: Word | undefined; formula: Token[] }[] = []
  let closed = true
  for (const token of tokens) {
    if (token.type === 'gap') closed ||= (found.at(-1)?.formula.length ?? 0) > 0
    else if (token.type === 'text') found.push({ word: token, formula: [] })
    else {
      if (closed) found.push({ word: undefined, formula: [] })
      found.at(-1)!.formula.push(token)
    }
    if (token.type !== 'gap') closed = false
  }
  return found.map(({ word, formula }) => ({
    word,
    formula: trimEnd(isMark(formula[0], 'comma') ? formula.slice(1) : formula),
  }))
}

function toLine(tokens: readonly Token[], sides: Beside | undefined): Unnumbered {
  const merged = mergeDefines(tokens)
  const marks = merged.flatMap((token, position): [Mark, number][] =>
    isMark(token, 'relation') ? [[token, position]] : [],
  )
  const first = marks[0]?.[1] ?? merged.length
  const steps = marks.map(([mark, position], nth) => ({
    relation: mark.text,
    at: mark.span,
    right: merged.slice(position + 1, marks[nth + 1]?.[1] ?? merged.length),
  }))
  const span = cover(tokens[0]!.span, tokens.at(-1)!.span)
  const left = first > 0 ? merged.slice(0, first) : undefined
  return {
    left,
    steps,
    conditions: sides?.conditions ?? [],
    reasons: sides?.reasons ?? [],
    note: sides?.note ?? '',
    span,
  }
}

/** `:` and `=` side by side are one sign. */
function mergeDefines(tokens: readonly Token[]): Token[] {
  const merged: Token[] = []
  for (const token of tokens) {
    const last = merged.at(-1)
    if (isMark(last, 'relation', ':') && isMark(token, 'relation', '=')) {
      merged[merged.length - 1] = { ...SIGNS.get(':=')!, span: cover(last.span, token.span) }
    } else merged.push(token)
  }
  return merged
}
