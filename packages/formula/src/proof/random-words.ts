/** Draws whole numbers from 0 to 2³² − 1. */
export type RandomWords = () => number

/**
 * Chris Doty-Humphrey's generator sfc32. It has 128 bits of state, so that numbers drawn for
 * different lanes are independent in practice.
 */
export function randomWords(seed: number): RandomWords {
  let [a, b, c, counter] = [seed | 0, 0x9e3779b9 | 0, 0x243f6a88 | 0, 1]
  const next = (): number => {
    const sum = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return sum >>> 0
  }
  for (let n = 0; n < 20; n++) next()
  return next
}
