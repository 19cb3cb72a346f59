import { sum } from './internal/compensated.ts'
import { twoProduct, twoSum } from './internal/doubleDouble.ts'
import { lastBit, leadingExponent, scaleByPower, toWhole } from './internal/exactDouble.ts'
import { powerOfTwo } from './internal/exponentialTable.ts'
import { readLabelledVectors, type LabelledVector } from './internal/labelledVectors.ts'
import { log } from './internal/log.ts'
import { logSoftmax } from './logSoftmax.ts'
import { softmax } from './softmax.ts'
import type { Vector } from './vector.ts'

/** What temperature scaling found. */
export interface TemperatureFit {
  /**
   * "solved"; "boundary" where the loss only falls towards 0 or Infinity, which is then the
   * temperature;
   * "not converged" where no double is near enough to the best temperature, as below the normal
   * doubles.
   */
  status: 'solved' | 'boundary' | 'not converged'
  /** T, by which the scores are to be divided; 1 where the loss is the same at any. */
  temperature: number
  /** Mean cross-entropy in nats at temperature 1. */
  before: number
  /** Mean cross-entropy in nats at T. */
  after: number
  /**
   * |derivative in 1/T| at T, as part of the largest spread of one example's scores; 0 at a
   * boundary. At most 1e-13 where solved.
   */
  residual: number
  /** Steps taken. */
  iterations: number
}

/**
 * Temperature scaling: the T that minimises held-out cross-entropy. Convex in 1/T.
 * @formula T = \operatorname*{argmin}_T \; -\frac{1}{N} \sum_{n=1}^{N} \log \sigma_{y_n}(z_n / T)
 * @param logits N vectors of C scores, finite, or −Infinity for a class that is masked
 * @param labels N class indices, none of a masked class
 * @returns `temperature`, the loss `before` and `after`, `status`, `residual` and `iterations`
 * @throws RangeError when the lengths differ, a label is out of range or masked, there is no
 * example, or a score is NaN or +Infinity
 * @throws TypeError when a score is not a number
 * @source [Guo, Pleiss, Sun & Weinberger 2017](https://arxiv.org/abs/1706.04599), section 4.2
 * @accuracy the derivative in 1/T is 0 to 1e-13 of the spread of the scores
 * @example fitTemperature([[2, 0], [2, 0], [2, 0], [0, 2]], [0, 0, 1, 1]).temperature // 1.8204…
 */
export function fitTemperature(
  logits: readonly Vector[],
  labels: readonly number[],
): TemperatureFit {
  const examples = readLabelledVectors('logits', logits, labels).map(toExample)
  const { status, temperature, residual, iterations } = solve(examples)
  return {
    status,
    temperature,
    before: meanLoss(examples, 1),
    after: meanLoss(examples, temperature),
    residual,
    iterations,
  }
}

/** The scores of the classes that are not masked. */
interface Example {
  scores: Float64Array
  label: number
  /** The score at the label, and the largest and least. */
  own: number
  top: number
  bottom: number
}

type Fit = Pick<TemperatureFit, 'status' | 'temperature' | 'residual' | 'iterations'>

/** The documented bound of the residual. */
const BOUND = 1e-13
const MOST_STEPS = 400
/**
 * The scores are scaled up, by a power of two, to a spread near this one: there is room above it
 * for temperatures …
 */
const SPREAD_EXPONENT = 900
/** … and down to this one, so that products with it do not overflow. */
const MOST_EXPONENT = 990
/** A spread nearer to 1 than 2^±100 needs no scaling. */
const USUAL_EXPONENT = 100

function toExample({ vector, label }: LabelledVector, n: number): Example {
  const bad = vector.findIndex((score) => !(score < Infinity))
  if (bad >= 0)
    throw new RangeError(
      `invalid logits[${n}][${bad}]: ${vector[bad]}; it must be finite, or -Infinity for a masked class`,
    )
  const own = vector[label]
  if (own === -Infinity)
    throw new RangeError(
      `invalid labels[${n}]: ${label}; that class is masked by a score of -Infinity`,
    )
  const scores = vector.filter((score) => score > -Infinity)
  const before = vector.subarray(0, label).filter((score) => score > -Infinity).length
  return describe(scores, before)
}

