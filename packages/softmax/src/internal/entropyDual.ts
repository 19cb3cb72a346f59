import { dot } from './compensated.ts'
import { renormalise, twoProduct, twoSum, type Pair } from './doubleDouble.ts'
import { orthonormalise, project, toGivenColumns } from './orthonormalise.ts'
import { softmax } from '../softmax.ts'

/**
 * The dual log Σ exp(λ · a) of a problem of greatest entropy: independent columns of a, and what
 * their rounding lost.
 */
export interface EntropyDual {
  columns: readonly Float64Array[]
  rests: readonly Float64Array[]
  outcomes: number
}

/** Multipliers, the scores that they give the outcomes, and the distribution. */
export interface DualState {
  lambda: Float64Array
  /**
   * What each multiplier is beyond its double: where multipliers are large, their last bits still
   * move the means.
   */
  lambdaRest: Float64Array
  scores: Float64Array
  p: Float64Array
}

/**
 * Where the search ended. It is in doubt where rounding alone could have made, or hidden, a
 * minimum.
 */
export interface DualSearch extends DualState {
  iterations: number
  isDoubtful: boolean
}

/** When a search ends. */
export interface DualLimits {
  mostSteps: number
  /**
   * Given where there is a minimum for certain: how far a state is from an answer: at most 1 where
   * it is one.
   * The search then goes on where it seems that there is none, and falls back on the best state.
   * Else it ends there.
   */
  judge?: (state: DualState) => number
}

/** Below this the square of a step's length across the outcomes may be rounding. */
const TINY_CURVATURE = 1e-12
/**
 * When a step changes no score by more than this, the next has twice the digits, and needs no
 * search along it.
 */
const NEAR = 1e-6
/** A step may raise a score by so much: a longer one tells of curvature that is only rounding. */
const LONGEST = 64
/** Scores that no problem of doubles needs. */
const FAR = 1e8

/** Newton's method from λ = 0. */
export function minimiseDual(dual: EntropyDual, { mostSteps, judge }: DualLimits): DualSearch {
  const isCertain = judge !== undefined
  let state = evaluate(
    dual,
    dual.columns.map(() => ({ hi: 0, lo: 0 })),
  )
  let best: { state: DualState; error: number } = { state, error: Infinity }
  let before = Infinity
  for (let iterations = 0; ; iterations++) {
    const error = judge?.(state) ?? Infinity
    if (error < best.error) best = { state, error }
    const step = findStep(dual, state.p)
    const change = largestOf(step.change)
    const isStill = change < 1e-16 || (change < NEAR && !(change < before / 2))
    if (isStill)
      return {
        ...(isCertain && error > 1 ? best.state : state),
        iterations,
        isDoubtful: step.isFaint,
      }
    const seemsEndless = isCertain
      ? hasLeft(state) && best.error <= 1
      : hasLeft(state) || step.isFlat
    if (iterations === mostSteps || seemsEndless)
      return { ...(isCertain ? best.state : state), iterations, isDoubtful: true }
    state =
      change < NEAR
        ? evaluate(dual, move(state, step.direction, 1))
        : follow(dual, state, step, isCertain)
    before = change
  }
}

/**
 * Whether the dual is well below 0, where it has no minimum, or its scores are beyond all that
 * doubles ask for.
 */
function hasLeft({ scores }: DualState): boolean {
  return scores.every((score) => score < -1) || scores.some((score) => Math.abs(score) > FAR)
}

interface Step {
  direction: number[]
  /** How much each score changes by it. */
  change: Float64Array
  /**
   * Whether, in rounding, the dual has no curvature in some direction, or so little that it may be
   * rounding.
   */
  isFlat: boolean
  isFaint: boolean
}

/**
 * −H⁻¹ ā, with the mean ā of a and its covariance H = M − ā āᵀ under p. M⁻¹ ā solves the least
 * squares problem √p a · x = √p, whose rows may differ by many powers of ten, and H⁻¹ ā is that over
 * the squared length of what is left.
 */
