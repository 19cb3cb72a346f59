import { range, scaleLinear } from 'd3'
import type { Canvas } from '@cellgraph/notebook/figure'
import { isNarrow } from './is-narrow.ts'
import type { Panel } from './panel.ts'

/** Where columns of shares stand, in pixels. */
export interface ColumnPlace {
  left: number
  /** The line of zero. */
  base: number
  /** From 0 to 1. */
  tall: number
}

/**
 * How far below its own top a `<Vector>` whose zero is in its middle has that line, at the usual size of letters.
 * It follows from packages/notebook/src/styles/vector.css, as tests/figures/place-columns.test.ts works out.
 */
export const vectorZero = 164

/**
 * The place of columns in a figure that stands by a `<Vector>`: beside it, where both lines of zero are one, or under it,
 * where the columns begin with the page.
 */
export function placeColumns(width: number): ColumnPlace {
  return isNarrow(width)
    ? { left: 26, base: 212, tall: 160 }
    : { left: 26, base: vectorZero, tall: 124 }
}

/** A panel of columns from 0 to 1, as wide as the figure. */
export function toColumnPanel(
  canvas: Canvas,
  width: number,
  { left, base, tall }: ColumnPlace,
): Panel {
  return {
    canvas,
    x: scaleLinear([0, 1], [left, width]),
    y: scaleLinear([0, 1], [base, base - tall]),
  }
}

/** The middles of so many columns side by side, half the width of one, and the room that each has. */
export function spreadColumns([left, right]: readonly number[], count: number, widest = 26) {
  const slot = (right - left) / count
  const middles = range(count).map((i) => left + (i + 0.5) * slot)
  return { middles, slot, half: Math.min(widest, slot * 0.34) }
}
