import {
  type Canvas,
  drawRule,
  fontSize,
  round,
  toPlane,
  type Triangle,
} from '@cellgraph/notebook/figure'
import { drawText } from './draw-text.ts'

/** A triangle that shows all distributions over three classes: each corner is the certainty of one. */
export interface Ternary {
  /** Left, right, top: the first, second and third class. */
  corners: Triangle
  /** Where a distribution lies, in pixels. */
  toPoint: (p: ArrayLike<number> & Iterable<number>) => [number, number]
  /** Pixels down to the lower side. */
  base: number
}

/** The equilateral triangle whose lower side lies on `base` between `left` and `right`, in pixels. */
export function ternary({
  left,
  right,
  base,
}: {
  left: number
  right: number
  base: number
}): Ternary {
  const top = base - ((right - left) * Math.sqrt(3)) / 2
  const corners: Triangle = [
    [left, base],
    [right, base],
    [(left + right) / 2, top],
  ]
  return { corners, base, toPoint: (p) => toPlane(p, corners) }
}

export interface TernaryFrameOptions {
  labels: readonly string[]
  /** Lines of equal shares, as shares. Default: quarters. */
  grid?: readonly number[]
}

/** Draws the triangle: its sides, lines of equal shares, and a label at each corner, up to 20 pixels below and above. */
export function drawTernary(
  canvas: Canvas,
  { corners: [a, b, c], toPoint, base }: Ternary,
  { labels, grid = [0.25, 0.5, 0.75] }: TernaryFrameOptions,
): void {
  for (const share of grid) {
    for (const k of [0, 1, 2]) {
      const end = (other: number): [number, number] =>
        toPoint([0, 1, 2].map((i) => (i === k ? share : i === other ? 1 - share : 0)))
      drawRule(canvas, end((k + 1) % 3), end((k + 2) % 3))
    }
  }
  const outline = [a, b, c].map(([x, y]) => `${round(x)} ${round(y)}`).join('L')
  canvas
    .append('path')
    .attr('d', `M${outline}Z`)
    .attr('fill', 'none')
    .attr('stroke', 'var(--muted)')
  drawText(canvas, a[0], base + 20, labels[0], { anchor: 'start', size: fontSize.normal })
  drawText(canvas, b[0], base + 20, labels[1], { anchor: 'end', size: fontSize.normal })
  drawText(canvas, c[0], c[1] - 10, labels[2], { anchor: 'middle', size: fontSize.normal })
}
