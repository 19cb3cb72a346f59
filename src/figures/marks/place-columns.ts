/** Where columns of shares stand, in pixels. */
export interface ColumnPlace {
  left: number
  /** The line of zero. */
  base: number
  /** From 0 to 1. */
  tall: number
}

/**
 * The place of columns in a figure that stands by a `<Vector>`: beside it, where both lines of zero are one, or under it, where
 * the columns begin with the page. A Vector whose zero is in its middle has it 164 pixels down (see styles/vector.css).
 */
export function placeColumns(width: number): ColumnPlace {
  return width < 480 ? { left: 26, base: 212, tall: 160 } : { left: 26, base: 164, tall: 124 }
}
