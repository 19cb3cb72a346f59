import type { ConditionCode, RelationCode } from './code.ts'
import { compare, type Comparison } from './compare.ts'
import type { Break, Derivation, Sample, Side, Step } from '../model/derivation.ts'
import type { Domain } from '../model/domain.ts'
import { encode, encodeCondition, encodeModel, RELATIONS } from './encode.ts'
import { toEvaluator, type Indices, type Value } from './evaluate.ts'
import type { Expression } from '../model/expression.ts'
import { gradeLines } from '../proof/line-grade.ts'
import { seededRandom } from './random.ts'
import { drawSample } from './sample.ts'
import { describeFailure, describeClaim } from './describe.ts'
import type { Claim, Failure, Report } from './report.ts'
import { toPlace } from '../tex/span.ts'

export type CheckOptions = {
  /** How many samples are drawn from the domains; 60 by default. */
  readonly samples?: number
  /** Draws the same samples again; 1 by default. */
  readonly seed?: number
  /** Whether a proof of every line is tried as well, so that lines are graded. */
  readonly prove?: boolean
}

/** Compares every line with the one before on samples of the declared domains, and tests the claims. */
export function checkDerivation(
  derivation: Derivation,
  { samples = 60, seed = 1, prove = false }: CheckOptions = {},
): Report {
  const { errors } = derivation
  const base = { errors, samples, seed, grades: [] }
  if (errors.length > 0) {
    return {
      ...base,
      ok: false,
      failures: [],
      claims: [],
      largestError: 0,
      messages: errors.map(({ message }) => message),
    }
  }
  const { failures, largestError } = checkUnder(derivation, derivation.domains, samples, seed)
  const claims = derivation.breaks.map((claim) => checkClaim(derivation, claim, samples, seed))
  const messages = [
    ...failures.map((failure) => failure.message),
    ...claims.filter((claim) => !claim.ok).map(describeClaim),
  ]
  const ok = messages.length === 0
  const grades = ok && prove ? gradeLines(derivation, { seed }) : []
  return { ...base, ok, failures, claims, largestError, grades, messages }
}

function checkClaim(
  derivation: Derivation,
  { claim, domains, lines }: Break,
  samples: number,
  seed: number,
): Claim {
  const { failures } = checkUnder(derivation, domains, samples, seed)
  const found = [...new Set(failures.map(({ line }) => line))]
  return {
    claim,
    expected: lines,
    found,
    ok: found.join() === [...lines].sort((a, b) => a - b).join(),
    failure: failures[0],
  }
}

/** Two sides that are compared on every sample, and what came out. */
type Test = {
  readonly step: Step
  readonly relation: RelationCode
  readonly left: Side
  readonly right: Side
  readonly conditions: readonly ConditionCode[]
  readonly role: 'step' | 'reason' | 'skip'
  compared: number
  failed: number
  largest: number
  first: Outcome | undefined
}

/** The first comparison that failed. */
type Outcome = {
  readonly sample: Sample
  readonly comparison: Comparison | undefined
  readonly left: Value | undefined
  readonly right: Value | undefined
  readonly error: string | undefined
}

type Found = { readonly failures: Failure[]; readonly largestError: number }

function checkUnder(
  derivation: Derivation,
  domains: ReadonlyMap<string, Domain>,
  samples: number,
  seed: number,
): Found {
  const tests = toTests(derivation)
  const expressions = tests
    .flatMap(({ left, right }) => [left, right])
    .filter((side): side is Expression => side.kind !== 'twin')
  const conditions = [...derivation.where, ...derivation.steps.flatMap((step) => step.conditions)]
  const model = encodeModel(derivation.model, [
    ...expressions,
    ...conditions.flatMap(({ left, right }) => [left, right]),
  ])
  const where = derivation.where.map(encodeCondition)
  const codes = new Map(expressions.map((expression) => [expression, encode(expression)]))
  const random = seededRandom(seed)
  for (let n = 0; n < samples; n++) {
    const draw = drawSample(derivation.model, domains, n, random)
    const evaluator = toEvaluator({ model, ...draw })
    for (const indices of assignments(derivation, draw.sizes)) {
      if (!evaluator.holds(where, indices)) continue
      const sample = { ...draw, indices }
      const value = (side: Side): Value =>
        side.kind === 'twin' ? side.value(sample) : evaluator.value(codes.get(side)!, indices)
      const due = tests.filter((test) => evaluator.holds(test.conditions, indices))
      runTests(due, sample, value, derivation.approx)
    }
  }
  return toFailures(derivation, tests)
}

