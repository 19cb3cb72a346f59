import { create, type Selection } from 'd3'

/** The options of every figure. */
export interface FigureOptions {
  /** In pixels. Figures have another layout for a phone's width. */
  width: number
}

/** Text sizes in pixels: nothing in a figure is smaller than `small`. */
export const fontSize = { small: 12, medium: 12, normal: 13, large: 15 } as const

/**
 * A figure, or a group of marks in it. Both have one type, that of `d3.create('svg:svg')`: marks are
 * drawn into them in the same way.
 */
export type Canvas = Selection<SVGSVGElement, undefined, null, undefined>

/** Creates an empty figure. Coordinates are pixels from the top left. */
export function createCanvas(width: number, height: number): Canvas {
  const canvas = create<SVGSVGElement>('svg:svg')
  return setAttributes(canvas, {
    class: 'plot',
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    'font-family': 'inherit',
    'font-size': fontSize.normal,
    fill: 'var(--ink)',
  })
}

/** Returns a canvas's element. */
export function toElement(canvas: Canvas): SVGSVGElement {
  return canvas.node() as SVGSVGElement
}

/** Rounds a coordinate to one decimal: more cannot be seen, and every digit adds to the page. */
export function round(pixels: number): number {
  return Math.round(pixels * 10) / 10
}

/** Values of attributes by their names. Those that are undefined are not set. */
export type Attributes = Record<string, string | number | undefined>

/** Adds an element with these attributes to a canvas or a group, and returns it. */
export function append(canvas: Canvas, element: string, attributes: Attributes = {}): Canvas {
  return setAttributes(canvas.append<SVGSVGElement>(element), attributes)
}

/** Sets attributes of an element or a group, and returns it. */
export function setAttributes(mark: Canvas, attributes: Attributes): Canvas {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) mark.attr(name, value)
  }
  return mark
}
