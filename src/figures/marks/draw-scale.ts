import { drawNote } from './draw-note.ts'
import { drawRule } from '@cellgraph/notebook/figure'
import { drawText } from './draw-text.ts'
import { formatTick } from './format-numbers.ts'
import type { Panel } from './panel.ts'

type AxisScale = ((value: number) => number) & { range: () => number[] }

export interface ScaleOptions {
  side: 'left' | 'bottom'
  ticks: readonly number[]
  /** Default: with as few digits as possible and a true minus sign. */
  format?: (tick: number) => string
  /**
   * Whether each tick has a line across the panel. Default: those at the left do, those at the
   * bottom do not.
   */
  lines?: boolean
  /** The tick whose line stands out. Default: 0. */
  strong?: number
  /**
   * Pixels from the panel to its numbers. Default: 6 at the left (to their end), 17 at the bottom
   * (to their baseline).
   */
  gap?: number
  /** The tick in the right corner, if its number must not go beyond it. */
  corner?: number
  /** What is measured, under the middle of a scale at the bottom. */
  title?: string
  /** Pixels from the panel to the title's baseline. Default: 36. */
  titleGap?: number
  titleSize?: 'small' | 'normal'
}

/** Draws a panel's scale: `y` at the left or `x` at the bottom, with grid lines and a title. */
export function drawScale(panel: Panel<AxisScale, AxisScale>, options: ScaleOptions): void {
  const drawTick = options.side === 'left' ? drawTickLeft : drawTickBelow
  for (const tick of options.ticks) drawTick(panel, tick, options)
  if (options.title !== undefined) drawTitle(panel, options.title, options)
}

type Axes = Panel<AxisScale, AxisScale>

function drawTickLeft({ canvas, x, y }: Axes, tick: number, options: ScaleOptions): void {
  const { lines = true, gap = 6, format = formatTick } = options
  const [left, right] = x.range()
  if (lines) drawRule(canvas, [left, y(tick)], [right, y(tick)], toLook(tick, options))
  drawNote(canvas, [left - gap, y(tick) + 4], format(tick), 'end')
}

function drawTickBelow({ canvas, x, y }: Axes, tick: number, options: ScaleOptions): void {
  const { lines = false, gap = 17, format = formatTick, corner } = options
  const [base, top] = y.range()
  if (lines) drawRule(canvas, [x(tick), top], [x(tick), base], toLook(tick, options))
  drawNote(canvas, [x(tick), base + gap], format(tick), tick === corner ? 'end' : 'middle')
}

function toLook(tick: number, { strong = 0 }: ScaleOptions): { stroke?: string } {
  return tick === strong ? { stroke: 'var(--muted)' } : {}
}

function drawTitle({ canvas, x, y }: Axes, title: string, options: ScaleOptions): void {
  const { titleGap = 36, titleSize: size = 'normal' } = options
  const [left, right] = x.range()
  const at = [(left + right) / 2, y.range()[0] + titleGap] as const
  drawText(canvas, at, title, { anchor: 'middle', size, fill: 'var(--muted)' })
}

/**
 * Pixels from a panel to the numbers of its scales, for a handle that can come to its edges: it
 * leaves them free.
 */
export const besideHandle = { left: 12, bottom: 21 } as const

/**
 * Draws both scales of a panel with the same ticks, without lines, and with room for a handle at
 * the edges.
 */
export function drawPlaneScales(panel: Panel, options: PlaneScaleOptions): void {
  drawScale(panel, { ...options, side: 'bottom', gap: besideHandle.bottom })
  drawScale(panel, { ...options, side: 'left', gap: besideHandle.left, lines: false })
}

export type PlaneScaleOptions = Pick<ScaleOptions, 'ticks' | 'format'>
