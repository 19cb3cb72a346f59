import { crossEntropy } from '../math/crossEntropy.ts'
import { softmax } from '../math/softmax.ts'
import { softmaxJacobian } from '../math/softmaxJacobian.ts'
import { createCanvas, fontSize, round, toElement, type Canvas, type FigureOptions } from './canvas.ts'
import { drawMath } from './draw-math.ts'
import { drawText } from './draw-text.ts'
import { formatProbability, formatScore, formatShort } from './format-numbers.ts'
import { formatSigned, signColour } from './signs.ts'

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

interface Frame {
  canvas: Canvas
  narrow: boolean
  radius: number
  /** Middles of the columns: scores, probabilities, products, the loss. */
  columns: Record<'z' | 'sigma' | 'product' | 'loss', number>
  rowY: (k: number) => number
  lossY: number
  small: number
}

/** Which way a score goes to the loss: through every probability, with the slope on each edge, their product on each path, and the sum. */
export function pathGraph(z: readonly number[], y: readonly number[], options: PathGraphOptions): SVGSVGElement {
  const { width, touched } = options
  const frame = toFrame(width, z.length)
  const paths = lossPaths(z, y, touched)
  drawHeadings(frame)
  drawIdleEdges(frame, touched, z.length)
  paths.forEach((path, k) => drawPath(frame, path, touched, k))
  paths.forEach((path, k) => drawNumbers(frame, path, y[k], touched, k))
  drawNodes(frame, z, options)
  drawLoss(frame, crossEntropy(z, y), paths.reduce((sum, { product }) => sum + product, 0))
  return toElement(frame.canvas)
}

function toFrame(width: number, count: number): Frame {
  const narrow = width < 480
  const [top, gap, radius] = narrow ? [72, 80, 18] : [70, 82, 25]
  const rowY = (k: number): number => top + gap * k
  const columns = narrow
    ? { z: 19, sigma: 130, product: 238, loss: width - 20 }
    : { z: 84, sigma: width * 0.42, product: width * 0.7, loss: width - 44 }
  return { canvas: createCanvas(width, rowY(count - 1) + 44), narrow, radius, columns, rowY, lossY: (rowY(0) + rowY(count - 1)) / 2, small: narrow ? fontSize.small : fontSize.normal }
}

function drawHeadings({ canvas, columns: { z, sigma, product, loss }, radius, narrow, small }: Frame): void {
  const muted = { anchor: 'middle', size: small, fill: 'var(--muted)' } as const
  drawMath(canvas, z, 16, narrow ? 'z' : 'scores z', { ...muted, fill: 'var(--score)', weight: 'bold' })
  drawMath(canvas, (z + sigma) / 2, 16, '∂σ_k/∂z_i', muted)
  drawMath(canvas, sigma, 16, 'σ', { ...muted, fill: 'var(--prob)', weight: 'bold' })
  drawMath(canvas, (sigma + radius + product - productHalf(narrow)) / 2, 16, '∂L/∂σ_k', muted)
  drawText(canvas, product, 16, 'product', muted)
  drawMath(canvas, loss, 16, 'L', { ...muted, weight: 'bold', fill: 'var(--ink)' })
}

function drawEdge(canvas: Canvas, points: readonly [number, number][], stroke: string, width: number, dash?: string): void {
  const line = points.map(([x, y]) => `${round(x)} ${round(y)}`).join('L')
  const edge = canvas.append('path').attr('d', `M${line}`).attr('fill', 'none').attr('stroke', stroke).attr('stroke-width', round(width))
  if (dash) edge.attr('stroke-dasharray', dash)
}

/** The edges of the scores that are not touched: there, but silent. */
function drawIdleEdges({ canvas, columns, rowY }: Frame, touched: number, count: number): void {
  const rows = Array.from({ length: count }, (_, k) => k)
  const lines = rows.filter((i) => i !== touched).flatMap((i) => rows.map((k) => `M${columns.z} ${round(rowY(i))}L${round(columns.sigma)} ${round(rowY(k))}`))
  canvas.append('path').attr('d', lines.join('')).attr('stroke', 'var(--line)')
}

/** The thicker, the more the path carries; one that carries nothing is dashed. */
function drawPath({ canvas, columns: { z, sigma, product, loss }, rowY, lossY }: Frame, { product: carried }: LossPath, touched: number, k: number): void {
  const width = carried === 0 ? 1.5 : 1.5 + 4.5 * Math.min(1, Math.abs(carried))
  const points: [number, number][] = [[z, rowY(touched)], [sigma, rowY(k)], [product, rowY(k)], [loss, lossY]]
  drawEdge(canvas, points, signColour(carried), width, carried === 0 ? '2 5' : undefined)
}

