import { scaleLinear } from 'd3'
import { argmax, softmax } from 'accurate-softmax'
import {
  type Canvas,
  createCanvas,
  dragHandle,
  drawRule,
  type FigureOptions,
  type Point,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawArrow } from '../marks/draw-arrow.ts'
import { drawBar } from '../marks/draw-bar.ts'
import { drawDot } from '../marks/draw-dot.ts'
import { drawNote } from '../marks/draw-note.ts'
import { drawScale } from '../marks/draw-scale.ts'
import { drawText } from '../marks/draw-text.ts'
import { formatFixed } from '../marks/format-numbers.ts'
import { isNarrow } from '../marks/is-narrow.ts'
import { clamp, type LinearScale } from '../marks/panel.ts'

export interface GumbelRaceOptions extends FigureOptions {
  labels: readonly string[]
  /** The noise that is added to each score in the race shown. */
  noise: readonly number[]
  /** How many races each class has won so far. */
  wins: readonly number[]
  /** The input whose numbers are moved by dragging the scores. Default: they cannot be dragged. */
  drag?: string
}

interface Lanes {
  canvas: Canvas
  x: LinearScale
  top: number
  base: number
}

const row = 46
const lanes = [-4, 7] as const

/** Draws one race of scores with noise, and the shares of all races won so far against softmax. */
export function gumbelRace(z: readonly number[], options: GumbelRaceOptions): SVGSVGElement {
  const { width, labels, wins } = options
  const sigma = softmax(z)
  const races = wins.reduce((sum, count) => sum + count, 0)
  const high = Math.max(0.6, ...sigma, ...wins.map((count) => count / races))
  const { race, tally } = toPanels(width, z.length, high)
  drawRace(race, z, options)
  drawTally(tally, sigma, wins)
  if (isNarrow(width)) {
    labels.forEach((label, i) =>
      drawText(race.canvas, [60, rowY(tally, i) + 4], label, { anchor: 'end' }),
    )
  }
  return toElement(race.canvas)
}

function toPanels(width: number, count: number, high: number): { race: Lanes; tally: Lanes } {
  const narrow = isNarrow(width)
  const tall = 44 + row * count
  const canvas = createCanvas(width, narrow ? 2 * tall + 62 : tall + 26)
  const split = Math.round(width * 0.55)
  const [left, top] = narrow ? [68, tall + 64] : [split + 34, 34]
  const race = scaleLinear(lanes, [68, narrow ? width - 8 : split])
  return {
    race: { canvas, x: race, top: 34, base: 34 + row * count },
    tally: { canvas, x: scaleLinear([0, high], [left, width - 70]), top, base: top + row * count },
  }
}

/** The vertical middle of a lane, in pixels. */
const rowY = ({ top }: Lanes, i: number): number => top + (i + 0.5) * row

function drawTicks({ canvas, x, top, base }: Lanes, ticks: readonly number[]): void {
  drawScale(
    { canvas, x, y: scaleLinear([base, top]) },
    { side: 'bottom', ticks, lines: true, gap: 16 },
  )
}

function drawRace(
  panel: Lanes,
  z: readonly number[],
  { labels, noise, drag: input }: GumbelRaceOptions,
): void {
  const { canvas, x, top, base } = panel
  const ends = z.map((score, i) => score + noise[i])
  const first = argmax(ends)
  drawTicks(panel, [-3, 0, 3, 6])
  drawNote(canvas, [x.range()[0], 16], 'score, and score plus noise')
  const reach = x(clamp(ends[first], lanes))
  drawRule(canvas, [reach, top], [reach, base], { stroke: 'var(--prob)', dash: '3 3' })
  z.forEach((score, i) => {
    const at = [x.range()[0] - 8, rowY(panel, i) + 4] as const
    drawText(canvas, at, labels[i], { anchor: 'end', bold: i === first })
    drawLane(panel, rowY(panel, i), { score, end: ends[i], wins: i === first })
  })
  if (input === undefined) return
  z.forEach((score, index) => {
    const look = { label: labels[index], fill: 'var(--score)' }
    dragHandle(canvas, [x(score), rowY(panel, index)], { input, index, x, ...look })
  })
}

interface Runner {
  score: number
  end: number
  wins: boolean
}

function drawLane({ canvas, x }: Lanes, y: number, runner: Runner): void {
  const { score, end, wins } = runner
  const [from, to] = [x(score), x(clamp(end, lanes))]
  const look = { stroke: wins ? 'var(--prob)' : 'var(--muted)', width: wins ? 3 : 1.5 }
  drawArrow(canvas, [from, y - 14], [to, y - 14], look)
  drawRule(canvas, [from, y - 14], [from, y], { stroke: 'var(--score)', width: 1.5 })
  drawDot(canvas, [from, y], { fill: 'var(--score)' })
  const { at, anchor } = placeNumber([Math.min(from, to), Math.max(from, to)], runner, x.range())
  const text = `${wins ? '✓ ' : ''}${formatFixed(end, 2)}`
  const font = { size: 'small', bold: wins, fill: look.stroke, halo: true } as const
  drawText(canvas, [at, y - 10], text, { anchor, ...font })
}

/** Places a number at the arrow's tip, or at its other side where there is no room. */
function placeNumber(
  [from, to]: Point,
  { score, end, wins }: Runner,
  [left, right]: readonly number[],
) {
  const room = wins ? 52 : 38
  const before = to + room > right || (end < score && from - room >= left)
  return before
    ? ({ at: from - 6, anchor: 'end' } as const)
    : ({ at: to + 6, anchor: 'start' } as const)
}

/** Draws the shares of races won, softmax, and two standard errors around it. */
function drawTally(panel: Lanes, sigma: readonly number[], wins: readonly number[]): void {
  const { canvas, x, top } = panel
  const races = wins.reduce((sum, count) => sum + count, 0)
  const title = `of ${races} ${races === 1 ? 'race' : 'races'}, softmax ┃ ± 2 s.e.`
  drawNote(canvas, [x.range()[0], top - 18], title)
  drawTicks(
    panel,
    [0, 0.25, 0.5, 0.75, 1].filter((tick) => tick <= x.domain()[1]),
  )
  sigma.forEach((p, i) => {
    const error = 2 * Math.sqrt((p * (1 - p)) / races)
    drawShare(panel, rowY(panel, i), { p, share: wins[i] / races, error })
  })
}

interface Tally {
  /** The probability by softmax. */
  p: number
  /** The share of races won. */
  share: number
  error: number
}

function drawShare({ canvas, x }: Lanes, y: number, { p, share, error }: Tally): void {
  const [, high] = x.domain()
  const look = { stroke: 'var(--ink)', width: 2 }
  drawBar(canvas, [x(0), y - 9], [x(share), y + 9], { fill: 'var(--prob)' })
  drawRule(
    canvas,
    [x(Math.max(0, p - error)), y + 14],
    [x(Math.min(high, p + error)), y + 14],
    look,
  )
  drawRule(canvas, [x(p), y - 13], [x(p), y + 18], look)
  const far = Math.abs(share - p) > error
  const font = {
    size: 'small',
    bold: true,
    fill: far ? 'var(--warn)' : 'var(--prob)',
    halo: true,
  } as const
  drawText(canvas, [x.range()[1] + 8, y + 4], `${far ? '✗ ' : ''}${share.toFixed(3)}`, font)
}
