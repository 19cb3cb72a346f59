import { describeFailure, type FailureFacts } from './describe.ts'
import type { Derivation, Sample, Step } from '../model/derivation.ts'
import type { Failure } from './report.ts'
import { toPlace } from '../tex/span.ts'
import type { Test } from './to-tests.ts'

type Drawn = {
  readonly draws: number
  readonly samples: number
  readonly whereError: { readonly error: string; readonly sample: Sample } | undefined
}

/** Fewer draws than this part of all say nothing of a line. */
const FEW = 20
const LEAST = 3

/** What is wrong, line by line: at most once for each step and for each reason. */
export function toFailures(
  derivation: Derivation,
  tests: readonly Test[],
  drawn: Drawn,
): Failure[] {
  if (drawn.whereError) return [whereFailure(derivation, drawn.whereError)]
  const failures: Failure[] = []
  let excused: Step | undefined
  for (const test of tests) {
    if (test.role === 'skip' || (test.failed === 0 && !isShort(test, drawn))) continue
    // The line after one that is off alone differs from it, and is right.
    if (test.role === 'step' && test.step === excused) continue
    if (test.role === 'drift' && failures.some(({ line }) => line === test.step.line)) continue
    const skip = tests.find((other) => other.role === 'skip' && other.step === test.step)
    const alone =
      test.role === 'step' && test.compared > 0 && skip?.compared !== 0 && skip?.failed === 0
    if (alone) excused = derivation.steps[derivation.steps.indexOf(test.step) + 1]
    failures.push(toFailure(derivation, test, alone))
  }
  return failures
}

/** Too few draws meet its conditions, or too few leave rounding out of account. */
const isShort = ({ drawn, compared, aside }: Test, { draws, samples }: Drawn): boolean =>
  drawn < Math.max(Math.min(LEAST, samples), Math.ceil(draws / FEW)) || compared === aside

function kindOf({ failed, differs, compared }: Test): Failure['kind'] {
  if (failed === 0) return compared === 0 ? 'untested' : 'hardly tested'
  return differs ? 'differs' : 'undefined'
}

function toFailure(derivation: Derivation, test: Test, alone: boolean): Failure {
  const { step, failed, compared, role } = test
  const outcome = test.differs ?? test.first
  const failure = {
    kind: kindOf(test),
    line: step.line,
    alone,
    left: outcome?.left,
    right: outcome?.right,
    gap: outcome?.gap ?? Infinity,
    sample: outcome?.sample,
    failed,
    compared,
    draws: test.drawn,
    role: role === 'reason' || role === 'drift' ? role : ('step' as const),
    attribute: undefined,
    place: toPlace(derivation.tex, step.span.start),
  }
  const before = derivation.steps.find((other) => other.right === step.left)?.line
  return toWords({ ...failure, relation: test.relation, error: outcome?.error, before })
}

function whereFailure(
  { tex, steps }: Derivation,
  { error, sample }: NonNullable<Drawn['whereError']>,
): Failure {
  const [first] = steps
  const failure = {
    kind: 'where' as const,
    line: first?.line ?? 1,
    alone: false,
    left: undefined,
    right: undefined,
    gap: Infinity,
    sample,
    failed: 1,
    compared: 1,
    draws: 1,
    role: 'step' as const,
    attribute: 'where' as const,
    place: toPlace(tex, first?.span.start ?? 0),
  }
  return toWords({ ...failure, relation: '=', error, before: undefined })
}

function toWords({ relation, error, before, ...failure }: FailureFacts): Failure {
  const facts = { ...failure, relation, error, before }
  return {
    ...failure,
    reason: describeFailure(facts),
    message: describeFailure(facts, failure.place),
  }
}
