import { writeMark } from './write-mark.ts'
import { append, type Canvas } from './canvas.ts'

/**
 * Adds a group for marks that show symbols, given by their names in cells: `omega`, or `w omega` if
 * chapters differ. While the reader points at one of them, the symbols and the input of the same
 * name are highlighted, and vice versa.
 */
export function nameMarks(canvas: Canvas, symbols: string): Canvas {
  return append(canvas, 'g', writeMark({ symbols: symbols.split(' ') }))
}
