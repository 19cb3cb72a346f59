import { checkNumber } from './internal/check.ts'
import { exp as expOf } from './internal/exp.ts'

/**
 * The exponential function with the same bits in every engine: for results that others can repeat. JavaScript lets the last bits of Math.exp differ.
 * @formula e^{x} = \sum_{n=0}^{\infty} \frac{x^{n}}{n!}
 * @param x any double
 * @returns from 0 to Infinity; NaN for NaN
 * @throws TypeError when x is not a number
 * @source [Tang 1989](https://doi.org/10.1145/63522.214389), Table-driven implementation of the exponential function
 * @accuracy 0.52 ulp
 * @example exp(1) // 2.718281828459045
 */
export function exp(x: number): number {
  checkNumber('x', x)
  return expOf(x)
}
