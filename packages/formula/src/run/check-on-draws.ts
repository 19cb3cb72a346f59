import type { ConditionCode, ModelCode } from './code.ts'
import type { Break, Derivation, Sample } from '../model/derivation.ts'
import type { Domain } from '../model/domain.ts'
import { describeClaim, describeShortage } from './describe.ts'
import { encodeCondition, encodeModel } from './encode.ts'
import type { Indices } from './evaluate.ts'
import { isExpression, type Expression } from '../model/expression.ts'
import { seededRandom } from './random.ts'
import { drawSample } from './sample.ts'
import { NO_COUNT, type Claim, type Failure, type LineCount, type Report } from './report.ts'
import { SideValues } from './side-values.ts'
import { nonnegativeNames, toCode, toTests, type Test } from './to-tests.ts'
import { record } from './record.ts'
import { toFailures } from './to-failures.ts'
import { OutOfWork, type Work } from './work.ts'

export type DrawOptions = {
  /** How many samples are drawn from the domains; 60 by default. */
  readonly samples?: number
  /** Draws the same samples again; 1 by default. */
  readonly seed?: number
  /** How many pieces of formulas may be evaluated, claims about other domains apart; about two seconds by default. */
  readonly work?: number
  /** Whether the first draw that shows a failure is the last: enough for who asks only whether all holds. */
  readonly untilFailure?: boolean
}

/** About two seconds on a machine of 2020; counted, so that the same is drawn on a busy one. */
export const USUAL_WORK = 6_000_000

/**
 * Compares every line with the one before on samples of the declared domains, and tests the claims. It grades nothing,
 * and never throws: what has no value is a failure.
 */
export function checkOnDraws(derivation: Derivation, options: DrawOptions = {}): Report {
  const { samples = 60, seed = 1, work = USUAL_WORK, untilFailure = false } = options
  const { errors } = derivation
  const base = { errors, samples, seed, grades: [] }
  if (errors.length > 0) {
    const messages = errors.map(({ message }) => message)
    return { ...base, ...NO_COUNT, ok: false, failures: [], claims: [], messages }
  }
  const limits = { samples, seed, work, untilFailure }
  const checked = checkUnder(derivation, derivation.domains, limits)
  const isSettled = untilFailure && checked.failures.length > 0
  const claims = isSettled
    ? []
    : derivation.breaks.map((claim) => checkClaim(derivation, claim, limits))
  const messages = [
    ...checked.failures.map((failure) => failure.message),
    ...claims
      .filter((claim) => !claim.ok)
      .map((claim) => describeClaim(claim, (claim.unclear ?? claim.failure)?.message)),
  ]
  return { ...base, ...checked, ok: messages.length === 0, claims, messages }
}

type Limits = Required<DrawOptions>

/** Only lines whose sides differ by a number count: what has no value, or is never tested, shows nothing. */
function checkClaim(
  derivation: Derivation,
  { claim, domains, lines }: Break,
  limits: Limits,
): Claim {
  // Which lines break is told by all draws.
  const { failures } = checkUnder(derivation, domains, { ...limits, untilFailure: false })
  const found = linesOf(failures.filter(({ kind }) => kind === 'differs'))
  const failure = failures.find(({ kind }) => kind === 'differs')
  const unclear = failures.find(({ kind }) => kind !== 'differs')
  const same = found.join() === [...lines].sort((a, b) => a - b).join()
  const facts = { claim, expected: lines, found, failure, unclear }
  const ok = same && unclear === undefined
  return {
    ...facts,
    ok,
    reason: ok ? undefined : describeClaim(facts, (unclear ?? failure)?.reason),
  }
}

const linesOf = (failures: readonly Failure[]): number[] => [
  ...new Set(failures.map(({ line }) => line)),
]

type Checked = {
  readonly failures: readonly Failure[]
  readonly largestError: number
  readonly lines: readonly LineCount[]
  readonly draws: number
  readonly work: number
  readonly shortage: string | undefined
}

function checkUnder(
  derivation: Derivation,
  domains: ReadonlyMap<string, Domain>,
  limits: Limits,
): Checked {
  const run = new Run(derivation, domains, limits)
  run.all()
  const all = toFailures(derivation, run.tests, { ...run.found, samples: limits.samples })
  // Lines that the draws left out would have tested are no mistakes.
  const failures = run.isSettled ? all.filter(({ failed }) => failed > 0) : all
  const own = run.tests.filter(({ role }) => role === 'step' || role === 'reason')
  return {
    failures,
    largestError: Math.max(0, ...own.map(({ largest }) => largest)),
    lines: own.map(toCount),
    draws: run.draws,
    work: run.taken,
    shortage:
      run.draws < limits.samples && !run.isSettled
        ? describeShortage(run.draws, limits.samples, run.cap)
        : undefined,
  }
}

