export type Corner = [number, number]

/**
 * The part of a square in which x − y lies between two numbers: a strip along the diagonal.
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

/** What of a convex outline lies where `side` is not negative (Sutherland and Hodgman's step). `side` must be linear. */
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
