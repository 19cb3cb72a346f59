import { scaleLinear, type ScaleLinear } from 'd3'
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
import { drawContrasts, type Contrast } from '../marks/draw-contrasts.ts'
import { drawCurve } from '../marks/draw-curve.ts'
import { drawText } from '../marks/draw-text.ts'
import { spreadLabels } from '../marks/spread-labels.ts'

/** Mean losses after so many steps. */
export interface MeasuredLoss {
  step: number
  train: number
  test: number
}

export interface TrainingViewOptions extends FigureOptions {
  /** The step at which the axis ends. */
  steps: number
  /** What is written at the curves' end, as `95.3 % right`. */
  note: string
}

interface Frame {
  canvas: Canvas
  x: ScaleLinear<number, number>
  y: ScaleLinear<number, number>
  left: number
  right: number
}

/** The weights of every class as pictures, and beneath them how the loss has fallen, on a logarithmic scale. */
export function trainingView(
  weights: readonly (readonly number[])[],
  losses: readonly MeasuredLoss[],
  options: TrainingViewOptions,
): SVGSVGElement {
  const { width, steps, note } = options
  const rows = width < 800 ? 2 : 1
  const count = Math.ceil(weights.length / rows)
  const gap = width < 480 ? 8 : 12
  const size = (width - gap * (count - 1)) / count
  const tall = size + 24
  const top = rows * tall + 34
  const plotTall = width < 480 ? 150 : 180
  const canvas = createCanvas(width, top + plotTall + 38)
  drawWeights(
    canvas,
    weights.map((values, k) => ({
      values,
      size,
      x: (k % count) * (size + gap),
      y: 18 + Math.floor(k / count) * tall,
    })),
  )
  const [left, right] = [34, width - (width < 480 ? 78 : 96)]
  const frame: Frame = {
    canvas,
    left,
    right,
    x: scaleLinear([0, steps], [left, right]),
    y: scaleLinear([Math.log(0.03), Math.log(4)], [top + plotTall, top]),
  }
  drawAxes(frame, steps)
  drawLosses(frame, losses, note)
  return toElement(canvas)
}

function drawWeights(canvas: Canvas, pictures: readonly Contrast[]): void {
  const largest = pictures
    .flatMap(({ values }) => values)
    .reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  // Few weights are near the largest: beyond two thirds of it all are as deep.
  drawContrasts(canvas, pictures, (2 / 3) * largest)
  pictures.forEach(({ x, y, size, values }, k) => {
    drawText(canvas, x + size / 2, y - 5, String(k), { anchor: 'middle', weight: 'bold' })
    const [most, least] = [Math.max(...values), Math.min(...values)]
    const where = (value: number): string =>
      `row ${Math.floor(values.indexOf(value) / 8) + 1}, column ${(values.indexOf(value) % 8) + 1}`
    const tip =
      most === least
        ? `${k}: all weights are ${most.toFixed(2)}`
        : `${k}: ink at ${where(most)} speaks for it most (${most.toFixed(2)}), at ${where(least)} against it most (${least.toFixed(2)})`
    markTip(canvas, tip.replaceAll('-', '−'))
      .append('rect')
      .attr('x', round(x))
      .attr('y', round(y))
      .attr('width', round(size))
      .attr('height', round(size))
      .attr('fill', 'none')
      .attr('pointer-events', 'all')
  })
}

function drawAxes({ canvas, x, y, left, right }: Frame, steps: number): void {
  const [base] = y.range()
  for (const tick of [0.03, 0.1, 0.3, 1, 3]) {
    drawRule(
      canvas,
      [left, y(Math.log(tick))],
      [right, y(Math.log(tick))],
      tick === 0.03 ? { stroke: 'var(--muted)' } : {},
    )
    drawText(canvas, left - 6, y(Math.log(tick)) + 4, String(tick), {
      anchor: 'end',
      size: fontSize.small,
      fill: 'var(--muted)',
    })
  }
  for (const tick of x.ticks(4))
    drawText(canvas, x(tick), base + 17, String(tick), {
      anchor: tick === steps ? 'end' : 'middle',
      size: fontSize.small,
      fill: 'var(--muted)',
    })
  drawText(canvas, 0, y.range()[1] - 10, 'mean loss', {
    size: fontSize.small,
    fill: 'var(--muted)',
  })
  drawText(canvas, (left + right) / 2, base + 34, 'steps', {
    anchor: 'middle',
    size: fontSize.small,
    fill: 'var(--muted)',
  })
}

function drawLosses(
  { canvas, x, y, right }: Frame,
  losses: readonly MeasuredLoss[],
  note: string,
): void {
  const place = (loss: number): number => {
    const [low, high] = y.domain()
    return y(Math.min(high, Math.max(low, Number.isFinite(loss) ? Math.log(loss) : high)))
  }
  const last = losses[losses.length - 1]
  const [base, top] = y.range()
  const heights = spreadLabels(
    [place(last.test) - 12, place(last.train) + 12],
    30,
    top + 4,
    base - 14,
  )
  const parts = [
    { name: 'unseen', of: 'test', stroke: 'var(--c2)', dash: '5 4' },
    { name: 'learnt from', of: 'train', stroke: 'var(--c1)' },
  ] as const
  parts.forEach(({ name, of, stroke, ...look }, i) => {
    drawCurve(
      canvas,
      losses.map((it): [number, number] => [x(it.step), place(it[of])]),
      { stroke, width: 2.5, ...look },
    )
    canvas
      .append('circle')
      .attr('cx', round(x(last.step)))
      .attr('cy', round(place(last[of])))
      .attr('r', 3.5)
      .attr('fill', stroke)
    drawRule(canvas, [right + 6, heights[i]], [right + 18, heights[i]], {
      stroke,
      width: 3,
      ...look,
    })
    drawText(canvas, right + 22, heights[i] + 4, last[of].toFixed(3), { weight: 'bold' })
    drawText(canvas, right + 6, heights[i] + 18, name, {
      size: fontSize.small,
      fill: 'var(--muted)',
    })
  })
  drawText(canvas, right, top - 10, note, { anchor: 'end', weight: 'bold' })
}
