import type { Point, Scale } from './track.ts'
import type { Canvas } from './canvas.ts'
import { dragHandle } from './drag-handle.ts'
import { drawRule } from './draw-rule.ts'

export interface DragRuleOptions {
  /** The input that the reader moves by dragging the rule. Default: it cannot be dragged. */
  input?: string
  x: Scale
  /** The rule's upper end, in pixels from the top. */
  top: number
  /** Default: the ink. */
  fill?: string
}

/**
 * Draws a vertical rule. If the figure is given an input for it, it can be dragged to the sides by
 * its lower end.
 */
export function dragRule(canvas: Canvas, [at, base]: Point, options: DragRuleOptions): void {
  const { input, x, top, fill = 'var(--ink)' } = options
  if (input === undefined) drawRule(canvas, [at, base], [at, top], { stroke: fill })
  else dragHandle(canvas, [at, base], { input, x, rule: [base - top, 0], fill })
}
