import { crossEntropyGradient, softmax } from 'accurate-softmax'
import {
  type Canvas,
  createCanvas,
  drawRule,
  type FigureOptions,
  fontSize,
  nameMarks,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawArrow } from '../marks/draw-arrow.ts'
import { drawBar } from '../marks/draw-bar.ts'
import { drawChip } from '../marks/draw-chip.ts'
import { drawMath } from '../marks/draw-math.ts'
import { drawText } from '../marks/draw-text.ts'
import { formatProbability } from '../marks/format-numbers.ts'
import { formatSigned } from '../marks/signs.ts'

export interface CompetingLabelsOptions extends FigureOptions {
  labels: readonly string[]
  /** The `<Toggle>`s that the labels set when touched. */
  inputs?: readonly string[]
}

// The columns begin where those of a <Vector> beside them do.
const [left, top, tall] = [26, 46, 150]
const base = top + tall

/** What softmax asks for when several labels are true: an arrow from each probability to its share y/Σy, the slope, and the short form σ − y beside it. */
export function competingLabels(
  z: readonly number[],
  y: readonly number[],
  options: CompetingLabelsOptions,
): SVGSVGElement {
  const { width } = options
  const canvas = createCanvas(width, base + 138)
  const total = y.reduce((a, b) => a + b, 0)
  drawKey(canvas, total)
  drawScale(canvas, width)
  drawRows(canvas, width)
  const [sigma, slopes] = [softmax(z), crossEntropyGradient(z, y)]
  const slot = (width - left) / z.length
  sigma.forEach((share, i) => {
    const middle = left + (i + 0.5) * slot
    drawShare(
      canvas,
      middle,
      Math.min(26, slot * 0.34),
      share,
      total > 0 ? y[i] / total : undefined,
    )
    drawChip(nameMarks(canvas, 'y'), middle - slot / 2 + 3, base + 10, {
      on: y[i] > 0,
      text: options.labels[i],
      width: slot - 6,
      input: options.inputs?.[i],
    })
    drawSlopes(canvas, middle, slopes[i], share - y[i])
  })
  return toElement(canvas)
}

function drawKey(canvas: Canvas, total: number): void {
  drawBar(canvas, [left, 4], [left + 12, 16], { fill: 'var(--prob)', opacity: 0.55 })
  drawMath(canvas, left + 18, 14, 'σ', { fill: 'var(--prob)', weight: 'bold' })
  drawText(canvas, left + 32, 14, 'given')
  drawRule(canvas, [left + 82, 10], [left + 102, 10], { stroke: 'var(--ink)', width: 2.5 })
  drawMath(canvas, left + 108, 14, 'y / Σy', { weight: 'bold' })
  drawText(canvas, left + 153, 14, total > 0 ? 'asked for' : 'nothing is asked for')
}

function drawScale(canvas: Canvas, width: number): void {
  for (const tick of [0, 0.5, 1]) {
    const y = base - tall * tick
    drawRule(canvas, [left, y], [width, y], tick === 0 ? { stroke: 'var(--muted)' } : {})
    drawText(canvas, left - 6, y + 4, String(tick), {
      anchor: 'end',
      size: fontSize.small,
      fill: 'var(--muted)',
    })
  }
}

/** The names of the two rows of numbers. */
function drawRows(canvas: Canvas, width: number): void {
  const muted = { size: fontSize.small, fill: 'var(--muted)' } as const
  const meaning =
    width < 400
      ? 'the slope; above 0 pushes down'
      : 'the slope of the loss: above 0 the score is pushed down'
  for (const [k, [formula, words]] of [
    ['σ Σy − y', meaning],
    ['σ − y', 'the short form'],
  ].entries()) {
    const y = base + 58 + k * 44
    drawRule(canvas, [left, y - 13], [width, y - 13])
    drawMath(canvas, left, y, formula, { ...muted, weight: 'bold' })
    drawText(canvas, left + (k === 0 ? 56 : 38), y, words, muted)
  }
}

/** A probability as a column, the share that is asked for as a line across it, and an arrow from the one to the other. */
function drawShare(
  canvas: Canvas,
  middle: number,
  half: number,
  share: number,
  aim: number | undefined,
): void {
  const from = base - tall * share
  drawBar(nameMarks(canvas, 'sigma'), [middle - half, from], [middle + half, base], {
    fill: 'var(--prob)',
    opacity: 0.55,
  })
  const to = aim === undefined ? from : base - tall * aim
  if (aim !== undefined) {
    drawRule(nameMarks(canvas, 'y'), [middle - half - 5, to], [middle + half + 5, to], {
      stroke: 'var(--ink)',
      width: 2.5,
    })
    drawArrow(canvas, [middle, from], [middle, to], { width: 2.5 })
  }
  // Over the column, on the arrow if that rises; over both where they end close to each other.
  const y = to < from && from - to < 22 ? to : from
  drawText(canvas, middle, y - 6, formatProbability(share), {
    anchor: 'middle',
    size: fontSize.small,
    weight: 'bold',
    fill: 'var(--prob)',
    halo: true,
  })
}

function drawSlopes(canvas: Canvas, middle: number, slope: number, short: number): void {
  const wrong = Math.abs(slope - short) > 1e-9
  const turned = wrong && slope * short < 0
  drawText(canvas, middle, base + 79, formatSigned(slope), {
    anchor: 'middle',
    weight: 'bold',
    size: fontSize.large,
  })
  drawText(canvas, middle, base + 123, `${formatSigned(short)}${wrong ? ' ✗' : ''}`, {
    anchor: 'middle',
    fill: wrong ? 'var(--warn)' : 'var(--muted)',
  })
  if (turned)
    drawText(canvas, middle, base + 137, 'wrong sign', {
      anchor: 'middle',
      size: fontSize.small,
      fill: 'var(--warn)',
    })
}
