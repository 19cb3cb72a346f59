import type { RelationCode } from './code.ts'
import type { Value } from '../model/value.ts'

/** How two sides of a relation stand to each other. */
export type Comparison = {
  /** The largest distance between them; for an inequality, by how much it is violated. */
  readonly gap: number
  /** The same, relative to their size where that is above 1. */
  readonly error: number
  readonly holds: boolean
}

/** Rounding stays far below this, and a slip far above. */
const TOLERANCE = 1e-9

const NOTHING: Comparison = { gap: Infinity, error: Infinity, holds: false }

/** Compares component by component; what is not finite holds for nothing. */
export function compare(
  relation: RelationCode,
  left: Value,
  right: Value,
  approx = TOLERANCE,
): Comparison {
  const [a, b] = [flat(left), flat(right)]
  if (a.length !== b.length) return NOTHING
  const parts = a.map((x, n) => compareNumbers(relation, x, b[n], approx))
  const most = (key: 'gap' | 'error'): number => Math.max(0, ...parts.map((part) => part[key]))
  return { gap: most('gap'), error: most('error'), holds: parts.every(({ holds }) => holds) }
}

function compareNumbers(relation: RelationCode, a: number, b: number, approx: number): Comparison {
  const [sign, orEqual] = relation
  const distance = sign === '<' ? a - b : sign === '>' ? b - a : Math.abs(a - b)
  if (!Number.isFinite(distance)) return NOTHING
  if (sign === '!') return { gap: 0, error: 0, holds: distance !== 0 }
  const size = Math.max(Math.abs(a), Math.abs(b))
  // Values near 0 may come from terms that cancel, so errors below 1 count as they are.
  const [unit, tolerance] = sign === '~' ? [size || 1, approx] : [Math.max(1, size), TOLERANCE]
  const gap = Math.max(0, distance)
  const strict = (sign === '<' || sign === '>') && !orEqual
  const holds = strict ? distance < 0 : gap <= tolerance * unit
  return { gap, error: gap / unit, holds }
}

const flat = (value: Value): number[] => (typeof value === 'number' ? [value] : value.flatMap(flat))
