export type Corner = [number, number]

/**
 * Clips a square to the band in which x − y lies between two numbers.
 * @param low, high - the square's least and greatest coordinate
 * @returns the strip's corners in order; none where it misses the square
 */
export function clipBand(low: number, high: number, from: number, to: number): Corner[] {
  const square: Corner[] = [
    [low, low],
    [high, low],
    [high, high],
    [low, high],
  ]
  return keep(
    keep(square, ([x, y]) => x - y - from),
    ([x, y]) => to - (x - y),
  )
}

/**
 * The part of a convex polygon where `side` is not negative: one step of Sutherland and Hodgman's
 * clipping. `side` must be linear.
 */
function keep(corners: readonly Corner[], side: (corner: Corner) => number): Corner[] {
  return corners.flatMap((corner, i) => {
    const before = corners.at(i - 1) as Corner
    const [a, b] = [side(before), side(corner)]
    const share = a / (a - b)
    const crossing: Corner[] =
      a * b < 0
        ? [
            [
              before[0] + share * (corner[0] - before[0]),
              before[1] + share * (corner[1] - before[1]),
            ],
          ]
        : []
    return b >= 0 ? [...crossing, corner] : crossing
  })
}
