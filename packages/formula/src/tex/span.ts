/** Where something stands in a TeX source: offsets, the end excluded. */
export type Span = { readonly start: number; readonly end: number }

/** A place as people count: both from 1. */
export type Place = { readonly line: number; readonly column: number }

export const cover = (from: Span, to: Span): Span => ({
  start: Math.min(from.start, to.start),
  end: Math.max(from.end, to.end),
})

/**
 * Line and column of an offset in a TeX source, whose lines end with `\n`. The package has no
 * dependencies and therefore its own version.
 */
export function toPlace(source: string, offset: number): Place {
  const before = source.slice(0, offset)
  const line = before.split('\n').length
  return { line, column: offset - before.lastIndexOf('\n') }
}
