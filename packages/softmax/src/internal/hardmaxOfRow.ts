/**
 * One for the greatest of `length` numbers from place `start`, or for each of several a share, and zero for all others,
 * written to the same places of `out`, which may be the numbers themselves. Any NaN makes all of them NaN.
 */
// eslint-disable-next-line max-params -- a hot loop: an object a call would cost time
export function hardmaxOfRow(
  x: Float64Array,
  start: number,
  length: number,
  isShared: boolean,
  out: Float64Array,
): void {
  const end = start + length
  let at = start
  let top = x[start]
  let count = 1
  for (let i = start + 1; i < end; i++) {
    const v = x[i]
    if (v > top) {
      at = i
      top = v
      count = 1
    } else if (v === top) count++
    else if (Number.isNaN(v)) top = NaN
  }
  if (Number.isNaN(top) || count === 1 || !isShared) {
    const rest = Number.isNaN(top) ? NaN : 0
    for (let i = start; i < end; i++) out[i] = rest
    out[at] = rest + 1
  } else for (let i = start; i < end; i++) out[i] = x[i] === top ? 1 / count : 0
}
