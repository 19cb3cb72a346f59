import { bare, primal, subtract, type Num } from './dual.ts'
import type { Rounding } from './evaluate.ts'
import { toRough } from './rough.ts'

/** Sides that are nearer than this, relative to 1 or to themselves, are evaluated once more. */
const NEAR = 1e-9

/** Below it doubles have fewer digits, and at last none. */
const SMALLEST = 2 ** -1021

/** Conditions of which rounding alone tells the sides apart have equal sides. */
export const ROUNDING: Rounding = { toLeaf: toRough, order }

function order(left: Num, right: Num, again: () => readonly [Num, Num]): number {
  const [a, b] = [primal(left), primal(right)]
  // What is 0 in plain numbers may be too small for them, and what is none too large.
  if (a === b && Number.isFinite(a) && Math.abs(a) > SMALLEST) return 0
  if (Math.abs(a - b) > NEAR * (1 + Math.abs(a) + Math.abs(b))) return a - b
  const [x, y] = again()
  if (isBottom(x) || isBottom(y)) return Number(isBottom(y)) - Number(isBottom(x))
  const sign = Object.is(x, y) ? 0 : signOf(subtract(x, y))
  if (Number.isNaN(sign)) throw new Error('a condition has no value')
  return sign
}

/** −∞ itself, the maximum of nothing or the logarithm of 0, and not a number that is too large for a double. */
function isBottom(number: Num): boolean {
  const known = bare(number)
  return primal(known) === -Infinity && (typeof known === 'number' || known.error === 0)
}

function signOf(difference: Num): number {
  const known = bare(difference)
  return typeof known === 'number' ? Math.sign(known) : known.sign
}
