import { format } from 'd3'

const [signed, tiny] = [format('+.3f'), format('+.1e')]

/** The colour of what raises the loss, of what lowers it, and of what does neither. */
export function signColour(value: number): string {
  return value > 0 ? 'var(--c3)' : value < 0 ? 'var(--c4)' : 'var(--muted)'
}

/** Three decimals with a true sign, so that colour is never alone; what would round to zero keeps its size, as in −2.1e−6. */
export function formatSigned(value: number): string {
  if (value === 0) return '0'
  if (!Number.isFinite(value)) return '—'
  return Math.abs(value) < 0.0005 ? tiny(value).replace('e-', 'e−') : signed(value)
}
