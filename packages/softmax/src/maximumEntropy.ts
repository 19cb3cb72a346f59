import { dot } from './internal/compensated.ts'
import { minimiseDual, scoresOf, type DualSearch, type DualState } from './internal/entropyDual.ts'
import { readProblem, toExactPoints, type EntropyProblem } from './internal/entropyProblem.ts'
import { entropy } from './entropy.ts'
import { leadingExponent, roundRatio, scaleByPower } from './internal/exactDouble.ts'
import { toLinearFunction, findLeast, type ExactPoints } from './internal/exactPoints.ts'
import { findHullPosition } from './internal/hullPosition.ts'
import { logSumExp } from './logSumExp.ts'
import {
  norm,
  orthonormalise,
  project,
  toGivenColumns,
  type Basis,
} from './internal/orthonormalise.ts'
import type { Vector } from './vector.ts'

/**
 * What proves the answer; each can be checked without knowing how it was found. Where there is a
 * `gap`, it is at most 1e-12, unless the status is "not converged".
 */
export type MaximumEntropyCertificate =
  /**
   * Weak duality: no distribution that meets the targets has more than `dual`, and p has `entropy`,
   * `gap` below it.
   */
  | { kind: 'duality'; entropy: number; dual: number; gap: number }
  /**
   * Σ combination[j] (featureⱼ − targetⱼ) is 0 at every outcome, but for rounding: λ may be moved
   * along it; else as duality.
   */
  | { kind: 'combination'; combination: number[]; gap: number }
  /**
   * direction · (feature − target) is 0 on the outcomes of `face` and at most −margin on all
   * others: p must be 0 there.
   */
  | { kind: 'face'; direction: number[]; face: number[]; margin: number }
  /**
   * direction · (feature − target) is at most −margin at every outcome, so it cannot be 0 in the
   * mean.
   */
  | { kind: 'separation'; direction: number[]; margin: number }

/** An answer with its proof. */
export interface MaximumEntropyResult {
  status: 'solved' | 'boundary' | 'infeasible' | 'redundant' | 'not converged'
  /** One multiplier a feature, p ∝ exp(Σ λⱼ featureⱼ) on the face; NaN where infeasible. */
  lambda: number[]
  /** The distribution; NaN where infeasible. */
  p: number[]
  /** The largest |mean of a feature − its target|. */
  residual: number
  /** Newton steps taken. */
  iterations: number
  certificate: MaximumEntropyCertificate
}

/**
 * The distribution of largest entropy whose features have given means: a softmax of λ · features.
 * It minimises the convex dual log Σ exp(λ · (feature − target)) by Newton's method.
 * Neither a feature's scale nor its offset matters.
 * @formula \max_{p \in \Delta} H(p) \;\text{ subject to }\; \sum_{i=1}^{n} p_i f_j(i) = t_j, \qquad p_i \propto \exp\Bigl( \sum_{j=1}^{k} \lambda_j f_j(i) \Bigr)
 * @param features k vectors of n finite numbers: the value of each feature at each outcome
 * @param targets k finite numbers: the mean each feature is to have
 * @returns `status`, `lambda`, `p`, `residual`, `iterations`, `certificate`. "solved": inside, one
 * λ.
 * "redundant": features depend on each other, p is still the only one. "boundary": some outcomes
 * must have
 * probability 0, and p is the answer on the others. "infeasible": no distribution has these means.
 * Both of these are decided
 * in whole numbers, for the doubles as given. "not converged": p is near the answer, but its
 * residual or its gap is above the bounds.
 * @throws RangeError when lengths differ, a number is not finite, or there is no feature or outcome
 * @throws TypeError when something is not a number
 * @source [Jaynes 1957](https://doi.org/10.1103/PhysRev.106.620); [Boyd & Vandenberghe
 * 2004](https://stanford.edu/~boyd/cvxbook/), section 5.1.6 for the dual and 5.8 for the
 * certificates
 * @accuracy means to 1e-14 of the largest |feature − target|
 * @example maximumEntropy([[1, 2, 3, 4, 5, 6]], [4.5]).p[5].toFixed(5) // "0.34749"
 */
export function maximumEntropy(features: readonly Vector[], targets: Vector): MaximumEntropyResult {
  return solve(readProblem(features, targets))
}

