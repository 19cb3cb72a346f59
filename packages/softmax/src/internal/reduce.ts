import type { Reduced, Reduction } from '../rowTargets.ts'
import { deliver, type Out } from '../vector.ts'
import { sum } from './compensated.ts'

/** The losses as they are, or in `out`; or their sum, or that over `total`. */
export function reduce<R extends Reduction, O extends Out>(
  losses: Float64Array,
  reduction: R,
  out: O | undefined,
  total: () => number,
): Reduced<R, O> {
  const reduced = (): Out | number => {
    if (reduction === 'sum') return sum(losses)
    if (reduction === 'mean') return sum(losses) / total()
    return out === undefined ? losses : deliver(losses, out)
  }
  return reduced() as Reduced<R, O>
}
