import { checkPositive } from './internal/check.ts'
import { checkOptions } from './internal/checkOptions.ts'
import { divideBySum } from './internal/divideBySum.ts'
import { multiplyPairs, twoSum, type Pair } from './internal/doubleDouble.ts'
import { exponentiatePairs } from './internal/exponentiate.ts'
import { HEADROOM } from './internal/exponentialTable.ts'
import { logPair } from './internal/log.ts'
import { softmax } from './softmax.ts'
import { sumPairs } from './internal/sumPairs.ts'
import { placeOfTop } from './internal/top.ts'
import { deliver, toFloat64, type Out, type OutOption, type Vector } from './vector.ts'

/**
 * Softmax with another base than e: the same as temperature 1 / log b.
 * @formula \sigma_i = \frac{b^{z_i}}{\sum_{j=1}^{n} b^{z_j}}
 * @param z n scores, any doubles
 * @param base b above 0; below 1 it prefers the smallest score, at 1 all are equal, infinite ones too
 * @param options `out`
 * @returns n probabilities that sum to 1
 * @throws RangeError when the base is not above 0, or `out` has another length
 * @throws TypeError when a score or the base is not a number, `out` cannot hold fractions, or an option is unknown
 * @source softmax with z log b in place of z, since bᶻ is e to that power
 * @accuracy 0.52 ulp
 * @example softmaxBase([3, 1], 2) // [0.8, 0.2]
 */
export function softmaxBase<O extends Out = number[]>(
  z: Vector,
  base: number,
  options?: OutOption<O>,
): NoInfer<O> {
  checkPositive('base', base)
  checkOptions(options, ['out'])
  const scores = toFloat64(z, 'z')
  return deliver(sharesToBase(scores, base), options?.out)
}

function sharesToBase(scores: Float64Array, base: number): Float64Array {
  const has = { out: new Float64Array(scores.length) }
  if (base === 1)
    return softmax(
      scores.map((value) => (Number.isNaN(value) ? NaN : 0)),
      has,
    )
  // b^z = (1/b)^(−z): with the logarithm above 0, the greatest score has the greatest term.
  const x = base < 1 ? scores.map((value) => -value) : scores
  const at = placeOfTop(x)
  if (at < 0 || x[at] === Infinity || x.some(Number.isNaN)) return softmax(x, has)
  return fromExponents(exponents(x, x[at], absolute(logPair(base, 0))))
}

/** (xᵢ − top) log b in pairs. */
function exponents(
  x: Float64Array,
  top: number,
  logarithm: Pair,
): { lead: Float64Array; tail: Float64Array } {
  const products = Array.from(x, (value) => {
    const gap = twoSum(value, -top)
    const isFar = !(gap.hi * logarithm.hi > -1e3)
    return isFar ? { hi: -Infinity, lo: 0 } : multiplyPairs(gap, logarithm)
  })
  return {
    lead: Float64Array.from(products, ({ hi }) => hi),
    tail: Float64Array.from(products, ({ lo }) => lo),
  }
}

function fromExponents({ lead, tail }: { lead: Float64Array; tail: Float64Array }): Float64Array {
  const sum = new Float64Array(2)
  exponentiatePairs(lead, tail, 0, lead.length)
  sumPairs(lead, tail, 0, lead.length, sum)
  const total = twoSum(sum[0] / HEADROOM, sum[1] / HEADROOM)
  const shares = new Float64Array(lead.length)
  divideBySum(lead, tail, lead.length, total, shares)
  return shares
}

function absolute({ hi, lo }: Pair): Pair {
  return hi < 0 ? { hi: -hi, lo: -lo } : { hi, lo }
}
