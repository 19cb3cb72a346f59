import { format } from 'd3'

const signed = format('+.3f')

/** The colour of what raises the loss, of what lowers it, and of what does neither. */
export function signColour(value: number): string {
  return value > 0 ? 'var(--c3)' : value < 0 ? 'var(--c4)' : 'var(--muted)'
}

/** Three decimals with a true sign, so that colour is never alone; what rounds to zero has none. */
export function formatSigned(value: number): string {
  if (value === 0) return '0'
  if (!Number.isFinite(value)) return '—'
  return Math.abs(value) < 0.0005 ? '0.000' : signed(value)
}
