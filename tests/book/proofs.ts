import type { Derivation } from '@cellgraph/formula'
import {
  proveDerivation,
  type ProvedClaim,
} from '../../packages/formula/src/proof/prove-derivation.ts'
import { strict } from '../../packages/formula/test/proof/perturb.ts'
import { describeGap } from '../../packages/notebook/src/markdown/formulas/describe-grade.ts'
import { en } from '../../packages/notebook/src/strings/en.ts'

/** The equations that are not proved, and why; in the first three, floating point and the book have e^(−∞) = 0. */
export const OPEN_EQUATIONS: readonly string[] = [
  '06 merge 1: a logarithm may be of 0 or less',
  '07 merge 2: a maximum is of nothing',
  '07 merge 3: a maximum is of nothing',
  // At α = 1, which the model allows, both sides are divided by 0.
  '10 reward-slope 1: a condition is on real numbers',
  '10 entmax 1: a condition is on real numbers',
]

/** Hölder’s inequality, which no tangent to a logarithm shows. */
export const OPEN_BOUNDS: readonly string[] = ['06 chord 1: the sign of the difference is not seen']

/** What holds with a strict sign too. */
export const STRICT: readonly string[] = ['01 lse-bounds 1', '03 lag 2']

/** Bounds that are never met, nor approached: a slope above 1 is all that this line says. */
export const UNMET: readonly string[] = ['03 two-slopes']

/** The claims that are not proved, with their gaps. */
export function listOpen(name: string, list: readonly ProvedClaim[]): string[] {
  return list.flatMap(({ claim, verdict }) =>
    verdict.proved
      ? []
      : [`${name} ${claim.line}: ${describeGap(verdict.gap, en.derivation.grade)}`],
  )
}

/** The bounds of a derivation that are proved with a strict sign in place of ≤ or ≥. */
export function listStrict(name: string, derivation: Derivation, seed: number): string[] {
  const bounds = derivation.steps.filter(({ relation }) => /^\\[lg]e$/.test(relation))
  return proveDerivation(strict({ ...derivation, steps: bounds }), { seed })
    .filter(({ verdict }) => verdict.proved)
    .map(({ claim }) => `${name} ${claim.line}`)
}
