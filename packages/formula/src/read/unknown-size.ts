import type { Expression } from '../model/expression.ts'
import { refuseAt, type Scope } from './scope.ts'
import type { Shape } from '../model/shape.ts'

/** A size that what stands beside decides: of the bold 1 in `\mathbf{1}^\top z`. */
export const isUnknown = (size: string | 1): boolean =>
  typeof size === 'string' && size.startsWith('?')

/** Both sides where what is unknown of one is taken from the other; sizes are compared in turn. */
export function settlePair(
  left: Expression,
  right: Expression,
  pairs: (left: Shape, right: Shape) => readonly (readonly [string | 1, string | 1])[],
): [Expression, Expression] {
  const found = pairs(left.shape, right.shape).find(
    ([a, b]) => a !== b && a !== 1 && b !== 1 && (isUnknown(a) || isUnknown(b)),
  )
  if (found === undefined) return [left, right]
  const [a, b] = found as readonly [string, string]
  const [unknown, size] = isUnknown(a) && (!isUnknown(b) || isLater(a, b)) ? [a, b] : [b, a]
  return settlePair(settle(left, unknown, size), settle(right, unknown, size), pairs)
}

/** Of two unknown sizes the first in the formula stays, so that all agree. */
const isLater = (a: string, b: string): boolean => Number(a.slice(1)) > Number(b.slice(1))

/** Both where they are to have one shape. */
export const settleAlike = (left: Expression, right: Expression): [Expression, Expression] =>
  settlePair(left, right, (a, b) =>
    a.sizes.length === b.sizes.length && a.row === b.row
      ? a.sizes.map((size, n) => [size, b.sizes[n]] as const)
      : [],
  )

const settle = (expression: Expression, unknown: string, size: string): Expression =>
  replace(expression, unknown, size) as Expression

/** Sizes stand as values, and as names in the ends of sums. */
function replace(part: unknown, unknown: string, size: string): unknown {
  if (part === unknown) return size
  if (Array.isArray(part)) return part.map((it) => replace(it, unknown, size))
  if (typeof part !== 'object' || part === null) return part
  return Object.fromEntries(
    Object.entries(part).map(([key, value]) => [
      key === unknown ? size : key,
      replace(value, unknown, size),
    ]),
  )
}

/** Refuses what holds a vector of which nothing says how long it is. */
export function checkSettled(expression: Expression, scope: Scope): Expression {
  if (!/"\?\d/.test(JSON.stringify(expression))) return expression
  return refuseAt(
    scope,
    expression.span,
    'unknown size',
    'nothing says how many components a bold 1 or an I has here',
    'write its size below it, as in \\mathbf{1}_C or I_C',
  )
}
