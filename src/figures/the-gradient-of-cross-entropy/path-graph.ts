import { range } from 'd3'
import { crossEntropy, softmax, softmaxJacobian } from 'accurate-softmax'
import {
  append,
  type Attributes,
  type Canvas,
  createCanvas,
  type FigureOptions,
  fontSize,
  type Point,
  round,
  setAttributes,
  setInput,
  toElement,
  writeMark,
} from '@cellgraph/notebook/figure'
import { drawMath } from '../marks/draw-math.ts'
import { drawText } from '../marks/draw-text.ts'
import { formatProbability, formatScore, formatShort } from '../marks/format-numbers.ts'
import { isNarrow } from '../marks/is-narrow.ts'
import { formatSigned, signColour } from '../marks/signs.ts'

export interface PathGraphOptions extends FigureOptions {
  labels: readonly string[]
  /** The index of the selected score. */
  touched: number
  /** The `<Choice>` that is set, by its label, when a score is touched. */
  input?: string
}

/**
 * One path from a score through one probability to the loss: the derivatives on its edges, and their
 * product.
 */
export interface LossPath {
  /** ∂σ_k/∂z_i */
  inner: number
  /** ∂L/∂σ_k = −y_k/σ_k */
  outer: number
  product: number
}

/**
 * All paths from score i to the loss, one through each probability. A path with a label of zero has
 * product 0.
 */
export function lossPaths(z: readonly number[], y: readonly number[], i: number): LossPath[] {
  const sigma = softmax(z)
  return softmaxJacobian(z).map((row, k) => {
    const outer = y[k] === 0 ? 0 : -y[k] / sigma[k]
    return { inner: row[i], outer, product: outer === 0 ? 0 : outer * row[i] }
  })
}

// All coordinates are whole pixels: a graph has many numbers, and each digit adds to the page.
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
  size: 'small' | 'normal'
  touched: number
}

/**
 * Draws the paths from a score to the loss through every probability, with the derivative on each
 * edge, the product of each path, and the sum.
 */
export function pathGraph(
  z: readonly number[],
  y: readonly number[],
  options: PathGraphOptions,
): SVGSVGElement {
  const frame = toFrame(z.length, options)
  const paths = lossPaths(z, y, options.touched)
  drawHeadings(frame)
  drawIdleEdges(frame, z.length)
  drawPaths(frame, paths)
  drawSlopes(frame, paths)
  drawLabels(frame, y)
  drawProducts(frame, paths)
  options.labels.forEach((label, k) => drawNames(frame, label, k))
  drawScores(frame, z, options)
  drawProbabilities(frame, softmax(z))
  drawLoss(frame, crossEntropy(z, y))
  drawSum(
    frame,
    paths.reduce((sum, { product }) => sum + product, 0),
  )
  return toElement(frame.canvas)
}

function toFrame(count: number, { width, touched }: PathGraphOptions): Frame {
  const narrow = isNarrow(width)
  const [top, gap, radius, half] = narrow ? [72, 80, 18, 31] : [70, 82, 25, 40]
  const rowY = (k: number): number => top + gap * k
  const bottom = rowY(count - 1)
  return {
    ...{ narrow, touched, radius, half, rowY, bottom },
    canvas: createCanvas(width, bottom + 44),
    columns: toColumns(width, radius - half),
    lossY: Math.round((top + bottom) / 2),
    size: narrow ? 'small' : 'normal',
  }
}

/**
 * @param shift a node's radius less half a box: the visible edge is not centred between the columns
 */
function toColumns(width: number, shift: number): Frame['columns'] {
  const columns = isNarrow(width)
    ? { z: 19, sigma: 130, product: 238, loss: width - 20 }
    : { z: 84, sigma: Math.round(width * 0.42), product: Math.round(width * 0.7), loss: width - 44 }
  return { ...columns, between: Math.round((columns.sigma + columns.product + shift) / 2) }
}

