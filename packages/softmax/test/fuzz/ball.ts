/**
 * Numbers of any precision with a bound on their own error, in BigInt: the judge of the fuzzer. It shares
 * nothing with the module. Each operation widens the bound by what it rounds, so a judgement is either
 * certain or is made again with more bits.
 * @source Johansson 2017, Arb: efficient arbitrary-precision midpoint-radius interval arithmetic
 */

/** All numbers from (middle − radius) · 2^exponent to (middle + radius) · 2^exponent. */
export interface Ball {
  middle: bigint
  radius: bigint
  exponent: number
}

/** Thrown where a number is not known well enough for what is asked of it. */
export class Uncertain extends Error {}

let precision = 160

/** Calls `judge` with more and more bits until it is certain. */
export function withEnoughBits<T>(judge: () => T): T {
  for (precision = 160; ; precision *= 2) {
    try {
      return judge()
    } catch (error) {
      if (!(error instanceof Uncertain) || precision > 12000) throw error
    }
  }
}

const VIEW = new DataView(new ArrayBuffer(8))

export const ZERO: Ball = { middle: 0n, radius: 0n, exponent: 0 }
export const ONE: Ball = { middle: 1n, radius: 0n, exponent: 0 }

/** A finite double, exactly. */
export function ball(x: number): Ball {
  VIEW.setFloat64(0, x)
  const bits = VIEW.getBigUint64(0)
  const biased = Number((bits >> 52n) & 0x7ffn)
  const fraction = bits & 0xfffffffffffffn
  const middle = biased === 0 ? fraction : fraction | 0x10000000000000n
  return { middle: x < 0 ? -middle : middle, radius: 0n, exponent: Math.max(biased, 1) - 1075 }
}

/** How many bits the magnitude has. */
export function bitLength(value: bigint): number {
  const magnitude = value < 0n ? -value : value
  const near = Number(magnitude)
  if (near === 0) return 0
  if (near < 1e300) return Math.floor(Math.log2(near)) + 1
  const hex = magnitude.toString(16)
  return 4 * hex.length - 4 + (32 - Math.clz32(parseInt(hex[0], 16)))
}

function shift(value: bigint, up: number): bigint {
  return up >= 0 ? value << BigInt(up) : value >> BigInt(-up)
}

/** Cut to the precision. */
function round(middle: bigint, radius: bigint, exponent: number): Ball {
  const excess = bitLength(middle) - precision
  if (excess <= 8) return { middle, radius, exponent }
  const down = BigInt(excess)
  return { middle: middle >> down, radius: (radius >> down) + 2n, exponent: exponent + excess }
}

export function negate({ middle, radius, exponent }: Ball): Ball {
  return { middle: -middle, radius, exponent }
}

export function add(a: Ball, b: Ball): Ball {
  if (a.middle === 0n && a.radius === 0n) return b
  if (b.middle === 0n && b.radius === 0n) return a
  const top = Math.max(bitLength(a.middle) + a.exponent, bitLength(b.middle) + b.exponent)
  const unit = Math.max(Math.min(a.exponent, b.exponent), top - precision - 40)
  const [x, y] = [toUnit(a, unit), toUnit(b, unit)]
  return round(x.middle + y.middle, x.radius + y.radius, unit)
}

function toUnit({ middle, radius, exponent }: Ball, unit: number): Ball {
  const up = exponent - unit
  if (up >= 0) return { middle: shift(middle, up), radius: shift(radius, up), exponent: unit }
  return { middle: shift(middle, up), radius: shift(radius, up) + 2n, exponent: unit }
}

export function subtract(a: Ball, b: Ball): Ball {
  return add(a, negate(b))
}

export function multiply(a: Ball, b: Ball): Ball {
  const radius =
    a.radius === 0n && b.radius === 0n
      ? 0n
      : magnitude(a.middle) * b.radius + magnitude(b.middle) * a.radius + a.radius * b.radius
  return round(a.middle * b.middle, radius, a.exponent + b.exponent)
}

