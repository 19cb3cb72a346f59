import { bitLength } from './exactDouble.ts'
import {
  findLeast,
  inner,
  toLinearFunction,
  valueAt,
  whereNonzero,
  type ExactPoints,
  type LinearFunction,
} from './exactPoints.ts'
import { findNearestPoint, type PointSource } from './nearestPoint.ts'
import { nullSpace } from './solveExactly.ts'

/** Where the origin lies with respect to the convex hull of points; all of it is exact. */
export type HullPosition =
  /** In its relative interior: some weights, all above 0, put the mean at the origin. */
  | { kind: 'inside' }
  /**
   * On its border: the direction is 0 at the points of `face` and below 0 at all others; among the
   * face it is inside.
   */
  | { kind: 'face'; face: number[]; direction: bigint[] }
  /** Outside: the direction is below 0 at all points. */
  | { kind: 'outside'; direction: bigint[] }

/**
 * Decides by nearest points. Where one is the origin itself, its corners span a space in which the
 * origin is inside;
 * the next nearest point is then looked for at right angles to that space.
 */
export function findHullPosition(points: ExactPoints): HullPosition {
  const all = Array.from({ length: points.count }, (_, i) => i)
  let axes = unitVectors(points.columns.length)
  for (;;) {
    const beyond = findBeyond(points, axes, all)
    if (beyond.length === 0) return { kind: 'inside' }
    const source = seenAlong(points, axes, beyond)
    const { vector, corners } = findNearestPoint(source, beyond[0])
    if (vector.some((value) => value !== 0n))
      return describe(
        all,
        beyond,
        along(axes, vector).map((value) => -value),
      )
    axes = nullSpace(corners.map(source.exact), axes.length).map((combination) =>
      along(axes, combination),
    )
    axes = toOneSize(axes)
  }
}

function unitVectors(size: number): bigint[][] {
  return Array.from({ length: size }, (_, j) =>
    Array.from({ length: size }, (_, l) => (j === l ? 1n : 0n)),
  )
}

function describe(
  all: readonly number[],
  beyond: readonly number[],
  direction: bigint[],
): HullPosition {
  if (beyond.length === all.length) return { kind: 'outside', direction }
  const outside = new Set(beyond)
  return { kind: 'face', face: all.filter((i) => !outside.has(i)), direction }
}

/** The points that are not at right angles to all of the axes. */
function findBeyond(
  points: ExactPoints,
  axes: readonly bigint[][],
  all: readonly number[],
): number[] {
  const isBeyond = new Uint8Array(points.count)
  for (const axis of axes) {
    const undecided = all.filter((i) => isBeyond[i] === 0)
    for (const i of whereNonzero(points, toLinearFunction(axis), undecided)) isBeyond[i] = 1
  }
  return all.filter((i) => isBeyond[i] === 1)
}

/** The points by their coordinates along the axes. */
function seenAlong(
  points: ExactPoints,
  axes: readonly bigint[][],
  among: readonly number[],
): PointSource {
  const functions = axes.map(toLinearFunction)
  const known = new Map<number, bigint[]>()
  const exact = (i: number): bigint[] => {
    const coordinates = known.get(i) ?? functions.map((f: LinearFunction) => valueAt(points, f, i))
    known.set(i, coordinates)
    return coordinates
  }
  return {
    exact,
    lowest: (vector) => findLeast(points, toLinearFunction(along(axes, vector)), among).at,
  }
}

/** Σ factor · axis. */
function along(axes: readonly bigint[][], factors: readonly bigint[]): bigint[] {
  return axes[0].map((_, j) =>
    inner(
      factors,
      axes.map((axis) => axis[j]),
    ),
  )
}

/**
 * Axes of about one length: else the nearest point would be looked for in a space that is drawn
 * out.
 */
function toOneSize(axes: bigint[][]): bigint[][] {
  const sizes = axes.map((axis) =>
    axis.reduce((most, value) => Math.max(most, bitLength(value)), 0),
  )
  const largest = sizes.reduce((most, size) => Math.max(most, size), 0)
  return axes.map((axis, j) => axis.map((value) => value << BigInt(largest - sizes[j])))
}
