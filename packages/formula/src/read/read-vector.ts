import { readIndicator } from './read-conditions.ts'
import type { Affine } from '../model/affine.ts'
import { constant, named } from '../model/affine.ts'
import { argumentAfter } from './argument-after.ts'
import { closeRuns, depthOf, type Item } from './ellipsis.ts'
import { refuse } from '../tex/error.ts'
import type { Expression } from '../model/expression.ts'
import { matchFences } from '../tex/fences.ts'
import { namesOf } from '../model/model.ts'
import { multiply } from './multiply.ts'
import { splitList } from './ranges.ts'
import { refuseAt, sourceOf, type Cursor, type Scope } from './scope.ts'
import { SCALAR, shapeOf } from '../model/shape.ts'
import { cover, type Span } from '../tex/span.ts'
import { isMark, type Fence, type Script, type Token } from '../tex/token.ts'

/** A bold 1: a vector of ones, or, with a condition, 1 where it holds. */
export const ONES = /^\\(mathbb|mathbf|mathds|boldsymbol|bm)\{1\}$/
/** An identity matrix, where the model has no such name. */
export const IDENTITY = /^(I|\\(mathbb|mathbf|mathrm|boldsymbol|bm)\{I\})$/
/** Functions of matrices, where the model has no such name. */
export const MATRIX_FUNCTIONS: ReadonlyMap<string, 'diag' | 'trace' | 'det'> = new Map([
  ['diag', 'diag'],
  ['Diag', 'diag'],
  ['tr', 'trace'],
  ['Tr', 'trace'],
  ['trace', 'trace'],
  ['Trace', 'trace'],
  ['det', 'det'],
])

type Name = { readonly name: string; readonly script: Script | undefined; readonly span: Span }

/** `\mathbf{1}`, `\mathbf{1}_C`, `\mathbb{1}[k = i]`, `\mathbf{1}_{k = i}`. */
export function readOnes({ name, script, span }: Name, cursor: Cursor, scope: Scope): Expression {
  const { next } = cursor
  const asks =
    script?.sub?.some((token) => isMark(token, 'relation') || hasRelation(token)) ||
    (next?.type === 'fence' && !/^\\(langle|l[vV]ert)$/.test(next.open))
  if (asks) return readIndicator(script, span, cursor, scope)
  if (name.includes('mathds')) refuseLonely(span, scope)
  const size = sizeBelow(script, span, scope)
  const one: Expression = { kind: 'number', value: 1, shape: SCALAR, span }
  return toList(one, '#1', size, span)
}

const hasRelation = (token: Token): boolean =>
  token.type === 'fence' && token.body.some((inner) => isMark(inner, 'relation'))

const refuseLonely = (span: Span, scope: Scope): never =>
  refuseAt(
    scope,
    span,
    'missing condition',
    'an indicator has a condition',
    'write as in \\mathbb{1}[k = i]',
  )

/** `I`, `I_C`. */
export function readIdentity(
  { name, script, span }: Name,
  cursor: Cursor,
  scope: Scope,
): Expression {
  const { next } = cursor
  if (name === '\\mathbb{I}' && next?.type === 'fence' && hasRelation(next))
    return readIndicator(script, span, cursor, scope)
  const fence = argumentAfter(cursor, undefined, scope)
  if (fence) {
    refuseAt(
      scope,
      cover(span, fence.span),
      'two readings',
      'I may be an indicator, an information or the identity matrix',
      'write \\mathbb{1}[…] for an indicator, or \\cdot before the brackets for a product',
    )
  }
  const size = sizeBelow(script, span, scope)
  const [row, column] = ['#2', '#1']
  return toList(toList(delta(row, column, span), column, size, span), row, size, span)
}

/** The size written below, or that of the model if it has one; else what stands beside decides. */
function sizeBelow(script: Script | undefined, span: Span, scope: Scope): string {
  const sizes = namesOf(scope.model, 'size')
  const [below, other] = script?.sub ?? []
  if (below === undefined) return sizes.length === 1 ? sizes[0] : `?${span.start}`
  if (other === undefined && isMark(below, 'name') && sizes.includes(below.text)) return below.text
  return refuse(
    span,
    'two readings',
    sourceOf(scope, span),
    'what stands below may be a size, an index or a condition',
    `write a size there (${sizes.join(', ') || 'none is declared'}), or a condition in brackets`,
  )
}

export const toList = (body: Expression, index: string, size: string, span: Span): Expression => ({
  kind: 'list',
  index,
  size,
  body,
  shape: shapeOf([size, ...body.shape.sizes]),
  span,
})

const indexAt = (name: string, span: Span): Expression => ({
  kind: 'index',
  name,
  shape: SCALAR,
  span,
})

const delta = (row: string, column: string, span: Span): Expression => ({
  kind: 'indicator',
  when: [{ relation: '=', left: indexAt(row, span), right: indexAt(column, span) }],
  shape: SCALAR,
  span,
})

