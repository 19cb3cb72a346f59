/** The chance of each of some scores: their exponentials, which sum to 1. */
export function softmax(scores: readonly number[]): number[] {
  const powers = scores.map((it) => Math.exp(it))
  const total = powers.reduce((sum, it) => sum + it, 0)
  return powers.map((it) => it / total)
}

/** The sum of some numbers. */
export function sum(values: readonly number[]): number {
  if (!Array.isArray(values)) throw new TypeError('not a list; give sum a list of numbers')
  return values.reduce((total, it) => total + it, 0)
}
