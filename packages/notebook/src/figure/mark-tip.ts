import type { Canvas } from './canvas.ts'

/** A part of a figure that tells `tip` when it is pointed at, tapped, or reached by the keyboard. */
export function markTip(canvas: Canvas, tip: string): Canvas {
  return canvas.append('g').attr('data-tip', tip) as unknown as Canvas
}
