import { checkOptions } from './internal/checkOptions.ts'
import { sumPair } from './internal/compensated.ts'
import { addPairs, multiplyPairs, type Pair } from './internal/doubleDouble.ts'
import { leadingExponent, scaleByPower } from './internal/exactDouble.ts'
import { exactCrossEntropyGradient } from './internal/exactCrossEntropyGradient.ts'
import { powerOfTwo } from './internal/exponentialTable.ts'
import { log } from './internal/log.ts'
import { sharesOf, type Shares } from './internal/shares.ts'
import { toTarget, type Target } from './target.ts'
import { placeOfTop } from './internal/top.ts'
import { deliver, toFloat64, type Out, type OutOption, type Vector } from './vector.ts'

/**
 * The gradient of cross-entropy with respect to the scores. It is σ − y only where the target sums
 * to 1.
 * @formula \frac{\partial L}{\partial z_i} = \Bigl( \sum_{k=1}^{C} y_k \Bigr) \sigma_i - y_i
 * @param z C scores, any doubles
 * @param target a class index, or C finite numbers: one-hot, soft or multi-hot
 * @param options `out`
 * @returns C numbers that sum to 0
 * @throws RangeError when the index is out of range, or lengths differ, or a target is not finite
 * @throws TypeError when a score or a target is not a number, or an option is unknown
 * @source [Bridle 1990](https://doi.org/10.1007/978-3-642-76153-9_28) for targets that sum to 1
 * @accuracy 0.52 ulp; where σ is near y the difference is taken in integers
 * @example crossEntropyGradient([1, 0.5, -2], [1, 1, 0]) // [0.207…, -0.267…, 0.060…]
 */
export function crossEntropyGradient<O extends Out = number[]>(
  z: Vector,
  target: Target,
  options?: OutOption<O>,
): NoInfer<O> {
  checkOptions(options, ['out'])
  const x = toFloat64(z, 'z')
  const y = toTarget(target, x.length)
  const gradient = typeof y === 'number' ? againstClass(x, y) : againstNumbers(x, y)
  return deliver(gradient, options?.out)
}

/** Below this a share, as a pair, has lost bits, and a sum of such may have lost terms. */
const SMALL = /* @__PURE__ */ powerOfTwo(-900)
/** e^-746 of the greatest term is less than half of the smallest double … */
const REACH = 746
/** … and so are as many of them as there may ever be, this much lower. */
const REACH_OF_SUM = 790
/** A sum of targets that has cancelled to less than this part of them is taken exactly. */
const CANCELLED = /* @__PURE__ */ powerOfTwo(-35)

/**
 * σᵢ, and at the class −(1 − σ) from the sum of the others: σ − 1 would lose all bits where σ is
 * near 1.
 */
function againstClass(x: Float64Array, label: number): Float64Array {
  const { share, others } = sharesOf(x)
  const exact = exactly(x, () => x.map((_, i) => Number(i === label)))
  const top = placeOfTop(x)
  const reaches = (i: number): boolean =>
    i === top && i === label
      ? x.some((value, k) => k !== i && value > x[top] - REACH_OF_SUM)
      : x[i] > x[top] - REACH
  return Float64Array.from(share, ({ hi }, i) => {
    const value = i === label ? others[i].hi : hi
    if (value < SMALL && reaches(i)) return exact(i)
    return i === label ? 0 - value : value
  })
}

/** The exact gradient, prepared when a component first asks for it. */
function exactly(x: Float64Array, targets: () => Float64Array): (i: number) => number {
  let prepared: ((i: number) => number) | undefined
  return (i) => (prepared ??= exactCrossEntropyGradient(x, targets()))(i)
}

/** The targets scaled by a power of two, so that no product overflows. */
interface ScaledTargets {
  targets: Float64Array
  y: Float64Array
  exponent: number
  total: Pair
  /** Σ|y| and how many are not 0: they tell what the total may have lost. */
  weight: number
  count: number
}

function scaleTargets(targets: Float64Array): ScaledTargets {
  const largest = targets.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  const exponent = largest === 0 ? 0 : leadingExponent(largest)
  const y = targets.map((value) => scaleByPower(value, -exponent))
  const weight = y.reduce((total, value) => total + Math.abs(value), 0)
  const count = targets.reduce((total, value) => total + Number(value !== 0), 0)
  return { targets, y, exponent, total: sumPair(y), weight, count }
}

function againstNumbers(x: Float64Array, targets: Float64Array): Float64Array {
  const scaled = scaleTargets(targets)
  const shares = sharesOf(x)
  const isSure = judge(x, scaled)
  const exact = exactly(x, () => targets)
  return Float64Array.from(x, (_, i) => {
    const parts = partsOf(shares, scaled, i)
    return isSure(parts, i) ? scaleByPower(parts.value, scaled.exponent) : exact(i)
  })
}

/** (Σy) σ − y = (Σy − y) σ − y (1 − σ): for a one-hot target one of the two is exactly 0. */
interface Parts {
  rest: number
  up: number
  down: number
  value: number
}

function partsOf({ share, others }: Shares, { y, total }: ScaledTargets, i: number): Parts {
  const rest = addPairs(total, { hi: -y[i], lo: 0 })
  const up = multiplyPairs(rest, share[i])
  const down = multiplyPairs({ hi: -y[i], lo: 0 }, others[i])
  return { rest: rest.hi, up: up.hi, down: down.hi, value: addPairs(up, down).hi }
}

/**
 * Whether a component, taken from pairs, has kept its bits: where scores are infinite there is
 * nothing more exact.
 */
function judge(
  x: Float64Array,
  { targets, exponent, total, weight, count }: ScaledTargets,
): (parts: Parts, i: number) => boolean {
  const top = x[placeOfTop(x)]
  if (!(top < Infinity) || x.some(Number.isNaN)) return () => true
  const least = Math.max(SMALL, powerOfTwo(Math.max(-1021 - exponent, -1100)))
  const lowest = top - REACH - Math.max(0, log(Math.abs(total.hi)) + exponent * log(2))
  return ({ rest, up, down, value }, i) => {
    if (Math.abs(value) < least) return targets[i] === 0 && !(x[i] > lowest)
    if (Math.abs(value) < (Math.abs(up) + Math.abs(down)) / 2) return false
    return Math.abs(rest) > CANCELLED * weight || count === Number(targets[i] !== 0)
  }
}
