/** The signs that a value may have, as bits: a set of negative, zero, positive. */
export type SignSet = number

export const NEGATIVE: SignSet = 1
export const ZERO: SignSet = 2
export const POSITIVE: SignSet = 4
export const NONZERO: SignSet = NEGATIVE | POSITIVE
export const NONNEGATIVE: SignSet = ZERO | POSITIVE
export const ANY: SignSet = 7

/** Whether every sign of `signs` is among `allowed`. */
export const within = (signs: SignSet, allowed: SignSet): boolean => (signs & ~allowed) === 0

/** A table over pairs of sets, from the results for pairs of signs. */
function tabulate(of: (a: SignSet, b: SignSet) => SignSet): readonly SignSet[] {
  const single = [NEGATIVE, ZERO, POSITIVE]
  return Array.from({ length: 64 }, (_, pair) => {
    let result = 0
    for (const a of single)
      for (const b of single) if ((pair >> 3) & a && pair & b) result |= of(a, b)
    return result
  })
}

const SUMS = tabulate((a, b) => (a === b || b === ZERO ? a : a === ZERO ? b : ANY))
const PRODUCTS = tabulate((a, b) =>
  a === ZERO || b === ZERO ? ZERO : a === b ? POSITIVE : NEGATIVE,
)

export const signsOfSum = (a: SignSet, b: SignSet): SignSet => SUMS[(a << 3) | b]
export const signsOfProduct = (a: SignSet, b: SignSet): SignSet => PRODUCTS[(a << 3) | b]
export const signsOfNegative = (a: SignSet): SignSet => signsOfProduct(a, NEGATIVE)

export function signsOfPower(a: SignSet, exponent: number): SignSet {
  if (exponent === 0) return POSITIVE
  return exponent % 2 === 0 ? signsOfProduct(a, a) & NONNEGATIVE : a
}

export const signOf = (value: bigint): SignSet =>
  value > 0n ? POSITIVE : value < 0n ? NEGATIVE : ZERO
