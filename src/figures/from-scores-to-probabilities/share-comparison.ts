import { scaleLinear } from 'd3'
import {
  type Canvas,
  createCanvas,
  drawRule,
  type FigureOptions,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawBar } from '../marks/draw-bar.ts'
import { drawText } from '../marks/draw-text.ts'
import { formatShort } from '../marks/format-numbers.ts'
import { isNarrow } from '../marks/is-narrow.ts'
import type { LinearScale } from '../marks/panel.ts'

/** One method to turn scores into shares, and its results. */
export interface Method {
  name: string
  shares: readonly number[]
}

export interface ShareComparisonOptions extends FigureOptions {
  labels: readonly string[]
}

interface MethodPanel {
  canvas: Canvas
  /** From shares to pixels. */
  x: LinearScale
  top: number
  rowTall: number
  /** Whether the classes are labelled at the left. */
  labelled: boolean
}

const [headTall, valueWide, labelWide] = [42, 46, 54]
/** Bars are cut off at these: plain normalisation has no bounds. */
const [lowest, highest] = [-1, 1.5]

/**
 * Draws the shares of the same scores under several methods: side by side, or stacked on a phone.
 */
export function shareComparison(
  methods: readonly Method[],
  { width, labels }: ShareComparisonOptions,
): SVGSVGElement {
  const stacked = isNarrow(width)
  const rowTall = stacked ? 24 : 34
  const tall = headTall + rowTall * labels.length + 12
  const canvas = createCanvas(width, stacked ? tall * methods.length : tall)
  const wide = stacked ? width - labelWide + 14 : (width - labelWide) / methods.length
  methods.forEach((method, k) => {
    const [left, top] = stacked ? [labelWide, k * tall] : [labelWide + k * wide, 0]
    const x = scaleLinear(toDomain(methods), [left, left + wide - valueWide - 14]).clamp(true)
    drawPanel({ canvas, x, top, rowTall, labelled: stacked || k === 0 }, method, labels)
  })
  return toElement(canvas)
}

/** One scale for all panels, so that lengths compare. */
function toDomain(methods: readonly Method[]): [number, number] {
  const all = methods.flatMap(({ shares }) => shares).filter(Number.isFinite)
  return [Math.max(lowest, Math.min(0, ...all)), Math.min(highest, Math.max(1, ...all))]
}

/** What is wrong with shares as probabilities, if anything. */
function findFault(shares: readonly number[]): string | undefined {
  if (!shares.every(Number.isFinite)) return 'the sum is 0'
  if (shares.some((share) => share < 0)) return 'one is negative'
  return undefined
}

function drawPanel(panel: MethodPanel, { name, shares }: Method, labels: readonly string[]): void {
  const { canvas, x, top, rowTall } = panel
  const [left] = x.range()
  const fault = findFault(shares)
  const [from, to] = [top + headTall, top + headTall + rowTall * labels.length]
  drawText(canvas, [left, top + 14], name, { bold: true })
  const fill = fault ? 'var(--warn)' : 'var(--muted)'
  drawText(canvas, [left, top + 30], fault ? `✗ ${fault}` : '✓ sums to 1', { size: 'small', fill })
  drawRule(canvas, [x(1), from], [x(1), to], { dash: '2 3' })
  labels.forEach((label, i) => {
    const row = { ...panel, top: from + i * rowTall }
    drawShare(row, label, { share: shares[i], wrong: shares[i] < 0 || fault !== undefined })
  })
  drawRule(canvas, [x(0), from], [x(0), to], { stroke: 'var(--muted)' })
}

function drawShare(
  row: MethodPanel,
  label: string,
  { share, wrong }: { share: number; wrong: boolean },
): void {
  const { canvas, x, top, rowTall, labelled } = row
  const [left, right] = x.range()
  const line = top + rowTall / 2 + 5
  const fill = wrong ? 'var(--warn)' : 'var(--prob)'
  if (labelled) drawText(canvas, [left - labelWide, line], label, { fill: 'var(--muted)' })
  const [from, to] = [top + rowTall / 6, top + (rowTall * 5) / 6]
  if (Number.isFinite(share)) drawBar(canvas, [x(0), from], [x(share), to], { fill })
  drawText(canvas, [right + 6, line], formatShort(share))
}
