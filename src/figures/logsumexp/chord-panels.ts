import { range, scaleLinear, type ScaleLinear } from 'd3'
import { sigmoid, softplus } from 'accurate-softmax'
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
import { drawCurve, toPath } from '../marks/draw-curve.ts'
import { drawText } from '../marks/draw-text.ts'

export interface ChordPanelsOptions extends FigureOptions {
  /** The `<Vector>` of the chord's two ends. Default: they cannot be dragged. */
  drag?: string
}

interface Panel {
  canvas: Canvas
  title: string
  of: (score: number) => number
  stroke: string
  ticks: readonly number[]
  x: ScaleLinear<number, number>
  y: ScaleLinear<number, number>
}

const reach = 6

/** One chord over two curves of the scores (x, 0): LogSumExp, which it never dips below, and the first share of softmax. */
export function chordPanels(
  ends: readonly number[],
  { width, drag }: ChordPanelsOptions,
): SVGSVGElement {
  const narrow = width < 480
  const tall = narrow ? 190 : 240
  const canvas = createCanvas(width, narrow ? 2 * tall + 160 : tall + 78)
  const across = narrow ? width - 44 : (width - 92) / 2
  const place = (k: number): { left: number; top: number } =>
    narrow ? { left: 30, top: 30 + k * (tall + 82) } : { left: 30 + k * (across + 48), top: 30 }
  const shapes = [
    {
      title: 'LSE of (x, 0)',
      of: softplus,
      stroke: 'var(--ink)',
      domain: [-0.4, 6.4],
      ticks: [0, 2, 4, 6],
    },
    {
      title: 'softmax of (x, 0), first share',
      of: sigmoid,
      stroke: 'var(--prob)',
      domain: [-0.06, 1.06],
      ticks: [0, 0.5, 1],
    },
  ]
  shapes.forEach(({ domain, ...shape }, k) => {
    const { left, top } = place(k)
    drawPanel(
      {
        ...shape,
        canvas,
        x: scaleLinear([-reach, reach], [left, left + across]),
        y: scaleLinear(domain, [top + tall, top]),
      },
      ends,
      drag,
    )
  })
  return toElement(canvas)
}

function drawPanel(panel: Panel, ends: readonly number[], drag: string | undefined): void {
  drawAxes(panel)
  drawLens(panel, ends)
  const { canvas, x, y, of, stroke } = panel
  drawCurve(
    canvas,
    range(-reach, reach + 0.01, 0.2).map((at) => [x(at), y(of(at))]),
    { stroke, width: 2.5 },
  )
  drawRule(canvas, [x(ends[0]), y(of(ends[0]))], [x(ends[1]), y(of(ends[1]))], {
    stroke: 'var(--accent)',
    width: 2,
  })
  drawMiddle(panel, ends)
  for (const index of [0, 1]) {
    const at: [number, number] = [x(ends[index]), y(of(ends[index]))]
    if (drag === undefined)
      canvas
        .append('circle')
        .attr('cx', round(at[0]))
        .attr('cy', round(at[1]))
        .attr('r', 5)
        .attr('fill', 'var(--accent)')
    else dragHandle(canvas, at, { input: drag, index, x })
  }
}

function drawAxes({ canvas, title, x, y, ticks }: Panel): void {
  const [left, right] = x.range()
  const [base, top] = y.range()
  drawText(canvas, left, top - 12, title, { weight: 'bold' })
  for (const tick of ticks) {
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
  for (const tick of [-6, -4, -2, 0, 2, 4, 6])
    drawText(canvas, x(tick), base + 15, String(tick).replace('-', '−'), {
      anchor: 'middle',
      size: fontSize.small,
      fill: 'var(--muted)',
    })
}

const mix = (from: number, to: number, share: number): number => from + share * (to - from)

/** Between the chord and the curve: in the colour of faults where the chord is below, as it never is over a convex function. */
function drawLens({ canvas, x, y, of }: Panel, [a, b]: readonly number[]): void {
  const shares = range(0, 1.001, 0.04)
  const places = shares.map((share) => mix(a, b, share))
  const chords = shares.map((share) => mix(of(a), of(b), share))
  const outline = (upper: (k: number) => number): string =>
    toPath([
      ...places.map((at): [number, number] => [x(at), y(of(at))]),
      ...places.map((at, k): [number, number] => [x(at), y(upper(k))]).reverse(),
    ])
  const above = outline((k) => Math.max(of(places[k]), chords[k]))
  const below = outline((k) => Math.min(of(places[k]), chords[k]))
  canvas
    .append('path')
    .attr('d', `${above}z`)
    .attr('fill', 'var(--accent)')
    .attr('fill-opacity', 0.2)
  canvas.append('path').attr('d', `${below}z`).attr('fill', 'var(--warn)').attr('fill-opacity', 0.3)
}

/** Half-way along: the chord's height and the curve's, and which is greater. */
function drawMiddle({ canvas, x, y, of }: Panel, [a, b]: readonly number[]): void {
  const [at, chord, curve] = [(a + b) / 2, (of(a) + of(b)) / 2, of((a + b) / 2)]
  const fails = chord < curve - 1e-12
  drawRule(canvas, [x(at), y(chord)], [x(at), y(curve)], {
    stroke: fails ? 'var(--warn)' : 'var(--ink)',
    width: 2,
    dash: '3 2',
  })
  for (const value of [chord, curve])
    canvas
      .append('circle')
      .attr('cx', round(x(at)))
      .attr('cy', round(y(value)))
      .attr('r', 3.5)
      .attr('fill', fails ? 'var(--warn)' : 'var(--ink)')
  const [left, right] = x.range()
  const [line, end] = [y.range()[0] + 36, (left + right) / 2]
  const sign = Math.abs(chord - curve) <= 1e-12 ? '=' : fails ? '<' : '>'
  drawText(
    canvas,
    end,
    line,
    `half-way: chord ${chord.toFixed(3)} ${sign} curve ${curve.toFixed(3)}${fails ? ' ✗' : ' ✓'}`,
    {
      anchor: 'middle',
      size: right - left < 260 ? fontSize.small : fontSize.normal,
      weight: 'bold',
      fill: fails ? 'var(--warn)' : 'var(--ink)',
    },
  )
}
