import { bigExponential } from './bigExponential.ts'
import { sum } from './compensated.ts'
import { lastBit, roundRatio, shift, toWhole } from './exactDouble.ts'
import { logSumExp } from '../logSumExp.ts'
import type { Examples } from '../regressionExamples.ts'

/** Bits behind the binary point of scores and probabilities. */
const BITS = 256
const ONE = /* @__PURE__ */ BigInt(1) << /* @__PURE__ */ BigInt(BITS)
/** e^-4000 is nothing beside 1. */
const NOTHING_BELOW = /* @__PURE__ */ BigInt(-4000) * ONE

/** Numbers as whole multiples of 2^unit. */
interface Wholes {
  values: bigint[]
  unit: number
}

/**
 * The mean loss of softmax regression and its gradient, worked out in whole numbers and rounded
 * once: where inputs are
 * large, a gradient in doubles would tell of its own rounding. About 5 µs a score.
 * @param weights C rows of D weights and a bias
 */
export function exactRegressionGradient(
  examples: Examples,
  weights: Float64Array,
  l2: number,
): { loss: number; gradient: Float64Array } {
  const { count, width, labels } = examples
  const inputs = withOnes(examples)
  const rows = toWholes(weights)
  const factors = toWholes(examples.weights)
  const sums = new Array<bigint>(weights.length).fill(0n)
  const losses: number[] = []
  labels.forEach((label, n) => {
    const input = inputs.values.slice(n * (width + 1), (n + 1) * (width + 1))
    const gaps = gapsOf(rows, input, label, inputs.unit)
    losses.push(examples.weights[n] * logSumExp(gaps.map((gap) => roundRatio(gap, 1n, -BITS))))
    sharesOf(gaps).forEach((share, k) => {
      const error = factors.values[n] * (k === label ? share - ONE : share)
      input.forEach((value, d) => (sums[k * (width + 1) + d] += error * value))
    })
  })
  const unit = inputs.unit + factors.unit - BITS
  const gradient = weights.map((weight, i) => {
    const isBias = i % (width + 1) === width
    return isBias
      ? roundRatio(sums[i], BigInt(count), unit)
      : meanAndPenalty({ sum: sums[i], unit, count }, weight, l2)
  })
  return { loss: sum(losses) / count + penaltyOf(examples, weights, l2), gradient }
}

function toWholes(numbers: Float64Array): Wholes {
  const unit = lastBit(numbers)
  return { values: Array.from(numbers, (value) => toWhole(value, unit)), unit }
}

/** The inputs, each followed by the 1 that a bias is the weight of. */
function withOnes({ count, width, flat }: Examples): Wholes {
  const rows = Array.from({ length: count }, (_, n) => [
    ...flat.subarray(n * width, (n + 1) * width),
    1,
  ])
  return toWholes(Float64Array.from(rows.flat()))
}

/** How far each score is above that of the label. */
function gapsOf(
  { values, unit }: Wholes,
  input: readonly bigint[],
  label: number,
  inputUnit: number,
): bigint[] {
  const scores: bigint[] = []
  for (let from = 0; from < values.length; from += input.length) {
    const score = input.reduce((total, value, d) => total + values[from + d] * value, 0n)
    scores.push(shift(score, unit + inputUnit + BITS))
  }
  return scores.map((score) => score - scores[label])
}

function sharesOf(gaps: readonly bigint[]): bigint[] {
  const top = gaps.reduce((a, b) => (a > b ? a : b))
  const terms = gaps.map((gap) => {
    if (gap - top < NOTHING_BELOW) return 0n
    const { mantissa, exponent } = bigExponential(gap - top, BITS)
    return shift(mantissa, exponent)
  })
  const total = terms.reduce((a, b) => a + b)
  return terms.map((term) => (term * ONE) / total)
}

/** sum · 2^unit / count + λ w. */
function meanAndPenalty(
  mean: { sum: bigint; unit: number; count: number },
  weight: number,
  l2: number,
): number {
  const [factor, own] = [toWholes(Float64Array.of(l2)), toWholes(Float64Array.of(weight))]
  const unit = Math.min(mean.unit, factor.unit + own.unit)
  const penalty = shift(
    factor.values[0] * own.values[0] * BigInt(mean.count),
    factor.unit + own.unit - unit,
  )
  return roundRatio(shift(mean.sum, mean.unit - unit) + penalty, BigInt(mean.count), unit)
}

function penaltyOf({ width }: Examples, weights: Float64Array, l2: number): number {
  return sum(
    weights.map((weight, i) => (i % (width + 1) === width ? 0 : (l2 / 2) * weight * weight)),
  )
}
