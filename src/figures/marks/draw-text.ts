import {
  append,
  type Attributes,
  type Canvas,
  fontSize,
  type Point,
  round,
} from '@cellgraph/notebook/figure'

export type Anchor = 'start' | 'middle' | 'end'

export interface TextOptions {
  /** Default: the ink. */
  fill?: string
  /** Default: normal. */
  size?: keyof typeof fontSize
  anchor?: Anchor
  bold?: boolean
  /** Whether it is a symbol of the formulas. */
  italic?: boolean
  /** Whether a line of the paper's colour keeps curves behind the letters away. */
  halo?: boolean
}

const haloLook: Attributes = {
  'paint-order': 'stroke',
  stroke: 'var(--paper)',
  'stroke-width': 5,
  'stroke-linejoin': 'round',
}

/** Writes a line of text with its baseline at y. */
export function drawText(canvas: Canvas, at: Point, text: string, options: TextOptions = {}): void {
  append(canvas, 'text', { ...toAttributes(at, options), ...(options.halo && haloLook) }).text(text)
}

/** How text is set. What is as in the whole figure is left out. */
export function toAttributes([x, y]: Point, options: TextOptions): Attributes {
  const { fill, size = 'normal', anchor = 'start', bold, italic } = options
  return {
    x: round(x),
    y: round(y),
    fill,
    'font-size': size === 'normal' ? undefined : fontSize[size],
    'text-anchor': anchor === 'start' ? undefined : anchor,
    'font-weight': bold ? 'bold' : undefined,
    'font-style': italic ? 'italic' : undefined,
  }
}
