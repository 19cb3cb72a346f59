import type { Point } from '@cellgraph/notebook/figure'

/** The pen's radius, the sheet's side and the side of a block, in fine dots. */
const [radius, fine, block] = [2, 32, 4]

/**
 * Turns a pen's path into a picture of 8 × 8 values from 0 to 1, as the pictures of handwritten
 * digits were made: on a sheet of 32 × 32 dots those that the pen touches are black, and each value
 * is the share of black in a block of 4 × 4.
 * @param numbers x and y of the points on the path, in pixels of the picture, from 0 to 8; y
 * downwards
 */
export function inkStroke(numbers: readonly number[]): number[] {
  const way = smooth(toPoints(numbers)).map(([x, y]): Point => [x * block, y * block])
  const side = fine / block
  const picture = new Array<number>(side ** 2).fill(0)
  for (let row = 0; row < fine; row++) {
    for (let column = 0; column < fine; column++) {
      const pixel = Math.floor(row / block) * side + Math.floor(column / block)
      if (isInked(way, [column + 0.5, row + 0.5])) picture[pixel] += 1 / block ** 2
    }
  }
  return picture
}

function isInked(way: readonly Point[], [x, y]: Point): boolean {
  return way.some(([penX, penY]) => (penX - x) ** 2 + (penY - y) ** 2 < radius ** 2)
}

/** Groups numbers into points. */
export function toPoints(numbers: readonly number[]): Point[] {
  const count = Math.floor(numbers.length / 2)
  return Array.from({ length: count }, (_, n) => [numbers[2 * n], numbers[2 * n + 1]])
}

// Points of the curve from one point to the next.
const parts = 12

/** Interpolates a curve through the points (a Catmull-Rom spline), as points close together. */
export function smooth(points: readonly Point[]): Point[] {
  const at = (n: number): Point => points[Math.max(0, Math.min(points.length - 1, n))]
  return points.slice(0, -1).flatMap((_, n) => {
    const around = [at(n - 1), at(n), at(n + 1), at(n + 2)]
    const blendAt = (t: number): Point => [blend(around, 0, t), blend(around, 1, t)]
    return Array.from({ length: parts + 1 }, (_, part) => blendAt(part / parts))
  })
}

/** One coordinate of the spline between the second and the third of four points. */
function blend(points: readonly Point[], axis: 0 | 1, t: number): number {
  const [a, b, c, d] = points.map((point) => point[axis])
  const linear = c - a
  const quadratic = 2 * a - 5 * b + 4 * c - d
  const cubic = 3 * b - a - 3 * c + d
  return 0.5 * (2 * b + linear * t + quadratic * t ** 2 + cubic * t ** 3)
}