function findStep({ columns, outcomes }: EntropyDual, p: Float64Array): Step {
  const roots = p.map(Math.sqrt)
  const basis = orthonormalise(columns.map((column) => column.map((value, i) => roots[i] * value)))
  const { coefficients, rest } = project(roots, basis.columns)
  const left = Math.max(dot(rest, rest), 1e-30)
  const direction = toGivenColumns(basis, coefficients, columns.length).map(
    (value) => -value / left,
  )
  const least = basis.triangle.reduce((most, row, m) => Math.min(most, row[m]), Infinity)
  const isFlat = basis.columns.length < columns.length
  const isFaint = isFlat || least * least < TINY_CURVATURE
  return { ...shorten(direction, changeOf(columns, direction, outcomes), p), isFlat, isFaint }
}

/** How much each score changes by a step. */
function changeOf(
  columns: readonly Float64Array[],
  direction: readonly number[],
  outcomes: number,
): Float64Array {
  const change = new Float64Array(outcomes)
  columns.forEach((column, m) => column.forEach((value, i) => (change[i] += direction[m] * value)))
  return change
}

/** A step that raises no score above the mean of all by more than LONGEST. */
function shorten(
  direction: readonly number[],
  change: Float64Array,
  p: Float64Array,
): Pick<Step, 'direction' | 'change'> {
  const rise = change.reduce((most, value) => Math.max(most, value), -Infinity) - dot(p, change)
  const factor = LONGEST / rise
  if (factor >= 1) return { direction: [...direction], change }
  return {
    direction: direction.map((value) => factor * value),
    change: change.map((value) => factor * value),
  }
}

function largestOf(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
}

/**
 * The step, doubled or bisected until the slope along it is small: near the minimum values no
 * longer tell steps apart.
 */
function follow(
  dual: EntropyDual,
  from: DualState,
  { direction, change }: Step,
  isCertain: boolean,
): DualState {
  const slope = Math.abs(dot(from.p, change))
  let low = 0
  let high = Infinity
  for (let length = 1, tries = 0; ; tries++) {
    const state = evaluate(dual, move(from, direction, length))
    const there = dot(state.p, change)
    const isFar = length >= 16 || (!isCertain && hasLeft(state))
    if (Math.abs(there) <= 0.5 * slope || tries === 40 || (there < 0 && isFar)) return state
    if (there > 0) high = length
    else low = length
    length = high === Infinity ? 2 * length : (low + high) / 2
  }
}

function move(
  { lambda, lambdaRest }: DualState,
  direction: readonly number[],
  length: number,
): Pair[] {
  return direction.map((value, m) => {
    const { hi, lo } = twoSum(lambda[m], length * value)
    return renormalise(hi, lo + lambdaRest[m])
  })
}

function evaluate(dual: EntropyDual, multipliers: readonly Pair[]): DualState {
  const lambda = Float64Array.from(multipliers, ({ hi }) => hi)
  const lambdaRest = Float64Array.from(multipliers, ({ lo }) => lo)
  const scores = scoresOf(dual, lambda, lambdaRest)
  return {
    lambda,
    lambdaRest,
    scores,
    p: softmax(scores, { out: new Float64Array(dual.outcomes) }),
  }
}

/** λ · a, as if in twice the precision: where multipliers are large, the products cancel. */
export function scoresOf(
  { columns, rests, outcomes }: EntropyDual,
  lambda: Float64Array,
  lambdaRest: Float64Array,
): Float64Array {
  const scores = new Float64Array(outcomes)
  const lost = new Float64Array(outcomes)
  lambda.forEach((factor, m) => {
    for (let i = 0; i < outcomes; i++) {
      const product = twoProduct(factor, columns[m][i])
      const next = twoSum(scores[i], product.hi)
      scores[i] = next.hi
      lost[i] += next.lo + product.lo + (factor * rests[m][i] + lambdaRest[m] * columns[m][i])
    }
  })
  return scores.map((score, i) => score + lost[i])
}
