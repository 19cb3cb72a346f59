/** A fraction in lowest terms, with a positive denominator. */
export type Rational = { readonly top: bigint; readonly bottom: bigint }

export function rational(top: bigint, bottom = 1n): Rational {
  const divisor = greatestCommonDivisor(top, bottom)
  const sign = bottom < 0n ? -1n : 1n
  return { top: (sign * top) / divisor, bottom: (sign * bottom) / divisor }
}

export const ONE = rational(1n)

export const multiplyRational = (a: Rational, b: Rational): Rational =>
  rational(a.top * b.top, a.bottom * b.bottom)

export const addRational = (a: Rational, b: Rational): Rational =>
  rational(a.top * b.bottom + b.top * a.bottom, a.bottom * b.bottom)

/** Throws RangeError for 0. */
export const invertRational = (a: Rational): Rational => rational(a.bottom, a.top)

export const powerRational = (a: Rational, exponent: number): Rational =>
  exponent < 0
    ? powerRational(invertRational(a), -exponent)
    : rational(a.top ** BigInt(exponent), a.bottom ** BigInt(exponent))

/** The size of both parts in bits, at least 1. */
export const bitsOf = ({ top, bottom }: Rational): number =>
  top.toString(2).length + bottom.toString(2).length

export function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b]
  while (y !== 0n) [x, y] = [y, x % y]
  return x
}

/**
 * The decimal fraction from which a number was read; undefined where it has too many digits for
 * that, as a rounded irrational constant such as π has.
 */
export function toRational(value: number): Rational | undefined {
  const [digits, power] = value.toExponential().split('e')
  const [whole, fraction = ''] = digits.split('.')
  if (!Number.isFinite(value) || fraction.length > 13)
    return Number.isSafeInteger(value) ? rational(BigInt(value)) : undefined
  const exponent = Number(power) - fraction.length
  const top = BigInt(whole + fraction)
  return exponent >= 0
    ? rational(top * 10n ** BigInt(exponent))
    : rational(top, 10n ** BigInt(-exponent))
}
