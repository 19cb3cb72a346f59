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

// Points on the triangle's sides that are looked at, and halvings of the way to each: a tenth of a pixel.
const [sights, halvings] = [96, 12]

/**
 * Draws where a concave function of three shares has one value. Seen from its peak that is one curve round it, cut where
 * the triangle ends: on the way from the peak to any point of the sides the function falls, and meets the level at most once.
 */
export function drawContour(
  canvas: Canvas,
  { toPoint }: Ternary,
  { of, peak, level, stroke, width = 1 }: ContourOptions,
): void {
  const within = (place: number): boolean => of(toSide(place)) >= level
  const places = range(0, sights + 1).map((i) => i / sights)
  let piece: Shares[] = []
  const finish = (): void => {
    if (piece.length > 1) drawCurve(canvas, piece.map(toPoint), { stroke, width })
    piece = []
  }
  places.forEach((place, i) => {
    const now = within(place)
    const before = i === 0 ? now : within(places[i - 1])
    if (now !== before)
      piece.push(toSide(halve(places[i - 1], place, (it) => within(it) === before)))
    if (now) finish()
    else piece.push(meet(peak, toSide(place), of, level))
  })
  finish()
}

/** A point of the sides, which are gone round once from 0 to 1. */
function toSide(place: number): Shares {
  const [side, along] = [Math.min(2, Math.floor(place * 3)), place * 3]
  const share = along - side
  return [0, 1, 2].map((k) => (k === side ? 1 - share : k === (side + 1) % 3 ? share : 0))
}

function meet(peak: Shares, end: Shares, of: (p: Shares) => number, level: number): Shares {
  const at = (t: number): Shares => peak.map((share, k) => (1 - t) * share + t * end[k])
  return at(halve(0, 1, (t) => of(at(t)) >= level))
}

/** Where `holds`, true at `from` and not at `to`, ends. */
function halve(from: number, to: number, holds: (value: number) => boolean): number {
  let [low, high] = [from, to]
  for (let i = 0; i < halvings; i++) {
    const middle = (low + high) / 2
    if (holds(middle)) low = middle
    else high = middle
  }
  return low
}
