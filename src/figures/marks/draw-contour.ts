import { range } from 'd3'
import type { Canvas } from '@cellgraph/notebook/figure'
import { drawCurve } from './draw-curve.ts'
import type { Ternary } from './ternary.ts'

export interface ContourOptions {
  /** A concave function of three shares. */
  of: (p: readonly number[]) => number
  /** Where it is greatest. */
  peak: readonly number[]
  level: number
  stroke: string
  /** Default: 1. */
  width?: number
}

type Shares = readonly number[]

// Points of the triangle's sides that are sampled, and bisections of the way to each: precise to a
// tenth of a pixel.
const [directions, halvings] = [96, 12]

/**
 * Draws a contour of a concave function of three shares. On the way from its peak to any point of
 * the sides the function falls, and so crosses the level at most once: the contour is one curve
 * around the peak, cut off by the triangle's sides.
 */
export function drawContour(canvas: Canvas, { toPoint }: Ternary, options: ContourOptions): void {
  const { stroke, width = 1 } = options
  for (const piece of findPieces(options)) {
    if (piece.length > 1) drawCurve(canvas, piece.map(toPoint), { stroke, width })
  }
}

/**
 * The contour's pieces between the points where it leaves the triangle. The last one may be empty.
 */
function findPieces({ of, peak, level }: ContourOptions): Shares[][] {
  const isInside = (along: number): boolean => of(toSide(along)) >= level
  const stops = range(0, directions + 1).map((i) => i / directions)
  const pieces: Shares[][] = [[]]
  stops.forEach((along, i) => {
    const [inside, before] = [isInside(along), isInside(stops[Math.max(0, i - 1)])]
    const crossing = (): number => halve([stops[i - 1], along], (it) => isInside(it) === before)
    if (inside !== before) pieces[pieces.length - 1].push(toSide(crossing()))
    if (inside) pieces.push([])
    else pieces[pieces.length - 1].push(meet({ of, level }, peak, toSide(along)))
  })
  return pieces
}

/** A point of the triangle's outline, which runs from 0 to 1. */
function toSide(along: number): Shares {
  const side = Math.min(2, Math.floor(along * 3))
  const share = along * 3 - side
  return [0, 1, 2].map((k) => (k === side ? 1 - share : k === (side + 1) % 3 ? share : 0))
}

/** Where a function crosses a level on the way from its peak to an end. */
function meet(
  { of, level }: Pick<ContourOptions, 'of' | 'level'>,
  peak: Shares,
  end: Shares,
): Shares {
  const at = (t: number): Shares => peak.map((share, k) => (1 - t) * share + t * end[k])
  return at(halve([0, 1], (t) => of(at(t)) >= level))
}

/**
 * The last value at which `holds` is true, found by bisection: it is true at the first bound and
 * false at the second.
 */
function halve([from, to]: readonly number[], holds: (value: number) => boolean): number {
  let [low, high] = [from, to]
  for (let i = 0; i < halvings; i++) {
    const middle = (low + high) / 2
    if (holds(middle)) low = middle
    else high = middle
  }
  return low
}
