import { writeMark } from './marks.ts'
import { append, type Canvas } from './canvas.ts'

/**
 * A part of a figure that sets an input when it is touched: picks the option `value` of a `<Choice>`, or turns a `<Toggle>`.
 * @param input the input's name. Without one nothing is set
 */
export function setInput(canvas: Canvas, input: string | undefined, value?: string): Canvas {
  return append(canvas, 'g', input === undefined ? {} : writeMark({ input, value }))
}
