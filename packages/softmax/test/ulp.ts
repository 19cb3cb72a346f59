/**
 * How far a double is from an exact number, in units of the spacing of doubles at the exact number
 * (2^-1074 at least). All in integers; nothing here is shared with the module under test.
 */

/** An exact number: numerator / 2^shift. */
export interface Exact {
  numerator: bigint
  shift: bigint
}

const EXTRA_BITS = 400n

/** A decimal such as "-1.25e-310", to 2^-1600 or so: far finer than its own 25 digits. */
export function fromDecimal(decimal: string): Exact {
  const match = /^([+-]?)(\d+)(?:\.(\d*))?(?:e([+-]?\d+))?$/.exec(decimal)
  if (match === null) throw new Error(`not a decimal: ${decimal}`)
  const [, sign, whole, fraction = '', power = '0'] = match
  const digits = BigInt(`${sign}${whole}${fraction}`)
  const exponent = Number(power) - fraction.length
  const shift = 1200n + EXTRA_BITS
  if (exponent >= 0) return { numerator: (digits * 10n ** BigInt(exponent)) << shift, shift }
  return { numerator: (digits << shift) / 10n ** BigInt(-exponent), shift }
}

/** Every finite double is a whole number of 2^-1074. */
export function fromDouble(x: number): Exact {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, x)
  const bits = view.getBigUint64(0)
  const biased = (bits >> 52n) & 0x7ffn
  const fraction = bits & ((1n << 52n) - 1n)
  const mantissa = biased === 0n ? fraction : fraction | (1n << 52n)
  const scaled = biased === 0n ? mantissa : mantissa << (biased - 1n)
  return { numerator: x < 0 ? -scaled : scaled, shift: 1074n }
}

/** |computed − exact| in ulp; Infinity where only one of the two is finite as a double. */
export function ulpError(computed: number, exact: Exact): number {
  if (Number.isNaN(computed)) return Infinity
  if (!Number.isFinite(computed))
    return overflows(exact) && computed > 0 === exact.numerator > 0n ? 0 : Infinity
  const own = fromDouble(computed)
  const difference = (own.numerator << exact.shift) - (exact.numerator << own.shift)
  const magnitude = difference < 0n ? -difference : difference
  // spacing · 2^(shift + 1074), then the quotient to 2^-40
  const spacing = 1n << (BigInt(Math.max(exponentOf(exact) - 52, -1074) + 1074) + exact.shift)
  return Number((magnitude << 40n) / spacing) / 2 ** 40
}

/** The greatest of several, and where it stands. */
export function worst(errors: Iterable<number>): number {
  let most = 0
  for (const error of errors) if (!(error <= most)) most = error
  return most
}

function overflows(exact: Exact): boolean {
  return exponentOf(exact) >= 1023 && ulpsAboveLargest(exact) >= 0
}

/** Rounds to infinity from half a spacing above the largest double on. */
function ulpsAboveLargest({ numerator, shift }: Exact): number {
  const magnitude = numerator < 0n ? -numerator : numerator
  const limit = ((1n << 1024n) - (1n << 970n)) << shift
  return magnitude >= limit ? 1 : -1
}

function exponentOf({ numerator, shift }: Exact): number {
  const magnitude = numerator < 0n ? -numerator : numerator
  return magnitude === 0n ? -1074 : magnitude.toString(2).length - 1 - Number(shift)
}
