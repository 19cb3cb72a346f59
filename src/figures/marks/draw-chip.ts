import { fontSize, round, type Canvas } from '@cellgraph/notebook/figure'

export interface ChipOptions {
  /** Whether the label is true. */
  on: boolean
  text: string
  /** Pixels across. */
  width: number
  /** The `<Toggle>` that a touch turns. */
  input?: string
}

const tall = 26

/** A label as a switch in a figure, its top left at `x`, `y`: filled and ticked where it is true. */
export function drawChip(
  canvas: Canvas,
  x: number,
  y: number,
  { on, text, width, input }: ChipOptions,
): void {
  const chip = canvas.append('g')
  if (input) chip.attr('data-input', input)
  chip
    .append('rect')
    .attr('x', round(x))
    .attr('y', round(y))
    .attr('width', round(width))
    .attr('height', tall)
    .attr('rx', tall / 2)
    .attr('fill', on ? 'var(--ink)' : 'var(--paper)')
    .attr('stroke', on ? 'var(--ink)' : 'var(--muted)')
  const label = chip
    .append('text')
    .attr('x', round(x + width / 2))
    .attr('y', round(y + tall / 2 + 4.5))
    .attr('text-anchor', 'middle')
    .attr('fill', on ? 'var(--paper)' : 'var(--muted)')
    .text(on ? `✓ ${text}` : text)
  if (on) label.attr('font-weight', 'bold')
  if (text.length * 8 + 16 > width) label.attr('font-size', fontSize.small)
}
