/**
 * The value below which a part `q` of the values lies, between the two nearest where it falls between
 * them (type 7 of Hyndman and Fan 1996, as in R and NumPy).
 * @param q from 0 to 1
 * @returns NaN for no values
 */
export function quantile(values: readonly number[], q: number): number {
  if (values.length === 0) return NaN
  const sorted = values.toSorted((a, b) => a - b)
  const place = q * (sorted.length - 1)
  const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]]
  return below === above ? below : below + (place % 1) * (above - below)
}

export const median = (values: readonly number[]): number => quantile(values, 0.5)
