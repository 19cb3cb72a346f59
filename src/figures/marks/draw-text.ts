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
  /** For symbols. */
  italic?: boolean
  /**
   * Whether the letters have an outline in the paper's colour, which separates them from curves
   * behind them.
   */
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
  append(canvas, 'text', toAttributes(at, options)).text(text)
}

/** The attributes of a text, without those that are the figure's own. */
export function toAttributes([x, y]: Point, options: TextOptions): Attributes {
  const { fill, size = 'normal', anchor = 'start', bold, italic, halo } = options
  return {
    x: round(x),
    y: round(y),
    fill,
    'font-size': size === 'normal' ? undefined : fontSize[size],
    'text-anchor': anchor === 'start' ? undefined : anchor,
    'font-weight': bold ? 'bold' : undefined,
    'font-style': italic ? 'italic' : undefined,
    ...(halo && haloLook),
  }
}
