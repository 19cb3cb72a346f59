import { type Canvas, type Point, setInput } from '@cellgraph/notebook/figure'
import { drawBox } from './draw-box.ts'
import { drawText } from './draw-text.ts'

export interface ChipOptions {
  /** Whether the label is true. */
  on: boolean
  text: string
  /** Pixels across. */
  width: number
  /** The `<Toggle>` that is switched when the chip is touched. */
  input?: string
}

const tall = 26

/**
 * Draws a label as a switch with its top left corner at a point. If the label is true, it is filled
 * and has a tick.
 */
export function drawChip(canvas: Canvas, [x, y]: Point, options: ChipOptions): void {
  const { on, text, width, input } = options
  const chip = setInput(canvas, input)
  const look = {
    fill: on ? 'var(--ink)' : 'var(--paper)',
    stroke: on ? 'var(--ink)' : 'var(--muted)',
  }
  drawBox(chip, [x, y], [x + width, y + tall], { ...look, radius: tall / 2 })
  const room = width - text.length * 8
  const ticked = room < 16 ? `✓\u200a${text}` : `✓ ${text}`
  drawText(chip, [x + width / 2, y + tall / 2 + 4.5], on ? ticked : text, {
    anchor: 'middle',
    fill: on ? 'var(--paper)' : 'var(--muted)',
    bold: on,
    size: room < 28 ? 'small' : 'normal',
  })
}
