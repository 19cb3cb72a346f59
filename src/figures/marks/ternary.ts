import { type Canvas, round, toPlane, type Triangle } from '@cellgraph/notebook/figure'
import { drawPath } from './draw-path.ts'
import { drawText } from './draw-text.ts'

/**
 * A triangle of all distributions over three classes: at each corner one class has probability 1.
 */
export interface Ternary {
  /** Left, right, top: the first, second and third class. */
  corners: Triangle
  /** The point of a distribution, in pixels. */
  toPoint: (p: ArrayLike<number> & Iterable<number>) => [number, number]
  /** The lower side, in pixels from the top. */
  base: number
}

interface TernaryPlace {
  left: number
  right: number
  base: number
}

/**
 * The equilateral triangle whose lower side lies on `base` between `left` and `right`, in pixels.
 */
export function ternary({ left, right, base }: TernaryPlace): Ternary {
  const top = base - ((right - left) * Math.sqrt(3)) / 2
  const corners: Triangle = [
    [left, base],
    [right, base],
    [(left + right) / 2, top],
  ]
  return { corners, base, toPoint: (p) => toPlane(p, corners) }
}

/** Where a triangle is in the middle of a figure. */
export interface TernaryRoom {
  /** Pixels at its left and right, at least. */
  margin: number
  /** The longest side, in pixels. */
  largest: number
  /** The upper corner, in pixels from the top. */
  top: number
}

/** The largest equilateral triangle in the middle of a figure of this width. */
export function centredTernary(width: number, { margin, largest, top }: TernaryRoom): Ternary {
  const side = Math.min(width - 2 * margin, largest)
  const left = (width - side) / 2
  return ternary({ left, right: left + side, base: top + (side * Math.sqrt(3)) / 2 })
}

/**
 * Draws the sides of the triangle, and a label at each corner, up to 24 pixels below and above.
 */
export function drawTernary(
  canvas: Canvas,
  { corners, base }: Ternary,
  { labels }: { labels: readonly string[] },
): void {
  const outline = corners.map(([x, y]) => `${round(x)} ${round(y)}`).join('L')
  drawPath(canvas, `M${outline}Z`, { stroke: 'var(--muted)' })
  const [a, b, c] = corners
  // Clear of a handle that is dragged into the corner.
  drawText(canvas, [a[0], base + 24], labels[0], { halo: true })
  drawText(canvas, [b[0], base + 24], labels[1], { anchor: 'end', halo: true })
  drawText(canvas, [c[0], c[1] - 20], labels[2], { anchor: 'middle', halo: true })
}
