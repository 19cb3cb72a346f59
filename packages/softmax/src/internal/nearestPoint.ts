import { inner } from './exactPoints.ts'
import { reduce, solveExactly, type Rationals } from './solveExactly.ts'

/** What a search for the nearest point of a convex hull is told of the points. */
export interface PointSource {
  exact: (i: number) => readonly bigint[]
  /** The point that lies lowest along a vector. */
  lowest: (along: readonly bigint[]) => number
}

/**
 * The point of a convex hull that is nearest to the origin, as vector / denominator, and the
 * corners that it lies between.
 */
export interface NearestPoint {
  vector: bigint[]
  denominator: bigint
  corners: number[]
}

/** Corners, affinely independent, with weights above 0 that sum to 1. */
interface Corral {
  corners: number[]
  weights: Rationals
}

/**
 * Wolfe's method in whole numbers: no rounding, so that it ends, and what it finds is so.
 * @source Wolfe 1976, Finding the nearest point in a polytope
 */
export function findNearestPoint(source: PointSource, first: number): NearestPoint {
  let corral: Corral = { corners: [first], weights: { numerators: [1n], denominator: 1n } }
  for (;;) {
    const vector = combine(source, corral)
    const { denominator } = corral.weights
    const square = inner(vector, vector)
    const nearest = { vector, denominator, corners: corral.corners }
    if (square === 0n) return nearest
    const next = source.lowest(vector)
    // With x = vector / denominator: no point lies lower along x than x itself.
    if (denominator * inner(vector, source.exact(next)) >= square) return nearest
    corral = shrink(source, {
      corners: [...corral.corners, next],
      weights: withZero(corral.weights),
    })
  }
}

function withZero({ numerators, denominator }: Rationals): Rationals {
  return { numerators: [...numerators, 0n], denominator }
}

/** Σ weight · corner, without its denominator. */
function combine(source: PointSource, { corners, weights }: Corral): bigint[] {
  const points = corners.map(source.exact)
  return points[0].map((_, j) =>
    inner(
      weights.numerators,
      points.map((point) => point[j]),
    ),
  )
}

/**
 * To the nearest point of the corners' affine hull; on the way there, corners whose weight falls to
 * 0 are left out.
 */
function shrink(source: PointSource, start: Corral): Corral {
  let corral = start
  for (;;) {
    const target = nearestOfAffineHull(corral.corners.map(source.exact))
    if (target.numerators.every((weight) => weight > 0n))
      return { corners: corral.corners, weights: target }
    corral = moveTowards(corral, target)
  }
}

/**
 * Weights v with Σ v = 1 and (Σ v point) · point the same for each: G v = μ 1, for the points'
 * inner products G.
 */
function nearestOfAffineHull(points: readonly (readonly bigint[])[]): Rationals {
  const size = points.length
  const rows = points.map((point) => [...points.map((other) => inner(point, other)), -1n, 0n])
  rows.push([...new Array<bigint>(size).fill(1n), 0n, 1n])
  const solution = solveExactly(rows)
  if (solution === undefined) throw new Error('the corners of a corral are affinely independent')
  return reduce(solution.numerators.slice(0, size), solution.denominator)
}

/** As far as all weights stay at 0 or above, then without those that are 0. */
function moveTowards({ corners, weights }: Corral, target: Rationals): Corral {
  const from = weights.numerators.map((weight) => weight * target.denominator)
  const to = target.numerators.map((weight) => weight * weights.denominator)
  let [part, whole] = [1n, 1n]
  from.forEach((weight, i) => {
    if (to[i] <= 0n && weight * whole < part * (weight - to[i]))
      [part, whole] = [weight, weight - to[i]]
  })
  const moved = from.map((weight, i) => (whole - part) * weight + part * to[i])
  const kept = corners.map((_, i) => i).filter((i) => moved[i] > 0n)
  const denominator = whole * weights.denominator * target.denominator
  return {
    corners: kept.map((i) => corners[i]),
    weights: reduce(
      kept.map((i) => moved[i]),
      denominator,
    ),
  }
}
