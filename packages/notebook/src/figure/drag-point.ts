import type { Point } from './track.ts'
import type { Canvas } from './canvas.ts'
import { dragHandle, type HandleOptions } from './drag-handle.ts'
import { drawCircle, type CircleOptions } from './draw-circle.ts'

export interface PointOptions extends Omit<HandleOptions, 'input' | 'rule'> {
  /** The input that the reader moves by dragging the point. Default: it cannot be dragged. */
  input?: string
  /** How the point looks if it cannot be dragged. Default: as `drawDot` draws it. */
  still?: CircleOptions
}

const dot: CircleOptions = { radius: 5.5, stroke: 'var(--paper)', width: 2 }

/**
 * Draws a point that can be dragged if the figure is given an input for it, and a plain point
 * otherwise.
 */
export function dragPoint(
  canvas: Canvas,
  at: Point,
  { input, still = dot, ...options }: PointOptions,
): void {
  if (input === undefined) drawCircle(canvas, at, { fill: options.fill, ...still })
  else dragHandle(canvas, at, { input, ...options })
}
