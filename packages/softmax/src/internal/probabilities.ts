import { toFloat64, type Vector } from '../vector.ts'

/** Reads numbers that must each lie between 0 and 1; whether they sum to 1 is not asked. */
export function readProbabilities(values: Vector, name: string): Float64Array {
  const p = toFloat64(values, name)
  const bad = p.findIndex((value) => !(value >= 0 && value <= 1))
  if (bad >= 0)
    throw new RangeError(
      `invalid ${name}[${bad}]: ${p[bad]}; a probability lies between 0 and 1 (softmax makes some from scores)`,
    )
  return p
}
