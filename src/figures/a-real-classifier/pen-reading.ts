import { scaleLinear } from 'd3'
import {
  type Canvas,
  createCanvas,
  dragHandle,
  drawRule,
  type FigureOptions,
  fontSize,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawBar } from '../marks/draw-bar.ts'
import { drawCurve } from '../marks/draw-curve.ts'
import { drawPicture } from '../marks/draw-picture.ts'
import { drawText } from '../marks/draw-text.ts'
import { formatProbability } from '../marks/format-numbers.ts'
import { smooth, toPoints } from '../marks/ink-stroke.ts'

export interface PenReadingOptions extends FigureOptions {
  /** The `<Vector>` of the pen's points: x and y of each, from 0 to 8. */
  drag?: string
}

/** A pen whose points are dragged, the picture that its ink makes (`inkStroke`), and the probability of each class. */
export function penReading(
  pen: readonly number[],
  picture: readonly number[],
  sigma: readonly number[],
  { width, drag }: PenReadingOptions,
): SVGSVGElement {
  const narrow = width < 480
  const side = narrow ? 280 : Math.min(300, width / 2)
  const rowTall = narrow ? 24 : side / 10
  const [left, top] = narrow ? [0, side + 22] : [side + 36, 4]
  const canvas = createCanvas(width, narrow ? top + 10 * rowTall + 4 : side + 8)
  const sheet = narrow ? (width - side) / 2 : 0
  drawPicture(canvas, sheet, 4, side, picture)
  drawBars(canvas, sigma, left, top, width - left, rowTall)
  const [x, y] = [scaleLinear([0, 8], [sheet, sheet + side]), scaleLinear([0, 8], [4, 4 + side])]
  drawCurve(
    canvas,
    smooth(toPoints(pen)).map(([across, down]): [number, number] => [x(across), y(down)]),
    { stroke: 'var(--accent)', width: 2 },
  )
  if (drag !== undefined)
    toPoints(pen).forEach(([across, down], n) =>
      dragHandle(canvas, [x(across), y(down)], {
        input: drag,
        index: [2 * n, 2 * n + 1],
        x,
        y,
        label: `point ${n + 1} of the pen`,
      }),
    )
  return toElement(canvas)
}

function drawBars(
  canvas: Canvas,
  sigma: readonly number[],
  left: number,
  top: number,
  across: number,
  tall: number,
): void {
  const most = Math.max(...sigma)
  const [from, long] = [left + 22, across - 22 - 60]
  sigma.forEach((share, k) => {
    const middle = top + (k + 0.5) * tall
    const leads = share === most
    drawText(canvas, left, middle + 5, String(k), { weight: 'bold' })
    drawRule(canvas, [from, middle], [from + long, middle])
    drawBar(
      canvas,
      [from, middle - tall * 0.3],
      [from + Math.max(1, long * share), middle + tall * 0.3],
      { fill: 'var(--prob)', ...(!leads && { opacity: 0.6 }) },
    )
    drawText(canvas, left + across, middle + 5, formatProbability(share), {
      anchor: 'end',
      size: leads ? fontSize.normal : fontSize.small,
      ...(leads ? { weight: 'bold' } : { fill: 'var(--muted)' }),
    })
  })
}
