/** The exponential function in whole numbers, to as many bits as are asked for. */

import { knownLogOfTwo } from './naturalLogOfTwo.ts'

/** mantissa · 2^exponent in units of 2^-bits: from 1 to 2. */
export interface BigExponential {
  mantissa: bigint
  exponent: number
}

/**
 * The last bits of a mantissa that may be wrong: eight squarings double the rounding of each step.
 */
export const UNSURE_BITS = 16

const HALVINGS = 8n

/**
 * e^y with y in units of 2^-bits, and so its mantissa: right but for the last UNSURE_BITS bits, for
 * |y| up to 4096.
 */
export function bigExponential(y: bigint, bits: number): BigExponential {
  const logOfTwo = knownLogOfTwo(bits)
  const scale = BigInt(bits)
  const steps = floorDivide(y, logOfTwo)
  const r = (y - steps * logOfTwo) >> HALVINGS
  let sum = 0n
  for (const coefficient of inverseFactorials(bits)) sum = coefficient + ((sum * r) >> scale)
  for (let i = 0n; i < HALVINGS; i++) sum = (sum * sum) >> scale
  return { mantissa: sum, exponent: Number(steps) }
}

function floorDivide(a: bigint, b: bigint): bigint {
  return a < 0n ? -((b - 1n - a) / b) : a / b
}

const KNOWN = /* @__PURE__ */ new Map<number, bigint[]>()

/** 1/n!, from the last that counts down to 1/0!: until r^n/n! is below 2^-bits, for r up to 2^-8. */
function inverseFactorials(bits: number): bigint[] {
  const known = KNOWN.get(bits)
  if (known !== undefined) return known
  const inverses = [1n << BigInt(bits)]
  for (let n = 1; inverses[n - 1] >> (HALVINGS * BigInt(n - 1)) > 0n; n++)
    inverses.push(inverses[n - 1] / BigInt(n))
  KNOWN.set(bits, inverses.reverse())
  return inverses
}
