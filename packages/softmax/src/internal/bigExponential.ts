/** The exponential function in whole numbers, to as many bits as are asked for. */

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

/** What is worked out once for a precision. */
interface Constants {
  naturalLogOfTwo: bigint
  /** 1/n!, from the last that counts down to 1/0!. */
  inverseFactorials: bigint[]
}

/**
 * e^y with y in units of 2^-bits, and so its mantissa: right but for the last UNSURE_BITS bits, for
 * |y| up to 4096.
 */
export function bigExponential(y: bigint, bits: number): BigExponential {
  const { naturalLogOfTwo, inverseFactorials } = constantsOf(bits)
  const scale = BigInt(bits)
  const steps = floorDivide(y, naturalLogOfTwo)
  const r = (y - steps * naturalLogOfTwo) >> HALVINGS
  let sum = 0n
  for (const coefficient of inverseFactorials) sum = coefficient + ((sum * r) >> scale)
  for (let i = 0n; i < HALVINGS; i++) sum = (sum * sum) >> scale
  return { mantissa: sum, exponent: Number(steps) }
}

function floorDivide(a: bigint, b: bigint): bigint {
  return a < 0n ? -((b - 1n - a) / b) : a / b
}

const KNOWN = /* @__PURE__ */ new Map<number, Constants>()

function constantsOf(bits: number): Constants {
  const known = KNOWN.get(bits)
  if (known !== undefined) return known
  const made = {
    naturalLogOfTwo: findLogOfTwo(bits),
    inverseFactorials: findInverseFactorials(bits),
  }
  KNOWN.set(bits, made)
  return made
}

/** log 2 = 2 artanh(1/3). */
function findLogOfTwo(bits: number): bigint {
  let sum = 0n
  let power = (2n << BigInt(bits)) / 3n
  for (let n = 1n; power > 0n; n += 2n) {
    sum += power / n
    power /= 9n
  }
  return sum
}

/** Until r^n/n! is below 2^-bits, for r up to 2^-8. */
function findInverseFactorials(bits: number): bigint[] {
  const inverses = [1n << BigInt(bits)]
  for (let n = 1; inverses[n - 1] >> (HALVINGS * BigInt(n - 1)) > 0n; n++)
    inverses.push(inverses[n - 1] / BigInt(n))
  return inverses.reverse()
}
