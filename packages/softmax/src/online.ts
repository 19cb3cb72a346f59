import { checkNumber, spell } from './internal/check.ts'
import { checkOptions } from './internal/checkOptions.ts'
import { addPairs, dividePairs, multiplyPairs, twoSum, type Pair } from './internal/doubleDouble.ts'
import { scaledExpPair } from './internal/exp.ts'
import { NOTHING_BELOW } from './internal/exponentiate.ts'
import { HEADROOM } from './internal/exponentialTable.ts'
import { logPair } from './internal/log.ts'
import { settle } from './internal/settle.ts'
import { deliver, toFloat64, type Out, type OutOption, type Vector } from './vector.ts'

/**
 * What must be remembered of the scores seen so far: the largest, and the sum of exponentials
 * relative to it. Plain data; no function below changes one.
 */
export interface OnlineState {
  /** The largest score so far; −Infinity at the start. */
  readonly top: number
  /** Σ exp(zᵢ − top); 0 at the start. */
  readonly sum: number
  /** What `sum` had to round away. */
  readonly rest: number
}

/** The state before any score: merging it changes nothing. */
export const onlineStart: OnlineState = { top: -Infinity, sum: 0, rest: 0 }

/**
 * The state after one more score.
 * @formula m' = \max(m, z), \quad d' = d \, e^{m - m'} + e^{z - m'}
 * @param state what is known so far
 * @param score any double
 * @returns a new state
 * @throws TypeError when the score is not a number, or the state is not an OnlineState
 * @source [Milakov & Gimelshein 2018](https://arxiv.org/abs/1805.02867), the safe softmax with online normaliser
 * @accuracy the sum gains 2^-58 of itself in error with each score
 * @example onlineLogSumExp(onlineAdd(onlineAdd(onlineStart, 1000), 1000)) // 1000.6931471805599
 */
export function onlineAdd(state: OnlineState, score: number): OnlineState {
  checkState('state', state)
  checkNumber('score', score)
  return merge(state, score === -Infinity ? onlineStart : { top: score, sum: 1, rest: 0 })
}

/**
 * The state of two runs of scores together. Associative, and the order does not matter, up to rounding.
 * @formula (m, d) \oplus (m', d') = \bigl( M, \; d \, e^{m - M} + d' e^{m' - M} \bigr), \quad M = \max(m, m')
 * @param a the state of one run
 * @param b the state of another
 * @returns a new state
 * @throws TypeError when one is no state: JSON, for one, makes null of its infinities
 * @source [Milakov & Gimelshein 2018](https://arxiv.org/abs/1805.02867), the parallel version
 * @accuracy the sum gains 2^-58 of itself in error at each merge
 * @example
 * const left = [1000, 999].reduce(onlineAdd, onlineStart)
 * const right = [998, 997].reduce(onlineAdd, onlineStart)
 * onlineLogSumExp(onlineMerge(left, right)) // 1000.4401896985612
 */
export function onlineMerge(a: OnlineState, b: OnlineState): OnlineState {
  checkState('a', a)
  checkState('b', b)
  return merge(a, b)
}

function merge(a: OnlineState, b: OnlineState): OnlineState {
  if (Number.isNaN(a.top) || Number.isNaN(b.top)) return { top: NaN, sum: NaN, rest: 0 }
  const top = Math.max(a.top, b.top)
  if (top === -Infinity) return onlineStart
  const { hi, lo } = addPairs(relativeTo(top, a), relativeTo(top, b))
  return { top, sum: hi, rest: lo }
}

/**
 * Log-sum-exp of all scores that a state has seen.
 * @formula \operatorname{LSE} = m + \log d
 * @param state what is known
 * @returns −Infinity before any score
 * @throws TypeError when it is no state
 * @source the logarithm of the normaliser in [Milakov & Gimelshein 2018](https://arxiv.org/abs/1805.02867)
 * @accuracy 1 ulp of max(1, |answer|) for a thousand scores
 * @example onlineLogSumExp([2, 1, 0.1].reduce(onlineAdd, onlineStart)) // 2.4170…
 */
export function onlineLogSumExp(state: OnlineState): number {
  checkState('state', state)
  if (!Number.isFinite(state.top)) return state.top
  const { hi, lo } = addPairs({ hi: state.top, lo: 0 }, logPair(state.sum, state.rest))
  return hi === Infinity ? hi : hi + lo
}

/**
 * Softmax of scores among all that a state has seen: the second pass.
 * @formula \sigma_i = \frac{e^{z_i - m}}{d}
 * @param state what is known; it has seen the scores
 * @param z n of those scores
 * @param options `out`
 * @returns n probabilities
 * @throws TypeError when a score is not a number, the state is not an OnlineState, `out` cannot hold fractions, or an option is unknown
 * @throws RangeError when a score is above all that the state has seen, or `out` has another length
 * @source [Milakov & Gimelshein 2018](https://arxiv.org/abs/1805.02867), the last loop of the safe softmax with online normaliser
 * @accuracy 1 ulp for a thousand scores
 * @example onlineSoftmax(onlineAdd(onlineAdd(onlineStart, 1), 1), [1, 1]) // [0.5, 0.5]
 */
export function onlineSoftmax<O extends Out = number[]>(
  state: OnlineState,
  z: Vector,
  options?: OutOption<O>,
): NoInfer<O> {
  checkState('state', state)
  checkOptions(options, ['out'])
  const x = toFloat64(z, 'z')
  const bad = x.findIndex((score) => score > state.top)
  if (bad >= 0) {
    throw new RangeError(
      `invalid z[${bad}]: ${x[bad]}; the greatest score that the state has seen is ${state.top}`,
    )
  }
  const total = { hi: state.sum, lo: state.rest }
  return deliver(
    x.map((score) => share(score, state.top, total)),
    options?.out,
  )
}

function checkState(name: string, state: OnlineState): void {
  const isState = typeof state === 'object' && state !== null
  if (!isState) throw new TypeError(`invalid ${name}: ${spell(state)}; start from onlineStart`)
  for (const key of ['top', 'sum', 'rest'] as const) checkNumber(`${name}.${key}`, state[key])
  const isEmpty = state.top === -Infinity && state.sum === 0
  if (isEmpty || state.sum > 0 || Number.isNaN(state.sum)) return
  throw new TypeError(`invalid ${name}.sum: ${state.sum}; start from onlineStart`)
}

function share(score: number, top: number, total: Pair): number {
  if (top === Infinity) return total.hi === 1 ? Number(score === Infinity) : NaN
  if (score === -Infinity) return top === -Infinity ? NaN : 0
  const gap = twoSum(score, -top)
  const { hi, lo } = dividePairs(scaledExpPair(gap.hi, gap.lo), total)
  return settle(hi, lo)
}

/** The sum of a state as if `top` were its largest score. */
function relativeTo(top: number, { top: own, sum, rest }: OnlineState): Pair {
  const value = { hi: sum, lo: rest }
  if (own === top) return value
  if (own === -Infinity || top === Infinity) return { hi: 0, lo: 0 }
  const gap = twoSum(own, -top)
  if (gap.hi < NOTHING_BELOW) return { hi: 0, lo: 0 }
  const { hi, lo } = multiplyPairs(value, scaledExpPair(gap.hi, gap.lo))
  return { hi: hi / HEADROOM, lo: lo / HEADROOM }
}
