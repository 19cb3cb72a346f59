import { range, scaleLinear } from 'd3'
import { entropy } from 'accurate-softmax'
import {
  createCanvas,
  dragPoint,
  drawRule,
  type FigureOptions,
  markTip,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawBox } from '../marks/draw-box.ts'
import { drawCurve } from '../marks/draw-curve.ts'
import { drawNote } from '../marks/draw-note.ts'
import { besideHandle, drawScale } from '../marks/draw-scale.ts'
import { drawText } from '../marks/draw-text.ts'
import { isNarrow } from '../marks/is-narrow.ts'
import { place, type Panel } from '../marks/panel.ts'
import { spreadLabels } from '../marks/spread-labels.ts'

export interface SurpriseLedgerOptions extends FigureOptions {
  labels: readonly string[]
  /** How often each class was seen. */
  counts: readonly number[]
  /**
   * The `<Simplex>` that is moved by dragging the beads along the curve. Default: they cannot be
   * dragged.
   */
  drag?: string
}

// The greatest surprise shown, in nats. Greater ones are drawn at the edge, with their number.
const ceiling = 5
// An upper estimate for the mean width of a bold letter, in pixels.
const letterWide = 8

/** The counts of what was seen, and the forecast. */
interface Ledger {
  p: readonly number[]
  /** −log p */
  surprises: readonly number[]
  labels: readonly string[]
  counts: readonly number[]
}

/**
 * Draws forecast probabilities as beads on the curve −log p, and a column of that height for
 * everything that was seen.
 */
export function surpriseLedger(
  p: readonly number[],
  options: SurpriseLedgerOptions,
): SVGSVGElement {
  const { width, labels, counts, drag } = options
  const { curve, log } = toPanels(width, total(counts))
  const ledger = { p, surprises: p.map((share) => -Math.log(share)), labels, counts }
  drawLog(log, ledger)
  drawMeans(log, ledger)
  drawCurvePanel(curve)
  nameBeads(curve, ledger)
  p.forEach((share, i) => {
    const at = [curve.x(share), heightOf(curve, ledger.surprises[i])] as const
    const look = { fill: 'var(--prob)', still: { radius: 5.5 } }
    dragPoint(curve.canvas, at, { input: drag, index: i, x: curve.x, label: labels[i], ...look })
  })
  return toElement(curve.canvas)
}

function toPanels(width: number, nights: number): { curve: Panel; log: Panel } {
  const narrow = isNarrow(width)
  const canvas = createCanvas(width, narrow ? 484 : 330)
  const split = narrow ? width - 12 : 0.42 * width
  const [left, base, top] = narrow ? [34, 442, 276] : [split + 32, 282, 26]
  const y = scaleLinear([0, ceiling], [narrow ? 196 : 282, 26])
  return {
    curve: { canvas, x: scaleLinear([0, 1], [34, split]), y },
    log: {
      canvas,
      x: scaleLinear([0, nights], [left, width - 32]),
      y: scaleLinear([0, ceiling], [base, top]),
    },
  }
}

const total = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)

const format = (value: number): string => (Number.isFinite(value) ? value.toFixed(2) : '∞')

const heightOf = ({ y }: Panel, surprise: number): number => y(Math.min(ceiling, surprise))

function drawNats(panel: Panel, gap?: number): void {
  drawScale(panel, { side: 'left', ticks: range(ceiling + 1), gap })
}

function drawCurvePanel(panel: Panel): void {
  const { canvas, x, y } = panel
  drawNats(panel, besideHandle.left)
  drawScale(panel, { side: 'bottom', ticks: [0, 0.5, 1], gap: besideHandle.bottom })
  drawText(canvas, [x(0.5), y(0) + 38], 'forecast p', { anchor: 'middle', fill: 'var(--prob)' })
  drawText(canvas, [4, 14], 'surprise −log p, in nats', { fill: 'var(--warn)' })
  const heights = range(0, ceiling + 0.01, 0.1)
  const points = heights.map((height) => place(panel, [Math.exp(-height), height]))
  drawCurve(canvas, points, { stroke: 'var(--warn)' })
}

