/** The greatest number, −Infinity where there is none. NaN is passed over. */
export function greatest(x: Float64Array): number {
  const at = placeOfTop(x)
  return at < 0 ? -Infinity : x[at]
}

/** The place of the greatest number, the first of equals; −1 if there is none above −Infinity. NaN is passed over. */
export function placeOfTop(x: Float64Array): number {
  let top = -Infinity
  let at = -1
  for (let i = 0; i < x.length; i++) {
    if (x[i] > top) {
      top = x[i]
      at = i
    }
  }
  return at
}

/**
 * Where one score is +Infinity and no other is, nor NaN, softmax has a limit, one at that place.
 * @returns the place, or −1 where there is no limit
 */
export function placeOfOnlyInfinity(x: Float64Array): number {
  const at = x.indexOf(Infinity)
  return at < 0 || x.indexOf(Infinity, at + 1) >= 0 || x.some(Number.isNaN) ? -1 : at
}