/**
 * The documented bounds of an answer: of each mean, as part of the largest |feature − target|, and
 * of the gap.
 */
const RESIDUAL_BOUND = 1e-14
const GAP_BOUND = 1e-12
/**
 * So many Newton steps before it is asked, in whole numbers, whether there is a minimum; and after.
 */
const FIRST_STEPS = 40
const MOST_STEPS = 300

function solve(problem: EntropyProblem): MaximumEntropyResult {
  const all = Array.from({ length: problem.outcomes }, (_, i) => i)
  const first = solveAmong(problem, all, false)
  if (!first.isDoubtful && first.isWithinBounds) return report(problem, first)
  const points = toExactPoints(problem)
  const position = findHullPosition(points)
  if (position.kind === 'outside')
    return reportInfeasible(problem, points, position.direction, first.iterations)
  if (position.kind === 'inside') return report(problem, solveAmong(problem, all, true))
  const answer = solveAmong(problem, position.face, true)
  const total = { ...answer, iterations: first.iterations + answer.iterations }
  return reportBoundary(problem, points, total, position.direction)
}

/**
 * The answer among some of the outcomes, and what it leaves, worked out from its multipliers and
 * probabilities alone.
 */
interface Answer extends DualSearch, Left {
  face: readonly number[]
  /** Which columns are independent; the multipliers are theirs. */
  basis: Basis
  isWithinBounds: boolean
}

/**
 * What a state leaves of the means, |mean − target| of each feature in the scale of its column, and
 * of duality.
 */
interface Left {
  residuals: number[]
  entropy: number
  dual: number
}

/** @param isCertain whether it is known that there is an answer with all outcomes of the face */
function solveAmong(problem: EntropyProblem, face: readonly number[], isCertain: boolean): Answer {
  const pick = (column: Float64Array): Float64Array => Float64Array.from(face, (i) => column[i])
  const columns = problem.columns.map(pick)
  const rests = problem.rests.map(pick)
  const basis = orthonormalise(columns)
  const among = (all: readonly Float64Array[]): Float64Array[] => basis.pivots.map((j) => all[j])
  const dual = { columns: among(columns), rests: among(rests), outcomes: face.length }
  const leave = ({ p, lambda }: DualState): Left => ({
    residuals: columns.map((column, j) => Math.abs(dot(column, p) + dot(rests[j], p))),
    entropy: entropy(p),
    // The bound that the multipliers give as the doubles that they are told as.
    dual: logSumExp(
      scoresOf(
        dual,
        lambda,
        lambda.map(() => 0),
      ),
    ),
  })
  const judge = (state: DualState): number => errorOf(problem, leave(state))
  const search = minimiseDual(
    dual,
    isCertain ? { mostSteps: MOST_STEPS, judge } : { mostSteps: FIRST_STEPS },
  )
  const left = leave(search)
  const areMultipliers = multipliersOf(problem, { ...search, basis }).every(Number.isFinite)
  return {
    ...search,
    ...left,
    face,
    basis,
    isWithinBounds: areMultipliers && errorOf(problem, left) <= 1,
  }
}

/** The largest of what is left as part of its bound. */
function errorOf(problem: EntropyProblem, { residuals, entropy, dual }: Left): number {
  const parts = problem.columns.map((column, j) => {
    const largest = column.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
    return largest === 0 ? 0 : residuals[j] / largest / RESIDUAL_BOUND
  })
  return parts.reduce((most, part) => Math.max(most, part), Math.abs(dual - entropy) / GAP_BOUND)
}

/** One multiplier a feature, in the feature's own scale. */
function multipliersOf(
  { exponents }: EntropyProblem,
  { basis, lambda }: Pick<Answer, 'basis' | 'lambda'>,
): number[] {
  const multipliers = exponents.map(() => 0)
  basis.pivots.forEach((j, m) => (multipliers[j] = scaleByPower(lambda[m], -exponents[j])))
  return multipliers
}

function describe(
  problem: EntropyProblem,
  answer: Answer,
): Omit<MaximumEntropyResult, 'status' | 'certificate'> {
  const p = new Array<number>(problem.outcomes).fill(0)
  answer.face.forEach((i, m) => (p[i] = answer.p[m]))
  const residuals = answer.residuals.map((value, j) => scaleByPower(value, problem.exponents[j]))
  const residual = residuals.reduce((most, value) => Math.max(most, value), 0)
  return { lambda: multipliersOf(problem, answer), p, residual, iterations: answer.iterations }
}

