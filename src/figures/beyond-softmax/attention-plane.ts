import { scaleLinear, type ScaleLinear } from 'd3'
import {
  type Canvas,
  createCanvas,
  dragHandle,
  drawRule,
  type FigureOptions,
  fontSize,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawDot } from '../marks/draw-dot.ts'
import { drawMath } from '../marks/draw-math.ts'
import { drawText } from '../marks/draw-text.ts'
import { formatProbability } from '../marks/format-numbers.ts'

type Place = readonly [number, number]

/** What attention works on: points of the plane. */
export interface AttentionScene {
  query: Place
  keys: readonly Place[]
  values: readonly Place[]
  /** One weight for each key. */
  weights: readonly number[]
  /** The mean of the values by these weights. */
  output: Place
}

export interface AttentionPlaneOptions extends FigureOptions {
  labels: readonly string[]
  /** How far the plane reaches each way. Default: 3. */
  reach?: number
  /** The input that is moved by dragging the query. Default: it cannot be dragged. */
  drag?: string
  /** The input of all keys' numbers, two for each. Default: they cannot be dragged. */
  dragKeys?: string
}

interface Frame {
  canvas: Canvas
  x: ScaleLinear<number, number>
  y: ScaleLinear<number, number>
}

/** On one side the query among the keys; on the other the values, and their mean by the weights. */
export function attentionPlane(
  scene: AttentionScene,
  { width, labels, reach = 3, drag, dragKeys }: AttentionPlaneOptions,
): SVGSVGElement {
  const wide = width >= 480
  const side = wide ? Math.min(340, (width - 32) / 2) : Math.min(width, 320)
  const canvas = createCanvas(width, wide ? side + 30 : 2 * side + 72)
  const toFrame = (left: number, top: number): Frame => ({
    canvas,
    x: scaleLinear([-reach, reach], [left, left + side]),
    y: scaleLinear([-reach, reach], [top + side, top]),
  })
  const from = wide ? width / 2 - 8 - side : (width - side) / 2
  const [plane, mean] = [
    toFrame(from, 24),
    wide ? toFrame(width / 2 + 8, 24) : toFrame(from, side + 64),
  ]
  drawGround(plane, 'query and keys')
  drawGround(mean, 'values, and what comes out')
  drawMean(mean, scene, labels)
  drawKeys(plane, scene, labels)
  drawHandles(plane, scene, { labels, drag, dragKeys })
  return toElement(canvas)
}

function drawGround({ canvas, x, y }: Frame, title: string): void {
  const [left, right] = x.range()
  const [base, top] = y.range()
  drawText(canvas, left, top - 8, title, { size: fontSize.small, fill: 'var(--muted)' })
  const ground = canvas
    .append('rect')
    .attr('x', left)
    .attr('y', top)
    .attr('width', right - left)
    .attr('height', base - top)
  ground.attr('fill', 'none').attr('stroke', 'var(--line)').attr('rx', 4)
  drawRule(canvas, [left, y(0)], [right, y(0)])
  drawRule(canvas, [x(0), top], [x(0), base])
}

/** Lines from the origin, the thicker the more a key has; across the query, the line on which a score would be 0. */
function drawKeys(
  { canvas, x, y }: Frame,
  { query, keys, weights }: AttentionScene,
  labels: readonly string[],
): void {
  const origin: Place = [x(0), y(0)]
  drawZeros({ canvas, x, y }, query)
  keys.forEach(([a, b], k) =>
    drawRule(canvas, [...origin], [x(a), y(b)], {
      stroke: 'var(--score)',
      width: 1.5 + 5 * weights[k],
    }),
  )
  drawRule(canvas, [...origin], [x(query[0]), y(query[1])], { stroke: 'var(--accent)', width: 3 })
  keys.forEach((key, k) => {
    // Away from the origin, unless that leaves the plane.
    const above = key[1] >= 0 ? key[1] < 2.4 : key[1] < -2.4
    drawText(
      canvas,
      clampText(x, x(key[0]), 42),
      y(key[1]) + (above ? -20 : 28),
      `${labels[k]} ${formatWeight(weights[k])}`,
      { anchor: 'middle', size: fontSize.small, weight: 'bold', halo: true },
    )
  })
  const left = x(query[0]) > x.range()[1] - 34
  drawMath(
    canvas,
    x(query[0]) + (left ? -17 : 17),
    Math.max(y.range()[1] + 16, y(query[1]) - 12),
    'Q',
    { anchor: left ? 'end' : 'start', weight: 'bold', fill: 'var(--accent)', size: fontSize.large },
  )
}

const formatWeight = (weight: number): string =>
  weight === 0 || weight === 1 ? String(weight) : formatProbability(weight)

const clampText = (x: ScaleLinear<number, number>, at: number, half: number): number =>
  Math.min(x.range()[1] - half, Math.max(x.range()[0] + half, at))

function drawZeros({ canvas, x, y }: Frame, [a, b]: Place): void {
  const long = Math.hypot(a, b)
  if (long === 0) return
  const reach = x.domain()[1] / Math.max(Math.abs(a), Math.abs(b))
  drawRule(canvas, [x(-b * reach), y(a * reach)], [x(b * reach), y(-a * reach)], {
    stroke: 'var(--accent)',
    width: 1,
    dash: '4 4',
  })
}

/** The output hangs between the values on threads, the thicker the more each weighs. */
function drawMean(
  { canvas, x, y }: Frame,
  { values, weights, output }: AttentionScene,
  labels: readonly string[],
): void {
  const at: [number, number] = [x(output[0]), y(output[1])]
  const hull = values.map(([a, b]) => `${x(a)} ${y(b)}`).join('L')
  canvas.append('path').attr('d', `M${hull}Z`).attr('fill', 'var(--prob)').attr('fill-opacity', 0.1)
  values.forEach(([a, b], k) => {
    drawRule(canvas, at, [x(a), y(b)], { stroke: 'var(--prob)', width: 0.75 + 7 * weights[k] })
    drawDot(canvas, [x(a), y(b)], { fill: 'var(--c6)', shape: 'diamond' })
    drawText(canvas, clampText(x, x(a), 30), y(b) + (b > 0 ? -13 : 24), labels[k], {
      anchor: 'middle',
      size: fontSize.small,
      weight: 'bold',
      halo: true,
    })
  })
  drawDot(canvas, at, { fill: 'var(--prob)', radius: 7 })
  drawMath(canvas, at[0] + 12, at[1] - 10, 'O', {
    weight: 'bold',
    fill: 'var(--prob)',
    size: fontSize.large,
  })
}

function drawHandles(
  { canvas, x, y }: Frame,
  { query, keys }: AttentionScene,
  { labels, drag, dragKeys }: { labels: readonly string[]; drag?: string; dragKeys?: string },
): void {
  keys.forEach(([a, b], k) => {
    if (dragKeys === undefined) drawDot(canvas, [x(a), y(b)], { fill: 'var(--score)' })
    else
      dragHandle(canvas, [x(a), y(b)], {
        input: dragKeys,
        index: [2 * k, 2 * k + 1],
        x,
        y,
        label: `key of the ${labels[k]}`,
        fill: 'var(--score)',
      })
  })
  const at: [number, number] = [x(query[0]), y(query[1])]
  if (drag === undefined) drawDot(canvas, at, { fill: 'var(--accent)' })
  else dragHandle(canvas, at, { input: drag, x, y })
}
