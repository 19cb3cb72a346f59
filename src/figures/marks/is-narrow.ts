/** Widths in pixels below which figures have another layout. */
export const breakpoint = {
  /** Little room for words beside formulas. */
  cramped: 400,
  /** A phone: what is side by side elsewhere is stacked. */
  phone: 480,
  /** Too narrow for two panels with rows of labels side by side. */
  panels: 560,
  /** Too narrow for a table beside a plot. */
  table: 600,
  /** Too narrow for ten images in a row. */
  images: 800,
} as const

/** Whether a figure is narrower than a breakpoint. Default: a phone. */
export function isNarrow(width: number, below: keyof typeof breakpoint = 'phone'): boolean {
  return width < breakpoint[below]
}
