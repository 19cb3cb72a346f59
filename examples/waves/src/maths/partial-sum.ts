/**
 * The first terms of the Fourier series of a square wave of period 1 and height 1:
 * (4/π) Σ sin(2π(2k − 1)t) / (2k − 1) for k from 1 to `terms`.
 * @param terms how many; a whole number, at least 1
 * @throws RangeError for any other number of terms
 */
export function partialSum(terms: number): (time: number) => number {
  if (!Number.isInteger(terms) || terms < 1)
    throw new RangeError(`invalid terms: ${terms}; give a whole number, at least 1`)
  return (time) => {
    let sum = 0
    for (let k = 1; k <= terms; k++) sum += Math.sin(2 * Math.PI * (2 * k - 1) * time) / (2 * k - 1)
    return (4 / Math.PI) * sum
  }
}
