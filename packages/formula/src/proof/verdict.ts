import type { Gap } from '../run/gap.ts'

/** The result of an attempt to prove one claim. */
export type Verdict =
  | {
      readonly proved: true
      readonly by: 'identity' | 'signs' | 'intervals'
      /**
       * The logarithm to base 2 of a bound for the chance that it is wrong; −∞ where nothing was
       * left to chance.
       */
      readonly error: number
      /** The box that it was proved on, where that is not the whole domain. */
      readonly box?: Box
    }
  | { readonly proved: false; readonly gap: Gap }

/** The ranges of free quantities, by name. */
export type Box = Readonly<Record<string, readonly [low: number, high: number]>>

export const notProved = (gap: Gap): Verdict => ({ proved: false, gap })
