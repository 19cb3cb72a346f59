import type { Selection } from 'd3'
import { crossEntropy, softmax, softmaxJacobian } from 'accurate-softmax'
import {
  createCanvas,
  fontSize,
  round,
  toElement,
  type Canvas,
  type FigureOptions,
} from '@cellgraph/notebook/figure'
import { drawMath } from '../marks/draw-math.ts'
import { drawText } from '../marks/draw-text.ts'
import { formatProbability, formatScore, formatShort } from '../marks/format-numbers.ts'
import { formatSigned, signColour } from '../marks/signs.ts'

export interface PathGraphOptions extends FigureOptions {
  labels: readonly string[]
  /** Whose score is touched, from 0. */
  touched: number
  /** The `<Choice>` that a touched score sets, by its label. */
  input?: string
}

/** One path from a score through one probability to the loss: the slopes of its two edges, and their product. */
export interface LossPath {
  /** ∂σ_k/∂z_i */
  inner: number
  /** ∂L/∂σ_k = −y_k/σ_k */
  outer: number
  product: number
}

/** All paths from score i to the loss, one through each probability; a label of zero lets nothing through. */
export function lossPaths(z: readonly number[], y: readonly number[], i: number): LossPath[] {
  const sigma = softmax(z)
  return softmaxJacobian(z).map((row, k) => {
    const outer = y[k] === 0 ? 0 : -y[k] / sigma[k]
    return { inner: row[i], outer, product: outer === 0 ? 0 : outer * row[i] }
  })
}

// Whole pixels throughout: a graph has many numbers, and each is sent to the reader.
interface Frame {
  canvas: Canvas
  narrow: boolean
  /** Of a node. */
  radius: number
  /** Half the width of a product's box. */
  half: number
  /** Middles of the columns. */
  columns: Record<'z' | 'sigma' | 'between' | 'product' | 'loss', number>
  rowY: (k: number) => number
  lossY: number
  /** Middle of the last row. */
  bottom: number
  /** Of letters. */
  size: number
}

/** Which way a score goes to the loss: through every probability, with the slope on each edge, their product on each path, and the sum. */
export function pathGraph(
  z: readonly number[],
  y: readonly number[],
  options: PathGraphOptions,
): SVGSVGElement {
  const { width, touched } = options
  const frame = toFrame(width, z.length)
  const paths = lossPaths(z, y, touched)
  drawHeadings(frame)
  drawIdleEdges(frame, touched, z.length)
  drawPaths(frame, paths, touched)
  drawSlopes(frame, paths, touched)
  drawLabels(frame, y)
  drawProducts(frame, paths)
  drawNames(frame, options)
  drawScores(frame, z, options)
  drawProbabilities(frame, softmax(z))
  drawLoss(
    frame,
    crossEntropy(z, y),
    paths.reduce((sum, { product }) => sum + product, 0),
  )
  return toElement(frame.canvas)
}

function toFrame(width: number, count: number): Frame {
  const narrow = width < 480
  const [top, gap, radius, half] = narrow ? [72, 80, 18, 25] : [70, 82, 25, 40]
  const rowY = (k: number): number => top + gap * k
  const columns = narrow
    ? { z: 19, sigma: 130, product: 238, loss: width - 20 }
    : { z: 84, sigma: Math.round(width * 0.42), product: Math.round(width * 0.7), loss: width - 44 }
  const between = Math.round((columns.sigma + radius + columns.product - half) / 2)
  const lossY = Math.round((rowY(0) + rowY(count - 1)) / 2)
  return {
    canvas: createCanvas(width, rowY(count - 1) + 44),
    narrow,
    radius,
    half,
    columns: { ...columns, between },
    rowY,
    lossY,
    bottom: rowY(count - 1),
    size: narrow ? fontSize.small : fontSize.normal,
  }
}

