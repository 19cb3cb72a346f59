import { checkNumber } from './internal/check.ts'
import { log as logOf } from './internal/log.ts'

/**
 * The natural logarithm with the same bits in every engine: for results that others can repeat. JavaScript lets the last bits of Math.log differ.
 * @formula \log x = \int_{1}^{x} \frac{dt}{t}
 * @param x any double
 * @returns −Infinity for 0, NaN below 0
 * @throws TypeError when x is not a number
 * @source [Tang 1990](https://doi.org/10.1145/98267.98294), Table-driven implementation of the logarithm function
 * @accuracy 0.52 ulp
 * @example log(10) // 2.302585092994046
 */
export function log(x: number): number {
  checkNumber('x', x)
  return logOf(x)
}