function drawHeadings({ canvas, columns, narrow, size }: Frame): void {
  const { z, sigma, between, product, loss } = columns
  const muted = { anchor: 'middle', size, fill: 'var(--muted)' } as const
  const bold = { ...muted, bold: true }
  drawMath(canvas, [z, 16], narrow ? 'z' : 'scores z', { ...bold, fill: 'var(--score)' })
  drawMath(canvas, [Math.round((z + sigma) / 2), 16], '∂σ_k/∂z_i', muted)
  drawMath(canvas, [sigma, 16], 'σ', { ...bold, fill: 'var(--prob)' })
  drawMath(canvas, [between, 16], '∂L/∂σ_k', muted)
  drawText(canvas, [product, 16], 'product', muted)
  drawMath(canvas, [loss, 16], 'L', { ...bold, fill: 'var(--ink)' })
}

/** Draws the edges of the other scores, without numbers. */
function drawIdleEdges(
  { canvas, columns: { z, sigma }, rowY, touched }: Frame,
  count: number,
): void {
  const rows = range(count)
  const edgesFrom = (i: number): string[] => rows.map((k) => `M${z} ${rowY(i)}L${sigma} ${rowY(k)}`)
  const edges = rows.filter((i) => i !== touched).flatMap(edgesFrom)
  append(canvas, 'path', { d: edges.join(''), stroke: 'var(--line)' })
}

/** Draws the paths, thicker the larger their product. A path with product 0 is dashed. */
function drawPaths(
  { canvas, columns, rowY, lossY, touched }: Frame,
  paths: readonly LossPath[],
): void {
  const { z, sigma, product, loss } = columns
  const group = append(canvas, 'g', { fill: 'none' })
  paths.forEach(({ product: carried }, k) => {
    append(group, 'path', {
      d: `M${z} ${rowY(touched)}L${sigma} ${rowY(k)}H${product}L${loss} ${lossY}`,
      stroke: signColour(carried),
      'stroke-width': round(1.5 + 4.5 * Math.min(1, Math.abs(carried))),
      'stroke-dasharray': carried === 0 ? '2 5' : undefined,
    })
  })
}

/** Adds a group for texts with the same attributes. */
function createTexts({ canvas, size }: Frame, look: Attributes): Canvas {
  const shared = { 'font-size': fontSize[size], 'text-anchor': 'middle' }
  return append(canvas, 'g', { ...shared, ...look })
}

function addText(group: Canvas, [x, y]: Point, text: string): void {
  append(group, 'text', { x, y }).text(text)
}

const brokenFor: Attributes = {
  'paint-order': 'stroke',
  stroke: 'var(--paper)',
  'stroke-width': 9,
  'stroke-linejoin': 'round',
}

/** Writes the derivative on each edge, with an outline that interrupts the edge. */
function drawSlopes(frame: Frame, paths: readonly LossPath[]): void {
  const {
    columns: { z, sigma, between },
    rowY,
    narrow,
    touched,
  } = frame
  const group = createTexts(frame, brokenFor)
  const along = narrow ? 0.53 : 0.62
  const x = Math.round(z + along * (sigma - z))
  const from = rowY(touched)
  const yOf = (k: number): number => Math.round(from + along * (rowY(k) - from)) + 4
  paths.forEach(({ inner }, k) => addText(group, [x, yOf(k)], formatSigned(inner)))
  paths.forEach(({ outer }, k) => addText(group, [between, rowY(k) + 4], formatOuter(outer)))
}

/** −y/σ has no bound: three decimals while there is room. */
function formatOuter(value: number): string {
  return Math.abs(value) < 100 ? formatSigned(value) : formatShort(value)
}

/** Writes the label that each ∂L/∂σ depends on. */
function drawLabels(frame: Frame, y: readonly number[]): void {
  const group = createTexts(frame, { fill: 'var(--muted)', 'font-size': fontSize.small })
  const x = frame.columns.between
  y.forEach((label, k) =>
    addText(group, [x, frame.rowY(k) + 22], `y = ${Number(label.toFixed(2))}`),
  )
}

function drawProducts(frame: Frame, paths: readonly LossPath[]): void {
  const {
    canvas,
    columns: { product: x },
    half,
    rowY,
  } = frame
  const boxes = append(canvas, 'g', { fill: 'var(--paper)', 'stroke-width': 1.5 })
  const size = { width: 2 * half, height: 28, rx: 5 }
  paths.forEach(({ product }, k) => {
    append(boxes, 'rect', { x: x - half, y: rowY(k) - 14, ...size, stroke: signColour(product) })
  })
  const texts = createTexts(frame, { 'font-weight': 'bold' })
  paths.forEach(({ product }, k) => addText(texts, [x, rowY(k) + 4], formatSigned(product)))
}

