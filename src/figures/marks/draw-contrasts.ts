import { round, type Canvas } from '@cellgraph/notebook/figure'

/** A square picture of n × n values of both signs; its top left at `x`, `y`. */
export interface Contrast {
  x: number
  y: number
  size: number
  values: readonly number[]
}

/** Depths of colour on each side of zero: more are not told apart in small pictures, and each is a path. */
const depths = 6

/**
 * Draws pictures of what speaks for and against: blue squares above zero, orange lozenges below, the deeper the farther
 * from it. All pictures share their paths, so that many of them can be drawn anew in every frame.
 * @param largest the size that is drawn deepest, as are all beyond it
 */
export function drawContrasts(
  canvas: Canvas,
  pictures: readonly Contrast[],
  largest: number,
): void {
  for (const { x, y, size } of pictures)
    canvas
      .append('rect')
      .attr('x', round(x))
      .attr('y', round(y))
      .attr('width', round(size))
      .attr('height', round(size))
      .attr('fill', 'var(--panel)')
      .attr('stroke', 'var(--line)')
  for (const sign of [1, -1]) {
    for (let depth = 1; depth <= depths; depth++) {
      const marks = pictures.flatMap((it) =>
        markDepth(it, sign * depth, largest, sign > 0 ? toSquare : toLozenge),
      )
      if (marks.length > 0)
        canvas
          .append('path')
          .attr('d', marks.join(''))
          .attr('fill', sign > 0 ? 'var(--c1)' : 'var(--c2)')
          .attr('fill-opacity', Math.round((100 * depth) / depths) / 100)
    }
  }
}

function markDepth(
  { x, y, size, values }: Contrast,
  depth: number,
  largest: number,
  toMark: (x: number, y: number, side: number) => string,
): string[] {
  const across = Math.round(Math.sqrt(values.length))
  const side = size / across
  return values.flatMap((value, n) => {
    const at = Math.round(Math.max(-1, Math.min(1, largest > 0 ? value / largest : 0)) * depths)
    return at === depth
      ? [toMark(x + (n % across) * side, y + Math.floor(n / across) * side, side)]
      : []
  })
}

function toSquare(x: number, y: number, side: number): string {
  return `M${round(x)} ${round(y)}h${round(side)}v${round(side)}h${round(-side)}z`
}

function toLozenge(x: number, y: number, side: number): string {
  const half = round(side / 2)
  return `M${round(x + side / 2)} ${round(y)}l${half} ${half}l${-half} ${half}l${-half} ${-half}z`
}
