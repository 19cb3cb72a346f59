import { format } from 'd3'

const [signed, tiny] = [format('+.3f'), format('+.1e')]

/** The colour of a derivative: the loss rises, falls, or does not change. */
export function signColour(value: number): string {
  return value > 0 ? 'var(--rise)' : value < 0 ? 'var(--fall)' : 'var(--muted)'
}

/**
 * Three decimals with a sign, so that colour is never the only difference. Values that would be
 * rounded to zero are written as −2.1e−6.
 */
export function formatSigned(value: number): string {
  if (value === 0) return '0'
  if (!Number.isFinite(value)) return '—'
  return Math.abs(value) < 0.0005 ? tiny(value).replace('e-', 'e−') : signed(value)
}
