import type { Expression } from '../model/expression.ts'
import { refuseAt, type Scope } from './scope.ts'
import { contract, isScalar, sameShape, showShape } from '../model/shape.ts'
import { cover } from '../tex/span.ts'

/** The product of two expressions, by what their shapes allow and nothing else. */
export function multiply(left: Expression, right: Expression, scope: Scope): Expression {
  const span = cover(left.span, right.span)
  if (isScalar(left.shape)) return { kind: 'multiply', left, right, shape: right.shape, span }
  if (isScalar(right.shape)) return { kind: 'multiply', left, right, shape: left.shape, span }
  const product = contract(left.shape, right.shape)
  if (product)
    return { kind: 'contract', how: product.how, left, right, shape: product.shape, span }
  return refuseAt(
    scope,
    span,
    'shapes differ',
    `${showShape(left.shape)} times ${showShape(right.shape)} may be an inner, an outer or an entrywise product`,
    'write a^\\top b, a b^\\top or a \\odot b',
  )
}

export function entrywise(left: Expression, right: Expression, scope: Scope): Expression {
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
