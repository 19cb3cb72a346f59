import { range, scaleLinear } from 'd3'
import type { Canvas } from '@cellgraph/notebook/figure'
import { isNarrow } from './is-narrow.ts'
import type { Panel } from './panel.ts'

/** The place of columns of shares, in pixels. */
export interface ColumnPlace {
  left: number
  /** The line of zero. */
  base: number
  /** From 0 to 1. */
  tall: number
}

/**
 * Pixels from the top of a `<Vector>` whose zero is in its middle to that line, at the default font
 * size. It follows from packages/notebook/src/styles/vector.css; tests/figures/place-columns.test.ts computes it from
 * there.
 */
export const vectorZero = 164

/**
 * The place of columns in a figure beside a `<Vector>`, whose line of zero they share, or, on a
 * phone, under it.
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

/**
 * Divides a range into columns: their middles, half the width of one, and the slot that each has.
 */
export function spreadColumns([left, right]: readonly number[], count: number, widest = 26) {
  const slot = (right - left) / count
  const middles = range(count).map((i) => left + (i + 0.5) * slot)
  return { middles, slot, half: Math.min(widest, slot * 0.34) }
}
