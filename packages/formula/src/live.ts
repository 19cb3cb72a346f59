import type { Matrices } from './run/matrices.ts'
import type { LiveDerivation } from './run/live.ts'

// What a page needs to evaluate derivations at the reader's numbers; the rest of the package stays at build.

export { describeGap, describeStanding, short, showValue, type Say } from './run/describe-live.ts'
export type { Value } from './model/value.ts'
export { runDerivation, type LiveDerivation, type LiveResult } from './run/live.ts'
export type { Matrices }

/** Loads the operations on whole vectors and matrices, if a derivation has some. */
export const loadMatrices = async (live: LiveDerivation): Promise<Matrices | undefined> =>
  live.matrices && import('./run/matrices.ts').then(({ MATRICES }) => MATRICES)
