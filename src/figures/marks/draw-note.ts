import type { Canvas, Point } from '@cellgraph/notebook/figure'
import { drawText, type Anchor } from './draw-text.ts'

/** Writes a note, small and muted: what helps to read a figure and is not its subject. */
export function drawNote(canvas: Canvas, at: Point, text: string, anchor: Anchor = 'start'): void {
  drawText(canvas, at, text, { anchor, size: 'small', fill: 'var(--muted)' })
}
