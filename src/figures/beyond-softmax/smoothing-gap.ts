import { range, scaleLinear } from 'd3'
import { crossEntropy, smoothLabels } from 'accurate-softmax'
import {
  type Canvas,
  createCanvas,
  dragHandle,
  drawRule,
  type FigureOptions,
  fontSize,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawBar } from '../marks/draw-bar.ts'
import { drawCurve } from '../marks/draw-curve.ts'
import { drawDot } from '../marks/draw-dot.ts'
import { drawText } from '../marks/draw-text.ts'

export interface SmoothingGapOptions extends FigureOptions {
  labels: readonly string[]
  /** ε: the share of the label that is spread over all classes. */
  share: number
  /** The input that is moved by dragging the top of the label. Default: it cannot be dragged. */
  drag?: string
}

interface Panel {
  left: number
  right: number
  top: number
  base: number
}

const [gaps, losses] = [
  [0, 8],
  [0, 2.5],
] as const

/** A one-hot label smoothed, the first class being true; and the loss against the lead of its score over the others, which are equal. */
export function smoothingGap({ width, labels, share, drag }: SmoothingGapOptions): SVGSVGElement {
  const wide = width >= 480
  const canvas = createCanvas(width, wide ? 278 : 494)
  const targets = wide
    ? { left: 30, right: width * 0.38, top: 38, base: 230 }
    : { left: 30, right: width - 8, top: 38, base: 196 }
  const curve = wide
    ? { left: width * 0.38 + 52, right: width - 14, top: 38, base: 230 }
    : { left: 30, right: width - 14, top: 258, base: 446 }
  const label = labels.map((_, k) => (k === 0 ? 1 : 0))
  drawTargets(canvas, targets, { labels, q: smoothLabels(label, share), drag })
  drawLosses(canvas, curve, label, share)
  return toElement(canvas)
}

function drawTargets(
  canvas: Canvas,
  { left, right, top, base }: Panel,
  { labels, q, drag }: { labels: readonly string[]; q: number[]; drag?: string },
): void {
  const y = scaleLinear([0, 1], [base, top])
  for (const tick of [0, 0.5, 1]) {
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
  drawText(canvas, right, 14, 'targets', {
    anchor: 'end',
    size: fontSize.small,
    fill: 'var(--muted)',
  })
  const slot = (right - left) / q.length
  const half = Math.min(26, slot * 0.34)
  q.forEach((value, k) => {
    const middle = left + (k + 0.5) * slot
    drawBar(canvas, [middle - half, y(value)], [middle + half, base], { fill: 'var(--c3)' })
    drawText(
      canvas,
      middle,
      y(value) - (k === 0 && drag !== undefined ? 21 : 7),
      value.toFixed(3),
      { anchor: 'middle', size: fontSize.small, weight: 'bold', halo: true },
    )
    drawText(canvas, middle, base + 17, labels[k], {
      anchor: 'middle',
      size: fontSize.small,
      fill: 'var(--muted)',
    })
  })
  const middle = left + slot / 2
  if (drag !== undefined)
    dragHandle(canvas, [middle, y(q[0])], {
      input: drag,
      along: { domain: [0, 1], from: [middle, y(1)], to: [middle, y(1 / q.length)] },
    })
}

function drawLosses(
  canvas: Canvas,
  { left, right, top, base }: Panel,
  label: number[],
  share: number,
): void {
  const [x, y] = [scaleLinear(gaps, [left, right]), scaleLinear(losses, [base, top])]
  const lossAt = (gap: number, spread: number): number =>
    crossEntropy(
      label.map((it) => it * gap),
      smoothLabels(label, spread),
    )
  for (const tick of [0, 1, 2]) {
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
  for (const tick of [0, 2, 4, 6, 8])
    drawText(canvas, x(tick), base + 17, String(tick), {
      anchor: 'middle',
      size: fontSize.small,
      fill: 'var(--muted)',
    })
  drawText(canvas, (left + right) / 2, base + 36, 'lead of the true score', {
    anchor: 'middle',
    size: fontSize.small,
    fill: 'var(--muted)',
  })
  drawText(canvas, left, top - 16, 'loss', { size: fontSize.small, fill: 'var(--muted)' })
  const draw = (spread: number, style: { stroke: string; width?: number; dash?: string }): void =>
    drawCurve(
      canvas,
      range(gaps[0], gaps[1] + 0.01, 0.1)
        .map((gap) => [gap, lossAt(gap, spread)])
        .filter(([, loss]) => loss <= losses[1])
        .map(([gap, loss]): [number, number] => [x(gap), y(loss)]),
      style,
    )
  draw(0, { stroke: 'var(--muted)', dash: '5 4', width: 1.5 })
  drawText(canvas, right, y(0) - 6, 'label as it was', {
    anchor: 'end',
    size: fontSize.small,
    fill: 'var(--muted)',
    halo: true,
  })
  if (share === 0) return
  draw(share, { stroke: 'var(--warn)', width: 2.5 })
  drawLowest(
    canvas,
    { left, right, top, base },
    {
      gap: Math.log(label.length / share - label.length + 1),
      lossAt: (gap) => lossAt(gap, share),
      x,
      y,
    },
  )
}

interface Lowest {
  gap: number
  lossAt: (gap: number) => number
  x: (gap: number) => number
  y: (loss: number) => number
}

/** The lead at which the loss is least. */
function drawLowest(
  canvas: Canvas,
  { left, right, base }: Panel,
  { gap, lossAt, x, y }: Lowest,
): void {
  const [at, loss] = [x(gap), lossAt(gap)]
  drawRule(canvas, [at, y(loss)], [at, base], { stroke: 'var(--warn)', dash: '2 3' })
  drawDot(canvas, [at, y(loss)], { fill: 'var(--warn)' })
  drawText(
    canvas,
    Math.min(right - 58, Math.max(left + 62, at)),
    y(loss) - 14,
    `least at a lead of ${gap.toFixed(2)}`,
    { anchor: 'middle', size: fontSize.small, weight: 'bold', halo: true },
  )
}
