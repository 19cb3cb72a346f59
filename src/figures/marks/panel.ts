import type { ScaleLinear, ScaleLogarithmic } from 'd3'
import type { Canvas, Point } from '@cellgraph/notebook/figure'

export type LinearScale = ScaleLinear<number, number>
export type LogScale = ScaleLogarithmic<number, number>

/**
 * Room around a panel, in pixels: at its left for the numbers of a scale, at its bottom for numbers
 * and a title.
 */
export const margin = { left: 30, bottom: 42 } as const

/**
 * A part of a figure with a horizontal and a vertical scale. The range of `y` starts at the bottom.
 */
export interface Panel<X = LinearScale, Y = LinearScale> {
  canvas: Canvas
  x: X
  y: Y
}

/** The point of a pair of values in a panel, in pixels. */
export function place({ x, y }: Panel, [a, b]: Point): Point {
  return [x(a), y(b)]
}

/** Limits a value to the bounds. */
export function clamp(value: number, [low, high]: readonly number[]): number {
  return Math.min(high, Math.max(low, value))
}