export function divide(a: Ball, b: Ball): Ball {
  const least = magnitude(b.middle) - b.radius
  if (least <= 0n) throw new Uncertain()
  if (a.middle === 0n && a.radius === 0n) return ZERO
  const up = Math.max(0, precision + 4 + bitLength(b.middle) - bitLength(a.middle))
  const middle = (a.middle << BigInt(up)) / b.middle
  const radius = ((a.radius << BigInt(up)) + magnitude(middle) * b.radius) / least + 2n
  return round(middle, radius, a.exponent - b.exponent - up)
}

export function sum(values: readonly Ball[]): Ball {
  return values.reduce(add, ZERO)
}

/** Below zero, above it, or 0 if it is exactly that. */
export function sign({ middle, radius }: Ball): number {
  if (middle === 0n && radius === 0n) return 0
  if (magnitude(middle) <= radius) throw new Uncertain()
  return middle < 0n ? -1 : 1
}

export function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value
}

/** About, as a double: for choices that need no certainty, and for printing. */
export function about({ middle, exponent }: Ball): number {
  const down = Math.max(0, bitLength(middle) - 60)
  let value = Number(middle >> BigInt(down))
  let left = exponent + down
  for (; left > 1000; left -= 1000) value *= 2 ** 1000
  for (; left < -1000 && value !== 0; left += 1000) value *= 2 ** -1000
  return value === 0 ? 0 : value * 2 ** left
}

const LOGARITHMS_OF_TWO = new Map<number, bigint>()

/** log 2 by Machin's kind of formula, 18 artanh(1/26) − 2 artanh(1/4801) + 8 artanh(1/8749), in units of 2^-bits. */
function logarithmOfTwo(bits: number): bigint {
  const known = LOGARITHMS_OF_TWO.get(bits)
  if (known !== undefined) return known
  const one = 1n << BigInt(bits + 16)
  const value = (18n * artanh(26n, one) - 2n * artanh(4801n, one) + 8n * artanh(8749n, one)) >> 16n
  LOGARITHMS_OF_TWO.set(bits, value)
  return value
}

function artanh(inverse: bigint, one: bigint): bigint {
  let total = 0n
  let power = one / inverse
  for (let n = 1n; power > 0n; n += 2n) {
    total += power / n
    power /= inverse * inverse
  }
  return total
}

/** Exponents beyond this are not told apart from 0: e to them is less than any number that is judged. */
const NOTHING = -(2 ** 24)

/** e to a number. */
export function exponential(x: Ball): Ball {
  if (about(x) < NOTHING) return { middle: 0n, radius: 1n, exponent: NOTHING }
  const halvings = 6 + (precision >> 5)
  const bits = precision + 64 + halvings
  const y = shift(x.middle, x.exponent + bits)
  const log2 = logarithmOfTwo(bits)
  const k = y / log2
  const one = 1n << BigInt(bits)
  let power = one + taylor((y - k * log2) >> BigInt(halvings), bits)
  for (let i = 0; i < halvings; i++) power = (power * power) >> BigInt(bits)
  // e^(y ± ρ) lies within e^y (1 ± 2ρ) for small ρ.
  const spread = shift(x.radius, x.exponent + bits) + 4n + magnitude(k)
  if (spread > one >> 8n) throw new Uncertain()
  const own = (power >> BigInt(precision + 8)) + 2n
  return round(power, ((power * spread) >> BigInt(bits - 1)) + own, Number(k) - bits)
}

/** e^r − 1 for small r in units of 2^-bits. */
function taylor(r: bigint, bits: number): bigint {
  let term = r
  let total = r
  for (let n = 2n; term > 1n || term < -1n; n++) {
    term = ((term * r) >> BigInt(bits)) / n
    total += term
  }
  return total
}

