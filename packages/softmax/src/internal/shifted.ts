import { renormalise, twoProduct, twoSum, type Pair } from './doubleDouble.ts'
import { powerOfTwo } from './exponentialTable.ts'

/** A temperature T as `mantissa` / `scale`: mantissa from 1 to 2 (T's own bits), scale a power of two. */
export interface Temperature {
  mantissa: number
  scale: number
}

/** Takes the power of two out of T, so that no product below over- or underflows; subnormals keep some. */
export function toTemperature(temperature: number): Temperature {
  let exponent = 0
  let mantissa = temperature
  while (mantissa >= 2 && exponent > -1022) {
    mantissa /= 2
    exponent--
  }
  while (mantissa < 1 && exponent < 1022) {
    mantissa *= 2
    exponent++
  }
  return { mantissa, scale: powerOfTwo(exponent) }
}

/** (x − top) / T as a pair, for x ≤ top; −Infinity where it is below every double. */
export function shifted(x: number, top: number, { mantissa, scale }: Temperature): Pair {
  if (x === top) return { hi: 0, lo: 0 }
  const gap = twoSum(x, -top)
  if (gap.hi === -Infinity) return shiftedFar(x, top, mantissa, scale)
  return divide(gap.hi * scale, gap.lo * scale, mantissa)
}

/** Where x − top overflows, half of it does not. */
function shiftedFar(x: number, top: number, mantissa: number, scale: number): Pair {
  if (x === -Infinity) return { hi: -Infinity, lo: 0 }
  const gap = twoSum(x / 2, -top / 2)
  return divide(gap.hi * scale * 2, gap.lo * scale * 2, mantissa)
}

function divide(hi: number, lo: number, mantissa: number): Pair {
  if (mantissa === 1) return { hi, lo: hi === -Infinity ? 0 : lo }
  const quotient = hi / mantissa
  if (!(quotient > -1e300)) return { hi: quotient, lo: 0 }
  const back = twoProduct(quotient, mantissa)
  return renormalise(quotient, (hi - back.hi - back.lo + lo) / mantissa)
}
