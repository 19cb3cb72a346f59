import { createCanvas, toElement, type FigureOptions } from '@cellgraph/notebook/figure'

/**
 * «What the figure shows, in a sentence.»
 * @param probabilities numbers from 0 to 1, one for each bar
 */
export function IDENTIFIER(probabilities: readonly number[], { width }: FigureOptions): SVGElement {
  const [tall, left] = [24, 8]
  const canvas = createCanvas(width, probabilities.length * tall)
  for (const [i, probability] of probabilities.entries())
    canvas
      .append('rect')
      .attr('x', left)
      .attr('y', i * tall + 2)
      .attr('width', probability * (width - 2 * left))
      .attr('height', tall - 4)
      .attr('fill', 'var(--prob)')
  return toElement(canvas)
}
