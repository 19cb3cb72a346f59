import { contours, range, scaleLinear, type ScaleLinear } from 'd3'
import { crossEntropy } from 'accurate-softmax'
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
import { drawCurve } from '../marks/draw-curve.ts'
import { drawText } from '../marks/draw-text.ts'
import { formatScore } from '../marks/format-numbers.ts'

export interface BiasValleyOptions extends FigureOptions {
  labels: readonly [string, string]
  /** The share of the first class among the examples. */
  share: number
  /** The weight of the penalty on the biases. Default: 0. */
  l2?: number
  /** The `<Point>` from which descent starts, moved by dragging. */
  drag?: string
}

interface Frame {
  canvas: Canvas
  x: ScaleLinear<number, number>
  y: ScaleLinear<number, number>
}

const reach = 3
const cells = 60

/** The loss over the biases of two classes as a map with contour lines, and the way that descent takes over it. */
export function biasValley(
  path: readonly (readonly [number, number])[],
  { width, labels, share, l2 = 0, drag }: BiasValleyOptions,
): SVGSVGElement {
  const side = Math.min(width - 52, 400)
  const left = (width - side) / 2 + 10
  const canvas = createCanvas(width, side + 62)
  const frame = {
    canvas,
    x: scaleLinear([-reach, reach], [left, left + side]),
    y: scaleLinear([-reach, reach], [14 + side, 14]),
  }
  const loss = (a: number, b: number): number =>
    crossEntropy([a, b], [share, 1 - share]) + (l2 / 2) * (a * a + b * b)
  drawMap(frame, loss)
  drawFloor(frame, Math.log(share / (1 - share)), l2)
  drawAxes(frame, labels)
  drawPath(frame, path)
  const start: [number, number] = [frame.x(path[0][0]), frame.y(path[0][1])]
  if (drag === undefined) drawStart(canvas, start)
  else dragHandle(canvas, start, { input: drag, x: frame.x, y: frame.y, fill: 'var(--score)' })
  return toElement(canvas)
}

/** Contours at equal ratios above the least loss: the deeper the colour, the lower. */
function drawMap({ canvas, x, y }: Frame, loss: (a: number, b: number) => number): void {
  const places = range(cells + 1).map((i) => -reach + (2 * reach * i) / cells)
  const losses = places.flatMap((b) => places.map((a) => loss(a, b)))
  const least = Math.min(...losses)
  const levels = range(8).map((k) => least + 0.012 * 2.1 ** k)
  const [toX, toY] = [
    (column: number) => x(-reach + (2 * reach * (column - 0.5)) / cells),
    (row: number) => y(-reach + (2 * reach * (row - 0.5)) / cells),
  ]
  const contour = contours().size([cells + 1, cells + 1])
  for (const [k, level] of levels.entries()) {
    const d = contour
      .contour(
        losses.map((value) => -value),
        -level,
      )
      .coordinates.flatMap((polygon) =>
        polygon.map(
          (corners) =>
            `M${corners.map(([column, row]) => `${round(toX(column))} ${round(toY(row))}`).join('L')}z`,
        ),
      )
      .join('')
    if (d)
      canvas
        .append('path')
        .attr('d', d)
        .attr('fill', 'var(--score)')
        .attr('fill-opacity', 0.07)
        .attr('stroke', 'var(--score)')
        .attr('stroke-opacity', k === 0 ? 0.9 : 0.35)
  }
}

/** Without a penalty every point of a whole line is as good as any other. */
function drawFloor({ canvas, x, y }: Frame, lead: number, l2: number): void {
  if (l2 > 0) return
  const [from, to] = [Math.max(-reach, lead - reach), Math.min(reach, lead + reach)]
  drawRule(canvas, [x(from), y(from - lead)], [x(to), y(to - lead)], {
    stroke: 'var(--ink)',
    dash: '5 4',
    width: 1.5,
  })
}

function drawAxes({ canvas, x, y }: Frame, labels: readonly [string, string]): void {
  for (const tick of range(-reach, reach + 1, 1.5)) {
    drawText(canvas, x(tick), y(-reach) + 16, formatScore(tick), {
      anchor: 'middle',
      size: fontSize.small,
      fill: 'var(--muted)',
    })
    drawText(canvas, x(-reach) - 6, y(tick) + 4, formatScore(tick), {
      anchor: 'end',
      size: fontSize.small,
      fill: 'var(--muted)',
    })
  }
  drawRule(canvas, [x(-reach), y(-reach)], [x(reach), y(-reach)], { stroke: 'var(--muted)' })
  drawRule(canvas, [x(-reach), y(-reach)], [x(-reach), y(reach)], { stroke: 'var(--muted)' })
  drawText(canvas, x(0), y(-reach) + 36, `bias of the ${labels[0]} →`, {
    anchor: 'middle',
    fill: 'var(--muted)',
  })
  drawText(canvas, x(-reach) + 7, y(reach) + 15, `↑ bias of the ${labels[1]}`, {
    fill: 'var(--muted)',
    halo: true,
  })
}

function drawStart(canvas: Canvas, [cx, cy]: [number, number]): void {
  canvas
    .append('circle')
    .attr('cx', round(cx))
    .attr('cy', round(cy))
    .attr('r', 8)
    .attr('fill', 'var(--score)')
    .attr('stroke', 'var(--paper)')
    .attr('stroke-width', 2.5)
}

function drawPath({ canvas, x, y }: Frame, path: readonly (readonly [number, number])[]): void {
  const points = path.map(([a, b]): [number, number] => [x(a), y(b)])
  drawCurve(canvas, points, { stroke: 'var(--ink)', width: 2 })
  for (const [cx, cy] of points)
    canvas
      .append('circle')
      .attr('cx', round(cx))
      .attr('cy', round(cy))
      .attr('r', 2)
      .attr('fill', 'var(--ink)')
  const [endX, endY] = points[points.length - 1]
  canvas
    .append('circle')
    .attr('cx', round(endX))
    .attr('cy', round(endY))
    .attr('r', 5)
    .attr('fill', 'var(--paper)')
    .attr('stroke', 'var(--ink)')
    .attr('stroke-width', 2.5)
  drawText(canvas, endX + 10, endY + 18, 'end', {
    size: fontSize.small,
    weight: 'bold',
    halo: true,
  })
}
