import { range, scaleLinear, type ScaleLinear } from 'd3'
import { entropy } from 'accurate-softmax'
import {
  type Canvas,
  createCanvas,
  dragHandle,
  drawRule,
  type FigureOptions,
  fontSize,
  markTip,
  round,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawBar } from '../marks/draw-bar.ts'
import { drawCurve } from '../marks/draw-curve.ts'
import { drawText } from '../marks/draw-text.ts'
import { spreadLabels } from '../marks/spread-labels.ts'

export interface SurpriseLedgerOptions extends FigureOptions {
  labels: readonly string[]
  /** How often each class was seen. */
  counts: readonly number[]
  /** The `<Simplex>` that is moved by sliding the beads along the curve. Default: they stand still. */
  drag?: string
}

interface Panel {
  canvas: Canvas
  x: ScaleLinear<number, number>
  y: ScaleLinear<number, number>
}

// Nats up to which surprises are drawn; what is above touches the edge and tells its size.
const ceiling = 5
// Pixels that a bold letter takes at most, on average.
const letterWide = 8

/** Forecast probabilities as beads on the curve −log p, and beside it a column of that height for all that was seen. */
export function surpriseLedger(
  p: readonly number[],
  { width, labels, counts, drag }: SurpriseLedgerOptions,
): SVGSVGElement {
  const narrow = width < 480
  const canvas = createCanvas(width, narrow ? 484 : 330)
  const split = narrow ? width - 12 : 0.42 * width
  const [curveBase, logBase] = narrow ? [196, 442] : [282, 282]
  const curve: Panel = {
    canvas,
    x: scaleLinear([0, 1], [34, split]),
    y: scaleLinear([0, ceiling], [curveBase, 26]),
  }
  const log: Panel = {
    canvas,
    x: scaleLinear([0, total(counts)], [narrow ? 34 : split + 32, width - 32]),
    y: scaleLinear([0, ceiling], [logBase, narrow ? 276 : 26]),
  }
  const surprises = p.map((share) => -Math.log(share))
  drawLog(log, surprises, { labels, counts })
  drawCurvePanel(curve)
  drawBeads(curve, p, surprises, { labels, drag })
  return toElement(canvas)
}

const total = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)

const format = (value: number): string => (Number.isFinite(value) ? value.toFixed(2) : '∞')

function drawNats({ canvas, x, y }: Panel): void {
  const [left, right] = x.range()
  for (const tick of range(ceiling + 1)) {
    drawRule(
      canvas,
      [left, y(tick)],
      [right, y(tick)],
      tick === 0 ? { stroke: 'var(--muted)' } : {},
    )
    drawText(canvas, left - 6, y(tick) + 4, String(tick), {
      anchor: 'end',
      size: fontSize.small,
      fill: 'var(--muted)',
    })
  }
}

function drawCurvePanel(panel: Panel): void {
  const { canvas, x, y } = panel
  drawNats(panel)
  for (const tick of [0, 0.5, 1])
    drawText(canvas, x(tick), y(0) + 16, String(tick), {
      anchor: 'middle',
      size: fontSize.small,
      fill: 'var(--muted)',
    })
  drawText(canvas, x(0.5), y(0) + 34, 'forecast p', { anchor: 'middle', fill: 'var(--prob)' })
  drawText(canvas, 4, 14, 'surprise −log p, in nats', { fill: 'var(--warn)' })
  const heights = range(0, ceiling + 0.01, 0.1)
  drawCurve(
    canvas,
    heights.map((height) => [x(Math.exp(-height)), y(height)]),
    { stroke: 'var(--warn)', width: 2 },
  )
}

