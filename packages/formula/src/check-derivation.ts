import type { Derivation } from './model/derivation.ts'
import { gradeLines } from './proof/grade-lines.ts'
import { checkOnDraws, type DrawOptions } from './run/check-on-draws.ts'
import type { Report } from './run/report.ts'

export type CheckOptions = DrawOptions & {
  /** Whether a proof of every line is tried as well, so that lines are graded. */
  readonly prove?: boolean
}

/**
 * Compares every line with the one before on samples of the declared domains, and tests the claims.
 * Where all of it holds, lines are graded if proofs are asked for. It never throws: what has no
 * value is a failure.
 */
export function checkDerivation(derivation: Derivation, options: CheckOptions = {}): Report {
  const { prove = false, ...limits } = options
  const report = checkOnDraws(derivation, limits)
  if (!report.ok || !prove) return report
  return { ...report, grades: gradeLines(derivation, { seed: report.seed }) }
}
