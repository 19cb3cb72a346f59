import { greatest } from './top.ts'
import { toFloat64, type Vector } from '../vector.ts'

/** Scores, finite or masked by −Infinity, and how far each lies below the greatest: for functions that have no limit at +Infinity. */
export function readScores(z: Vector): { scores: Float64Array; gaps: Float64Array } {
  const scores = toFloat64(z, 'z')
  if (scores.length === 0) throw new RangeError('invalid z: length 0; give at least one score')
  const bad = scores.findIndex((score) => !(score < Infinity))
  if (bad >= 0)
    throw new RangeError(`invalid z[${bad}]: ${scores[bad]}; it must be finite, or −Infinity`)
  const top = greatest(scores)
  return { scores, gaps: scores.map((score) => score - top) }
}
