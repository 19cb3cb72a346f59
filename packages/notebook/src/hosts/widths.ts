import type { Widths } from '../kernel/kernel.ts'

/**
 * The widths that figures are drawn for: on a desktop, and on a phone. CSS shows the one that fits.
 */
export const drawnWidths: Readonly<Record<'roomy' | 'narrow', Widths>> = {
  roomy: { column: 640, wide: 880 },
  narrow: { column: 328, wide: 328 },
}
