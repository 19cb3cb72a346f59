import type { Derivation, DerivationLine } from '../model/derivation.ts'
import type { LineGrade } from '../run/line-grade.ts'
import { toProblem } from './problem.ts'
import { proveDerivation, type ProofOptions, type ProvedClaim } from './prove-derivation.ts'
import type { Verdict } from './verdict.ts'

type Sizes = Readonly<Record<string, readonly [number, number]>>
type Proof = Extract<Verdict, { proved: true }>

/** Grades every line that claims something. */
export function gradeLines(derivation: Derivation, options?: ProofOptions): LineGrade[] {
  const proved = derivation.steps.length > 0 ? proveDerivation(derivation, options) : []
  const sizes = Object.fromEntries(toProblem(derivation).ranges)
  return derivation.lines.flatMap((line): LineGrade[] => {
    const claims = proved.filter(({ claim }) => claim.line === line.number)
    if (line.status === 'unchecked')
      return [{ kind: 'unchecked', line: line.number, why: line.reason ?? '' }]
    const isClaimed = derivation.steps.some((step) => step.line === line.number)
    return isClaimed || line.status === 'twin' ? [gradeOf(derivation, line, claims, sizes)] : []
  })
}

function gradeOf(
  derivation: Derivation,
  { number: line }: DerivationLine,
  claims: readonly ProvedClaim[],
  sizes: Sizes,
): LineGrade {
  const isTwin =
    claims.length === 0 ||
    derivation.steps.some(
      (it) => it.line === line && (it.left.kind === 'twin' || it.right.kind === 'twin'),
    )
  if (isTwin) return { kind: 'sampled', line, gap: { kind: 'twin' } }
  const proofs: Proof[] = []
  for (const { verdict } of claims) {
    if (!verdict.proved) return { kind: 'sampled', line, gap: verdict.gap }
    proofs.push(verdict)
  }
  const weakest = proofs.reduce((a, b) => (STRENGTH[b.by] < STRENGTH[a.by] ? b : a))
  const box = proofs.find((it) => it.box)?.box
  return {
    kind: 'proved',
    line,
    by: weakest.by,
    sizes,
    box,
    error: Math.max(...proofs.map((it) => it.error)),
  }
}

const STRENGTH = { identity: 2, signs: 1, intervals: 0 } as const