/** Writes a class's name beside its score and above its probability. */
function drawNames(
  { canvas, narrow, columns, radius, rowY, touched }: Frame,
  label: string,
  k: number,
): void {
  const { z, sigma } = columns
  const y = rowY(k)
  const small = { size: 'small', fill: 'var(--muted)', halo: true } as const
  const look = k === touched ? { bold: true, fill: 'var(--ink)' } : { fill: 'var(--muted)' }
  if (narrow) drawText(canvas, [0, y - radius - 6], label, { ...small, ...look })
  else drawText(canvas, [z - radius - 8, y + 4], label, { anchor: 'end', ...look })
  drawText(canvas, [sigma, y - radius - 5], label, { ...small, anchor: 'middle' })
}

/** Adds a group for nodes of one kind. */
function createNodes(frame: Frame, colour: string, symbol: string): Canvas {
  const look = { fill: 'var(--paper)', 'stroke-width': 2, color: colour }
  const group = createTexts(frame, { 'font-weight': 'bold', ...look })
  return setAttributes(group, writeMark({ symbols: [symbol] }))
}

/** Draws a circle with a number in it. If it is filled, the number has the paper's colour. */
function drawNode(
  group: Canvas,
  [cx, cy]: Point,
  text: string,
  look: { r: number; filled?: boolean },
): void {
  const { r, filled } = look
  const fill = filled ? 'currentColor' : undefined
  append(group, 'circle', { cx, cy, r, stroke: 'currentColor', fill })
  const textFill = filled ? 'var(--paper)' : 'currentColor'
  append(group, 'text', { x: cx, y: cy + 4, fill: textFill }).text(text)
}

/** Draws the scores, which can be touched. The selected one is filled. */
function drawScores(frame: Frame, z: readonly number[], { labels, input }: PathGraphOptions): void {
  const { columns, rowY, radius: r, touched } = frame
  const group = createNodes(frame, 'var(--score)', 'z')
  z.forEach((score, k) => {
    const node = setInput(group, input, labels[k])
    drawNode(node, [columns.z, rowY(k)], formatScore(score), { r, filled: k === touched })
  })
}

/** Draws the probabilities. Those that would be rounded to 0 or 1 are marked as approximate. */
function drawProbabilities(frame: Frame, sigma: readonly number[]): void {
  const { columns, rowY, radius: r, narrow } = frame
  const group = createNodes(frame, 'var(--prob)', 'sigma')
  sigma.forEach((p, k) => {
    const text = narrow
      ? formatCoarse(p)
      : formatProbability(p).replace(/^<.*/, '≈ 0').replace(/^>.*/, '≈ 1')
    drawNode(append(group, 'g'), [columns.sigma, rowY(k)], text, { r })
  })
}

/** Two decimals, for a small circle. */
function formatCoarse(p: number): string {
  return p < 0.005 ? '≈ 0' : p > 0.995 ? '≈ 1' : p.toFixed(2)
}

/** Draws the node of the loss, where all paths meet. */
function drawLoss(frame: Frame, loss: number): void {
  const { columns, lossY, radius: r, narrow } = frame
  const group = createNodes(frame, 'var(--ink)', 'loss')
  drawNode(append(group, 'g'), [columns.loss, lossY], loss.toFixed(narrow ? 2 : 3), { r })
}

/** Writes the sum of all products: under the loss, or on a phone in the corner. */
function drawSum({ canvas, columns, lossY, radius, narrow, bottom }: Frame, sum: number): void {
  const [x, y] = narrow ? [columns.loss + 20, bottom + 16] : [columns.loss, lossY + radius + 18]
  const look = { anchor: narrow ? 'end' : 'middle', halo: true } as const
  drawText(canvas, [x, y], 'sum', { ...look, size: 'small', fill: 'var(--muted)' })
  const size = narrow ? 'normal' : 'large'
  drawText(canvas, [x, y + 17], formatSigned(sum), { ...look, size, bold: true })
}
