import { scaleLinear } from 'd3'
import { sigmoid } from 'accurate-softmax'
import {
  type Canvas,
  createCanvas,
  dragHandle,
  drawRule,
  type FigureOptions,
  fontSize,
  round,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawArrow } from '../marks/draw-arrow.ts'
import { drawText } from '../marks/draw-text.ts'
import { formatProbability, formatScore } from '../marks/format-numbers.ts'

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

const [top, rowTall] = [26, 42]

/** Pieces of evidence as arrows laid end to end along the log-odds, over the probability that each place means. */
export function evidenceRuler(
  evidence: readonly Evidence[],
  { width, drag, most = 3 }: EvidenceRulerOptions,
): SVGSVGElement {
  const ends = evidence.reduce((sums, { weight }) => [...sums, sums[sums.length - 1] + weight], [0])
  const reach = Math.max(6, Math.ceil(Math.max(...ends.map(Math.abs)) + 0.5))
  const base = top + rowTall * evidence.length + 8
  const canvas = createCanvas(width, base + 62)
  const x = scaleLinear([-reach, reach], [20, width - 20])
  drawScales(canvas, x, base, reach)
  evidence.forEach((it, i) =>
    drawPiece(canvas, x, it, [ends[i], ends[i + 1]], top + rowTall * (i + 0.62)),
  )
  drawTotal(canvas, x, ends[ends.length - 1], base)
  if (drag !== undefined)
    evidence.forEach(({ name }, i) => {
      const y = top + rowTall * (i + 0.62)
      dragHandle(canvas, [x(ends[i + 1]), y], {
        input: drag,
        index: i,
        along: { domain: [-most, most], from: [x(ends[i] - most), y], to: [x(ends[i] + most), y] },
        label: name,
      })
    })
  return toElement(canvas)
}

/** Equal steps of log-odds above, the probabilities that they mean below: these crowd towards 0 and 1. */
function drawScales(
  canvas: Canvas,
  x: (lead: number) => number,
  base: number,
  reach: number,
): void {
  const step = reach > 6 ? 4 : 2
  const most = Math.floor(reach / step) * step
  for (let lead = -most; lead <= most; lead += step) {
    drawRule(canvas, [x(lead), top], [x(lead), base], lead === 0 ? { stroke: 'var(--muted)' } : {})
    drawText(canvas, x(lead), 16, formatScore(lead).replace('.0', ''), {
      anchor: 'middle',
      size: fontSize.small,
      fill: 'var(--muted)',
    })
    drawText(canvas, x(lead), base + 34, formatProbability(sigmoid(lead)), {
      anchor: 'middle',
      size: fontSize.small,
      fill: 'var(--muted)',
    })
  }
  drawRule(canvas, [x(-reach), base], [x(reach), base], { stroke: 'var(--muted)' })
  for (const p of [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99])
    drawRule(canvas, [x(Math.log(p / (1 - p))), base], [x(Math.log(p / (1 - p))), base + 6], {
      stroke: 'var(--muted)',
    })
  drawText(canvas, x(0), base + 56, 'log-odds above, probability below', {
    anchor: 'middle',
    size: fontSize.small,
    fill: 'var(--muted)',
  })
}

function drawPiece(
  canvas: Canvas,
  x: (lead: number) => number,
  { name, weight }: Evidence,
  [from, to]: [number, number],
  y: number,
): void {
  const colour = weight < 0 ? 'var(--c2)' : 'var(--c1)'
  drawArrow(canvas, [x(from), y], [x(to), y], { stroke: colour, width: 4 })
  drawRule(canvas, [x(to), y], [x(to), y + rowTall], { stroke: 'var(--muted)', dash: '2 3' })
  const text = `${name} ${weight > 0 ? '+' : ''}${formatScore(weight)}`
  drawText(canvas, within(x, (x(from) + x(to)) / 2, text.length * 3.3), y - 14, text, {
    anchor: 'middle',
    size: fontSize.small,
    halo: true,
  })
}

function drawTotal(canvas: Canvas, x: (lead: number) => number, total: number, base: number): void {
  drawRule(canvas, [x(0), base], [x(total), base], { stroke: 'var(--prob)', width: 4 })
  canvas
    .append('circle')
    .attr('cx', round(x(total)))
    .attr('cy', round(base))
    .attr('r', 7)
    .attr('fill', 'var(--prob)')
    .attr('stroke', 'var(--paper)')
    .attr('stroke-width', 2)
  const text = `${formatScore(total)} means ${formatProbability(sigmoid(total))}`
  drawText(canvas, within(x, x(total), text.length * 3.9), base + 19, text, {
    anchor: 'middle',
    weight: 'bold',
    fill: 'var(--prob)',
    halo: true,
  })
}

/** Where a text of a certain half width may have its middle, so that it stays within the figure. */
function within(x: (lead: number) => number, middle: number, half: number): number {
  return Math.max(half, Math.min(2 * x(0) - half, middle))
}
