import type { Affine } from '../model/affine.ts'
import type { Expression } from '../model/expression.ts'
import { SCALAR } from '../model/shape.ts'
import type { Span } from '../tex/span.ts'

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
