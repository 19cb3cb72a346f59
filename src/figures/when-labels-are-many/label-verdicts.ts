import {
  type Canvas,
  createCanvas,
  drawRule,
  type FigureOptions,
  fontSize,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawBar } from '../marks/draw-bar.ts'
import { drawPicture } from '../marks/draw-picture.ts'
import { drawText } from '../marks/draw-text.ts'

/** What one way to train gives for each label of a picture, from 0 to 1. */
export interface Verdict {
  name: string
  outputs: readonly number[]
}

export interface LabelVerdictsOptions extends FigureOptions {
  labels: readonly string[]
  /** What is true of the picture, 0 or 1 for each label. */
  truth: readonly number[]
  /** Outputs above it count as true. */
  threshold: number
  /** Small pictures to choose from, and the `<Choice>` that a touched one sets. */
  choices: readonly { picture: readonly number[]; value: string }[]
  chosen: string
  input?: string
}

const [rowTall, headTall] = [42, 30]

/** A picture, and what several classifiers say of it label by label: bars against the threshold, and whether each is right. */
export function labelVerdicts(
  picture: readonly number[],
  verdicts: readonly Verdict[],
  options: LabelVerdictsOptions,
): SVGSVGElement {
  const { width, labels, truth } = options
  const narrow = width < 480
  const thumb = Math.min(44, width / options.choices.length - 4)
  const side = narrow ? 112 : 150
  const top = thumb + 26
  const [left, tableTop] = narrow ? [0, top + side + 18] : [side + 28, top]
  const height = Math.max(top + side + 30, tableTop + headTall + rowTall * labels.length + 4)
  const canvas = createCanvas(width, height)
  drawChoices(canvas, thumb, options)
  drawPicture(canvas, 0, top, side, picture)
  const caption = `a ${options.chosen}: ${countTrue(truth)}`
  drawText(canvas, narrow ? side + 18 : 0, narrow ? top + 22 : top + side + 20, caption, {
    weight: 'bold',
  })
  const names = left + (narrow ? 76 : 88)
  const across = (width - names) / verdicts.length
  labels.forEach((label, i) =>
    drawText(
      canvas,
      left,
      tableTop + headTall + (i + 0.5) * rowTall + 5,
      truth[i] ? `✓ ${label}` : label,
      truth[i] ? { weight: 'bold' } : { fill: 'var(--muted)' },
    ),
  )
  verdicts.forEach((verdict, k) =>
    drawColumn(canvas, verdict, names + k * across, tableTop, across - 8, options),
  )
  return toElement(canvas)
}

function countTrue(truth: readonly number[]): string {
  const count = truth.reduce((a, b) => a + b, 0)
  return count === 0 ? 'none is true' : count === 1 ? '1 is true' : `${count} are true`
}

/** The small pictures; the chosen one is underlined. */
function drawChoices(
  canvas: Canvas,
  thumb: number,
  { choices, chosen, input, width }: LabelVerdictsOptions,
): void {
  choices.forEach(({ picture, value }, k) => {
    const x = (k * width) / choices.length
    const group = canvas.append<SVGGElement>('g')
    if (input) group.attr('data-input', input).attr('data-value', value)
    drawPicture(group as unknown as Canvas, x, 1, thumb, picture)
    if (value === chosen)
      drawRule(canvas, [x, thumb + 7], [x + thumb, thumb + 7], {
        stroke: 'var(--accent)',
        width: 3,
      })
  })
}

function drawColumn(
  canvas: Canvas,
  { name, outputs }: Verdict,
  x: number,
  top: number,
  across: number,
  { truth, threshold }: LabelVerdictsOptions,
): void {
  drawText(canvas, x, top + 14, name, {
    weight: 'bold',
    size: across < 80 ? fontSize.small : fontSize.normal,
  })
  outputs.forEach((output, i) => {
    const y = top + headTall + i * rowTall
    const wrong = output > threshold !== truth[i] > 0
    drawText(
      canvas,
      x,
      y + 15,
      `${output.toFixed(2)}${wrong ? ' ✗' : ''}`,
      wrong ? { fill: 'var(--warn)', weight: 'bold' } : {},
    )
    drawBar(canvas, [x, y + 21], [x + across, y + 31], { fill: 'var(--line)', opacity: 0.6 })
    drawBar(canvas, [x, y + 21], [x + across * output, y + 31], {
      fill: wrong ? 'var(--warn)' : 'var(--prob)',
    })
    drawRule(canvas, [x + across * threshold, y + 18], [x + across * threshold, y + 34], {
      stroke: 'var(--ink)',
      width: 2,
    })
  })
}
