import type { Point } from './track.ts'
import { append, round, type Canvas } from './canvas.ts'

export interface RuleOptions {
  /** Default: the colour of grid lines. */
  stroke?: string
  width?: number
  /** Lengths of dashes and gaps, as in SVG. */
  dash?: string
}

/** Draws a straight line between two points. */
export function drawRule(
  canvas: Canvas,
  [x1, y1]: Point,
  [x2, y2]: Point,
  { stroke = 'var(--line)', width, dash }: RuleOptions = {},
): void {
  const ends = { x1: round(x1), y1: round(y1), x2: round(x2), y2: round(y2) }
  append(canvas, 'line', { ...ends, stroke, 'stroke-width': width, 'stroke-dasharray': dash })
}
