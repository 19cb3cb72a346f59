import { checkNumber } from './internal/check.ts'
import { logSumExpOf } from './logSumExp.ts'

const TERMS = /* @__PURE__ */ new Float64Array(2)

/**
 * The logarithm of the sum of two numbers that are held as logarithms: for adding probabilities too small to be held, as the forward recursion of a hidden Markov model does.
 * @formula a \oplus b = \log(e^{a} + e^{b})
 * @param a any double; −Infinity is the logarithm of 0
 * @param b any double
 * @returns from max(a, b) to max(a, b) + log 2; NaN if one is
 * @throws TypeError when one is not a number
 * @source [NumPy's logaddexp](https://numpy.org/doc/stable/reference/generated/numpy.logaddexp.html)
 * @accuracy 0.52 ulp
 * @example logAddExp(-1000, -1000) // -999.3068528194401
 */
export function logAddExp(a: number, b: number): number {
  checkNumber('a', a)
  checkNumber('b', b)
  TERMS[0] = a
  TERMS[1] = b
  return logSumExpOf(TERMS, 1)
}
