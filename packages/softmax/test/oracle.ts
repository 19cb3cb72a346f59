/**
 * An independent judge: the same quantities in integers, by other means than the module's own: e^x by
 * halving x and squaring the result, log by Newton's iteration on that e^x. 1300 bits behind the point.
 */
import type { Exact } from './ulp.ts'

const BITS = 1300n

/** A double, exactly where it is a multiple of 2^-1300 and cut there else. */
export function fixed(x: number): bigint {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, x)
  const bits = view.getBigUint64(0)
  const biased = Number((bits >> 52n) & 0x7ffn)
  const fraction = bits & ((1n << 52n) - 1n)
  const mantissa = biased === 0 ? fraction : fraction | (1n << 52n)
  const up = BITS - 1074n + BigInt(Math.max(biased, 1)) - 1n
  const magnitude = up >= 0n ? mantissa << up : mantissa >> -up
  return x < 0 ? -magnitude : magnitude
}

export function times(a: bigint, b: bigint): bigint {
  return (a * b) >> BITS
}

export function over(a: bigint, b: bigint): bigint {
  return (a << BITS) / b
}

/** e^y: Taylor's series at y / 2^s, then s squarings, with guard bits for what they magnify. */
export function exponential(y: bigint): bigint {
  const guard = 96n
  const size = (y < 0n ? -y : y).toString(2).length
  const halvings = BigInt(Math.max(0, size - Number(BITS) + 12))
  const scale = BITS + guard
  const small = (y << guard) >> halvings
  let term = 1n << scale
  let sum = term
  for (let n = 1n; term !== 0n && term !== -1n; n++) {
    term = ((term * small) >> scale) / n
    sum += term
  }
  for (let i = 0n; i < halvings; i++) sum = (sum * sum) >> scale
  return sum >> guard
}

/** log y by y ← x + 2 (v − e^x)/(v + e^x), which triples the right digits each time. */
export function logarithm(v: bigint): bigint {
  const shift = v.toString(2).length - 1 - Number(BITS)
  let x = fixed(Math.log(Number(v >> (BITS + BigInt(shift) - 60n)) / 2 ** 60) + shift * Math.LN2)
  for (let i = 0; i < 5; i++) {
    const e = exponential(x)
    x += over(2n * (v - e), v + e)
  }
  return x
}

export function exact(numerator: bigint): Exact {
  return { numerator, shift: BITS }
}

/** log Σ wᵢ exp(xᵢ/T), times T, in integers. */
export function logSumExpOf(x: readonly number[], temperature = 1): bigint {
  return times(fixed(temperature), logarithm(sumOf(x, temperature)))
}

export function softmaxOf(x: readonly number[], temperature = 1): bigint[] {
  const top = Math.max(...x)
  const terms = x.map((v) => exponential(over(fixed(v) - fixed(top), fixed(temperature))))
  const sum = terms.reduce((a, b) => a + b, 0n)
  return terms.map((term) => over(term, sum))
}

export function logSoftmaxOf(x: readonly number[], temperature = 1): bigint[] {
  const top = Math.max(...x)
  const gaps = x.map((v) => over(fixed(v) - fixed(top), fixed(temperature)))
  const rest = logarithm(gaps.reduce((sum, gap) => sum + exponential(gap), 0n))
  return gaps.map((gap) => gap - rest)
}

function sumOf(x: readonly number[], temperature: number): bigint {
  return x.reduce((sum, v) => sum + exponential(over(fixed(v), fixed(temperature))), 0n)
}
