type Point = readonly [number, number]

/** Half the width of the pen, and the sheet: 32 × 32 fine dots, counted in blocks of 4 × 4. */
const [radius, fine, block] = [2, 32, 4]

/**
 * A pen's way as a picture of 8 × 8 values from 0 to 1, made as the pictures of handwritten digits were: on a sheet of
 * 32 × 32 dots those that the pen touches are black, and each block of 4 × 4 tells its share of black.
 * @param numbers x and y of the points that the pen passes, in pixels of the picture, from 0 to 8; y downwards
 */
export function inkStroke(numbers: readonly number[]): number[] {
  const way = smooth(toPoints(numbers)).map(([x, y]): Point => [x * block, y * block])
  const picture = new Array<number>((fine / block) ** 2).fill(0)
  for (let row = 0; row < fine; row++) {
    for (let column = 0; column < fine; column++) {
      if (way.some(([x, y]) => (x - column - 0.5) ** 2 + (y - row - 0.5) ** 2 < radius ** 2))
        picture[Math.floor(row / block) * (fine / block) + Math.floor(column / block)] +=
          1 / block ** 2
    }
  }
  return picture
}

/** Numbers in pairs. */
export function toPoints(numbers: readonly number[]): Point[] {
  return Array.from({ length: Math.floor(numbers.length / 2) }, (_, n) => [
    numbers[2 * n],
    numbers[2 * n + 1],
  ])
}

/** A curve through the points (Catmull and Rom), as points close together. */
export function smooth(points: readonly Point[]): Point[] {
  const at = (n: number): Point => points[Math.max(0, Math.min(points.length - 1, n))]
  const parts = 12
  return points.slice(0, -1).flatMap((_, n) =>
    Array.from({ length: parts + 1 }, (_, part): Point => {
      const t = part / parts
      const blend = (axis: 0 | 1): number => {
        const [a, b, c, d] = [at(n - 1), at(n), at(n + 1), at(n + 2)].map((point) => point[axis])
        return (
          0.5 *
          (2 * b +
            (c - a) * t +
            (2 * a - 5 * b + 4 * c - d) * t ** 2 +
            (3 * b - a - 3 * c + d) * t ** 3)
        )
      }
      return [blend(0), blend(1)]
    }),
  )
}
