import { readBeside, isCondition, type Claim, type KindOf } from './read-beside.ts'
import { isArrowMark } from './read-implication.ts'
import { refuse } from '../tex/error.ts'
import { matchFences } from '../tex/fences.ts'
import { SIGNS } from '../tex/signs.ts'
import { cover, type Span } from '../tex/span.ts'
import { splitStatements, trimEnd } from './statements.ts'
import { isMark, type Mark, type Table, type Token } from '../tex/token.ts'

/** One line as displayed: an optional left side, then relations with their right sides, and what stands beside. */
export type Line = {
  /** Counted from 1, as a reader counts. */
  readonly number: number
  /** Missing where the line goes on from the one before. */
  readonly left: readonly Token[] | undefined
  readonly steps: readonly LineStep[]
  /** Tokens of a condition beside the line: `\quad (k \ne i)`, `\text{for } k \ne i`. */
  readonly conditions: readonly (readonly Token[])[]
  /** Formulas that a remark gives as its reason: `\text{since } \sum_k y_k = 1`. */
  readonly reasons: readonly (readonly Token[])[]
  /** The words beside the line. */
  readonly note: string
  readonly span: Span
}

type LineStep = { readonly relation: string; readonly at: Span; readonly right: readonly Token[] }

/** What stands in a row, and beside it. */
type Row = {
  readonly main: readonly Token[]
  readonly beside: readonly Token[]
  /** Nothing stands left of the alignment mark. */
  readonly indented: boolean
  /** It stands in a table, where a mark shows what is a left side. */
  readonly aligned: boolean
}

/** The lines of a displayed formula: rows of `aligned`, or parts between `\\`. */
export function toLines(given: readonly Token[], kindOf: KindOf): Line[] {
  const tokens = given.map(toArrow)
  const [only] = tokens
  const table =
    tokens.length === 1 && only?.type === 'table' && only.layout !== 'cases' ? only : undefined
  const rows = joinContinued(table ? rowsOf(table) : rowsBetween(tokens))
  return rows
    .flatMap((row) => statements(row, kindOf))
    .map((line, position) => ({ ...line, number: position + 1 }))
}

/** Words that say the same as an arrow. */
function toArrow(token: Token): Token {
  if (token.type === 'table')
    return { ...token, rows: token.rows.map((row) => row.map((cell) => cell.map(toArrow))) }
  if (token.type !== 'text' || !IFF.test(token.text)) return token
  return { type: 'relation', text: '\\iff', span: token.span }
}

const IFF = /^[,，]?\s*(if and only if|iff|exactly when|当且仅当|等价于)$/i

