import { refuse } from '../tex/error.ts'
import type { Case, Condition, Expression } from '../model/expression.ts'
import { matchFences } from '../tex/fences.ts'
import { checkNumber } from './multiply.ts'
import { readConditionList } from './read-conditions.ts'
import { sourceOf, type Scope } from './scope.ts'
import { SCALAR } from '../model/shape.ts'
import { trimEnd } from './statements.ts'
import type { Span } from '../tex/span.ts'
import { isMark, type Table, type Token } from '../tex/token.ts'

/** Words before a condition that change nothing in it. */
export const CONNECTIVE =
  /^(if|for|for all|for any|for every|for each|when|whenever|where|with|provided|provided that|given that|as long as|assuming|assuming that|suppose|suppose that|当|若|如果|只要|假设|假如|假定|设|对|对于|对每个|对每一个|对任意|对任意的|对于任意|对于任意的|对所有|对所有的|对于所有|对一切|其中)$/i
/** Words after it that change nothing either. */
const CLOSING = /^(时|的时候|成立)?[,，。.;；]?$/
const OTHERWISE =
  /^(otherwise|else|in all other cases|否则|其他|其它|其余|(其他|其它|其余)(情况|情形))[,，.。;；]?$/i

/** `\begin{cases} … \end{cases}`: a value and its condition in every row. */
export function readCases(table: Token, scope: Scope): Expression {
  if (table.type !== 'table') throw new Error('a table was expected')
  const rows = table.rows.filter((row) => row.some((cell) => cell.length > 0))
  if (table.layout !== 'cases' || rows.some((row) => row.length !== 2)) {
    const [reason, cure] = explainTable(table, rows)
    refuse(table.span, 'unknown table', sourceOf(scope, table.span).slice(0, 40), reason, cure)
  }
  const cases = rows.map(([value, when], position) =>
    readCase({ value, when, last: position === rows.length - 1 }, scope, table.span),
  )
  return { kind: 'cases', cases, shape: SCALAR, span: table.span }
}

/** Why a table is not read, and what to write: a system of claims, cases without conditions, or a matrix by its entries. */
function explainTable(table: Table, rows: Table['rows']): [reason: string, cure: string] {
  const isSystem = rows.some((row) =>
    row.some((cell) => cell.some((token) => isMark(token, 'relation'))),
  )
  if (isSystem && rows.every((row) => row.length !== 2 || table.layout !== 'cases'))
    return [
      'it holds several formulas, and stands inside one',
      'write them as lines of aligned, without a bracket',
    ]
  if (table.layout === 'cases')
    return [
      'only cases of two columns stand inside a formula',
      'write \\begin{cases} value & condition \\\\ … \\end{cases}',
    ]
  return [
    'a matrix or a vector written out by its entries has none of the declared sizes',
    'declare it in the model and say what its entries are, with indices, or mark the line unchecked',
  ]
}

type Row = {
  readonly value: readonly Token[]
  readonly when: readonly Token[]
  readonly last: boolean
}

function readCase({ value, when, last }: Row, scope: Scope, span: Span): Case {
  const tokens = trimEnd(withoutGaps(value))
  const read = checkNumber(scope.grammar.expression(tokens, scope, span), 'a case', scope)
  const worded = trimEnd(withoutGaps(when))
  const [only] = worded
  if (worded.length !== 1 || only?.type !== 'text' || !OTHERWISE.test(only.text))
    return { value: read, when: readWorded(worded, scope, span) }
  if (!last)
    refuse(
      only.span,
      'invalid case',
      only.text,
      'it leaves nothing for the cases below',
      'put it last',
    )
  return { value: read, when: undefined }
}

/** A condition with words round it; other words are refused, because they may negate it. */
function readWorded(tokens: readonly Token[], scope: Scope, span: Span): Condition[] {
  const [first] = tokens
  const last = tokens.at(-1)
  const from = first?.type === 'text' && CONNECTIVE.test(first.text) ? 1 : 0
  const to = tokens.length > 1 && last?.type === 'text' && CLOSING.test(last.text) ? -1 : undefined
  const inner = tokens.slice(from, to)
  const word = inner.find((token) => token.type === 'text' && !/^(and|且|并且)$/i.test(token.text))
  if (word?.type === 'text') {
    refuse(
      word.span,
      'unknown word',
      word.text,
      'it may change the condition beside it',
      'use if, for, when, otherwise, 当, 若, 时, 否则',
    )
  }
  return readConditionList(unwrap(inner), scope, first?.span ?? span)
}

/** Gaps round a value or a condition are only spacing; a gap inside would separate two things. */
function withoutGaps(tokens: readonly Token[]): readonly Token[] {
  const first = tokens.findIndex((token) => token.type !== 'gap')
  const last = tokens.findLastIndex((token) => token.type !== 'gap')
  return tokens.slice(Math.max(0, first), last + 1)
}

/** A condition in round brackets. */
function unwrap(tokens: readonly Token[]): readonly Token[] {
  const matched = matchFences(tokens)
  const [only] = matched
  return matched.length === 1 && only?.type === 'fence' && only.open === '(' ? only.body : tokens
}
