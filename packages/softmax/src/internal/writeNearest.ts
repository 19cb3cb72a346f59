import { twoSum } from './doubleDouble.ts'

/**
 * Writes the point of the simplex nearest to scores in place of how far each lies below the greatest.
 * @param room for as many numbers
 */
export function writeNearest(gaps: Float64Array, room: Float64Array): void {
  room.set(gaps)
  const threshold = findThreshold(room.sort())
  for (let i = 0; i < gaps.length; i++) gaps[i] = Math.max(0, gaps[i] - threshold)
}

/**
 * τ = (Σ of the k greatest − 1) / k, for the last k whose k-th score is still above it.
 * @param ascending the scores; those above τ are summed in twice the precision
 */
function findThreshold(ascending: Float64Array): number {
  let running = 0
  let hi = 0
  let lo = 0
  let support = 0
  for (let i = ascending.length - 1; i >= 0; i--) {
    const score = ascending[i]
    if (!(1 + (support + 1) * score > running + score)) break
    running += score
    support++
    const next = twoSum(hi, score)
    hi = next.hi
    lo += next.lo
  }
  return (twoSum(hi, lo).hi - 1) / support
}