/** The beads, each with its name at its right, apart from the others. */
function drawBeads(
  { canvas, x, y }: Panel,
  p: readonly number[],
  surprises: readonly number[],
  { labels, drag }: { labels: readonly string[]; drag: string | undefined },
): void {
  const heights = surprises.map((surprise) => y(Math.min(ceiling, surprise)))
  const texts = p.map((share, i) => `${labels[i]} ${share.toFixed(2)} → ${format(surprises[i])}`)
  const lastStart = (i: number): number => x.range()[1] + 8 - texts[i].length * letterWide
  // Where a label has no room at its bead's right, it stands above.
  const lines = spreadLabels(
    heights.map((height, i) => height - (x(p[i]) + 20 > lastStart(i) ? 24 : 8)),
    17,
    y(ceiling) + 4,
    y(0) - 6,
  )
  texts.forEach((text, i) => {
    drawText(canvas, Math.min(x(p[i]) + 20, lastStart(i)), lines[i], text, {
      halo: true,
      weight: 'bold',
    })
  })
  p.forEach((share, i) => {
    if (drag === undefined)
      canvas
        .append('circle')
        .attr('cx', round(x(share)))
        .attr('cy', round(heights[i]))
        .attr('r', 5.5)
        .attr('fill', 'var(--prob)')
    else
      dragHandle(canvas, [x(share), heights[i]], {
        input: drag,
        index: i,
        x,
        fill: 'var(--prob)',
        label: labels[i],
      })
  })
}

/** A column for each sighting, as high as its surprise; their mean, and the least mean that one forecast for all can have. */
function drawLog(
  panel: Panel,
  surprises: readonly number[],
  { labels, counts }: { labels: readonly string[]; counts: readonly number[] },
): void {
  const { canvas, x, y } = panel
  drawNats(panel)
  const top = y(ceiling)
  drawText(canvas, x.range()[1] + 28, top - 12, 'bits', {
    anchor: 'end',
    fill: 'var(--muted)',
    size: fontSize.small,
  })
  for (const bits of [0, 2, 4, 6])
    drawText(canvas, x.range()[1] + 6, y(bits * Math.LN2) + 4, String(bits), {
      size: fontSize.small,
      fill: 'var(--muted)',
    })
  drawText(canvas, x.range()[0], top - 12, `what was seen, ${total(counts)} nights`)
  let from = 0
  counts.forEach((count, i) => {
    if (count === 0) return
    const height = y(Math.min(ceiling, surprises[i]))
    const group = markTip(
      canvas,
      `${labels[i]}, seen ${count} times: surprise ${format(surprises[i])} each`,
    )
    for (const n of range(from, from + count)) {
      drawBar(group, [x(n) + 1, height], [x(n + 1) - 1, y(0)], {
        fill: 'var(--warn)',
        opacity: 0.32,
        radius: 0,
      })
      drawRule(group, [x(n) + 1, height], [x(n + 1) - 1, height], {
        stroke: 'var(--warn)',
        width: 2.5,
      })
    }
    drawGroup(panel, { from, count, label: labels[i], surprise: surprises[i] })
    from += count
  })
  drawMeans(panel, surprises, counts)
}

function drawGroup(
  { canvas, x, y }: Panel,
  {
    from,
    count,
    label,
    surprise,
  }: { from: number; count: number; label: string; surprise: number },
): void {
  const middle = x(from + count / 2)
  drawText(canvas, middle, y(0) + 16, label, { anchor: 'middle' })
  drawText(canvas, middle, y(0) + 33, `× ${count}`, { anchor: 'middle', fill: 'var(--muted)' })
  if (surprise > ceiling)
    drawText(canvas, middle, y(ceiling) + 14, `${format(surprise)} ↑`, {
      anchor: 'middle',
      weight: 'bold',
      halo: true,
      fill: 'var(--warn)',
    })
}

function drawMeans(
  { canvas, x, y }: Panel,
  surprises: readonly number[],
  counts: readonly number[],
): void {
  const nights = total(counts)
  const mean = total(counts.map((count, i) => (count === 0 ? 0 : (count / nights) * surprises[i])))
  const least = entropy(counts.map((count) => count / nights))
  const [left, right] = x.range()
  const shown = y(Math.min(ceiling, mean))
  drawRule(canvas, [left, y(least)], [right, y(least)], {
    stroke: 'var(--ink)',
    dash: '3 4',
    width: 1.5,
  })
  drawRule(canvas, [left, shown], [right, shown], { stroke: 'var(--ink)', width: 2.5 })
  // Over all columns, where there is room.
  const tallest = Math.max(mean, ...surprises.filter((_, i) => counts[i] > 0))
  const line = Math.max(y(ceiling) + 34, y(Math.min(ceiling, tallest)) - 12)
  drawText(canvas, left + 6, line - 18, `least ${format(least)} (dotted)`, { halo: true })
  drawText(canvas, left + 6, line, `mean ${format(mean)} nats, ${format(mean / Math.LN2)} bits`, {
    weight: 'bold',
    halo: true,
  })
}
