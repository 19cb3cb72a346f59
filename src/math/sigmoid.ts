/**
 * The logistic function: softmax of two scores, x and 0.
 * @formula \sigma(x) = \frac{1}{1 + e^{-x}}
 * @param x any double
 * @returns a number from 0 to 1
 * @example sigmoid(0) // 0.5
 */
export function sigmoid(x: number): number {
  const e = Math.exp(-Math.abs(x))
  return x < 0 ? e / (1 + e) : 1 / (1 + e)
}
