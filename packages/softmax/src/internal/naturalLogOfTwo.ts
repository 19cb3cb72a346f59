/** log 2 = 2 artanh(1/3), in units of 2^-bits. */
export function naturalLogOfTwo(bits: number): bigint {
  let sum = 0n
  let power = (2n << BigInt(bits)) / 3n
  for (let n = 1n; power > 0n; n += 2n) {
    sum += power / n
    power /= 9n
  }
  return sum
}

const KNOWN = /* @__PURE__ */ new Map<number, bigint>()

/** The same, worked out once for a precision. */
export function knownLogOfTwo(bits: number): bigint {
  const value = KNOWN.get(bits) ?? naturalLogOfTwo(bits)
  KNOWN.set(bits, value)
  return value
}
