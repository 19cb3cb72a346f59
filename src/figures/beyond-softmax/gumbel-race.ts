import { scaleLinear, type ScaleLinear } from 'd3'
import { argmax, softmax } from 'accurate-softmax'
import {
  type Canvas,
  createCanvas,
  dragHandle,
  drawRule,
  type FigureOptions,
  fontSize,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawArrow } from '../marks/draw-arrow.ts'
import { drawBar } from '../marks/draw-bar.ts'
import { drawDot } from '../marks/draw-dot.ts'
import { drawText } from '../marks/draw-text.ts'

export interface GumbelRaceOptions extends FigureOptions {
  labels: readonly string[]
  /** What chance adds to each score in the race that is shown. */
  noise: readonly number[]
  /** How many races each class has won so far. */
  wins: readonly number[]
  /** The input whose numbers are moved by dragging the scores. Default: they cannot be dragged. */
  drag?: string
}

interface Panel {
  left: number
  right: number
  top: number
}

const row = 46
const lanes = [-4, 7] as const

/** One race of scores with noise, and the tally of all races so far against softmax. */
export function gumbelRace(
  z: readonly number[],
  { width, labels, noise, wins, drag }: GumbelRaceOptions,
): SVGSVGElement {
  const wide = width >= 480
  const tall = 44 + row * z.length
  const canvas = createCanvas(width, wide ? tall + 26 : 2 * tall + 62)
  const split = Math.round(width * 0.55)
  drawRace(
    canvas,
    wide ? { left: 68, right: split, top: 34 } : { left: 68, right: width - 8, top: 34 },
    z,
    { labels, noise, drag },
  )
  const tally = wide
    ? { left: split + 34, right: width - 58, top: 34 }
    : { left: 68, right: width - 58, top: tall + 64 }
  drawTally(canvas, tally, softmax(z), wins)
  if (!wide)
    labels.forEach((label, i) =>
      drawText(canvas, 60, tally.top + (i + 0.5) * row + 4, label, { anchor: 'end' }),
    )
  return toElement(canvas)
}

function drawRace(
  canvas: Canvas,
  { left, right, top }: Panel,
  z: readonly number[],
  { labels, noise, drag }: { labels: readonly string[]; noise: readonly number[]; drag?: string },
): void {
  const x = scaleLinear(lanes, [left, right])
  const base = top + row * z.length
  for (const tick of [-3, 0, 3, 6]) {
    drawRule(canvas, [x(tick), top], [x(tick), base], tick === 0 ? { stroke: 'var(--muted)' } : {})
    drawText(canvas, x(tick), base + 16, String(tick).replace('-', '−'), {
      anchor: 'middle',
      size: fontSize.small,
      fill: 'var(--muted)',
    })
  }
  drawText(canvas, left, 16, 'score, and where chance takes it', {
    size: fontSize.small,
    fill: 'var(--muted)',
  })
  const ends = z.map((score, i) => score + noise[i])
  const first = argmax(ends)
  z.forEach((score, i) => {
    const y = top + (i + 0.5) * row
    drawText(canvas, left - 8, y + 4, labels[i], {
      anchor: 'end',
      weight: i === first ? 'bold' : undefined,
    })
    drawLane(canvas, x, y, { score, end: ends[i], wins: i === first })
  })
  const reach = x(Math.min(lanes[1], Math.max(lanes[0], ends[first])))
  drawRule(canvas, [reach, top], [reach, base], { stroke: 'var(--prob)', dash: '3 3' })
  if (drag !== undefined)
    z.forEach((score, i) =>
      dragHandle(canvas, [x(score), top + (i + 0.5) * row], {
        input: drag,
        index: i,
        x,
        label: labels[i],
        fill: 'var(--score)',
      }),
    )
}

function drawLane(
  canvas: Canvas,
  x: ScaleLinear<number, number>,
  y: number,
  { score, end, wins }: { score: number; end: number; wins: boolean },
): void {
  const stroke = wins ? 'var(--prob)' : 'var(--muted)'
  const shown = Math.min(lanes[1], Math.max(lanes[0], end))
  drawArrow(canvas, [x(score), y - 14], [x(shown), y - 14], { stroke, width: wins ? 3 : 1.5 })
  drawRule(canvas, [x(score), y - 14], [x(score), y], { stroke: 'var(--score)', width: 1.5 })
  drawDot(canvas, [x(score), y], { fill: 'var(--score)' })
  const text = `${wins ? '✓ ' : ''}${end.toFixed(2).replace('-', '−')}`
  const [from, to] = [x(Math.min(score, shown)), x(Math.max(score, shown))]
  const [left, right] = x.range()
  const room = wins ? 52 : 38
  // At the arrow's tip, or behind it where that has no room.
  const before = to + room > right || (end < score && from - room >= left)
  drawText(canvas, before ? from - 6 : to + 6, y - 10, text, {
    anchor: before ? 'end' : 'start',
    size: fontSize.small,
    weight: wins ? 'bold' : undefined,
    fill: wins ? 'var(--prob)' : 'var(--muted)',
    halo: true,
  })
}

/** Shares of races won, softmax, and two standard errors round it. */
function drawTally(
  canvas: Canvas,
  { left, right, top }: Panel,
  sigma: readonly number[],
  wins: readonly number[],
): void {
  const races = wins.reduce((sum, count) => sum + count, 0)
  const high = Math.max(0.6, ...sigma, ...wins.map((count) => count / races))
  const x = scaleLinear([0, high], [left, right])
  const base = top + row * sigma.length
  drawText(
    canvas,
    left,
    top - 18,
    `share of ${races} ${races === 1 ? 'race' : 'races'}, softmax ┃ ± 2 s.e.`,
    { size: fontSize.small, fill: 'var(--muted)' },
  )
  for (const tick of [0, 0.25, 0.5, 0.75, 1].filter((it) => it <= high)) {
    drawRule(canvas, [x(tick), top], [x(tick), base], tick === 0 ? { stroke: 'var(--muted)' } : {})
    drawText(canvas, x(tick), base + 16, String(tick), {
      anchor: 'middle',
      size: fontSize.small,
      fill: 'var(--muted)',
    })
  }
  sigma.forEach((p, i) => {
    const y = top + (i + 0.5) * row
    const share = wins[i] / races
    const error = 2 * Math.sqrt((p * (1 - p)) / races)
    drawBar(canvas, [x(0), y - 9], [x(share), y + 9], { fill: 'var(--prob)' })
    drawRule(canvas, [x(Math.max(0, p - error)), y + 14], [x(Math.min(high, p + error)), y + 14], {
      stroke: 'var(--ink)',
      width: 2,
    })
    drawRule(canvas, [x(p), y - 13], [x(p), y + 18], { stroke: 'var(--ink)', width: 2 })
    const far = Math.abs(share - p) > error
    drawText(canvas, right + 8, y + 4, `${far ? '✗ ' : ''}${share.toFixed(3)}`, {
      size: fontSize.small,
      weight: 'bold',
      fill: far ? 'var(--warn)' : 'var(--prob)',
      halo: true,
    })
  })
}