function report(problem: EntropyProblem, answer: Answer): MaximumEntropyResult {
  const combination = findCombination(problem, answer.basis)
  const { entropy, dual, isWithinBounds } = answer
  const duality = { kind: 'duality', entropy, dual, gap: dual - entropy } as const
  if (!isWithinBounds)
    return { status: 'not converged', ...describe(problem, answer), certificate: duality }
  if (combination === undefined)
    return { status: 'solved', ...describe(problem, answer), certificate: duality }
  const certificate = { kind: 'combination', combination, gap: dual - entropy } as const
  return { status: 'redundant', ...describe(problem, answer), certificate }
}

function reportBoundary(
  problem: EntropyProblem,
  points: ExactPoints,
  answer: Answer,
  exact: readonly bigint[],
): MaximumEntropyResult {
  if (!answer.isWithinBounds) return report(problem, answer)
  const kept = new Set(answer.face)
  const outside = Array.from({ length: problem.outcomes }, (_, i) => i).filter((i) => !kept.has(i))
  const { direction, margin } = toDirection(problem, points, exact, outside)
  const certificate: MaximumEntropyCertificate = {
    kind: 'face',
    direction,
    face: [...answer.face],
    margin,
  }
  return { status: 'boundary', ...describe(problem, answer), certificate }
}

function reportInfeasible(
  problem: EntropyProblem,
  points: ExactPoints,
  exact: readonly bigint[],
  iterations: number,
): MaximumEntropyResult {
  const all = Array.from({ length: problem.outcomes }, (_, i) => i)
  const certificate = { kind: 'separation', ...toDirection(problem, points, exact, all) } as const
  const nothing = (count: number): number[] => new Array<number>(count).fill(NaN)
  return {
    status: 'infeasible',
    lambda: nothing(problem.columns.length),
    p: nothing(problem.outcomes),
    residual: NaN,
    iterations,
    certificate,
  }
}

/** A combination of the columns that is 0 everywhere, up to rounding, where there is one. */
function findCombination(
  { columns, exponents }: EntropyProblem,
  basis: Basis,
): number[] | undefined {
  const dependent = columns.findIndex((_, j) => !basis.pivots.includes(j))
  if (dependent < 0) return undefined
  const { coefficients } = project(columns[dependent], basis.columns)
  const scaled = toGivenColumns(basis, coefficients, columns.length).map((value) => -value)
  scaled[dependent] = 1
  // Its own factor is 1, unless one of the others would then be no double.
  const own = scaled.map((value, j) => scaleByPower(value, exponents[dependent] - exponents[j]))
  return own.every(Number.isFinite) ? own : toSameScale(scaled, exponents).values
}

/**
 * Factors of the columns as factors of the features: of length 1, or with the largest and the least
 * equally far from 1.
 */
function toSameScale(
  factors: readonly number[],
  exponents: readonly number[],
): { values: number[]; exponent: number } {
  const sizes = factors
    .map((value, j) => leadingExponent(value) - exponents[j])
    .filter((_, j) => factors[j] !== 0)
  const [least, most] = [
    sizes.reduce((a, b) => Math.min(a, b)),
    sizes.reduce((a, b) => Math.max(a, b)),
  ]
  const exponent = most - least > 900 ? (most + least) >> 1 : most
  return {
    values: factors.map((value, j) => scaleByPower(value, -exponents[j] - exponent)),
    exponent,
  }
}

/**
 * An exact direction as doubles, of length 1 where doubles can hold it so, and how far below 0 it
 * is at the outcomes told.
 */
function toDirection(
  { exponents }: EntropyProblem,
  points: ExactPoints,
  exact: readonly bigint[],
  at: readonly number[],
): { direction: number[]; margin: number } {
  const f = toLinearFunction(exact)
  const { values, exponent } = toSameScale(f.rough, exponents)
  const length = norm(values)
  const down = Number.isFinite(length) ? length : 1
  const opposite = toLinearFunction(exact.map((value) => -value))
  const height = findLeast(points, opposite, at).value
  return {
    direction: values.map((value) => value / down),
    margin: roundRatio(height, 1n, -f.bits - points.bits - exponent) / down,
  }
}
