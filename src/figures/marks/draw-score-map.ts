import { contours, range } from 'd3'
import type { Point } from '@cellgraph/notebook/figure'

/**
 * A function of two scores and the grid on which it is sampled: from −`reach` to `reach`, with this
 * many cells each way.
 */
export interface ScoreGrid {
  reach: number
  cells: number
  of: (a: number, b: number) => number
}

export interface ScoreMap {
  /** The least value that was sampled. */
  least: number
  /**
   * The outlines of the region where the function is at most `level`, as pairs of scores. They
   * extend half a cell beyond the grid.
   */
  outlinesOf: (level: number) => Point[][]
}

/**
 * Contours of a function over the plane of two scores (marching squares, as d3-contour has them).
 */
export function mapScores({ reach, cells, of }: ScoreGrid): ScoreMap {
  const toScore = (index: number): number => -reach + (2 * reach * index) / cells
  const places = range(cells + 1).map(toScore)
  const values = places.flatMap((b) => places.map((a) => of(a, b)))
  const contour = contours().size([cells + 1, cells + 1])
  const depths = values.map((value) => -value)
  return {
    least: Math.min(...values),
    outlinesOf: (level) =>
      contour
        .contour(depths, -level)
        .coordinates.flat()
        .map((corners) => corners.map(([i, j]): Point => [toScore(i - 0.5), toScore(j - 0.5)])),
  }
}
