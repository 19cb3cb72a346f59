import type { Expression } from '../model/expression.ts'
import { refuseAt, type Scope } from './scope.ts'
import { contract, isScalar, rowsAndColumns, sameShape, showShape } from '../model/shape.ts'
import { settleAlike, settlePair } from './unknown-size.ts'
import { cover } from '../tex/span.ts'

/** The product of two expressions, by what their shapes allow and nothing else. */
export function multiply(left: Expression, right: Expression, scope: Scope): Expression {
  const span = cover(left.span, right.span)
  if (isScalar(left.shape)) return { kind: 'multiply', left, right, shape: right.shape, span }
  if (isScalar(right.shape)) return { kind: 'multiply', left, right, shape: left.shape, span }
  const [a, b] = settlePair(left, right, (from, to) => [
    [rowsAndColumns(from)[1], rowsAndColumns(to)[0]],
  ])
  const product = contract(a.shape, b.shape)
  if (product)
    return { kind: 'contract', how: product.how, left: a, right: b, shape: product.shape, span }
  return refuseAt(
    scope,
    span,
    'shapes differ',
    `${showShape(left.shape)} times ${showShape(right.shape)} may be an inner, an outer or an entrywise product`,
    'write a^\\top b, a b^\\top or a \\odot b',
  )
}

/** `a \cdot b` of two vectors: their inner product. */
export function inner(left: Expression, right: Expression, scope: Scope): Expression {
  const both = [left, right].every(({ shape }) => shape.sizes.length === 1 && !shape.row)
  if (!both) return multiply(left, right, scope)
  const row: Expression = {
    kind: 'transpose',
    of: left,
    shape: { sizes: left.shape.sizes, row: true },
    span: left.span,
  }
  return multiply(row, right, scope)
}

export function entrywise(one: Expression, other: Expression, scope: Scope): Expression {
  const [left, right] = settleAlike(one, other)
  const span = cover(left.span, right.span)
  if (isScalar(left.shape) || !sameShape(left.shape, right.shape)) {
    refuseAt(
      scope,
      span,
      'shapes differ',
      `\\odot takes two of one shape, not ${showShape(left.shape)} and ${showShape(right.shape)}`,
      'give both the same shape, or write a plain product',
    )
  }
  return { kind: 'entrywise', left, right, shape: left.shape, span }
}

export function divide(top: Expression, bottom: Expression, scope: Scope): Expression {
  const span = cover(top.span, bottom.span)
  if (!isScalar(bottom.shape)) {
    refuseAt(
      scope,
      bottom.span,
      'shapes differ',
      `nothing is divided by ${showShape(bottom.shape)}`,
      'give it its index',
    )
  }
  return { kind: 'divide', top, bottom, shape: top.shape, span }
}

/** Refuses anything but a number where only a number makes sense. */
export function checkNumber(expression: Expression, role: string, scope: Scope): Expression {
  if (!isScalar(expression.shape)) {
    refuseAt(
      scope,
      expression.span,
      'shapes differ',
      `${role} is a number, and this is ${showShape(expression.shape)}`,
      'give it its index',
    )
  }
  return expression
}
