import { renormalise, twoProduct, twoSum, type Pair } from './doubleDouble.ts'
import { powerOfTwo } from './exponentialTable.ts'

/** A temperature T as `mantissa` / `scale`: mantissa from 1 to 2 (T's own bits), scale 2^`exponent`. */
export interface Temperature {
  mantissa: number
  scale: number
  exponent: number
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
  return { mantissa, scale: powerOfTwo(exponent), exponent }
}

/** (x − top) / T as a pair, for x ≤ top; −Infinity where it is below every double. */
export function shifted(x: number, top: number, divisor: Temperature): Pair {
  if (x === top) return { hi: 0, lo: 0 }
  const gap = twoSum(x, -top)
  const { scale, mantissa } = divisor
  if (gap.hi * scale < -FAR) return shiftedFar(x, top, divisor)
  return divide(gap.hi * scale, gap.lo * scale, mantissa)
}

/** Beyond it the products of a division in pairs would overflow. */
const FAR = /* @__PURE__ */ powerOfTwo(900)
const DOWN = /* @__PURE__ */ powerOfTwo(-200)

/** Where x − top is large or overflows, it is taken 2^-200 of its size. */
function shiftedFar(x: number, top: number, { scale, mantissa }: Temperature): Pair {
  if (x === -Infinity) return { hi: -Infinity, lo: 0 }
  const gap = twoSum(x / 2, -top / 2)
  const near = scale > 1 ? DOWN * scale : DOWN
  if (gap.hi * near < -FAR) return { hi: -Infinity, lo: 0 }
  const { hi, lo } = divide(gap.hi * near, gap.lo * near, mantissa)
  const left = Math.min(scale, 1)
  const whole = ((hi * left) / DOWN) * 2
  return { hi: whole, lo: Number.isFinite(whole) ? ((lo * left) / DOWN) * 2 : 0 }
}

function divide(hi: number, lo: number, mantissa: number): Pair {
  if (mantissa === 1) return renormalise(hi, lo)
  const quotient = hi / mantissa
  const back = twoProduct(quotient, mantissa)
  return renormalise(quotient, (hi - back.hi - back.lo + lo) / mantissa)
}