function describe(scores: Float64Array, label: number): Example {
  const top = scores.reduce((a, b) => Math.max(a, b))
  const bottom = scores.reduce((a, b) => Math.min(a, b))
  return { scores, label, own: scores[label], top, bottom }
}

function solve(examples: readonly Example[]): Fit {
  const done = { residual: 0, iterations: 0 }
  if (examples.every(({ top, bottom }) => top === bottom))
    return { status: 'solved', temperature: 1, ...done }
  // No score above that of its label: then the loss falls with the temperature for ever.
  if (examples.every(({ own, top }) => own === top))
    return { status: 'boundary', temperature: 0, ...done }
  const exponent = scalingExponent(examples)
  const scaled = examples.map(({ scores, label }) =>
    describe(
      scores.map((score) => scaleByPower(score, exponent)),
      label,
    ),
  )
  if (!fallsFromInfinity(scaled)) return { status: 'boundary', temperature: Infinity, ...done }
  return certify(scaled, search(scaled), exponent)
}

/** What the temperature, as the double that it is without scaling, leaves of the derivative. */
function certify(scaled: readonly Example[], found: Found, exponent: number): Fit {
  const rounded = scaleByPower(found.temperature, -exponent)
  const temperature = Math.min(Math.max(rounded, Number.MIN_VALUE), Number.MAX_VALUE)
  const spread = scaled.reduce((most, { top, bottom }) => Math.max(most, top - bottom), 0)
  const residual = Math.abs(slopeAt(scaled, scaleByPower(temperature, exponent)).first) / spread
  const isSolved = found.hasEnded && residual <= BOUND
  return {
    status: isSolved ? 'solved' : 'not converged',
    temperature,
    residual,
    iterations: found.iterations,
  }
}

/**
 * Usual spreads are left as they are; scores with an offset are scaled up no further than they can
 * be without overflow.
 */
function scalingExponent(examples: readonly Example[]): number {
  const spread = spreadExponent(examples)
  if (Math.abs(spread) < USUAL_EXPONENT) return 0
  if (spread > SPREAD_EXPONENT) return Math.min(0, MOST_EXPONENT - spread)
  const largest = examples.reduce((most, { top, bottom }) => Math.max(most, top, -bottom), 0)
  return Math.min(SPREAD_EXPONENT - spread, MOST_EXPONENT + 30 - leadingExponent(largest))
}

/** By halves where the spread itself might overflow. */
function spreadExponent(examples: readonly Example[]): number {
  const half = examples.reduce((most, { top, bottom }) => Math.max(most, top / 2 - bottom / 2), 0)
  if (half > powerOfTwo(-900)) return leadingExponent(half) + 1
  return leadingExponent(
    examples.reduce((most, { top, bottom }) => Math.max(most, top - bottom), 0),
  )
}

interface Slope {
  /** The derivative of the mean loss in 1/T … */
  first: number
  /** … and the second, over T². */
  curvature: number
}

/**
 * In 1/T the loss has the derivative E[z] − z_y and the second derivative Var[z] under
 * softmax(z/T).
 */
function slopeAt(examples: readonly Example[], temperature: number): Slope {
  const firsts = new Float64Array(examples.length)
  let curvature = 0
  let p = new Float64Array(0)
  examples.forEach(({ scores, own }, n) => {
    if (p.length !== scores.length) p = new Float64Array(scores.length)
    softmax(scores, { temperature, out: p })
    firsts[n] = meanGap(scores, own, p)
    for (let k = 0; k < p.length; k++) {
      const apart = (scores[k] - own - firsts[n]) / temperature
      if (p[k] > 0) curvature += p[k] * apart * apart
    }
  })
  return { first: sum(firsts) / examples.length, curvature: curvature / examples.length }
}

/**
 * E[z] − own, in twice the precision: with an offset, what rounding takes from a gap would count.
 */
