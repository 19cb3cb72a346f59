import { bare, primal, subtract, type Num } from './dual.ts'
import type { Rounding } from './evaluate.ts'
import { toRough } from './rough.ts'

/** Sides that are nearer than this, relative to 1 or to themselves, are evaluated once more. */
const NEAR = 1e-9

/** Conditions of which rounding alone tells the sides apart have equal sides. */
export const ROUNDING: Rounding = { toLeaf: toRough, order }

function order(left: Num, right: Num, again: () => readonly [Num, Num]): number {
  const [a, b] = [primal(left), primal(right)]
  if (Number.isNaN(a) || Number.isNaN(b)) throw new Error('a condition has no value')
  if (a === b && Number.isFinite(a)) return 0
  if (Math.abs(a - b) > NEAR * (1 + Math.abs(a) + Math.abs(b))) return a - b
  const [x, y] = again()
  return primal(x) === primal(y) ? 0 : signOf(subtract(x, y))
}

function signOf(difference: Num): number {
  const known = bare(difference)
  const error = typeof known === 'number' ? 0 : known.error
  return Math.abs(primal(known)) <= error ? 0 : Math.sign(primal(known))
}
