/** The numbers in which formulas are interpreted: elements of a tower, or intervals. */
export type Algebra<N> = {
  readonly constant: (value: number) => N
  readonly add: (a: N, b: N) => N
  readonly multiply: (a: N, b: N) => N
  /** Throws Decline where the divisor may be 0. */
  readonly divide: (a: N, b: N) => N
  /** Throws Decline where the result may have no value. */
  readonly power: (base: N, exponent: N) => N
  /**
   * Applies a function by name: exp, log, sqrt, and those defined through them. Throws Decline for
   * any other.
   */
  readonly call: (fn: string, argument: N) => N
  readonly extreme: (op: 'max' | 'min', values: readonly N[]) => N
  /**
   * Whether a relation holds. Throws Decline where it holds for some values of the domain and not
   * for others.
   */
  readonly compare: (a: N, relation: string, b: N) => boolean
}
