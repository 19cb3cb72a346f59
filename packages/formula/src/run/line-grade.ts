import type { Gap } from './gap.ts'

/** How far a line may be relied on. */
export type LineGrade =
  | {
      readonly kind: 'proved'
      readonly line: number
      /**
       * As one formula on both sides, by signs of what is written out, or by intervals; the weakest
       * of its claims.
       */
      readonly by: 'identity' | 'signs' | 'intervals'
      /** The sizes that it is proved for, both ends included. */
      readonly sizes: Ranges
      /** The box that it is proved on, where that is not the whole domain. */
      readonly box: Ranges | undefined
      /** The logarithm to base 2 of a bound for the chance that the proof errs. */
      readonly error: number
    }
  /**
   * Both sides were compared at draws from the domains; `gap` is what stands in the way of a proof.
   */
  | { readonly kind: 'sampled'; readonly line: number; readonly gap: Gap }
  /** `why` is its author's reason. */
  | { readonly kind: 'unchecked'; readonly line: number; readonly why: string }

/** By the name of a size or of a free quantity, both ends included. */
type Ranges = Readonly<Record<string, readonly [low: number, high: number]>>