/** Labels the beads at their right, without overlaps. */
function nameBeads(panel: Panel, { p, surprises, labels }: Ledger): void {
  const { canvas, x, y } = panel
  const texts = p.map((share, i) => `${labels[i]} ${share.toFixed(2)} → ${format(surprises[i])}`)
  const lastStarts = texts.map((text) => x.range()[1] + 8 - text.length * letterWide)
  // A label without room at its bead's right is above it.
  const lifts = p.map((share, i) => (x(share) + 20 > lastStarts[i] ? 24 : 8))
  const wanted = surprises.map((surprise, i) => heightOf(panel, surprise) - lifts[i])
  const lines = spreadLabels(wanted, 17, y(ceiling) + 4, y(0) - 6)
  texts.forEach((text, i) => {
    const left = Math.min(x(p[i]) + 20, lastStarts[i])
    drawText(canvas, [left, lines[i]], text, { halo: true, bold: true })
  })
}

/** Draws a column for each sighting, as high as its surprise. */
function drawLog(panel: Panel, ledger: Ledger): void {
  const { canvas, x, y } = panel
  const [left, right] = x.range()
  drawNats(panel)
  drawNote(canvas, [right + 28, y(ceiling) - 12], 'bits', 'end')
  for (const bits of [0, 2, 4, 6]) {
    drawNote(canvas, [right + 6, y(bits * Math.LN2) + 4], String(bits))
  }
  drawText(canvas, [left, y(ceiling) - 12], `what the camera saw, ${total(ledger.counts)} nights`)
  let from = 0
  ledger.counts.forEach((count, i) => {
    if (count > 0) drawSightings(panel, ledger, i, from)
    if (count > 0) nameSightings(panel, ledger, i, from)
    from += count
  })
}

/** Draws the columns of one class, the first of which begins at `from`. */
function drawSightings(
  panel: Panel,
  { labels, counts, surprises }: Ledger,
  i: number,
  from: number,
): void {
  const { x, y } = panel
  const top = heightOf(panel, surprises[i])
  const tip = `${labels[i]}, seen ${counts[i]} times: surprise ${format(surprises[i])} each`
  const mark = markTip(panel.canvas, tip)
  for (const n of range(from, from + counts[i])) {
    const [left, right] = [x(n) + 1, x(n + 1) - 1]
    drawBox(mark, [left, top], [right, y(0)], { fill: 'var(--warn)', opacity: 0.32 })
    drawRule(mark, [left, top], [right, top], { stroke: 'var(--warn)', width: 2.5 })
  }
}

function nameSightings(
  { canvas, x, y }: Panel,
  { labels, counts, surprises }: Ledger,
  i: number,
  from: number,
): void {
  const middle = x(from + counts[i] / 2)
  drawText(canvas, [middle, y(0) + 16], labels[i], { anchor: 'middle' })
  drawText(canvas, [middle, y(0) + 33], `× ${counts[i]}`, {
    anchor: 'middle',
    fill: 'var(--muted)',
  })
  if (surprises[i] <= ceiling) return
  const look = { anchor: 'middle', bold: true, halo: true, fill: 'var(--warn)' } as const
  drawText(canvas, [middle, y(ceiling) + 14], `${format(surprises[i])} ↑`, look)
}

/**
 * Draws the mean of all columns, and the least mean that any one forecast can reach: the entropy.
 */
function drawMeans(panel: Panel, { surprises, counts }: Ledger): void {
  const { canvas, x, y } = panel
  const [left, right] = x.range()
  const q = counts.map((count) => count / total(counts))
  const mean = total(q.map((share, i) => (share === 0 ? 0 : share * surprises[i])))
  const least = entropy(q)
  drawRule(canvas, [left, y(least)], [right, y(least)], {
    stroke: 'var(--ink)',
    dash: '3 4',
    width: 1.5,
  })
  const shown = heightOf(panel, mean)
  drawRule(canvas, [left, shown], [right, shown], { stroke: 'var(--ink)', width: 2.5 })
  // Above all columns, where there is room.
  const tallest = Math.max(mean, ...surprises.filter((_, i) => counts[i] > 0))
  // Below the signs of columns that go on beyond the top.
  const highest = y(ceiling) + (tallest > ceiling ? 52 : 34)
  const line = Math.max(highest, heightOf(panel, tallest) - 12)
  drawText(canvas, [left + 6, line - 18], `minimum ${format(least)} (dotted)`, { halo: true })
  const text = `mean ${format(mean)} nats, ${format(mean / Math.LN2)} bits`
  drawText(canvas, [left + 6, line], text, { bold: true, halo: true })
}
