import { type Canvas, type Point, round } from '@cellgraph/notebook/figure'
import { drawBox } from './draw-box.ts'
import { drawPath } from './draw-path.ts'

/** A square in a figure: its top left corner and its side. */
export interface Square {
  x: number
  y: number
  size: number
}

/** Shades of ink: more cannot be distinguished in a small picture, and each needs a path. */
const shades = 6

/** Draws a square picture of n × n values from 0, paper, to 1, ink. */
export function drawPicture(canvas: Canvas, square: Square, pixels: readonly number[]): void {
  drawSheet(canvas, square)
  for (let shade = 1; shade <= shades; shade++) {
    const d = cellsOf(square, pixels)
      .filter(({ value }) => Math.round(value * shades) === shade)
      .map(({ x, y, side }) => toSquare([x, y], side))
      .join('')
    if (d) drawPath(canvas, d, { fill: 'var(--ink)', opacity: round((10 * shade) / shades) / 10 })
  }
}

/** Draws the background of a picture. */
export function drawSheet(canvas: Canvas, { x, y, size }: Square): void {
  drawBox(canvas, [x, y], [x + size, y + size], { fill: 'var(--panel)', stroke: 'var(--line)' })
}

/** One value of a picture: its top left corner and its side, in pixels. */
export interface Cell {
  x: number
  y: number
  side: number
  value: number
}

/** The cells of a square picture, row by row. */
export function cellsOf({ x, y, size }: Square, values: readonly number[]): Cell[] {
  const across = Math.round(Math.sqrt(values.length))
  const side = size / across
  return values.map((value, k) => {
    const [column, row] = [k % across, Math.floor(k / across)]
    return { x: x + column * side, y: y + row * side, side, value }
  })
}

/** The path of a square, from its top left corner. */
export function toSquare([x, y]: Point, side: number): string {
  return `M${round(x)} ${round(y)}h${round(side)}v${round(side)}h${round(-side)}z`
}
