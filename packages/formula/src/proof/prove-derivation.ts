import type { Derivation } from '../model/derivation.ts'
import type { Gap } from '../run/gap.ts'
import { Budget } from './budget.ts'
import { toBox } from './boxes.ts'
import type { Choice } from './choice.ts'
import { Decline } from './decline.ts'
import type { Element } from './element.ts'
import { choicesAt, sizesOf, toProblem, type Claim, type Problem } from './problem.ts'
import { proveOnBox, shiftClaim } from './prove-on-box.ts'
import { Prover, type Manner, type Test } from './prover.ts'
import { signsOf } from './sign-of.ts'
import { NEGATIVE, NONNEGATIVE, NONZERO, POSITIVE, within, ZERO, type SignSet } from './sign-set.ts'
import { isNonnegativeByTangents } from './tangent.ts'
import type { Tower } from './tower.ts'
import { isNonnegativeByWeights } from './weighted-tangent.ts'
import { notProved, type Verdict } from './verdict.ts'

export type ProofOptions = {
  /** Draws the same primes and numbers again; 1 by default. */
  readonly seed?: number
}

/** A claim and its verdict. */
export type ProvedClaim = { readonly claim: Claim; readonly verdict: Verdict }

/** The most work for one derivation, in terms expanded: a few seconds. */
const MOST_WORK = 5_000_000

/** The largest chance of an error that a proof may have: 2⁻⁸⁰. */
const LARGEST_RISK = 2 ** -80

/** The state of a claim while all sizes and labels are tried. */
type Attempt = {
  readonly claim: Claim
  compared: number
  gap: Gap | undefined
  boxed: boolean
}

/** Tries to prove every claim of a derivation, for every declared size and every labelling. */
export function proveDerivation(
  derivation: Derivation,
  { seed = 1 }: ProofOptions = {},
): ProvedClaim[] {
  const problem = toProblem(derivation)
  if (hasLongNumber(derivation))
    return problem.claims.map((claim) => ({
      claim,
      verdict: notProved({ kind: 'manyDigits' }),
    }))
  const budget = new Budget(MOST_WORK)
  const prover = new Prover(problem, budget, seed)
  const attempts = problem.claims.map((claim): Attempt => ({
    claim,
    compared: 0,
    gap: undefined,
    boxed: false,
  }))
  for (const sizes of sizesOf(problem)) {
    for (const choice of choicesAt(problem, sizes)) {
      const open = attempts.filter((it) => it.gap === undefined)
      if (open.length === 0) return finish()
      prover.moveTo(sizes)
      for (const attempt of open) advance(attempt, { prover, problem, budget, sizes, choice })
    }
  }
  return finish()

  function finish(): ProvedClaim[] {
    return attempts.map((attempt) => ({
      claim: attempt.claim,
      verdict: toVerdict(attempt, problem, prover.risk),
    }))
  }
}

/** Whether a number has so many digits that it may be a rounded constant. */
const hasLongNumber = ({ tex, model }: Derivation): boolean =>
  [tex, ...model.definitions.map((it) => it.tex)].some((it) => /(?:\d[.{},\s\\]*){14}/.test(it))

type Part = {
  readonly prover: Prover
  readonly problem: Problem
  readonly budget: Budget
  readonly sizes: Readonly<Record<string, number>>
  readonly choice: Choice
}

/**
 * Attempts a claim at one choice of sizes and labels: on the whole domain, and if that fails, on a
 * box.
 */
function advance(attempt: Attempt, { prover, problem, budget, sizes, choice }: Part): void {
  const { claim } = attempt
  const result = tryAll(claim, (manner, test) => prover.run(claim, choice, manner, test))
  if (typeof result === 'number') {
    attempt.compared += result
    return
  }
  const boxed =
    claim.relation === '=' || claim.relation === '~'
      ? undefined
      : declined(() =>
          proveOnBox(claim, {
            problem,
            budget,
            sizes,
            labels: choice.labels,
            shifted: shiftedIn(problem, isFreeOfShifts),
          }),
        )
  if (typeof boxed === 'number') {
    attempt.compared += boxed
    attempt.boxed = true
  } else attempt.gap = result

  function isFreeOfShifts(name: string, size: string): boolean {
    return (
      isUnconditional(problem, claim) &&
      typeof declined(() => prover.run(shiftClaim(claim, name, size), choice, UNCUT, areEqual)) ===
        'number'
    )
  }
}