function meanGap(scores: Float64Array, own: number, p: Float64Array): number {
  let hi = 0
  let lo = 0
  for (let k = 0; k < p.length; k++) {
    const gap = twoSum(scores[k], -own)
    const product = twoProduct(p[k], gap.hi)
    const next = twoSum(hi, product.hi)
    hi = next.hi
    lo += next.lo + product.lo + p[k] * gap.lo
  }
  return hi + lo
}

/**
 * Whether the loss falls as the temperature comes down from Infinity: there the derivative is the
 * plain mean of z − z_y.
 */
function fallsFromInfinity(examples: readonly Example[]): boolean {
  const means = examples.map(
    ({ scores, own }) => sum(scores.map((score) => score - own)) / scores.length,
  )
  const mean = sum(means)
  if (Math.abs(mean) > 1e-12 * sum(means.map(Math.abs))) return mean < 0
  return exactSlopeSign(examples) < 0n
}

/** Σ (mean z − z_y) in whole numbers, for a common denominator of the numbers of classes. */
function exactSlopeSign(examples: readonly Example[]): bigint {
  const unit = examples.reduce((least, { scores }) => Math.min(least, lastBit(scores)), Infinity)
  const denominator = examples.reduce(
    (a, { scores }) => commonMultiple(a, BigInt(scores.length)),
    1n,
  )
  let total = 0n
  for (const { scores, own } of examples) {
    const count = BigInt(scores.length)
    let gaps = -count * toWhole(own, unit)
    for (const score of scores) gaps += toWhole(score, unit)
    total += gaps * (denominator / count)
  }
  return total
}

function commonMultiple(a: bigint, b: bigint): bigint {
  let [rest, divisor] = [a, b]
  while (divisor !== 0n) [rest, divisor] = [divisor, rest % divisor]
  return (a / rest) * b
}

/** The bracket of temperatures that the best one lies in. */
interface Bracket {
  low: number
  high: number
}

interface Found {
  temperature: number
  iterations: number
  /** Whether the steps have come to stand still. */
  hasEnded: boolean
}

/**
 * Newton's steps in 1/T, where they stay within the bracket and the derivative falls quickly; else
 * the bracket is halved.
 */
function search(examples: readonly Example[]): Found {
  const bracket: Bracket = { low: 0, high: Infinity }
  let temperature = examples.reduce((most, { top, bottom }) => Math.max(most, top - bottom), 0)
  let before = Infinity
  for (let iterations = 1; iterations <= MOST_STEPS; iterations++) {
    const { first, curvature } = slopeAt(examples, temperature)
    if (first === 0) return { temperature, iterations, hasEnded: true }
    if (first < 0) bracket.high = temperature
    else bracket.low = temperature
    const newton = temperature / (1 - first / temperature / curvature)
    const isNear = newton > bracket.low && newton < bracket.high && curvature > 0
    const isGood = isNear && Math.abs(first) <= before / 8
    const next = isGood ? newton : middle(bracket, temperature)
    before = isGood ? Math.abs(first) : Infinity
    if (Math.abs(next - temperature) <= 2e-16 * temperature)
      return { temperature: next, iterations, hasEnded: true }
    temperature = next
  }
  return { temperature, iterations: MOST_STEPS, hasEnded: false }
}

/** By ratio while the ends are far apart; beyond an end that is not known yet, in large steps. */
function middle({ low, high }: Bracket, temperature: number): number {
  if (low === 0) return Math.max(temperature / 65536, powerOfTwo(-1074))
  if (high === Infinity) return Math.min(temperature * 65536, powerOfTwo(1023))
  return high > 4 * low ? Math.sqrt(low) * Math.sqrt(high) : low + (high - low) / 2
}

/** The loss in the limit too: at 0 the largest scores share it, at Infinity all do. */
function meanLoss(examples: readonly Example[], temperature: number): number {
  const losses = examples.map(({ scores, label, own, top }) => {
    if (temperature === Infinity) return log(scores.length)
    if (temperature === 0)
      return own === top ? log(scores.filter((score) => score === top).length) : Infinity
    return 0 - logSoftmax(scores, { temperature })[label]
  })
  const total = sum(losses)
  return Number.isFinite(total)
    ? total / losses.length
    : sum(losses.map((loss) => loss / losses.length))
}