/** A component of an expression. */
export function pickAt(of: Expression, indices: readonly string[]): Expression {
  const at: Affine[] = indices.map(named)
  if (of.kind === 'quantity') {
    return {
      ...of,
      indices: [...of.indices, ...at],
      shape: shapeOf(of.shape.sizes.slice(at.length)),
    }
  }
  return {
    kind: 'pick',
    of,
    indices: at,
    shape: shapeOf(of.shape.sizes.slice(at.length)),
    span: of.span,
  }
}

/** An index that nothing inside uses. */
export const freshIndex = (of: Expression, more = 0): string => `#${depthOf(of) + more}`

/** A sum or a maximum over all components. */
export const foldOver = (
  op: 'sum' | 'max',
  index: string,
  size: string,
  body: Expression,
): Expression => ({
  kind: 'fold',
  op,
  over: { index, size, from: constant(1), to: named(size), when: [] },
  body,
  shape: body.shape,
  span: body.span,
})

/** `\operatorname{diag}(p)`, `\operatorname{tr}(A)`: always with brackets. */
export function readMatrixFunction(
  { name, script, span }: Name,
  cursor: Cursor,
  scope: Scope,
): Expression {
  const word = name.replace(/^\\\w+\{|\}$/g, '')
  const fence = cursor.next
  if (script || fence?.type !== 'fence' || !/^[([]$/.test(fence.open)) {
    return refuseAt(
      scope,
      span,
      'missing argument',
      `${word} is applied to what stands in brackets`,
      `write \\operatorname{${word}}(…), without scripts`,
    )
  }
  cursor.take()
  const whole = cover(span, fence.span)
  const second = cursor.next?.type === 'script' ? cursor.next.base[0] : cursor.next
  if (second?.type === 'fence' && /^[([]$/.test(second.open)) {
    refuseAt(
      scope,
      cover(span, second.span),
      'two readings',
      `${word} may reach over both brackets`,
      'put brackets round what is meant, or write \\cdot between them',
    )
  }
  if (MATRIX_FUNCTIONS.get(word) !== 'diag')
    return {
      ...matrixNumber(word, scope.grammar.expression(fence.body, scope, fence.span), scope),
      span: whole,
    }
  return { ...diagonal(readEntries(fence, scope), scope), span: whole }
}

/** What `\operatorname{diag}` is given: a vector, a matrix, or components with dots between them. */
function readEntries(fence: Fence, scope: Scope): Expression {
  const parts = splitList(matchFences(fence.body))
  if (parts.length === 1) return scope.grammar.expression(fence.body, scope, fence.span)
  return readTuple(parts, fence.span, scope)
}

/** `z_1, \ldots, z_C` as the vector of these. */
export function readTuple(
  parts: readonly (readonly Token[])[],
  span: Span,
  scope: Scope,
): Expression {
  const items = parts.map((tokens): Item => {
    const [first] = tokens
    if (isMark(first, 'dots') && tokens.length === 1)
      return { dots: true, minus: false, span: first.span }
    const expression = scope.grammar.expression(tokens, scope, span)
    return { dots: false, minus: false, span: expression.span, expression }
  })
  const [run, other] = closeRuns(items, 'sum', scope)
  const whole =
    run?.kind === 'fold' &&
    other === undefined &&
    run.over.index.startsWith('#') &&
    run.body.shape.sizes.length === 0
      ? run
      : undefined
  const { from, to, size = '' } = whole?.over ?? {}
  const all =
    from?.constant === 1 &&
    to?.constant === 0 &&
    to.names[size] === 1 &&
    Object.keys(to.names).length === 1
  if (!whole || !all || Object.keys(from.names).length > 0) {
    return refuseAt(
      scope,
      span,
      'unknown list',
      'only components from the first to the last make a vector',
      'write as in (z_1, \\ldots, z_C)',
    )
  }
  return toList(whole.body, whole.over.index, size, span)
}

function diagonal(of: Expression, scope: Scope): Expression {
  const [size, other] = of.shape.sizes
  if (size === undefined || of.shape.row || (other !== undefined && other !== size))
    refuseAt(
      scope,
      of.span,
      'shapes differ',
      'diag takes a vector or a square matrix',
      'give it one',
    )
  const [row, column] = [freshIndex(of, 1), freshIndex(of)]
  if (other !== undefined) return toList(pickAt(of, [row, row]), row, size, of.span)
  const entry = multiply(delta(row, column, of.span), pickAt(of, [row]), scope)
  return toList(toList(entry, column, size, of.span), row, size, of.span)
}

/** The trace or the determinant of a square matrix. */
export function matrixNumber(word: string, of: Expression, scope: Scope): Expression {
  const [rows, columns] = of.shape.sizes
  if (rows === undefined || rows !== columns)
    refuseAt(scope, of.span, 'shapes differ', `${word} takes a square matrix`, 'give it one')
  if (MATRIX_FUNCTIONS.get(word) === 'det')
    return { kind: 'determinant', of, shape: SCALAR, span: of.span }
  const index = freshIndex(of)
  return foldOver('sum', index, rows, pickAt(of, [index, index]))
}
