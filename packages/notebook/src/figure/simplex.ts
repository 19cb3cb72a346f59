import type { Point, Triangle } from './track.ts'

/**
 * The point of a triangle with these barycentric coordinates: its corners, weighted by three
 * shares.
 */
export function toPlane(
  [a, b, c]: ArrayLike<number> & Iterable<number>,
  [A, B, C]: Triangle,
): [number, number] {
  return [a * A[0] + b * B[0] + c * C[0], a * A[1] + b * B[1] + c * C[1]]
}

/** A point's barycentric coordinates, which sum to 1. Outside of the triangle some are negative. */
export function fromPlane([x, y]: Point, [A, B, C]: Triangle): [number, number, number] {
  const [ux, uy, vx, vy] = [B[0] - A[0], B[1] - A[1], C[0] - A[0], C[1] - A[1]]
  const area = ux * vy - uy * vx
  const b = ((x - A[0]) * vy - (y - A[1]) * vx) / area
  const c = ((y - A[1]) * ux - (x - A[0]) * uy) / area
  return [1 - b - c, b, c]
}

/**
 * The nearest point of the simplex to weights that sum to 1: a common amount is subtracted, and
 * negative weights become 0 (Held, Wolfe and Crowder 1974).
 */
export function toSimplex(weights: readonly number[]): number[] {
  const falling = weights.toSorted((a, b) => b - a)
  let [sum, excess] = [0, 0]
  falling.forEach((value, i) => {
    sum += value
    if (value > (sum - 1) / (i + 1)) excess = (sum - 1) / (i + 1)
  })
  return weights.map((value) => Math.max(0, value - excess))
}

/** Rounds shares to whole steps that still sum to 1, by the method of largest remainders. */
export function snapShares(shares: readonly number[], step: number): number[] {
  const whole = Math.round(1 / step)
  const counts = shares.map((share) => Math.floor(share * whole + 1e-9))
  const remainders = shares.map((share, i) => share * whole - counts[i])
  const order = [...shares.keys()].sort((i, j) => remainders[j] - remainders[i])
  const missing = whole - counts.reduce((a, b) => a + b, 0)
  for (const i of order.slice(0, Math.max(0, missing))) counts[i]++
  return counts.map((count) => count / whole)
}

/**
 * Sets one share, from 0 to 1. The others keep their ratio and divide the rest.
 * @param ratio the ratio of the others if all of them are 0. Default: equal.
 */
export function setShare(
  shares: readonly number[],
  index: number,
  to: number,
  ratio: readonly number[] = shares,
): number[] {
  const share = Math.min(1, Math.max(0, to))
  const weights =
    [shares, ratio, shares.map(() => 1)].find((list) => restOf(list, index) > 0) ?? shares
  const scale = (1 - share) / restOf(weights, index)
  return weights.map((weight, i) => (i === index ? share : weight * scale))
}

/** The sum of all shares but one. */
export function restOf(shares: readonly number[], index: number): number {
  return shares.reduce((sum, share, i) => (i === index ? sum : sum + share), 0)
}

/**
 * The corner of a triangle that an arrow key refers to, and whether to move to it (1) or away from
 * it (−1): the one whose direction from the middle is most along the key's, or most against it.
 */
export function cornerTowards([dx, dy]: Point, corners: Triangle): [index: number, sign: 1 | -1] {
  const middle = toPlane([1 / 3, 1 / 3, 1 / 3], corners)
  const along = corners.map(
    ([x, y]) =>
      ((x - middle[0]) * dx + (y - middle[1]) * dy) / Math.hypot(x - middle[0], y - middle[1]),
  )
  const most = Math.max(...along.map(Math.abs))
  const towards = along.findIndex((it) => it > most - 1e-9)
  return towards >= 0 ? [towards, 1] : [along.findIndex((it) => it < 1e-9 - most), -1]
}