/** The logarithm of a number above 0. */
export function logarithm(x: Ball): Ball {
  if (sign(x) <= 0) throw new Uncertain()
  const exponent = bitLength(x.middle) + x.exponent
  const fraction = { ...x, exponent: x.exponent - exponent }
  const guess = ball(Math.log(about(fraction)))
  const back = exponential(guess)
  const t = divide(subtract(fraction, back), add(fraction, back))
  const whole = multiply(ball(exponent), {
    middle: logarithmOfTwo(precision + 16),
    radius: 2n,
    exponent: -precision - 16,
  })
  return add(whole, add(guess, twiceArtanh(t)))
}

/** log(1 + x), near 0 by its series, whatever the size of x. */
export function logarithmOfOnePlus(x: Ball): Ball {
  if (Math.abs(about(x)) > 0.001) return logarithm(add(ONE, x))
  return twiceArtanh(divide(x, add({ ...ONE, middle: 2n }, x)))
}

/** 2 (t + t³/3 + t⁵/5 + …) for small t. */
function twiceArtanh(t: Ball): Ball {
  if (t.middle === 0n && t.radius === 0n) return ZERO
  const square = multiply(t, t)
  const size = bitLength(magnitude(t.middle) + t.radius) + t.exponent
  if (size > -2) throw new Uncertain()
  let power = t
  let total = t
  for (let n = 3; (n - 1) * size > -precision - 8 && power.middle !== 0n; n += 2) {
    power = multiply(power, square)
    total = add(total, divide(power, ball(n)))
  }
  // What is left out is below the last power times a third.
  const rest = multiply(power, square)
  const left = {
    middle: 0n,
    radius: magnitude(rest.middle) + rest.radius + 1n,
    exponent: rest.exponent,
  }
  const { middle, radius, exponent } = add(total, left)
  return { middle, radius, exponent: exponent + 1 }
}

/** x to the power y, for x from 0 up. */
export function power(x: Ball, y: Ball): Ball {
  if (x.middle === 0n && x.radius === 0n) return ZERO
  return exponential(multiply(y, logarithm(x)))
}

/**
 * |computed − exact| in units of the spacing of doubles at the exact value, 2^-1074 at least, to 2^-16 of one.
 * Infinite where only one of the two is no finite double.
 */
export function errorInUlp(computed: number, exact: Ball): number {
  if (Number.isNaN(computed)) return Infinity
  const leading = bitLength(exact.middle) + exact.exponent - 1
  const unit = Math.max(leading - 52, -1074)
  checkSharpness(exact, unit - 16)
  if (!Number.isFinite(computed)) return overflows(computed, exact) ? 0 : Infinity
  return distance(computed, exact, unit)
}

/** |computed − exact| itself, to 2^-20 of the limit that it is held to. */
export function absoluteError(computed: number, exact: Ball, limit: number): number {
  if (!Number.isFinite(computed)) return Infinity
  const unit = Math.max(-1074, Math.floor(Math.log2(limit)))
  checkSharpness(exact, unit - 20)
  return distance(computed, exact, unit) * 2 ** unit
}

function checkSharpness({ radius, exponent }: Ball, unit: number): void {
  if (radius > 0n && bitLength(radius) + exponent > unit) throw new Uncertain()
}

function distance(computed: number, exact: Ball, unit: number): number {
  const own = ball(computed)
  const least = Math.min(own.exponent, Math.max(exact.exponent, unit - 60), unit)
  const difference =
    shift(own.middle, own.exponent - least) - shift(exact.middle, exact.exponent - least)
  const scaled = shift(magnitude(difference), least - unit + 40)
  return Number(scaled) / 2 ** 40
}

/** Doubles round to infinity from half a spacing above the largest of them on. */
function overflows(computed: number, exact: Ball): boolean {
  const limit: Ball = { middle: (1n << 54n) - 1n, radius: 0n, exponent: 970 }
  const size = computed > 0 ? exact : negate(exact)
  return subtract(size, limit).middle >= 0n
}