const toCount = ({ step, role, compared, drawn, aside, slack }: Test): LineCount => ({
  line: step.line,
  reason: role === 'reason',
  compared,
  draws: drawn,
  aside,
  slack,
})

/** One derivation compared on many draws. */
class Run {
  readonly tests: readonly Test[]
  /** Draws that were compared to their end. */
  draws = 0
  /** The largest size that the work allows. */
  cap = Infinity
  /** The first error in the condition that stands over all lines. */
  whereError: { readonly error: string; readonly sample: Sample } | undefined

  get taken(): number {
    return this.limits.work - this.work.left
  }

  /** Whether nothing more is asked: no later draw makes a line hold that has failed. */
  get isSettled(): boolean {
    if (!this.limits.untilFailure) return false
    const failed = this.tests.some(({ role, failed }) => role !== 'skip' && failed > 0)
    return failed || this.whereError !== undefined
  }

  /** What is to be known beside the tests. */
  get found(): Pick<Run, 'draws' | 'whereError'> {
    return { draws: this.draws, whereError: this.whereError }
  }

  private readonly derivation: Derivation
  private readonly domains: ReadonlyMap<string, Domain>
  private readonly limits: Limits
  private readonly model: ModelCode
  private readonly where: readonly ConditionCode[]
  private readonly work: Work

  constructor(derivation: Derivation, domains: ReadonlyMap<string, Domain>, limits: Limits) {
    const names = nonnegativeNames(derivation, domains)
    this.derivation = derivation
    this.domains = domains
    this.limits = limits
    this.work = { left: limits.work }
    this.tests = toTests(derivation, names)
    this.where = derivation.where.map((condition) => toCode(encodeCondition(condition), names))
    this.model = toCode(encodeModel(derivation.model, expressionsOf(derivation)), names)
  }

  /** Draws until all are done or the work is. A draw that takes too much is left, and later ones are of fewer components. */
  all(): void {
    const random = seededRandom(this.limits.seed)
    for (let n = 0; n < this.limits.samples && this.work.left > 0 && !this.isSettled; n++) {
      const before = this.work.left
      const work = { left: Math.min(Math.ceil(this.limits.work / SHARE), before) }
      const given = work.left
      const draw = drawSample(this.derivation.model, this.domains, n, random, this.cap)
      const done = this.draw(draw, work)
      const taken = given - Math.max(0, work.left)
      this.work.left = before - taken
      if (done) this.draws++
      // What takes more than its turn leaves too little for the draws that are left.
      if (!done || taken > (2 * before) / (this.limits.samples - n)) this.shrink(draw.sizes, done)
    }
  }

  private shrink(sizes: Readonly<Record<string, number>>, done: boolean): void {
    const largest = Math.max(1, ...Object.values(sizes))
    this.cap = Math.max(1, done ? largest - 1 : Math.floor(largest * 0.7))
  }

  private draw(draw: ReturnType<typeof drawSample>, work: Work): boolean {
    const sides = new SideValues(this.model, draw, work)
    const touched = new Set<Test>()
    try {
      for (const indices of assignments(this.derivation, draw.sizes))
        this.compareAt(sides, indices, touched)
    } catch (error) {
      if (error instanceof OutOfWork) return false
      throw error
    } finally {
      for (const test of touched) test.drawn++
    }
    return true
  }

  private compareAt(sides: SideValues, indices: Indices, touched: Set<Test>): void {
    const sample = sides.at(indices)
    const where = sides.holds(this.where)
    if (typeof where === 'string') this.whereError ??= { error: where, sample }
    if (where !== true) return
    for (const test of this.tests) {
      const due = sides.holds(test.conditions)
      if (due === false) continue
      record(test, sides, due === true ? undefined : due, this.derivation.approx)
      touched.add(test)
    }
  }
}

/** One draw may take this part of the work that there is. */
const SHARE = 8

function expressionsOf({ steps, where }: Derivation): Expression[] {
  const sides = steps.flatMap(({ left, right }) => [left, right]).filter(isExpression)
  const conditions = [...where, ...steps.flatMap((step) => [...step.conditions, ...step.reasons])]
  return [...sides, ...conditions.flatMap(({ left, right }) => [left, right])]
}

/** Every way to give the indices of `each` a value. */
function* assignments(
  { each, model }: Derivation,
  sizes: Readonly<Record<string, number>>,
): Iterable<Indices> {
  const lengths = each.map((name) => {
    const declaration = model.declarations.get(name)
    return declaration?.kind === 'index' ? sizes[declaration.size] : 0
  })
  const total = lengths.reduce((product, length) => product * length, 1)
  for (let n = 0; n < total; n++) {
    let rest = n
    const values = lengths.toReversed().map((length) => {
      const value = rest % length
      rest = Math.floor(rest / length)
      return value + 1
    })
    yield Object.fromEntries(each.map((name, at) => [name, values.at(-1 - at)!]))
  }
}
