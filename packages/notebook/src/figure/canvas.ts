import { create, type Selection } from 'd3'

/** What every figure is told besides its data. */
export interface FigureOptions {
  /** Pixels across; figures lay themselves out anew for a phone's width. */
  width: number
}

/** Text sizes in pixels: nothing in a figure is smaller than `small`. */
export const fontSize = { small: 11, normal: 13, large: 15 } as const

/** A figure, or a group of marks in it. */
export type Canvas = Selection<SVGSVGElement, undefined, null, undefined>

/** An empty figure. Coordinates are pixels from the top left. */
export function createCanvas(width: number, height: number): Canvas {
  return create<SVGSVGElement>('svg:svg')
    .attr('class', 'plot')
    .attr('width', width)
    .attr('height', height)
    .attr('viewBox', `0 0 ${width} ${height}`)
    .attr('font-family', 'inherit')
    .attr('font-size', fontSize.normal)
    .attr('fill', 'var(--ink)')
}

/** A canvas's element, finished. */
export function toElement(canvas: Canvas): SVGSVGElement {
  return canvas.node() as SVGSVGElement
}

/** A coordinate with one decimal: no eye sees more, and every digit is sent to the reader. */
export function round(pixels: number): number {
  return Math.round(pixels * 10) / 10
}
