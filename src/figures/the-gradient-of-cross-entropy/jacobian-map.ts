import { softmax, softmaxJacobian } from 'accurate-softmax'
import {
  type Canvas,
  createCanvas,
  drawRule,
  type FigureOptions,
  fontSize,
  markTip,
  round,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawBar } from '../marks/draw-bar.ts'
import { drawMath } from '../marks/draw-math.ts'
import { drawText } from '../marks/draw-text.ts'
import { formatProbability } from '../marks/format-numbers.ts'
import { formatSigned, signColour } from '../marks/signs.ts'

export interface JacobianMapOptions extends FigureOptions {
  labels: readonly string[]
}

// No entry of a softmax Jacobian is larger than this.
const largest = 0.25
const top = 46

/** The slope of every probability (rows) by every score (columns), the stronger the deeper in colour; each column sums to 0. */
export function jacobianMap(
  z: readonly number[],
  { width, labels }: JacobianMapOptions,
): SVGSVGElement {
  const rowTall = width < 480 ? 46 : 52
  const left = width < 400 ? 56 : 112
  const across = (width - left) / z.length
  const base = top + rowTall * z.length
  const canvas = createCanvas(width, base + 30)
  const jacobian = softmaxJacobian(z)
  drawMath(canvas, 0, 34, '∂σ_k/∂z_i', {
    fill: 'var(--muted)',
    size: left < 100 ? fontSize.small : fontSize.normal,
  })
  drawText(canvas, width, 12, 'a nudge to the score of …', {
    anchor: 'end',
    size: fontSize.small,
    fill: 'var(--muted)',
  })
  labels.forEach((label, i) =>
    drawText(canvas, left + (i + 0.5) * across, 34, label, {
      anchor: 'middle',
      fill: 'var(--score)',
      weight: 'bold',
    }),
  )
  const sigma = softmax(z)
  jacobian.forEach((row, k) => {
    const y = top + k * rowTall
    drawText(canvas, 0, y + rowTall / 2 + (left < 100 ? -2 : 5), labels[k], {
      fill: 'var(--prob)',
      weight: 'bold',
    })
    drawText(
      canvas,
      left < 100 ? 0 : left - 10,
      y + rowTall / 2 + (left < 100 ? 13 : 5),
      formatProbability(sigma[k]),
      { size: fontSize.small, fill: 'var(--muted)', anchor: left < 100 ? 'start' : 'end' },
    )
    row.forEach((value, i) => {
      const tip = `a nudge of 0.1 to the ${labels[i]}’s score moves the ${labels[k]}’s probability by about ${formatSigned(value / 10)}`
      drawEntry(
        markTip(canvas, tip),
        [left + i * across, y],
        [left + (i + 1) * across, y + rowTall],
        value,
        i === k,
      )
    })
  })
  drawSums(canvas, jacobian, left, across, base)
  return toElement(canvas)
}

function drawEntry(
  canvas: Canvas,
  [x1, y1]: [number, number],
  [x2, y2]: [number, number],
  value: number,
  own: boolean,
): void {
  const strength = Math.min(1, Math.abs(value) / largest)
  drawBar(canvas, [x1 + 1, y1 + 1], [x2 - 1, y2 - 1], {
    fill: signColour(value),
    opacity: round(100 * (0.05 + 0.4 * strength)) / 100,
    radius: 3,
  })
  drawText(
    canvas,
    (x1 + x2) / 2,
    (y1 + y2) / 2 + 5,
    formatSigned(value),
    own ? { anchor: 'middle', weight: 'bold' } : { anchor: 'middle' },
  )
}

function drawSums(
  canvas: Canvas,
  jacobian: readonly number[][],
  left: number,
  across: number,
  base: number,
): void {
  drawRule(canvas, [left, base + 5], [left + across * jacobian.length, base + 5], {
    stroke: 'var(--muted)',
  })
  drawText(canvas, 0, base + 22, 'sum', { fill: 'var(--muted)' })
  jacobian.forEach((_, i) => {
    const sum = jacobian.reduce((total, row) => total + row[i], 0)
    drawText(
      canvas,
      left + (i + 0.5) * across,
      base + 22,
      formatSigned(Math.abs(sum) < 1e-12 ? 0 : sum),
      { anchor: 'middle', fill: 'var(--muted)' },
    )
  })
}