function drawNumbers({ canvas, narrow, columns: { z, sigma, product }, radius, rowY, small }: Frame, path: LossPath, label: number, touched: number, k: number): void {
  const [half, along] = [productHalf(narrow), narrow ? 0.56 : 0.62]
  const y = rowY(touched) + along * (rowY(k) - rowY(touched))
  drawTag(canvas, z + along * (sigma - z), y, formatSigned(path.inner), small)
  const between = (sigma + radius + product - half) / 2
  drawTag(canvas, between, rowY(k), formatOuter(path.outer), small)
  drawText(canvas, between, rowY(k) + 22, `y = ${formatShort(label).replace(/\.?0+$/, '') || '0'}`, { anchor: 'middle', size: fontSize.small, fill: 'var(--muted)' })
  drawBox(canvas, [product - half, rowY(k) - 14], [product + half, rowY(k) + 14], signColour(path.product))
  drawText(canvas, product, rowY(k) + 4.5, formatSigned(path.product), { anchor: 'middle', size: small, weight: 'bold' })
}

function productHalf(narrow: boolean): number {
  return narrow ? 25 : 40
}

/** A number on an edge, which is broken for it. */
function drawTag(canvas: Canvas, x: number, y: number, text: string, size: number): void {
  const half = text.length * size * 0.32 + 3
  canvas.append('rect').attr('x', round(x - half)).attr('y', round(y - size * 0.7)).attr('width', round(2 * half)).attr('height', round(size * 1.4)).attr('fill', 'var(--paper)')
  drawText(canvas, x, y + size * 0.35, text, { anchor: 'middle', size })
}

/** −y/σ has no bound: three decimals while there is room. */
function formatOuter(value: number): string {
  return Math.abs(value) < 100 ? formatSigned(value) : formatShort(value)
}

function drawBox(canvas: Canvas, [x1, y1]: [number, number], [x2, y2]: [number, number], stroke: string): void {
  canvas.append('rect').attr('x', round(x1)).attr('y', round(y1)).attr('width', round(x2 - x1)).attr('height', round(y2 - y1)).attr('rx', 5).attr('fill', 'var(--paper)').attr('stroke', stroke).attr('stroke-width', 1.5)
}

function drawNodes(frame: Frame, z: readonly number[], { labels, touched, input }: PathGraphOptions): void {
  const { canvas, narrow, columns, radius, rowY } = frame
  const sigma = softmax(z)
  z.forEach((score, k) => {
    const lit = k === touched
    const node = drawNode(frame, columns.z, rowY(k), formatScore(score), 'var(--score)', lit)
    if (input) node.attr('data-input', input).attr('data-value', labels[k])
    drawNode(frame, columns.sigma, rowY(k), formatNode(sigma[k]), 'var(--prob)')
    const name = { weight: lit ? 'bold' as const : undefined, fill: lit ? 'var(--ink)' : 'var(--muted)' }
    if (narrow) drawText(canvas, 0, rowY(k) - radius - 6, labels[k], { ...name, size: fontSize.small, halo: true })
    else drawText(canvas, columns.z - radius - 8, rowY(k) + 4.5, labels[k], { ...name, anchor: 'end' })
    drawText(canvas, columns.sigma, rowY(k) - radius - 5, labels[k], { anchor: 'middle', size: fontSize.small, fill: 'var(--muted)', halo: true })
  })
}

/** A probability in a circle: what only comes near 0 or 1 is said to. */
function formatNode(p: number): string {
  return formatProbability(p).replace('< 0.001', '≈ 0').replace('> 0.999', '≈ 1')
}

function drawNode({ canvas, radius, small }: Frame, x: number, y: number, text: string, colour: string, filled = false) {
  const node = canvas.append('g')
  node.append('circle').attr('cx', round(x)).attr('cy', round(y)).attr('r', radius).attr('fill', filled ? colour : 'var(--paper)').attr('stroke', colour).attr('stroke-width', 2)
  node.append('text').attr('x', round(x)).attr('y', round(y + small * 0.35)).attr('text-anchor', 'middle').attr('font-size', small).attr('font-weight', 'bold').attr('fill', filled ? 'var(--paper)' : colour).text(text)
  return node
}

/** Where all paths meet: the loss, and under it the sum of what they carry. */
function drawLoss(frame: Frame, loss: number, sum: number): void {
  const { canvas, columns, lossY, radius, narrow } = frame
  drawNode(frame, columns.loss, lossY, loss.toFixed(narrow ? 2 : 3), 'var(--ink)')
  drawText(canvas, columns.loss, lossY + radius + 18, 'sum', { anchor: 'middle', size: fontSize.small, fill: 'var(--muted)', halo: true })
  drawText(canvas, narrow ? columns.loss + 20 : columns.loss, lossY + radius + 35, formatSigned(sum), { anchor: narrow ? 'end' : 'middle', size: narrow ? fontSize.normal : fontSize.large, weight: 'bold', halo: true })
}
