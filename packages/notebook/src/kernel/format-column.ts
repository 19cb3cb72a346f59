/**
 * The largest number of a column has at most `mostDigits` significant digits; the smallest keeps
 * `fewestDigits` if possible.
 */
const [mostDigits, fewestDigits] = [5, 3]
const mostDecimals = 8

/**
 * How the numbers of one table column are written: all with the same number of decimals, as many as
 * needed. A number that is too small beside the others, or too large, is written as a power of ten.
 */
export function toColumnFormat(numbers: readonly number[]): (value: number) => string {
  const finite = numbers.filter(Number.isFinite)
  const greatest = Math.max(0, ...finite.map(Math.abs).filter((size) => size < largest))
  const isPower = (value: number): boolean =>
    Math.abs(value) >= largest ||
    (value !== 0 && Math.abs(value) < Math.max(1e-6, 1e-4 * Math.min(1, greatest)))
  const plain = finite.filter((value) => !isPower(value))
  const [decimals, mantissa] = [
    countDecimals(plain),
    Math.max(0, ...finite.filter(isPower).map(countMantissa)),
  ]
  return (value) => {
    if (!Number.isFinite(value)) return String(value)
    if (isPower(value)) return value.toExponential(mantissa)
    return (Object.is(value, -0) ? '-' : '') + value.toFixed(decimals)
  }
}

/** From here on a double cannot hold every integer. */
const largest = 1e15

function countDecimals(values: readonly number[]): number {
  const sizes = values.map(Math.abs).filter((size) => size > 0)
  if (sizes.length === 0) return 0
  const needed = Math.max(
    ...sizes.map((size) => Math.max(0, countMantissa(size) - magnitude(size))),
  )
  const allowed = Math.max(
    mostDigits - 1 - magnitude(Math.max(...sizes)),
    fewestDigits - 1 - magnitude(Math.min(...sizes)),
  )
  return Math.min(needed, Math.max(0, allowed), mostDecimals)
}

/** Decimals of the mantissa, rounded to `mostDigits` and without trailing zeros. */
function countMantissa(value: number): number {
  const [mantissa] = value.toExponential(mostDigits - 1).split('e')
  return (mantissa.replace(/0+$/, '').split('.')[1] ?? '').length
}

function magnitude(size: number): number {
  return Number(size.toExponential(mostDigits - 1).split('e')[1])
}
