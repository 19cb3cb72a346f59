import { createCanvas, fontSize, round, toElement, type Canvas, type FigureOptions } from './canvas.ts'
import { drawArrow } from './draw-arrow.ts'
import { drawBar } from './draw-bar.ts'
import { drawMath } from './draw-math.ts'
import { drawRule } from './draw-rule.ts'
import { drawText } from './draw-text.ts'
import { formatProbability } from './format-numbers.ts'
import { formatSigned } from './signs.ts'

export interface GradientBarsOptions extends FigureOptions {
  labels: readonly string[]
}

// The columns begin where those of a <Vector> beside them do.
const [left, top, tall] = [26, 48, 160]
const base = top + tall

/** What a network said as columns, what was so as lines across them, an arrow from the one to the other, and the gradient σ − y. */
export function gradientBars(sigma: readonly number[], y: readonly number[], { width, labels }: GradientBarsOptions): SVGSVGElement {
  const canvas = createCanvas(width, base + 66)
  drawKey(canvas)
  drawScale(canvas, width)
  const slot = (width - left) / sigma.length
  sigma.forEach((value, i) => {
    const middle = left + (i + 0.5) * slot
    drawClass(canvas, middle, Math.min(26, slot * 0.34), value, y[i])
    drawText(canvas, middle, base + 18, labels[i], { anchor: 'middle', fill: 'var(--muted)' })
    drawText(canvas, middle, base + 58, formatSigned(value - y[i]), { anchor: 'middle', weight: 'bold', size: fontSize.large })
  })
  drawRule(canvas, [left, base + 28], [width, base + 28])
  drawMath(canvas, left, base + 41, 'σ − y', { size: fontSize.small, fill: 'var(--muted)' })
  return toElement(canvas)
}

function drawKey(canvas: Canvas): void {
  drawBar(canvas, [left, 4], [left + 12, 16], { fill: 'var(--prob)', opacity: 0.55 })
  drawMath(canvas, left + 18, 14, 'σ', { fill: 'var(--prob)', weight: 'bold' })
  drawText(canvas, left + 30, 14, 'said')
  drawRule(canvas, [left + 78, 10], [left + 98, 10], { stroke: 'var(--ink)', width: 2.5 })
  drawMath(canvas, left + 104, 14, 'y', { weight: 'bold' })
  drawText(canvas, left + 116, 14, 'was so')
}

function drawScale(canvas: Canvas, width: number): void {
  for (const tick of [0, 0.5, 1]) {
    const y = base - tall * tick
    drawRule(canvas, [left, y], [width, y], tick === 0 ? { stroke: 'var(--muted)' } : {})
    drawText(canvas, left - 6, y + 4, String(tick), { anchor: 'end', size: fontSize.small, fill: 'var(--muted)' })
  }
}

/** One class: its column, its label as a line, the arrow between, and beside it the probability. */
function drawClass(canvas: Canvas, middle: number, half: number, said: number, so: number): void {
  const [from, to] = [base - tall * said, base - tall * so]
  drawBar(canvas, [middle - half, from], [middle + half, base], { fill: 'var(--prob)', opacity: 0.55 })
  drawRule(canvas, [middle - half - 5, to], [middle + half + 5, to], { stroke: 'var(--ink)', width: 2.5 })
  drawArrow(canvas, [middle, from], [middle, to], { width: 2.5 })
  // Above the column, unless the arrow goes up through that place: then beside its foot.
  const y = to < from ? Math.min(base - 6, from + 16) : from - 6
  const within = to < from && base - from > 20
  if (to < from && !within) drawText(canvas, middle + 7, from - 6, formatProbability(said), { size: fontSize.small, fill: 'var(--prob)', weight: 'bold', halo: true })
  else drawText(canvas, within ? middle : middle, round(y), formatProbability(said), { anchor: 'middle', size: fontSize.small, fill: within ? 'var(--ink)' : 'var(--prob)', weight: 'bold', halo: !within })
}
