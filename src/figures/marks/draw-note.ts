import type { Canvas, Point } from '@cellgraph/notebook/figure'
import { drawText, type Anchor } from './draw-text.ts'

/**
 * Writes a small, muted text, such as a tick's label: what helps to read a figure but is not its
 * subject.
 */
export function drawNote(canvas: Canvas, at: Point, text: string, anchor: Anchor = 'start'): void {
  drawText(canvas, at, text, { anchor, size: 'small', fill: 'var(--muted)' })
}
