import { append, type Canvas, fontSize, type Point } from '@cellgraph/notebook/figure'
import { toAttributes, type TextOptions } from './draw-text.ts'

export type MathOptions = Omit<TextOptions, 'italic'>

/** Pixels of the smallest letters that are read without effort at a desk. */
const leastSize = 12

/** Writes a formula in italics. `_` makes the next letter a subscript, as in `∂σ_k/∂z_i`. */
export function drawMath(
  canvas: Canvas,
  at: Point,
  formula: string,
  options: MathOptions = {},
): void {
  const mark = append(canvas, 'text', toAttributes(at, { ...options, italic: true }))
  const lowSize = Math.max(leastSize, fontSize[options.size ?? 'normal'] - 3)
  let low = false
  for (const part of formula.split(/(_.)/).filter(Boolean)) {
    const lowers = part.startsWith('_')
    const dy = lowers === low ? undefined : lowers ? 4 : -4
    const span = append(mark, 'tspan', { dy, 'font-size': lowers ? lowSize : undefined })
    span.text(lowers ? part.slice(1) : part)
    low = lowers
  }
}
