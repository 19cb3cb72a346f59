import { crossEntropy, logSoftmax, softmax } from 'accurate-softmax'
import {
  type Canvas,
  createCanvas,
  drawCircle,
  drawRule,
  type FigureOptions,
  nameMarks,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawAnimal } from '../marks/draw-animal.ts'
import { drawArrow } from '../marks/draw-arrow.ts'
import { drawBar } from '../marks/draw-bar.ts'
import { drawBox } from '../marks/draw-box.ts'
import { drawMath } from '../marks/draw-math.ts'
import { drawText, type TextOptions } from '../marks/draw-text.ts'
import { formatProbability, formatScore, formatShort } from '../marks/format-numbers.ts'
import { isNarrow } from '../marks/is-narrow.ts'

export interface OutputLayerOptions extends FigureOptions {
  labels: readonly string[]
}

const [top, rowTall, radius] = [64, 64, 23] as const

/** Middles of the columns in pixels, and how long a bar of 1 is. */
interface Frame {
  canvas: Canvas
  narrow: boolean
  z: number
  softmax: number
  sigma: number
  label: number
  product: number
  bar: number
  /** Below the last row, where the products meet. */
  floor: number
}

/**
 * Draws the output layer of a network, a row for each class: the scores, softmax, the probabilities
 * beside their labels, and the products y (−log σ), which sum to the loss.
 */
export function outputLayer(
  z: readonly number[],
  y: readonly number[],
  { width, labels }: OutputLayerOptions,
): SVGSVGElement {
  const frame = toFrame(width, z.length)
  drawHeads(frame)
  drawSoftmax(frame, z.length)
  const [sigma, logs] = [softmax(z), logSoftmax(z)]
  labels.forEach((label, k) => {
    drawScore(frame, k, label, z[k])
    drawShares(frame, k, sigma[k], y[k])
    drawProduct(frame, k, y[k] === 0 ? 0 : -y[k] * logs[k])
  })
  drawLoss(frame, crossEntropy(z, y))
  return toElement(frame.canvas)
}

function toFrame(width: number, rows: number): Frame {
  const narrow = isNarrow(width)
  const [z, box, sigma, label] = narrow ? [78, 121, 142, 208] : [116, 214, 282, 416]
  const floor = top + rowTall * (rows - 0.5)
  const canvas = createCanvas(width, floor + 62)
  const [bar, product] = [narrow ? 54 : 100, width - (narrow ? 33 : 54)]
  return { canvas, narrow, z, softmax: box, sigma, label, product, bar, floor }
}

const lineOf = (k: number): number => top + rowTall * k

function drawHeads({ canvas, narrow, z, sigma, label, product }: Frame): void {
  const look = { bold: true } as const
  const middle = { anchor: 'middle', ...look } as const
  drawMath(canvas, [z, 18], narrow ? 'z' : 'scores z', { ...middle, fill: 'var(--score)' })
  drawMath(canvas, [sigma, 18], narrow ? 'σ' : 'probabilities σ', { ...look, fill: 'var(--prob)' })
  drawMath(canvas, [label, 18], narrow ? 'y' : 'labels y', { ...look, fill: 'var(--label)' })
  drawMath(canvas, [product, 18], '−y log σ', { ...middle, fill: 'var(--loss)' })
}

/** Every score goes into every probability. */
function drawSoftmax({ canvas, narrow, z, softmax: at, sigma }: Frame, rows: number): void {
  const half = narrow ? 9 : 36
  for (let from = 0; from < rows; from++)
    for (let to = 0; to < rows; to++)
      drawRule(canvas, [z + radius, lineOf(from)], [at - half, lineOf(to)], {
        stroke: 'var(--muted)',
        width: 0.75,
      })
  for (let k = 0; k < rows; k++) drawArrow(canvas, [at + half, lineOf(k)], [sigma - 4, lineOf(k)])
  const [above, below] = [lineOf(0) - 24, lineOf(rows - 1) + 24]
  drawBox(canvas, [at - half, above], [at + half, below], {
    ...{ fill: 'var(--panel)', stroke: 'var(--muted)', radius: 4 },
  })
  const line = (above + below) / 2 + 5
  if (!narrow) drawText(canvas, [at, line], 'softmax', { anchor: 'middle' })
}

function drawScore({ canvas, narrow, z }: Frame, k: number, label: string, score: number): void {
  const line = lineOf(k)
  drawAnimal(canvas, label, [14, narrow ? line - 8 : line], narrow ? 20 : 24)
  drawText(canvas, narrow ? [0, line + 16] : [34, line + 5], label, { fill: 'var(--muted)' })
  const look = { radius, fill: 'var(--paper)', stroke: 'var(--score)', width: 2 }
  drawCircle(nameMarks(canvas, 'z'), [z, line], look)
  const text = formatScore(score).replace('-', '−')
  drawText(canvas, [z, line + 5], text, { anchor: 'middle', bold: true, fill: 'var(--score)' })
}

/** A probability and its label as bars, with their numbers below. */
function drawShares(frame: Frame, k: number, sigma: number, y: number): void {
  const number = { bold: true, size: 'small' } as const
  drawShare(frame, k, { share: sigma, at: frame.sigma, name: 'sigma', fill: 'var(--prob)' })
  drawShare(frame, k, { share: y, at: frame.label, name: 'y', fill: 'var(--label)' })
  const write = (x: number, text: string, look: TextOptions): void =>
    drawText(frame.canvas, [x, lineOf(k) + 24], text, { ...number, ...look })
  write(frame.sigma, formatProbability(sigma), { fill: 'var(--prob)' })
  write(frame.label, String(y), { fill: 'var(--label)' })
}

interface Share {
  share: number
  /** Where its bar begins. */
  at: number
  name: string
  fill: string
}

function drawShare({ canvas, bar }: Frame, k: number, { share, at, name, fill }: Share): void {
  const [above, below] = [lineOf(k) - 9, lineOf(k) + 9]
  drawBox(canvas, [at, above], [at + bar, below], { fill: 'var(--panel)', radius: 2 })
  drawBar(nameMarks(canvas, name), [at, above], [at + bar * share, below], { fill })
}

function drawProduct({ canvas, product }: Frame, k: number, value: number): void {
  const look = value === 0 ? { fill: 'var(--muted)' } : { bold: true, fill: 'var(--loss)' }
  drawText(canvas, [product, lineOf(k) + 5], formatShort(value), { anchor: 'middle', ...look })
}

/** The sum of the products. */
function drawLoss({ canvas, product, floor }: Frame, loss: number): void {
  drawRule(canvas, [product - 30, floor + 8], [product + 30, floor + 8], { stroke: 'var(--ink)' })
  const look = { bold: true, fill: 'var(--loss)' } as const
  drawText(canvas, [product, floor + 34], formatShort(loss), {
    ...look,
    anchor: 'middle',
    size: 'large',
  })
  drawMath(canvas, [product - 40, floor + 34], 'L', { ...look, anchor: 'end', size: 'large' })
}
