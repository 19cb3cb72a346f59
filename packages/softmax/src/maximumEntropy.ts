import { dot, sum } from './internal/compensated.ts'
import { entropy } from './entropy.ts'
import { logSumExp } from './logSumExp.ts'
import {
  isSpanned,
  norm,
  orthonormalise,
  project,
  toGivenColumns,
  type Basis,
} from './internal/orthonormalise.ts'
import { softmax } from './softmax.ts'
import { solvePositive } from './internal/solvePositive.ts'
import { checkSameLength } from './target.ts'
import { toFloat64, type Vector } from './vector.ts'

/** What proves the answer; each can be checked without knowing how it was found. */
export type MaximumEntropyCertificate =
  /** Weak duality: no distribution that meets the targets has more than `dual`, and p has `entropy`, `gap` below it. */
  | { kind: 'duality'; entropy: number; dual: number; gap: number }
  /** Σ combination[j] (featureⱼ − targetⱼ) is 0 at every outcome: λ may be moved along it; else as duality. */
  | { kind: 'combination'; combination: number[]; gap: number }
  /** direction · (feature − target) is 0 on the outcomes of `face` and at most −margin on all others: p must be 0 there. */
  | { kind: 'face'; direction: number[]; face: number[]; margin: number }
  /** direction · (feature − target) is at most −margin at every outcome, so it cannot be 0 in the mean. */
  | { kind: 'separation'; direction: number[]; margin: number }