/**
 * The vectors of real numbers that may be shifted: adding a number to all components changes
 * nothing.
 */
const shiftedIn = (
  { domains }: Problem,
  isFree: (name: string, size: string) => boolean,
): Set<string> =>
  new Set(
    [...domains].flatMap(
      ([
        name,
        {
          kind,
          sizes: [size, other],
        },
      ]) =>
        kind === 'real' && size !== undefined && other === undefined && isFree(name, size)
          ? [name]
          : [],
    ),
  )

/** Whether no condition depends on a quantity, and so on a shift. */
const isUnconditional = ({ where }: Problem, { conditions }: Claim): boolean =>
  !/"[qf]",/.test(JSON.stringify([where, conditions]))

/** The result, or the gap if the attempt was declined. */
function declined<T>(compute: () => T): T | Gap {
  try {
    return compute()
  } catch (error) {
    if (error instanceof Decline) return error.gap
    throw error
  }
}

function toVerdict(
  { claim, compared, gap, boxed }: Attempt,
  { domains }: Problem,
  risk: number,
): Verdict {
  if (gap !== undefined) return notProved(gap)
  if (compared === 0) return notProved({ kind: 'nothingMeets' })
  if (risk >= LARGEST_RISK) return notProved({ kind: 'chance' })
  if (boxed) return { proved: true, by: 'intervals', error: Math.log2(risk), box: toBox(domains) }
  return { proved: true, by: claim.relation === '=' ? 'identity' : 'signs', error: Math.log2(risk) }
}

type Run = (manner: Manner, test: Test) => number

/** The number of comparisons, or the gap of the first and plainest manner. */
function tryAll({ relation }: Claim, run: Run): number | Gap {
  let gap: Gap | undefined
  for (const [manner, test] of mannersFor(relation)) {
    const result = declined(() => run(manner, test))
    if (typeof result === 'number') return result
    gap ??= result
  }
  return gap ?? { kind: 'approximation' }
}

const PLAIN: Manner = { logs: 'split', shifted: false, ordering: false, cutting: true }
const SIGNS: Manner = { ...PLAIN, shifted: true }
const ORDERED: Manner = { ...SIGNS, ordering: true }
const WHOLE: Manner = { ...PLAIN, logs: 'whole' }
/** The domain is not split: a slope of 0 on each part would not exclude jumps between them. */
const UNCUT: Manner = { ...PLAIN, cutting: false }

function mannersFor(relation: Claim['relation']): (readonly [Manner, Test])[] {
  if (relation === '=') return [[PLAIN, areEqual]]
  if (relation === '!') return [[SIGNS, hasSigns(NONZERO)]]
  const wanted = WANTED[relation]
  if (wanted === undefined) return []
  const signs = [
    [SIGNS, hasSigns(wanted)],
    [ORDERED, hasSigns(wanted)],
  ] as const
  if (relation !== '<=' && relation !== '>=') return [...signs]
  const byTangents = isNonnegative(relation, isNonnegativeByTangents)
  const byWeights = isNonnegative(relation, isNonnegativeByWeights)
  return [...signs, [WHOLE, byTangents], [PLAIN, byWeights]]
}

/** The signs that left minus right must have. */
const WANTED: Readonly<Partial<Record<Claim['relation'], SignSet>>> = {
  '<=': NEGATIVE | ZERO,
  '>=': NONNEGATIVE,
  '<': NEGATIVE,
  '>': POSITIVE,
}

const areEqual: Test = (tower, left, right) => {
  if (!tower.equal(left, right)) throw new Decline({ kind: 'otherQuotient' })
}

const hasSigns =
  (wanted: SignSet): Test =>
  (tower, left, right) => {
    const difference = tower.equal(left, right) ? ZERO : signsOf(tower, tower.subtract(left, right))
    if (!within(difference, wanted)) throw new Decline({ kind: 'signNotSeen' })
  }

/** Shows by tangents that the larger side minus the smaller is never negative. */
const isNonnegative =
  (relation: '<=' | '>=', isShown: (tower: Tower, value: Element) => boolean): Test =>
  (tower, left, right) => {
    const [less, more] = relation === '<=' ? [left, right] : [right, left]
    if (tower.equal(less, more) || isShown(tower, tower.subtract(more, less))) return
    throw new Decline({ kind: 'signNotSeen' })
  }
