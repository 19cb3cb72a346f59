import { constant, named, plus, type Affine } from '../model/affine.ts'
import type { Expression } from '../model/expression.ts'
import { SCALAR } from '../model/shape.ts'
import type { Span } from '../tex/span.ts'

/** A whole number made of indices, sizes and digits: `n - k + 1`; nothing for any other number. */
export function toCount(expression: Expression): Affine | undefined {
  switch (expression.kind) {
    case 'number':
      return Number.isInteger(expression.value) && expression.constant === undefined
        ? constant(expression.value)
        : undefined
    case 'index':
      return named(expression.name)
    case 'negate':
      return scale(toCount(expression.of), -1)
    case 'add':
      return expression.terms
        .map(toCount)
        .reduce((total, term) => (total && term ? plus(total, term) : undefined))
    case 'multiply':
      return product(toCount(expression.left), toCount(expression.right))
    default:
      return undefined
  }
}

const scale = (affine: Affine | undefined, times: number): Affine | undefined =>
  affine && plus(constant(0), affine, times)

function product(left: Affine | undefined, right: Affine | undefined): Affine | undefined {
  if (left && Object.keys(left.names).length === 0) return scale(right, left.constant)
  if (right && Object.keys(right.names).length === 0) return scale(left, right.constant)
  return undefined
}

export const numberAt = (value: number, span: Span): Expression => ({
  kind: 'number',
  value,
  shape: SCALAR,
  span,
})

/** An index as a number that can be compared. */
export function toExpression({ constant: value, names }: Affine, span: Span): Expression {
  const terms = Object.entries(names).map(([name, factor]): Expression => {
    const index: Expression = { kind: 'index', name, shape: SCALAR, span }
    return factor === 1
      ? index
      : { kind: 'multiply', left: numberAt(factor, span), right: index, shape: SCALAR, span }
  })
  if (value !== 0 || terms.length === 0) terms.push(numberAt(value, span))
  return terms.length === 1 ? terms[0] : { kind: 'add', terms, shape: SCALAR, span }
}