function rowsBetween(tokens: readonly Token[]): Row[] {
  const rows: Token[][] = [[]]
  const lines: Row[] = []
  const flush = (): void => {
    const row = rows.pop()!
    if (row.length > 0) lines.push({ ...partBeside(row), indented: false, aligned: false })
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
  if (table.layout === 'plain' && !isColumns(table)) {
    refuse(
      table.span,
      'unknown table',
      'a matrix',
      'a table of entries is not read as lines, and a matrix by its entries has none of the declared sizes',
      'use aligned for lines; of a matrix, say what its entries are, with indices, or mark it unchecked',
    )
  }
  const aligned = table.layout === 'aligned' || table.layout === 'plain'
  return table.rows
    .map(toPair)
    .filter((row) => row.some((cell) => cell.length > 0))
    .map(([left = [], right = [], ...others]) => {
      // The first two columns hold the formula; each further pair stands beside it, a gap away.
      const { main, beside } = partBeside([...left, ...right])
      const columns = others.flatMap((cell, n): Token[] =>
        n % 2 === 0 ? [{ type: 'gap', span: spanOf(cell, table.span) }, ...cell] : [...cell],
      )
      return {
        main,
        beside: [...beside, ...columns],
        indented: aligned && left.length === 0,
        aligned,
      }
    })
}

/** `\begin{array}{rcl} a &=& b \\ &=& c`: the relations have a column of their own. */
const isColumns = ({ rows }: Table): boolean =>
  rows
    .filter((row) => row.some((cell) => cell.length > 0))
    .every(([, relation = [], right, more]) => {
      const [mark, other] = relation
      return isMark(mark, 'relation') && other === undefined && right !== undefined && !more
    })

const toPair = (row: Table['rows'][number]): Table['rows'][number] => {
  const [left, relation, right, more] = row
  const own =
    relation?.length === 1 && isMark(relation[0], 'relation') && right !== undefined && !more
  return own ? [left, [...relation, ...right]] : row
}

const spanOf = (tokens: readonly Token[], otherwise: Span): Span => tokens[0]?.span ?? otherwise

const isLines = ({ layout }: Table): boolean => layout === 'aligned' || layout === 'gathered'

/** Splits a row at its first word, wide gap or “for all”. */
function partBeside(row: readonly Token[]): Pick<Row, 'main' | 'beside'> {
  const matched = matchFences(row)
  const cut = matched.findIndex(
    (token, position) =>
      token.type === 'text' ||
      isMark(token, 'name', '\\forall') ||
      (token.type === 'gap' &&
        position > 0 &&
        !opens(matched[position - 1]) &&
        !isArrowMark(matched[position + 1])),
  )
  if (cut < 0) return { main: withoutGaps(matched), beside: [] }
  return { main: withoutGaps(matched.slice(0, cut)), beside: matched.slice(cut) }
}

const withoutGaps = (tokens: readonly Token[]): Token[] =>
  tokens.filter((token) => token.type !== 'gap')

/** A gap right after a relation only indents: `&= \quad a`. */
const opens = (token: Token): boolean => isMark(token, 'relation') || token.type === 'gap'

/** A row that begins with a sign goes on with the row before, whatever else it holds. */
function joinContinued(rows: readonly Row[]): Row[] {
  const joined: Row[] = []
  for (const row of rows) {
    if (joined.length > 0 && !joined[0].indented) checkIndented(row)
    const last = joined.at(-1)
    if (last && goesOn(row)) {
      joined[joined.length - 1] = {
        ...last,
        main: [...last.main, ...row.main],
        beside: [...last.beside, ...row.beside],
      }
    } else joined.push(row)
  }
  return joined
}

/** Under a row with a left side, one that is set in and begins with neither sign nor relation may be part of it. */
function checkIndented({ main: [first, ...rest], indented }: Row): void {
  if (!indented || first === undefined || isMark(first, 'relation') || isMark(first, 'operator'))
    return
  if (!rest.some((token) => isMark(token, 'relation'))) return
  refuse(
    first.span,
    'two readings',
    'a row that is set in',
    'it may go on with the row before, or be a claim of its own',
    'put its left side before the &',
  )
}

/** A minus may also open a new left side: it does left of an alignment mark, and it is unclear where there are none. */
function goesOn({ main, indented, aligned }: Row): boolean {
  const [first] = main
  if (isArrowMark(first)) return true
  if (!isMark(first, 'operator')) return false
  const relates = main.some((token) => isMark(token, 'relation'))
  if (first.text !== '-' || indented || !relates) return true
  if (aligned) return false
  return refuse(
    first.span,
    'two readings',
    '-',
    'this line may go on with the one before, or begin anew',
    'use aligned, with & before what goes on',
  )
}

type Unnumbered = Omit<Line, 'number'>

/** A row may hold several formulas, separated by commas: `a = b, c = d`. Conditions belong to the one before them. */
function statements({ main, beside }: Row, kindOf: KindOf): Unnumbered[] {
  const claims: Claim[] = []
  const parts = splitStatements(trimEnd(unbox(main)))
  checkListed(parts, kindOf)
  for (const tokens of parts) addStatement(tokens, claims, kindOf)
  const note = readBeside(beside, claims, kindOf)
  return claims.map((claim, position) => toLine(claim, position === claims.length - 1 ? note : ''))
}

/** A box round all of a row. */
function unbox(main: readonly Token[]): readonly Token[] {
  const [only] = main
  return main.length === 1 && only?.type === 'brace' && only.name === '\\boxed'
    ? matchFences(only.body)
    : main
}

/** `A, B \implies C`: whether A is a premise is open. */
function checkListed(parts: readonly (readonly Token[])[], kindOf: KindOf): void {
  const at = parts.findIndex((part) => part.some(isArrowMark))
  const arrow = parts[at]?.find(isArrowMark)
  // After the arrow only what compares indices can be nothing but a condition.
  const counts: KindOf = (name) => (kindOf(name) === 'count' ? 'count' : 'other')
  const rest = parts.filter((part, n) => n !== at && part.length > 0)
  if (!arrow || (at === 0 && rest.every((part) => isCondition(part, counts)))) return
  refuse(
    arrow.span,
    'two readings',
    'a list beside an arrow',
    'it is open which claims the arrow joins',
    'join them with \\land, or give each a line of its own',
  )
}

function addStatement(tokens: readonly Token[], claims: Claim[], kindOf: KindOf): void {
  if (tokens.length === 0) return
  const last = claims.at(-1)
  if (last && isCondition(tokens, kindOf)) last.conditions.push(tokens)
  else claims.push({ tokens, conditions: [], reasons: [] })
}

function toLine({ tokens, conditions, reasons }: Claim, note: string): Unnumbered {
  const merged = mergeDefines(tokens)
  const arrows = merged.some(isArrowMark)
  const marks = merged.flatMap((token, position): [Mark, number][] =>
    isMark(token, 'relation') && (!arrows || isArrowMark(token)) ? [[token, position]] : [],
  )
  const first = marks[0]?.[1] ?? merged.length
  const steps = marks.map(([mark, position], nth) => ({
    relation: mark.text,
    at: mark.span,
    right: merged.slice(position + 1, marks[nth + 1]?.[1] ?? merged.length),
  }))
  const span = cover(tokens[0].span, tokens.at(-1)!.span)
  const left = first > 0 ? merged.slice(0, first) : undefined
  return { left, steps, conditions, reasons, note, span }
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
