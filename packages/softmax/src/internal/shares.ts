import { dividePairs, renormalise, twoSum, type Pair } from './doubleDouble.ts'
import { exponentialsOf } from './exponentials.ts'
import { HEADROOM, HEADROOM_DOWN } from './exponentialTable.ts'
import { scalePair } from './scalePair.ts'
import { softmax } from '../softmax.ts'
import { placeOfTop } from './top.ts'

/** Softmax in pairs, and what each leaves to the others, each right to about 2^-58 of itself. */
export interface Shares {
  /** σᵢ */
  share: Pair[]
  /** 1 − σᵢ */
  others: Pair[]
}

/** Softmax at temperature 1 in pairs; what is below the normal doubles is rounded once. */
export function sharesOf(x: Float64Array): Shares {
  const { share, others } = scaledSharesOf(x, 1)
  const plain = (pair: Pair): Pair => scalePair(pair, HEADROOM_DOWN)
  return { share: share.map(plain), others: others.map(plain) }
}

/**
 * σᵢ = eᵢ / Σ and 1 − σᵢ = (Σ − eᵢ) / Σ, HEADROOM times too large, so that they keep all bits down to 2^-1074.
 * For the greatest the sum is taken without it, since Σ − eᵢ would cancel.
 */
export function scaledSharesOf(x: Float64Array, temperature: number): Shares {
  const at = placeOfTop(x)
  if (at < 0 || x[at] === Infinity || x.some(Number.isNaN)) return ofLimit(x)
  const { lead, tail, others, all } = exponentialsOf(x, at, temperature)
  const terms = Array.from(lead, (value, i) => renormalise(value, tail[i]))
  const sum = fromHeadroom(all)
  const ratio = (term: Pair): Pair => dividePairs(term, sum)
  return {
    share: terms.map(ratio),
    others: terms.map((term, i) => ratio(i === at ? others : less(all, term))),
  }
}

function fromHeadroom({ hi, lo }: Pair): Pair {
  return { hi: hi / HEADROOM, lo: lo / HEADROOM }
}

function less(a: Pair, b: Pair): Pair {
  const difference = twoSum(a.hi, -b.hi)
  return renormalise(difference.hi, difference.lo + (a.lo - b.lo))
}

function ofLimit(x: Float64Array): Shares {
  const share = softmax(x)
  return {
    share: share.map((value) => ({ hi: value * HEADROOM, lo: 0 })),
    others: share.map((value) => ({ hi: (1 - value) * HEADROOM, lo: 0 })),
  }
}
