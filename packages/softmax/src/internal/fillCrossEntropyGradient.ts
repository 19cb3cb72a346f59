import { sumPair } from './compensated.ts'
import { addPairs, multiplyPairs, type Pair } from './doubleDouble.ts'
import { leadingExponent, scaleByPower } from './exactDouble.ts'
import { exactCrossEntropyGradient } from './exactCrossEntropyGradient.ts'
import { powerOfTwo } from './exponentialTable.ts'
import { log } from './log.ts'
import { sharesOf, type Shares } from './shares.ts'
import { placeOfTop } from './top.ts'

/**
 * The gradient of cross-entropy, (Σy) σ − y, of scores and a target that were checked.
 * @param target a class index, or a finite number for each score
 * @param out filled; as long as the scores, and apart from them
 */
export function fillCrossEntropyGradient(
  x: Float64Array,
  target: number | Float64Array,
  out: Float64Array,
): void {
  if (typeof target === 'number') fillAgainstClass(x, target, out)
  else fillAgainstNumbers(x, target, out)
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
function fillAgainstClass(x: Float64Array, label: number, out: Float64Array): void {
  const { share, others } = sharesOf(x)
  const exact = exactly(x, () => x.map((_, i) => Number(i === label)))
  const top = placeOfTop(x)
  const reaches = (i: number): boolean =>
    i === top && i === label
      ? x.some((value, k) => k !== i && value > x[top] - REACH_OF_SUM)
      : x[i] > x[top] - REACH
  for (let i = 0; i < out.length; i++) {
    const value = i === label ? others[i].hi : share[i].hi
    if (value < SMALL && reaches(i)) out[i] = exact(i)
    else out[i] = i === label ? 0 - value : value
  }
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

function fillAgainstNumbers(x: Float64Array, targets: Float64Array, out: Float64Array): void {
  const scaled = scaleTargets(targets)
  const shares = sharesOf(x)
  const isSure = judge(x, scaled)
  const exact = exactly(x, () => targets)
  for (let i = 0; i < out.length; i++) {
    const parts = partsOf(shares, scaled, i)
    out[i] = isSure(parts, i) ? scaleByPower(parts.value, scaled.exponent) : exact(i)
  }
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
