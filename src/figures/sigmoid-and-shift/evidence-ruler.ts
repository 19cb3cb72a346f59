import { scaleLinear } from 'd3'
import { sigmoid } from 'accurate-softmax'
import {
  type Canvas,
  createCanvas,
  dragHandle,
  drawRule,
  type FigureOptions,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawArrow } from '../marks/draw-arrow.ts'
import { drawDot } from '../marks/draw-dot.ts'
import { drawNote } from '../marks/draw-note.ts'
import { drawText } from '../marks/draw-text.ts'
import { formatProbability, formatScore, formatTick } from '../marks/format-numbers.ts'
import type { LinearScale } from '../marks/panel.ts'
import { signColour } from '../marks/signs.ts'

/** A piece of evidence and how far it moves the log-odds. */
export interface Evidence {
  name: string
  weight: number
}

export interface EvidenceRulerOptions extends FigureOptions {
  /** The `<Vector>` of the weights, moved by dragging the arrows' tips. */
  drag?: string
  /** The most that a weight can be, either way. Default: 3. */
  most?: number
}

interface Ruler {
  canvas: Canvas
  /** From log-odds to pixels. */
  x: LinearScale
  /** How far the ruler goes, either way. */
  reach: number
  base: number
  /** The cumulative sums of the weights, from 0. */
  ends: readonly number[]
}

const [top, rowTall] = [26, 42]

const rowY = (i: number): number => top + rowTall * (i + 0.62)

/**
 * Draws pieces of evidence as arrows laid end to end along the log-odds, above a scale of
 * probabilities.
 */
export function evidenceRuler(
  evidence: readonly Evidence[],
  options: EvidenceRulerOptions,
): SVGSVGElement {
  const ruler = toRuler(evidence, options.width)
  drawScales(ruler)
  evidence.forEach((piece, i) => drawPiece(ruler, piece, i))
  drawTotal(ruler)
  evidence.forEach(({ name }, i) => drawHandle(ruler, i, name, options))
  return toElement(ruler.canvas)
}

function toRuler(evidence: readonly Evidence[], width: number): Ruler {
  const ends = evidence.reduce((sums, { weight }) => [...sums, sums[sums.length - 1] + weight], [0])
  const reach = Math.max(6, Math.ceil(Math.max(...ends.map(Math.abs)) + 0.5))
  const base = top + rowTall * evidence.length + 8
  const x = scaleLinear([-reach, reach], [20, width - 20])
  return { canvas: createCanvas(width, base + 62), x, reach, base, ends }
}

/** Adds a handle at the arrow's tip. The weight is the distance from where the arrow begins. */
function drawHandle(
  { canvas, x, ends }: Ruler,
  index: number,
  label: string,
  options: EvidenceRulerOptions,
): void {
  const { drag: input, most = 3 } = options
  if (input === undefined) return
  const y = rowY(index)
  const [from, to] = [
    [x(ends[index] - most), y],
    [x(ends[index] + most), y],
  ] as const
  const along = { domain: [-most, most], from, to } as const
  dragHandle(canvas, [x(ends[index + 1]), y], { input, index, along, label })
}

const ticks = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99]

/**
 * Draws evenly spaced log-odds above and their probabilities below, which crowd towards 0 and 1.
 */
function drawScales({ canvas, x, reach, base }: Ruler): void {
  // Below each stands a probability, of up to seven letters.
  const step = reach <= 6 ? 2 : x(4) - x(0) > 50 ? 4 : 6
  const most = Math.floor(reach / step) * step
  for (let lead = -most; lead <= most; lead += step) {
    drawRule(canvas, [x(lead), top], [x(lead), base], lead === 0 ? { stroke: 'var(--muted)' } : {})
    drawNote(canvas, [x(lead), 16], formatTick(lead), 'middle')
    drawNote(canvas, [x(lead), base + 34], formatProbability(sigmoid(lead)), 'middle')
  }
  drawRule(canvas, [x(-reach), base], [x(reach), base], { stroke: 'var(--muted)' })
  for (const at of ticks.map((p) => x(Math.log(p / (1 - p))))) {
    drawRule(canvas, [at, base], [at, base + 6], { stroke: 'var(--muted)' })
  }
  drawNote(canvas, [x(0), base + 56], 'log-odds above, probability below', 'middle')
}

function drawPiece(ruler: Ruler, { name, weight }: Evidence, i: number): void {
  const { canvas, x, ends } = ruler
  const [from, to, y] = [x(ends[i]), x(ends[i + 1]), rowY(i)]
  drawArrow(canvas, [from, y], [to, y], {
    stroke: signColour(weight),
    width: 4,
  })
  drawRule(canvas, [to, y], [to, y + rowTall], { stroke: 'var(--muted)', dash: '2 3' })
  const text = `${name} ${weight > 0 ? '+' : ''}${formatScore(weight)}`
  const half = text.length * 3.3
  const at = [within(ruler, besideZero(ruler, (from + to) / 2, half), half), y - 14] as const
  drawText(canvas, at, text, { anchor: 'middle', size: 'small', halo: true })
}

function drawTotal(ruler: Ruler): void {
  const { canvas, x, base, ends } = ruler
  const total = ends[ends.length - 1]
  drawRule(canvas, [x(0), base], [x(total), base], { stroke: 'var(--prob)', width: 4 })
  drawDot(canvas, [x(total), base], { fill: 'var(--prob)', radius: 7 })
  const text = `${formatScore(total)} means ${formatProbability(sigmoid(total))}`
  const at = [within(ruler, x(total), text.length * 4.2), base + 19] as const
  drawText(canvas, at, text, { anchor: 'middle', bold: true, fill: 'var(--prob)', halo: true })
}

/** The middle of a text with this half width, moved to its side of the line of zero. */
function besideZero({ x }: Ruler, middle: number, half: number): number {
  const zero = x(0)
  return middle < zero ? Math.min(middle, zero - half - 6) : Math.max(middle, zero + half + 6)
}

/** The middle of a text with this half width, moved so that it stays within the figure. */
function within({ x }: Ruler, middle: number, half: number): number {
  return Math.max(half, Math.min(2 * x(0) - half, middle))
}
