import { writeMark } from './write-mark.ts'
import { append, type Canvas } from './canvas.ts'

/**
 * Adds a group that sets an input when it is touched: it picks the option `value` of a `<Choice>`,
 * or switches a `<Toggle>`.
 * @param input the input's name. If undefined, the group does nothing
 */
export function setInput(canvas: Canvas, input: string | undefined, value?: string): Canvas {
  return append(canvas, 'g', input === undefined ? {} : writeMark({ input, value }))
}