function drawHeadings({
  canvas,
  columns: { z, sigma, between, product, loss },
  narrow,
  size,
}: Frame): void {
  const muted = { anchor: 'middle', size, fill: 'var(--muted)' } as const
  drawMath(canvas, z, 16, narrow ? 'z' : 'scores z', {
    ...muted,
    fill: 'var(--score)',
    weight: 'bold',
  })
  drawMath(canvas, Math.round((z + sigma) / 2), 16, '∂σ_k/∂z_i', muted)
  drawMath(canvas, sigma, 16, 'σ', { ...muted, fill: 'var(--prob)', weight: 'bold' })
  drawMath(canvas, between, 16, '∂L/∂σ_k', muted)
  drawText(canvas, product, 16, 'product', muted)
  drawMath(canvas, loss, 16, 'L', { ...muted, weight: 'bold', fill: 'var(--ink)' })
}

/** The edges of the scores that are not touched: there, but silent. */
function drawIdleEdges(
  { canvas, columns: { z, sigma }, rowY }: Frame,
  touched: number,
  count: number,
): void {
  const rows = Array.from({ length: count }, (_, k) => k)
  const lines = rows
    .filter((i) => i !== touched)
    .flatMap((i) => rows.map((k) => `M${z} ${rowY(i)}L${sigma} ${rowY(k)}`))
  canvas.append('path').attr('d', lines.join('')).attr('stroke', 'var(--line)')
}

/** The thicker, the more a path carries; one that carries nothing is dashed. */
function drawPaths(
  { canvas, columns: { z, sigma, product, loss }, rowY, lossY }: Frame,
  paths: readonly LossPath[],
  touched: number,
): void {
  const group = canvas.append('g').attr('fill', 'none')
  paths.forEach(({ product: carried }, k) => {
    const line = `M${z} ${rowY(touched)}L${sigma} ${rowY(k)}H${product}L${loss} ${lossY}`
    const path = group
      .append('path')
      .attr('d', line)
      .attr('stroke', signColour(carried))
      .attr('stroke-width', round(1.5 + 4.5 * Math.min(1, Math.abs(carried))))
    if (carried === 0) path.attr('stroke-dasharray', '2 5')
  })
}

type Group = Selection<SVGGElement, undefined, null, undefined>

/** Texts that share their looks. */
function createTexts({ canvas, size }: Frame): Group {
  return canvas.append<SVGGElement>('g').attr('font-size', size).attr('text-anchor', 'middle')
}

function addText(group: Group, x: number, y: number, text: string): void {
  group.append('text').attr('x', x).attr('y', y).text(text)
}

/** A number on each edge, which is broken for it. */
function drawSlopes(frame: Frame, paths: readonly LossPath[], touched: number): void {
  const {
    columns: { z, sigma, between },
    rowY,
    narrow,
  } = frame
  const group = createTexts(frame)
    .attr('paint-order', 'stroke')
    .attr('stroke', 'var(--paper)')
    .attr('stroke-width', 9)
    .attr('stroke-linejoin', 'round')
  const along = narrow ? 0.56 : 0.62
  const x = Math.round(z + along * (sigma - z))
  paths.forEach(({ inner }, k) =>
    addText(
      group,
      x,
      Math.round(rowY(touched) + along * (rowY(k) - rowY(touched))) + 4,
      formatSigned(inner),
    ),
  )
  paths.forEach(({ outer }, k) => addText(group, between, rowY(k) + 4, formatOuter(outer)))
}

/** −y/σ has no bound: three decimals while there is room. */
function formatOuter(value: number): string {
  return Math.abs(value) < 100 ? formatSigned(value) : formatShort(value)
}

/** What each ∂L/∂σ is made of. */
function drawLabels(frame: Frame, y: readonly number[]): void {
  const group = createTexts(frame).attr('fill', 'var(--muted)').attr('font-size', fontSize.small)
  y.forEach((label, k) =>
    addText(group, frame.columns.between, frame.rowY(k) + 22, `y = ${Number(label.toFixed(2))}`),
  )
}

function drawProducts(frame: Frame, paths: readonly LossPath[]): void {
  const {
    canvas,
    columns: { product },
    half,
    rowY,
  } = frame
  const boxes = canvas.append('g').attr('fill', 'var(--paper)').attr('stroke-width', 1.5)
  paths.forEach((path, k) =>
    boxes
      .append('rect')
      .attr('x', product - half)
      .attr('y', rowY(k) - 14)
      .attr('width', 2 * half)
      .attr('height', 28)
      .attr('rx', 5)
      .attr('stroke', signColour(path.product)),
  )
  const texts = createTexts(frame).attr('font-weight', 'bold')
  paths.forEach((path, k) => addText(texts, product, rowY(k) + 4, formatSigned(path.product)))
}

