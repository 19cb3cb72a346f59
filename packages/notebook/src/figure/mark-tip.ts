import { writeMark } from './write-mark.ts'
import { append, type Canvas } from './canvas.ts'

/** Adds a group whose tip is shown when it is pointed at, tapped, or reached by the keyboard. */
export function markTip(canvas: Canvas, tip: string): Canvas {
  return append(canvas, 'g', writeMark({ tip }))
}
