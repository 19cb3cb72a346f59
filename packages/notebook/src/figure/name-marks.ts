import { writeMark } from './marks.ts'
import { append, type Canvas } from './canvas.ts'

/**
 * A part of a figure whose marks show symbols, by their names in cells: `sigma`, or `p sigma` where chapters differ.
 * While the reader points at one of them, the symbols and the input of the same name light up, and the other way round.
 */
export function nameMarks(canvas: Canvas, symbols: string): Canvas {
  return append(canvas, 'g', writeMark({ symbols: symbols.split(' ') }))
}
