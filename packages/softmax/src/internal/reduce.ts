import type { FlatArray, RowShape } from '../rows.ts'
import type { Reduced, Reduction } from '../rowTargets.ts'
import type { Out } from '../vector.ts'
import type { Pair } from './doubleDouble.ts'
import { foldLines } from './lines.ts'
import { divideScaled, toScaled } from './scaled.ts'
import { clearWideSum, makeWideSum, toDouble, totalOf, type WideSum } from './wideSum.ts'

/** The shape, and what becomes of the losses of the rows. */
interface LossOptions<R extends Reduction, O extends Out> extends RowShape {
  reduction: R
  out: O | undefined
  /** What the sum is divided by for the mean. */
  total: () => Pair
}

/** The losses of rows of scores, each of which `add` adds to a sum; or their sum or mean, rounded but once. */
export function reduceLosses<R extends Reduction, O extends Out>(
  z: FlatArray,
  { reduction, out, total, ...shape }: LossOptions<R, O>,
  add: (sum: WideSum, line: Float64Array, l: number) => void,
): Reduced<R, O> {
  const sum = makeWideSum()
  const loss = (line: Float64Array, l: number): number => {
    clearWideSum(sum)
    add(sum, line, l)
    return toDouble(totalOf(sum))
  }
  const reduced = (): Out | number => {
    if (reduction === 'none') return foldLines(z, 'z', { ...shape, out }, loss)
    foldLines(z, 'z', { ...shape, out: undefined }, (line, l) => (add(sum, line, l), 0))
    return reduction === 'mean' ? meanOf(sum, total()) : toDouble(totalOf(sum))
  }
  return reduced() as Reduced<R, O>
}

function meanOf(sum: WideSum, total: Pair): number {
  const whole = totalOf(sum)
  const { hi } = whole.pair
  if (total.hi === 0 || hi === 0 || !Number.isFinite(hi)) return hi / total.hi
  return toDouble(divideScaled(whole, toScaled(total)))
}
