import { checkPositive } from './check.ts'
import { toFloat64, type Vector } from './vector.ts'

export interface LogSumExpOptions {
  /** T in T log Σ exp(zᵢ/T); 1 unless said. */
  temperature?: number
}

/**
 * The logarithm of a sum of exponentials, a smooth maximum.
 * @formula \operatorname{LSE}_T(z) = T \log \sum_{i=1}^{n} e^{z_i / T}
 * @param z n scores, any doubles
 * @param options `temperature`, above 0
 * @returns a number between max z and max z + T log n; −Infinity for no scores
 * @throws RangeError when the temperature is not above 0
 * @source Blanchard, Higham & Higham 2021, equations (1.1) and (1.3)
 * @example logSumExp([1000, 1000]) // 1000.6931471805599
 */
export function logSumExp(z: Vector, options: LogSumExpOptions = {}): number {
  const { temperature = 1 } = options
  checkPositive('temperature', temperature)
  const x = toFloat64(z, 'z')
  const top = x.reduce((a, b) => Math.max(a, b), -Infinity)
  if (!Number.isFinite(top)) return top
  let sum = 0
  for (const v of x) sum += Math.exp((v - top) / temperature)
  return top + temperature * Math.log(sum)
}
