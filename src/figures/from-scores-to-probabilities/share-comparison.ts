import {
  type Canvas,
  createCanvas,
  drawRule,
  type FigureOptions,
  fontSize,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawBar } from '../marks/draw-bar.ts'
import { drawText } from '../marks/draw-text.ts'
import { formatShort } from '../marks/format-numbers.ts'

/** One way to turn scores into shares, and what it makes of them. */
export interface Method {
  name: string
  shares: readonly number[]
}

export interface ShareComparisonOptions extends FigureOptions {
  labels: readonly string[]
}

interface Place {
  x: number
  y: number
  /** Pixels for bars. */
  across: number
  rowTall: number
  labelled: boolean
}

const [headTall, valueWide, labelWide] = [42, 46, 54]
/** Shares past these are cut off there: plain normalisation knows no bounds. */
const [lowest, highest] = [-1, 1.5]

/** The same scores under several methods, side by side, or one under another on a phone. */
export function shareComparison(
  methods: readonly Method[],
  { width, labels }: ShareComparisonOptions,
): SVGSVGElement {
  const stacked = width < 480
  const rowTall = stacked ? 24 : 34
  const panelTall = headTall + rowTall * labels.length + 12
  const canvas = createCanvas(width, stacked ? panelTall * methods.length : panelTall)
  const panelWide = stacked ? width : (width - labelWide) / methods.length
  const domain = toDomain(methods)
  methods.forEach((method, k) => {
    const labelled = stacked || k === 0
    const place: Place = stacked
      ? { x: labelWide, y: k * panelTall, across: width - labelWide - valueWide, rowTall, labelled }
      : {
          x: labelWide + k * panelWide,
          y: 0,
          across: panelWide - valueWide - 14,
          rowTall,
          labelled,
        }
    drawPanel(canvas, method, place, domain, labels)
  })
  return toElement(canvas)
}

/** One scale for all panels, so that lengths compare. */
function toDomain(methods: readonly Method[]): [number, number] {
  const all = methods.flatMap(({ shares }) => [...shares]).filter(Number.isFinite)
  return [Math.max(lowest, Math.min(0, ...all)), Math.min(highest, Math.max(1, ...all))]
}

/** What is wrong with shares as probabilities, if anything. */
function findFault(shares: readonly number[]): string | undefined {
  if (!shares.every(Number.isFinite)) return 'the sum is 0'
  if (shares.some((share) => share < 0)) return 'one is negative'
  return undefined
}

function drawPanel(
  canvas: Canvas,
  { name, shares }: Method,
  place: Place,
  [low, high]: [number, number],
  labels: readonly string[],
): void {
  const fault = findFault(shares)
  const at = (share: number): number =>
    place.x + ((Math.min(high, Math.max(low, share)) - low) / (high - low)) * place.across
  drawText(canvas, place.x, place.y + 14, name, { weight: 'bold' })
  drawText(canvas, place.x, place.y + 30, fault ? `✗ ${fault}` : '✓ sums to 1', {
    size: fontSize.small,
    fill: fault ? 'var(--warn)' : 'var(--muted)',
  })
  const { rowTall } = place
  const [from, to] = [place.y + headTall, place.y + headTall + rowTall * labels.length]
  drawRule(canvas, [at(1), from], [at(1), to], { dash: '2 3' })
  labels.forEach((label, i) => {
    const y = from + i * rowTall
    if (place.labelled)
      drawText(canvas, place.x - labelWide, y + rowTall / 2 + 5, label, { fill: 'var(--muted)' })
    if (Number.isFinite(shares[i]))
      drawBar(canvas, [at(0), y + rowTall / 6], [at(shares[i]), y + (rowTall * 5) / 6], {
        fill: shares[i] < 0 || fault ? 'var(--warn)' : 'var(--prob)',
      })
    drawText(canvas, place.x + place.across + 6, y + rowTall / 2 + 5, formatShort(shares[i]))
  })
  drawRule(canvas, [at(0), from], [at(0), to], { stroke: 'var(--muted)' })
}
