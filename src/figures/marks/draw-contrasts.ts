import { type Canvas, type Point, round } from '@cellgraph/notebook/figure'
import { drawPath } from './draw-path.ts'
import { cellsOf, drawSheet, toSquare, type Cell, type Square } from './draw-picture.ts'

/** A square picture of n × n values of both signs. */
export interface Contrast extends Square {
  values: readonly number[]
}

/**
 * Depths of colour on each side of zero: more cannot be distinguished in small pictures, and each
 * needs a path.
 */
const depths = 6

/**
 * Draws pictures of positive and negative values: teal squares above zero, pink diamonds below,
 * deeper the farther from zero. All pictures share their paths, so that many of them can be drawn
 * in every frame.
 * @param largest the absolute value of the deepest colour; larger values are clamped
 */
export function drawContrasts(
  canvas: Canvas,
  pictures: readonly Contrast[],
  largest: number,
): void {
  for (const picture of pictures) drawSheet(canvas, picture)
  const cells = pictures.flatMap((picture) => cellsOf(picture, picture.values))
  const depthsOf = cells.map(({ value }) => toDepth(value, largest))
  for (const sign of [1, -1]) {
    for (let depth = 1; depth <= depths; depth++) {
      drawDepth(
        canvas,
        sign * depth,
        cells.filter((_, i) => depthsOf[i] === sign * depth),
      )
    }
  }
}

/** From −`depths` to `depths`. */
function toDepth(value: number, largest: number): number {
  const share = largest > 0 ? value / largest : 0
  return Math.round(Math.max(-1, Math.min(1, share)) * depths)
}

function drawDepth(canvas: Canvas, depth: number, cells: readonly Cell[]): void {
  if (cells.length === 0) return
  const [toMark, fill] = depth > 0 ? [toSquare, 'var(--rise)'] : [toDiamond, 'var(--fall)']
  const d = cells.map(({ x, y, side }) => toMark([x, y], side)).join('')
  drawPath(canvas, d, { fill, opacity: Math.round((100 * Math.abs(depth)) / depths) / 100 })
}

function toDiamond([x, y]: Point, side: number): string {
  const half = round(side / 2)
  return `M${round(x + side / 2)} ${round(y)}l${half} ${half}l${-half} ${half}l${-half} ${-half}z`
}
