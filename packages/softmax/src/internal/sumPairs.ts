/**
 * Adds lead + tail for `count` places from `from` to the running sum, whose second number gathers what the first
 * had to round away: the error stays near n · 2^-106. Each term is rounded to a double first: tails
 * gathered as they are would weigh 2^-9 of the sum, and a million equal roundings of that do not cancel.
 * @source Ogita, Rump & Oishi 2005, algorithm 4.4 (Sum2)
 */
// eslint-disable-next-line max-params -- a hot loop: an object a call would cost time
export function sumPairs(
  lead: Float64Array,
  tail: Float64Array,
  from: number,
  count: number,
  sum: Float64Array,
): void {
  let hi = sum[0]
  let lo = sum[1]
  for (let i = from; i < from + count; i++) {
    const term = lead[i] + tail[i]
    const next = hi + term
    const part = next - hi
    lo += hi - (next - part) + (term - part) + (lead[i] - term + tail[i])
    hi = next
  }
  sum[0] = hi
  sum[1] = lo
}
