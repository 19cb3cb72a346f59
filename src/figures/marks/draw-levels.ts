import { range } from 'd3'
import { append, round, type Canvas } from '@cellgraph/notebook/figure'
import type { Ternary } from './ternary.ts'

export interface LevelsOptions {
  /** Any continuous function of three shares. */
  of: (p: readonly number[]) => number
  level: number
  stroke: string
  /** Default: 1. */
  width?: number
}

type Corner = { p: readonly number[]; value: number }

// Parts that each side of the triangle is divided into: on a phone, eight pixels each.
const pieces = 36

/**
 * Draws a contour of any function of three shares (marching triangles): the triangle is cut into
 * small ones, in each of which the function is interpolated linearly.
 */
export function drawLevels(canvas: Canvas, { toPoint }: Ternary, options: LevelsOptions): void {
  const { of, level, stroke, width = 1 } = options
  const ends = cutTriangle(of).map((corners) => cross(corners, level).map(toPoint))
  const d = ends
    .filter((points) => points.length === 2)
    .map(([[x1, y1], [x2, y2]]) => `M${round(x1)} ${round(y1)}L${round(x2)} ${round(y2)}`)
    .join('')
  if (!d) return
  const look = { fill: 'none', stroke, 'stroke-width': width, 'stroke-linecap': 'round' }
  append(canvas, 'path', { d, ...look })
}

/** The small triangles by their corners, with the function's values. */
function cutTriangle(of: LevelsOptions['of']): Corner[][] {
  const at = (i: number, j: number): Corner => {
    const p = [i, j, pieces - i - j].map((part) => part / pieces)
    return { p, value: of(p) }
  }
  return range(pieces).flatMap((i) =>
    range(pieces - i).flatMap((j) => {
      const upright = [at(i, j), at(i + 1, j), at(i, j + 1)]
      if (i + j + 1 === pieces) return [upright]
      return [upright, [at(i + 1, j), at(i, j + 1), at(i + 1, j + 1)]]
    }),
  )
}

/** The points where the level crosses the sides of a small triangle: two or none. */
function cross(corners: readonly Corner[], level: number): (readonly number[])[] {
  return corners.flatMap((a, k) => {
    const b = corners[(k + 1) % 3]
    if (a.value < level === b.value < level) return []
    const share = (level - a.value) / (b.value - a.value)
    return [a.p.map((part, i) => part + share * (b.p[i] - part))]
  })
}