function toTests({ steps }: Derivation): Test[] {
  const fresh = { compared: 0, failed: 0, largest: 0, first: undefined }
  return steps.flatMap((step, position): Test[] => {
    const conditions = step.conditions.map(encodeCondition)
    const toTest = (
      { relation, left, right }: Pick<Step, 'left' | 'right'> & { relation: string },
      role: Test['role'],
    ): Test => ({ step, relation: RELATIONS[relation]!, left, right, conditions, role, ...fresh })
    const own = toTest(step, 'step')
    const reasons = step.reasons.map((reason) => toTest(reason, 'reason'))
    const next = steps[position + 1]
    const skips = next && next.left === step.right && next.relation === '=' && step.relation === '='
    return [
      own,
      ...reasons,
      ...(skips ? [{ ...own, right: next.right, role: 'skip' as const }] : []),
    ]
  })
}

/** Every way to give the indices of `each` a value. */
function assignments(
  { each, model }: Derivation,
  sizes: Readonly<Record<string, number>>,
): Indices[] {
  return each.reduce<Indices[]>(
    (all, name) => {
      const declaration = model.declarations.get(name)
      const size = declaration?.kind === 'index' ? sizes[declaration.size]! : 0
      return all.flatMap((indices) =>
        Array.from({ length: size }, (_, n) => ({ ...indices, [name]: n + 1 })),
      )
    },
    [{}],
  )
}

type Known = { readonly value: Value } | { readonly error: string }

/** Runs tests at one sample; each side is evaluated once. */
function runTests(
  tests: readonly Test[],
  sample: Sample,
  value: (side: Side) => Value,
  approx: number | undefined,
): void {
  const known = new Map<Side, Known>()
  const valueOf = (side: Side): Known => {
    const found = known.get(side) ?? attempt(() => value(side))
    known.set(side, found)
    return found
  }
  for (const test of tests) record(test, sample, valueOf(test.left), valueOf(test.right), approx)
}

function attempt(run: () => Value): Known {
  try {
    return { value: run() }
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) }
  }
}

function record(
  test: Test,
  sample: Sample,
  left: Known,
  right: Known,
  approx: number | undefined,
): void {
  test.compared++
  const [a, b] = [left, right].map((side) => ('value' in side ? side.value : undefined))
  const error = 'error' in left ? left.error : 'error' in right ? right.error : undefined
  const comparison =
    a === undefined || b === undefined ? undefined : compare(test.relation, a, b, approx)
  if (comparison?.holds) {
    test.largest = Math.max(test.largest, comparison.error)
    return
  }
  test.failed++
  test.first ??= { sample, comparison, left: a, right: b, error }
}

function toFailures(derivation: Derivation, tests: readonly Test[]): Found {
  const failures: Failure[] = []
  let excused: Step | undefined
  for (const test of tests) {
    if (test.role === 'skip' || (test.failed === 0 && test.compared > 0)) continue
    // The line after one that is off alone differs from it, and is right.
    if (test.role === 'step' && test.step === excused) continue
    const skip = tests.find((other) => other.role === 'skip' && other.step === test.step)
    const alone =
      test.role === 'step' && test.compared > 0 && skip?.compared !== 0 && skip?.failed === 0
    if (alone) excused = derivation.steps[derivation.steps.indexOf(test.step) + 1]
    failures.push(toFailure(derivation, test, alone))
  }
  return {
    failures,
    largestError: Math.max(
      0,
      ...tests.filter(({ role }) => role !== 'skip').map(({ largest }) => largest),
    ),
  }
}

function toFailure(derivation: Derivation, test: Test, alone: boolean): Failure {
  const { first, step, failed, compared } = test
  const finite = first?.comparison !== undefined && Number.isFinite(first.comparison.gap)
  const failure = {
    kind:
      compared === 0
        ? ('untested' as const)
        : finite
          ? ('differs' as const)
          : ('undefined' as const),
    line: step.line,
    alone,
    left: first?.left,
    right: first?.right,
    gap: first?.comparison?.gap ?? Infinity,
    sample: first?.sample,
    failed,
    compared,
    reason: test.role === 'reason',
    place: toPlace(derivation.tex, step.span.start),
  }
  const before = derivation.steps.find((other) => other.right === step.left)?.line
  return { ...failure, message: describeFailure(failure, test.relation, first?.error, before) }
}
