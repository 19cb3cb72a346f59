import { range, scaleLinear } from 'd3'
import { sigmoid, softplus } from 'accurate-softmax'
import {
  createCanvas,
  dragPoint,
  drawCircle,
  drawRule,
  type FigureOptions,
  type Point,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawArea } from '../marks/draw-area.ts'
import { drawCurve } from '../marks/draw-curve.ts'
import { besideHandle, drawScale } from '../marks/draw-scale.ts'
import { drawText } from '../marks/draw-text.ts'
import { isNarrow } from '../marks/is-narrow.ts'
import { margin, place, type Panel } from '../marks/panel.ts'

export interface ChordPanelsOptions extends FigureOptions {
  /** The `<Vector>` of the chord's two ends. Default: they cannot be dragged. */
  drag?: string
}

/** A function of one score. */
interface Shape {
  title: string
  of: (score: number) => number
  stroke: string
  domain: readonly [number, number]
  ticks: readonly number[]
}

type ShapePanel = Panel & Shape

const reach = 6

const shapes: readonly Shape[] = [
  {
    title: 'LSE of (x, 0)',
    of: softplus,
    stroke: 'var(--ink)',
    domain: [-0.4, 6.4],
    ticks: [0, 2, 4, 6],
  },
  {
    title: 'softmax of (x, 0), first probability',
    of: sigmoid,
    stroke: 'var(--prob)',
    domain: [-0.06, 1.06],
    ticks: [0, 0.5, 1],
  },
]

/**
 * Draws one chord over two functions of the scores (x, 0): LogSumExp, which is convex, and the
 * first probability of softmax, which is not.
 */
export function chordPanels(
  ends: readonly number[],
  { width, drag }: ChordPanelsOptions,
): SVGSVGElement {
  const narrow = isNarrow(width)
  const tall = narrow ? 190 : 240
  const canvas = createCanvas(width, narrow ? 2 * tall + 160 : tall + 78)
  // Beside the numbers of the scale, which leave room for a handle.
  const first = margin.left + 6
  const across = narrow ? width - 50 : (width - 92) / 2
  shapes.forEach((shape, k) => {
    const [left, top] = narrow ? [first, 30 + k * (tall + 82)] : [first + k * (across + 48), 30]
    const x = scaleLinear([-reach, reach], [left, left + across])
    const y = scaleLinear(shape.domain, [top + tall, top])
    drawPanel({ ...shape, canvas, x, y }, ends, drag)
  })
  return toElement(canvas)
}

function drawPanel(panel: ShapePanel, ends: readonly number[], drag: string | undefined): void {
  const { canvas, x, y, title, ticks, of, stroke } = panel
  const at = (score: number): Point => place(panel, [score, of(score)])
  drawText(canvas, [x.range()[0], y.range()[1] - 12], title, { bold: true })
  drawScale(panel, { side: 'left', ticks, gap: besideHandle.left })
  drawScale(panel, { side: 'bottom', ticks: range(-reach, reach + 1, 2), gap: 15 })
  drawLens(panel, ends)
  drawCurve(canvas, range(-reach, reach + 0.01, 0.2).map(at), { stroke, width: 2.5 })
  drawRule(canvas, at(ends[0]), at(ends[1]), { stroke: 'var(--accent)', width: 2 })
  drawMiddle(panel, ends)
  const look = { fill: 'var(--accent)', still: { radius: 5 } }
  for (const index of [0, 1]) dragPoint(canvas, at(ends[index]), { input: drag, index, x, ...look })
}

const mix = (from: number, to: number, share: number): number => from + share * (to - from)

/**
 * Fills the area between the chord and the curve. Where the chord is below, as it never is for a
 * convex function, the fill has the colour of faults.
 */
function drawLens(panel: ShapePanel, [a, b]: readonly number[]): void {
  const { canvas, of } = panel
  const shares = range(0, 1.001, 0.04)
  const curve = shares.map((share): Point => [mix(a, b, share), of(mix(a, b, share))])
  const chord = shares.map((share) => mix(of(a), of(b), share))
  const draw = (choose: (p: number, q: number) => number, fill: string, opacity: number): void => {
    const edge = curve.map(([at, value], k): Point => [at, choose(value, chord[k])])
    const outline = [...curve, ...edge.toReversed()].map((pair) => place(panel, pair))
    drawArea(canvas, outline, { fill, opacity })
  }
  draw(Math.max, 'var(--accent)', 0.2)
  draw(Math.min, 'var(--warn)', 0.3)
}

/** Marks the chord's and the curve's values at the middle. */
function drawMiddle(panel: ShapePanel, [a, b]: readonly number[]): void {
  const { canvas, of } = panel
  const at = (a + b) / 2
  const [chord, curve] = [(of(a) + of(b)) / 2, of(at)]
  const fill = chord < curve - 1e-12 ? 'var(--warn)' : 'var(--ink)'
  const ends = [chord, curve].map((value) => place(panel, [at, value]))
  drawRule(canvas, ends[0], ends[1], { stroke: fill, width: 2, dash: '3 2' })
  for (const end of ends) drawCircle(canvas, end, { radius: 3.5, fill })
  compare(panel, chord, curve)
}

function compare({ canvas, x, y }: ShapePanel, chord: number, curve: number): void {
  const [left, right] = x.range()
  const fails = chord < curve - 1e-12
  const sign = Math.abs(chord - curve) <= 1e-12 ? '=' : fails ? '<' : '>'
  const [first, second] = [`chord ${chord.toFixed(3)}`, `curve ${curve.toFixed(3)}`]
  const text = `half-way: ${first} ${sign} ${second}${fails ? ' ✗' : ' ✓'}`
  const size = right - left < 260 ? 'small' : 'normal'
  const fill = fails ? 'var(--warn)' : 'var(--ink)'
  const at = [(left + right) / 2, y.range()[0] + 36] as const
  drawText(canvas, at, text, { anchor: 'middle', size, bold: true, fill })
}
