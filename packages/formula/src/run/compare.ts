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

/** Compares component by component; what is not finite holds for nothing. */
export function compare(
  relation: RelationCode,
  left: Value,
  right: Value,
  approx = TOLERANCE,
): Comparison {
  const [a, b] = [flat(left), flat(right)]
  if (a.length !== b.length) return { gap: Infinity, error: Infinity, holds: false }
  const parts = a.map((x, n) =>
    compareNumbers(relation, x, b[n], relation === '~' ? approx : TOLERANCE),
  )
  return {
    gap: Math.max(0, ...parts.map((part) => part.gap)),
    error: Math.max(0, ...parts.map((part) => part.error)),
    holds: parts.every((part) => part.holds),
  }
}

function compareNumbers(
  relation: RelationCode,
  a: number,
  b: number,
  tolerance: number,
): Comparison {
  if (!Number.isFinite(a) || !Number.isFinite(b))
    return { gap: Infinity, error: Infinity, holds: false }
  if (relation === '!') return { gap: 0, error: 0, holds: a !== b }
  const distance =
    relation === '<=' || relation === '<'
      ? a - b
      : relation === '>=' || relation === '>'
        ? b - a
        : Math.abs(a - b)
  const gap = Math.max(0, distance)
  // Values near 0 may come from terms that cancel, so errors below 1 count as they are.
  const size =
    relation === '~'
      ? Math.max(Math.abs(a), Math.abs(b)) || 1
      : Math.max(1, Math.abs(a), Math.abs(b))
  const strict = (relation === '<' || relation === '>') && distance >= 0
  return { gap, error: gap / size, holds: !strict && gap <= tolerance * size }
}

const flat = (value: Value): number[] => (typeof value === 'number' ? [value] : value.flatMap(flat))
