import type { Value } from '../model/value.ts'
import * as core from './evaluate.ts'
import * as live from './live.ts'
import { MATRICES as matrices } from './matrices.ts'

// The evaluator with all its operations, as the build and the tests use it. A page loads those on vectors and
// matrices only where a derivation has some.

/** Evaluates expressions at one setting. */
export const toEvaluator = (setting: core.Setting): core.Evaluator =>
  core.toEvaluator({ ...setting, matrices })

/** Evaluates expressions at one setting, every number with the bound of its error. */
export const toBounded = (setting: core.Setting): ReturnType<typeof core.toBounded> =>
  core.toBounded({ ...setting, matrices })

/** Both sides of every line, for every value of the indices that the derivation is given for. */
export const runDerivation = (
  derivation: live.LiveDerivation,
  values: Readonly<Record<string, Value>>,
): live.LiveResult[] => live.runDerivation(derivation, values, matrices)
