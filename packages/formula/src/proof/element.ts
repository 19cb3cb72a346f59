import type { Form } from './form.ts'
import type { Residues } from './lanes.ts'
import type { Rational } from './rational.ts'
import type { SignSet } from './sign-set.ts'

/**
 * A value of the tower: a quotient of polynomials in the generators. It is known by its residues at
 * random numbers, and is expanded only where a sign or a logarithm needs that.
 */
export type Element = {
  readonly residues: Residues
  readonly weight: Weight
  /** The signs that it may have, as far as is known. */
  signs: SignSet
  /** Its value, if it is a constant. */
  readonly constant: Rational | undefined
  /** Expands it. Throws Decline where that takes too many terms. */
  readonly form: () => Form
  /** The values of which it is the greatest or least, where which one is undecided. */
  readonly extreme?: { readonly op: 'max' | 'min'; readonly of: readonly Element[] }
}

/**
 * Bounds on the quotient: the degrees of numerator and denominator, and the bits of the larger of
 * their sums of coefficients.
 */
export type Weight = { readonly top: number; readonly bottom: number; readonly bits: number }

export const LIGHT: Weight = { top: 0, bottom: 0, bits: 1 }

export const weightOfSum = (a: Weight, b: Weight): Weight => ({
  top: Math.max(a.top + b.bottom, b.top + a.bottom),
  bottom: a.bottom + b.bottom,
  bits: a.bits + b.bits + 1,
})

export const weightOfProduct = (a: Weight, b: Weight): Weight => ({
  top: a.top + b.top,
  bottom: a.bottom + b.bottom,
  bits: a.bits + b.bits,
})

export const weightOfInverse = ({ top, bottom, bits }: Weight): Weight => ({
  top: bottom,
  bottom: top,
  bits,
})

export const weightOfPower = (a: Weight, exponent: number): Weight => ({
  top: a.top * exponent,
  bottom: a.bottom * exponent,
  bits: a.bits * exponent,
})
