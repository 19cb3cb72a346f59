import type { Point, Scale } from './track.ts'
import type { Canvas } from './canvas.ts'
import { dragHandle } from './drag-handle.ts'
import { drawRule } from './draw-rule.ts'

export interface DragRuleOptions {
  /** The input that the reader moves by dragging it. Default: it stands still. */
  input?: string
  x: Scale
  /** Where it ends, in pixels from the top. */
  top: number
  /** Default: the ink. */
  fill?: string
}

/** Draws an upright rule that can be dragged to the sides by its foot, where the figure is given an input for it. */
export function dragRule(canvas: Canvas, [at, base]: Point, options: DragRuleOptions): void {
  const { input, x, top, fill = 'var(--ink)' } = options
  if (input === undefined) drawRule(canvas, [at, base], [at, top], { stroke: fill })
  else dragHandle(canvas, [at, base], { input, x, rule: [base - top, 0], fill })
}
