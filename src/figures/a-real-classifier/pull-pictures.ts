import {
  type Canvas,
  createCanvas,
  drawRule,
  type FigureOptions,
  fontSize,
  toElement,
} from '@cellgraph/notebook/figure'
import { drawContrasts } from '../marks/draw-contrasts.ts'
import { drawPicture } from '../marks/draw-picture.ts'
import { drawText } from '../marks/draw-text.ts'
import { formatSigned } from '../marks/signs.ts'

export interface PullPicturesOptions extends FigureOptions {
  /** The digit that is written there. */
  label: number
  /** Small pictures to choose from, and the `<Choice>` that a touched one sets. */
  choices: readonly { picture: readonly number[]; value: string }[]
  chosen: string
  input?: string
}

/** What one picture asks of every class's weights: its own ink, times label minus probability. */
export function pullPictures(
  picture: readonly number[],
  sigma: readonly number[],
  options: PullPicturesOptions,
): SVGSVGElement {
  const { width, label } = options
  const narrow = width < 480
  const thumb = Math.min(44, width / options.choices.length - 4)
  const top = thumb + 22
  const own = narrow ? 96 : 120
  const gap = narrow ? 8 : 10
  const [left, from] = narrow ? [0, top + own + 10] : [own + 28, top]
  const size = (width - left - 4 * gap) / 5
  const tall = size + 38
  const canvas = createCanvas(width, Math.max(from + 2 * tall, top + own + 24))
  drawChoices(canvas, thumb, options)
  drawPicture(canvas, 0, top, own, picture)
  drawText(canvas, narrow ? own + 14 : 0, narrow ? top + 16 : top + own + 18, `a ${label}`, {
    weight: 'bold',
  })
  if (narrow) {
    drawText(canvas, own + 14, top + 36, 'under each class:', {
      size: fontSize.small,
      fill: 'var(--muted)',
    })
    drawText(canvas, own + 14, top + 52, '(y − σ) x, what a step', {
      size: fontSize.small,
      fill: 'var(--muted)',
    })
    drawText(canvas, own + 14, top + 68, 'adds to its weights', {
      size: fontSize.small,
      fill: 'var(--muted)',
    })
  }
  const pulls = sigma.map((share, k) => (k === label ? 1 : 0) - share)
  const places = pulls.map((pull, k) => ({
    x: left + (k % 5) * (size + gap),
    y: from + 18 + Math.floor(k / 5) * tall,
    size,
    values: picture.map((ink) => pull * ink),
  }))
  drawContrasts(canvas, places, Math.max(...pulls.map(Math.abs)))
  places.forEach(({ x, y }, k) => {
    drawText(canvas, x + size / 2, y - 5, k === label ? `✓ ${k}` : String(k), {
      anchor: 'middle',
      weight: 'bold',
    })
    drawText(canvas, x + size / 2, y + size + 14, formatPull(pulls[k]), {
      anchor: 'middle',
      size: fontSize.small,
      ...(k !== label && { fill: 'var(--muted)' }),
    })
  })
  return toElement(canvas)
}

function formatPull(pull: number): string {
  return Math.abs(pull) < 0.0005 ? formatSigned(pull).replace('.0e', 'e') : formatSigned(pull)
}

/** The small pictures; the chosen one is underlined. */
function drawChoices(
  canvas: Canvas,
  thumb: number,
  { choices, chosen, input, width }: PullPicturesOptions,
): void {
  choices.forEach(({ picture, value }, n) => {
    const x = (n * width) / choices.length
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