/** An answer with its proof. */
export interface MaximumEntropyResult {
  status: 'solved' | 'boundary' | 'infeasible' | 'redundant'
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
 * The distribution of greatest entropy whose features have given means: a softmax of λ · features.
 * It minimises the convex dual log Σ exp(λ · (feature − target)) by Newton's method.
 * @formula \max_{p \in \Delta} H(p) \;\text{ subject to }\; \sum_{i=1}^{n} p_i f_j(i) = t_j, \qquad p_i \propto \exp\Bigl( \sum_{j=1}^{k} \lambda_j f_j(i) \Bigr)
 * @param features k vectors of n finite numbers: the value of each feature at each outcome
 * @param targets k finite numbers: the mean each feature is to have
 * @returns `status`, `lambda`, `p`, `residual`, `iterations`, `certificate`. "solved": inside, one λ.
 * "redundant": features depend on each other, p is still the only one. "boundary": some outcomes must have
 * probability 0, and p is the answer on the others. "infeasible": no distribution has these means.
 * @throws RangeError when lengths differ, a number is not finite, or there is no feature or outcome
 * @throws TypeError when something is not a number
 * @source [Jaynes 1957](https://doi.org/10.1103/PhysRev.106.620); [Boyd & Vandenberghe 2004](https://stanford.edu/~boyd/cvxbook/), section 5.1.6 for the dual and 5.8 for the certificates
 * @accuracy means to 1e-14 of the largest |feature − target|
 * @example maximumEntropy([[1, 2, 3, 4, 5, 6]], [4.5]).p[5].toFixed(5) // "0.34749"
 */
export function maximumEntropy(features: readonly Vector[], targets: Vector): MaximumEntropyResult {
  const problem = readProblem(features, targets)
  const outcomes = problem.columns[0].map((_, i) => i)
  const solution = solve(problem.columns, Array.from(outcomes))
  return report(problem, solution)
}

interface Problem {
  features: Float64Array[]
  targets: Float64Array
  /** feature − target: column j at outcome i. */
  columns: Float64Array[]
}

/** Where the search ended; outcomes outside `face` have probability 0. */
type Solution =
  | {
      found: true
      lambda: number[]
      face: number[]
      p: Float64Array
      direction?: number[]
      combination?: number[]
      iterations: number
    }
  | { found: false; direction: number[]; iterations: number }

const MOST_STEPS = 100
/** What is below this part of the largest value counts as rounding. */
const ROUNDING = 1e-13

function readProblem(features: readonly Vector[], targets: Vector): Problem {
  const means = toFloat64(targets, 'targets')
  const rows = features.map((feature, j) => toFloat64(feature, `features[${j}]`))
  checkSameLength('targets', means, rows.length)
  if (rows.length === 0)
    throw new RangeError('invalid features: length 0; give at least one feature')
  if (rows[0].length === 0)
    throw new RangeError('invalid features[0]: length 0; give at least one outcome')
  rows.forEach((row, j) => {
    checkSameLength(`features[${j}]`, row, rows[0].length)
    const bad = row.findIndex((value) => !Number.isFinite(value))
    if (bad >= 0)
      throw new RangeError(`invalid features[${j}][${bad}]: ${row[bad]}; it must be finite`)
    if (!Number.isFinite(means[j]))
      throw new RangeError(`invalid targets[${j}]: ${means[j]}; it must be finite`)
  })
  return {
    features: rows,
    targets: means,
    columns: rows.map((row, j) => row.map((value) => value - means[j])),
  }
}

/** Solves among the outcomes of a face; where the answer has to leave some out, again on a smaller face. */
function solve(columns: readonly Float64Array[], face: readonly number[]): Solution {
  const within = columns.map((column) => Float64Array.from(face, (i) => column[i]))
  const basis = orthonormalise(within)
  const contradiction = findContradiction(basis, face.length, columns.length)
  if (contradiction !== undefined) return { found: false, direction: contradiction, iterations: 0 }
  const search = runNewton(basis, face.length)
  const lambda = toGivenColumns(basis, search.lambda, columns.length)
  if (search.kind === 'separated')
    return { found: false, direction: lambda, iterations: search.iterations }
  if (search.kind === 'face')
    return solveOnFace(columns, face, search.face, lambda, search.iterations)
  return {
    found: true,
    lambda,
    face: [...face],
    p: search.p,
    combination: findCombination(within, basis),
    iterations: search.iterations,
  }
}

/** Columns that add up to a constant other than 0: dependent features whose targets contradict each other. */
function findContradiction(basis: Basis, outcomes: number, features: number): number[] | undefined {
  const ones = new Float64Array(outcomes).fill(-1)
  if (!isSpanned(ones, basis.columns)) return undefined
  return toGivenColumns(basis, project(ones, basis.columns).coefficients, features)
}

/** A combination of the columns that is 0 everywhere, where there is one. */
function findCombination(columns: readonly Float64Array[], basis: Basis): number[] | undefined {
  const dependent = columns.findIndex((_, j) => !basis.pivots.includes(j))
  if (dependent < 0) return undefined
  const { coefficients } = project(columns[dependent], basis.columns)
  const combination = toGivenColumns(basis, coefficients, columns.length).map((value) => -value)
  combination[dependent] = 1
  return combination
}

/** The direction that holds the first face up may be joined by that of the smaller problem, for whichever is asked. */
function solveOnFace(
  columns: readonly Float64Array[],
  face: readonly number[],
  kept: readonly number[],
  direction: number[],
  iterations: number,
): Solution {
  const smaller = solve(
    columns,
    kept.map((i) => face[i]),
  )
  const total = smaller.iterations + iterations
  if (smaller.found) {
    const joined =
      smaller.direction === undefined
        ? direction
        : join(columns, face, smaller.face, direction, smaller.direction)
    return { ...smaller, direction: joined, iterations: total }
  }
  return {
    found: false,
    direction: join(columns, face, [], direction, smaller.direction),
    iterations: total,
  }
}

/** first · M + second, M so large that what the first holds below 0 stays below, whatever the second says there. */
function join(
  columns: readonly Float64Array[],
  face: readonly number[],
  spared: readonly number[],
  first: number[],
  second: number[],
): number[] {
  let factor = 1
  for (const i of face) {
    const down = valueAt(columns, first, i)
    const up = valueAt(columns, second, i)
    if (!spared.includes(i) && up > 0 && down < 0) factor = Math.max(factor, (2 * up) / -down)
  }
  return first.map((value, j) => factor * value + second[j])
}

function valueAt(
  columns: readonly Float64Array[],
  direction: readonly number[],
  i: number,
): number {
  return sum(columns.map((column, j) => direction[j] * column[i]))
}

type Search =
  | { kind: 'found'; lambda: number[]; p: Float64Array; iterations: number }
  | { kind: 'separated'; lambda: number[]; iterations: number }
  | { kind: 'face'; lambda: number[]; face: number[]; iterations: number }

/**
 * Newton's method on the dual in the coordinates of the basis. Steps are judged by the slope along them:
 * near the minimum the dual's own value no longer tells steps apart.
 */
function runNewton({ columns }: Basis, outcomes: number): Search {
  let lambda = columns.map(() => 0)
  let state = evaluate(columns, lambda, outcomes)
  for (let iterations = 0; iterations < MOST_STEPS; iterations++) {
    if (state.scores.every((score) => score < 0)) return { kind: 'separated', lambda, iterations }
    const step = solvePositive(
      state.hessian,
      state.gradient.map((value) => -value),
    )
    const face =
      step === undefined || iterations >= 6 ? findFace(columns, state.scores, lambda) : undefined
    if (face !== undefined) return { kind: 'face', ...face, iterations }
    if (step === undefined) return { kind: 'found', lambda, p: state.p, iterations }
    const next = follow(columns, lambda, step, state, outcomes)
    if (!(norm(next.state.gradient) < norm(state.gradient)) && norm(state.gradient) < 1e-12)
      return { kind: 'found', lambda, p: state.p, iterations }
    if (next.lambda.every((value, m) => value === lambda[m]))
      return { kind: 'found', lambda, p: state.p, iterations }
    lambda = next.lambda
    state = next.state
  }
  return { kind: 'found', lambda, p: state.p, iterations: MOST_STEPS }
}

interface DualState {
  scores: Float64Array
  p: Float64Array
  gradient: number[]
  hessian: Float64Array[]
}

function evaluate(
  columns: readonly Float64Array[],
  lambda: readonly number[],
  outcomes: number,
): DualState {
  const scores = new Float64Array(outcomes)
  columns.forEach((column, m) => column.forEach((value, i) => (scores[i] += lambda[m] * value)))
  const p = softmax(scores, { out: new Float64Array(outcomes) })
  const gradient = columns.map((column) => dot(p, column))
  const centred = columns.map((column, m) => column.map((value) => value - gradient[m]))
  const weighted = centred.map((column) => column.map((value, i) => p[i] * value))
  const hessian = weighted.map((row) => Float64Array.from(centred, (column) => dot(row, column)))
  return { scores, p, gradient, hessian }
}

/** The step, halved until the slope along it is not much above 0. */
function follow(
  columns: readonly Float64Array[],
  lambda: readonly number[],
  step: Float64Array,
  from: DualState,
  outcomes: number,
): { lambda: number[]; state: DualState } {
  const slope = Math.abs(dot(from.gradient, step))
  for (let length = 1; ; length /= 2) {
    const next = lambda.map((value, m) => value + length * step[m])
    const state = evaluate(columns, next, outcomes)
    if (dot(state.gradient, step) <= 0.5 * slope || length < 1e-9) return { lambda: next, state }
  }
}

/**
 * A face that the dual runs away from: outcomes with the highest scores, on which a direction near λ is 0
 * while it is below 0 on all others. Tried for every cut of the outcomes in the order of their scores.
 */
function findFace(
  columns: readonly Float64Array[],
  scores: Float64Array,
  lambda: readonly number[],
): { face: number[]; lambda: number[] } | undefined {
  const order = Array.from(scores, (_, i) => i).sort((a, b) => scores[b] - scores[a])
  for (let size = 1; size < order.length; size++) {
    const face = order.slice(0, size)
    const direction = awayFrom(columns, face, lambda)
    if (direction !== undefined && holdsUp(columns, direction, new Set(face)))
      return { face: face.sort((a, b) => a - b), lambda: direction }
  }
  return undefined
}

/** λ less its part in the span of the outcomes of the face. */
function awayFrom(
  columns: readonly Float64Array[],
  face: readonly number[],
  lambda: readonly number[],
): number[] | undefined {
  const rows = face.map((i) => Float64Array.from(columns, (column) => column[i]))
  const { columns: spanned } = orthonormalise(rows)
  if (spanned.length === lambda.length) return undefined
  const { rest } = project(Float64Array.from(lambda), spanned)
  const length = norm(rest)
  return length > 1e-9 * norm(lambda) ? Array.from(rest, (value) => value / length) : undefined
}

function holdsUp(
  columns: readonly Float64Array[],
  direction: readonly number[],
  face: ReadonlySet<number>,
): boolean {
  const values = Float64Array.from(columns[0], (_, i) => valueAt(columns, direction, i))
  const largest = values.reduce((a, b) => Math.max(a, Math.abs(b)), 0)
  return values.every((value, i) =>
    face.has(i) ? Math.abs(value) <= ROUNDING * largest : value < -1e-9 * largest,
  )
}

function report(problem: Problem, solution: Solution): MaximumEntropyResult {
  const { columns } = problem
  if (!solution.found) return reportInfeasible(columns, solution.direction, solution.iterations)
  const p = columns[0].map(() => 0)
  solution.face.forEach((i, m) => (p[i] = solution.p[m]))
  const residual = columns.reduce((most, column) => Math.max(most, Math.abs(dot(column, p))), 0)
  const certificate = certify(columns, solution, p)
  const status =
    certificate.kind === 'face'
      ? 'boundary'
      : certificate.kind === 'combination'
        ? 'redundant'
        : 'solved'
  return {
    status,
    lambda: solution.lambda,
    p: Array.from(p),
    residual,
    iterations: solution.iterations,
    certificate,
  }
}

function certify(
  columns: readonly Float64Array[],
  solution: Solution & { found: true },
  p: Float64Array,
): MaximumEntropyCertificate {
  if (solution.direction !== undefined) {
    const kept = new Set(solution.face)
    const outside = Array.from(columns[0], (_, i) => i).filter((i) => !kept.has(i))
    const direction = toUnit(solution.direction)
    const margin = -outside
      .map((i) => valueAt(columns, direction, i))
      .reduce((a, b) => Math.max(a, b))
    return { kind: 'face', direction, face: solution.face, margin }
  }
  const dual = logSumExp(columns[0].map((_, i) => valueAt(columns, solution.lambda, i)))
  const own = entropy(p)
  if (solution.combination !== undefined)
    return { kind: 'combination', combination: solution.combination, gap: dual - own }
  return { kind: 'duality', entropy: own, dual, gap: dual - own }
}

function toUnit(direction: readonly number[]): number[] {
  const length = norm(direction)
  return direction.map((value) => value / length)
}

function reportInfeasible(
  columns: readonly Float64Array[],
  direction: readonly number[],
  iterations: number,
): MaximumEntropyResult {
  const unit = toUnit(direction)
  const values = columns[0].map((_, i) => valueAt(columns, unit, i))
  const margin = -values.reduce((a, b) => Math.max(a, b))
  const nothing = (count: number): number[] => new Array<number>(count).fill(NaN)
  const certificate = { kind: 'separation', direction: unit, margin } as const
  return {
    status: 'infeasible',
    lambda: nothing(columns.length),
    p: nothing(columns[0].length),
    residual: NaN,
    iterations,
    certificate,
  }
}
