import { constant, isConstant, minus, named, plus, type Affine } from '../model/affine.ts'
import { toCount, toExpression } from './counts.ts'
import type { Expression } from '../model/expression.ts'
import { refuseAt, type Cursor, type Factor, type Scope } from './scope.ts'
import { SCALAR } from '../model/shape.ts'
import { cover, type Span } from '../tex/span.ts'
import { isMark, type Token } from '../tex/token.ts'

const isFactorial = (token: Token | undefined): boolean =>
  token?.type === 'other' && token.name === '!'

/** `n!` where n is counted: the product of all numbers up to it. */
export function readFactorial(
  factor: Factor,
  cursor: Cursor,
  before: Token | undefined,
  scope: Scope,
): Factor {
  const sign = cursor.next
  const raised = sign?.type === 'script' && isFactorial(sign.base[0])
  if (!sign || !(isFactorial(sign) || raised)) return factor
  const span = cover(factor.expression.span, sign.span)
  const ended = cursor.last
  cursor.take()
  const unclear =
    raised ||
    isFactorial(cursor.next) ||
    factor.tail !== undefined ||
    (ended?.type !== 'fence' && (isMark(before, 'number') || isMark(before, 'name')))
  if (unclear) {
    refuseAt(
      scope,
      span,
      'two readings',
      'it is open how far the exclamation mark reaches, or what stands above it belongs to',
      'put brackets round what is meant, or write \\cdot before it',
    )
  }
  const count = countOf(factor.expression, 'a factorial', scope)
  const product = runUpTo(count, toExpression(named('#1'), span), span)
  return { expression: { ...guarded(product, [count], span), span } }
}

type Binomial = Extract<Token, { type: 'binomial' }>

/** `\binom{n}{k}` of what is counted: the product of (n − k + m) / m for m up to k. */
export function readBinomial(token: Binomial, scope: Scope): Expression {
  const { span } = token
  const [n, k] = [token.top, token.bottom].map((tokens) =>
    countOf(scope.grammar.expression(tokens, scope, span), 'a binomial coefficient', scope),
  ) as [Affine, Affine]
  const ratio: Expression = {
    kind: 'divide',
    top: toExpression(plus(minus(n, k), named('#1')), span),
    bottom: toExpression(named('#1'), span),
    shape: SCALAR,
    span,
  }
  return guarded(runUpTo(k, ratio, span), [n, k], span)
}

function countOf(expression: Expression, what: string, scope: Scope): Affine {
  const count = toCount(expression)
  if (count !== undefined) return count
  return refuseAt(
    scope,
    expression.span,
    'unknown notation',
    `${what} is read of indices, sizes and whole numbers only`,
    'write the product out, or mark the line unchecked',
  )
}

const runUpTo = (to: Affine, body: Expression, span: Span): Expression => ({
  kind: 'fold',
  op: 'product',
  over: { index: '#1', size: Object.keys(to.names)[0] ?? '', from: constant(1), to, when: [] },
  body,
  shape: SCALAR,
  span,
})

/** Below 0 there is no value. */
function guarded(value: Expression, counts: readonly Affine[], span: Span): Expression {
  const zero: Expression = { kind: 'number', value: 0, shape: SCALAR, span }
  const when = counts
    .filter((count) => !isSurelyPositive(count))
    .map((count) => ({ relation: '\\ge' as const, left: toExpression(count, span), right: zero }))
  return when.length === 0
    ? value
    : { kind: 'cases', cases: [{ value, when }], shape: SCALAR, span }
}

/** Indices and sizes are from 1 up. */
const isSurelyPositive = (count: Affine): boolean =>
  isConstant(count)
    ? count.constant >= 0
    : Object.values(count.names).every((factor) => factor > 0) &&
      count.constant + Object.values(count.names).reduce((a, b) => a + b, 0) >= 0
