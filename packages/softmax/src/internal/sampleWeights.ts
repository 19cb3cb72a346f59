import { checkSameLength } from '../target.ts'
import { toFloat64, type Vector } from '../vector.ts'
import { sum } from './compensated.ts'

/** Weights of examples, brought to 1 in the mean, so that a weighted sum over N is a weighted mean. */
export function readSampleWeights(weights: Vector | undefined, count: number): Float64Array {
  if (weights === undefined) return new Float64Array(count).fill(1)
  const read = toFloat64(weights, 'weights')
  checkSameLength('weights', read, count)
  const bad = read.findIndex((weight) => !(weight >= 0 && weight < Infinity))
  if (bad >= 0)
    throw new RangeError(`invalid weights[${bad}]: ${read[bad]}; give a finite number from 0 up`)
  const mean = sum(read.map((weight) => weight / count))
  if (mean > 0) return read.map((weight) => weight / mean)
  throw new RangeError('invalid weights: their sum is 0; give at least one above 0')
}
