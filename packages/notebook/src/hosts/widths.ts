import type { Widths } from '../kernel/kernel.ts'

/** Pages narrower than this are a phone's. The styles spell it out too, as media queries cannot read a variable. */
export const narrowBorder = '36rem'

/**
 * The widths that figures are drawn for: on a desktop, and on a phone. CSS shows the one that fits.
 */
export const drawnWidths: Readonly<Record<'roomy' | 'narrow', Widths>> = {
  roomy: { column: 640, wide: 880 },
  narrow: { column: 328, wide: 328 },
}
