import { format } from 'd3'

const threeDecimals = format('.3f')

/**
 * A probability to three decimals. Softmax never gives 0 or 1, so what would be rounded to them is
 * given as a bound.
 */
export function formatProbability(p: number): string {
  if (p > 0 && p < 0.0005) return '< 0.001'
  if (p < 1 && p >= 0.9995) return '> 0.999'
  return Number.isFinite(p) ? threeDecimals(p) : '—'
}

/** A number in about four characters, with a true minus sign. */
export function formatShort(value: number): string {
  if (!Number.isFinite(value)) return '—'
  const size = Math.abs(value)
  if (size >= 1e4 || (size < 0.01 && size > 0)) return formatPower(value)
  return format(size >= 1000 ? '.0f' : size >= 100 ? '.1f' : '.2f')(value)
}

/** Two digits and a power of ten, with a true minus sign in both. */
function formatPower(value: number): string {
  return format('.1e')(value).replace('e+', 'e').replace('e-', 'e−')
}

/**
 * Two digits and a power of ten, as code writes them: 1.2e−7, 3.4e38. Numbers near 1 need no power.
 */
export function formatFloat(value: number): string {
  if (value === 0 || !Number.isFinite(value))
    return value === 0 ? '0' : value === Infinity ? '∞' : 'NaN'
  const plain = Math.abs(value) >= 0.01 && Math.abs(value) < 1000
  return plain ? format('.2~r')(value) : formatPower(value)
}

/** A very small number as a sentence gives it: 4 × 10⁻¹⁰. */
export function formatTiny(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return value === 0 ? '0' : '—'
  const [digit, power] = format('.0e')(value).split('e')
  const raised = [...power].map((it) => (it === '-' ? '⁻' : ('⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(it)] ?? '')))
  return `${digit}\u00a0×\u00a010${raised.join('')}`
}

/** A score: one decimal, as the inputs give them. */
export const formatScore: (value: number) => string = format('.1f')

/** A tick of a scale, with as few digits as possible and a true minus sign. */
export function formatTick(value: number): string {
  return String(value).replace('-', '−')
}

/** A number with a fixed number of decimals and a true minus sign; what rounds to 0 has none. */
export function formatFixed(value: number, decimals: number): string {
  return format(`.${decimals}f`)(value)
}

/** A probability to three decimals. 0 and 1 are exact, as sparsemax and its kind give them. */
export function formatShare(share: number): string {
  return share === 0 || share === 1 ? String(share) : formatProbability(share)
}