function drawNames(
  { canvas, narrow, columns: { z, sigma }, radius, rowY }: Frame,
  { labels, touched }: PathGraphOptions,
): void {
  const small = { size: fontSize.small, fill: 'var(--muted)', halo: true } as const
  labels.forEach((label, k) => {
    const lit = k === touched ? ({ weight: 'bold', fill: 'var(--ink)' } as const) : {}
    if (narrow) drawText(canvas, 0, rowY(k) - radius - 6, label, { ...small, ...lit })
    else
      drawText(canvas, z - radius - 8, rowY(k) + 4, label, {
        fill: 'var(--muted)',
        anchor: 'end',
        ...lit,
      })
    drawText(canvas, sigma, rowY(k) - radius - 5, label, { ...small, anchor: 'middle' })
  })
}

/** A circle with a number in it. */
function addNode(group: Group, radius: number, x: number, y: number, text: string): Group {
  const node = group.append<SVGGElement>('g')
  node.append('circle').attr('cx', x).attr('cy', y).attr('r', radius).attr('stroke', 'currentColor')
  node
    .append('text')
    .attr('x', x)
    .attr('y', y + 4)
    .attr('fill', 'currentColor')
    .text(text)
  return node
}

function createNodes(frame: Frame, colour: string): Group {
  return createTexts(frame)
    .attr('font-weight', 'bold')
    .attr('fill', 'var(--paper)')
    .attr('stroke-width', 2)
    .attr('color', colour)
}

/** The scores can be touched; the one that is stands out. */
function drawScores(
  frame: Frame,
  z: readonly number[],
  { labels, touched, input }: PathGraphOptions,
): void {
  const group = createNodes(frame, 'var(--score)').attr('data-symbol', 'z')
  z.forEach((score, k) => {
    const node = addNode(group, frame.radius, frame.columns.z, frame.rowY(k), formatScore(score))
    if (k === touched) {
      node.select('circle').attr('fill', 'currentColor')
      node.select('text').attr('fill', 'var(--paper)')
    }
    if (input) node.attr('data-input', input).attr('data-value', labels[k])
  })
}

/** What only comes near 0 or 1 is said to. */
function drawProbabilities(frame: Frame, sigma: readonly number[]): void {
  const group = createNodes(frame, 'var(--prob)').attr('data-symbol', 'sigma')
  const format = frame.narrow ? formatCoarse : formatProbability
  sigma.forEach((p, k) =>
    addNode(
      group,
      frame.radius,
      frame.columns.sigma,
      frame.rowY(k),
      format(p).replace(/^<.*/, '≈ 0').replace(/^>.*/, '≈ 1'),
    ),
  )
}

/** Two decimals, for a small circle. */
function formatCoarse(p: number): string {
  return p < 0.005 ? '≈ 0' : p > 0.995 ? '≈ 1' : p.toFixed(2)
}

/** Where all paths meet: the loss, and under it, on a phone in the corner, the sum of what they carry. */
function drawLoss(frame: Frame, loss: number, sum: number): void {
  const { canvas, columns, lossY, radius, narrow } = frame
  addNode(
    createNodes(frame, 'var(--ink)').attr('data-symbol', 'loss'),
    radius,
    columns.loss,
    lossY,
    loss.toFixed(narrow ? 2 : 3),
  )
  const [x, y, anchor] = narrow
    ? ([columns.loss + 20, frame.bottom + 16, 'end'] as const)
    : ([columns.loss, lossY + radius + 18, 'middle'] as const)
  drawText(canvas, x, y, 'sum', { anchor, size: fontSize.small, fill: 'var(--muted)', halo: true })
  drawText(canvas, x, y + 17, formatSigned(sum), {
    anchor,
    size: narrow ? fontSize.normal : fontSize.large,
    weight: 'bold',
    halo: true,
  })
}
