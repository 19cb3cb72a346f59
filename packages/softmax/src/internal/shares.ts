import { dividePairs, renormalise, twoSum, type Pair } from './doubleDouble.ts'
import { HEADROOM } from './exponentialTable.ts'
import { softmax } from '../softmax.ts'
import { sumAndKeepExponentials } from './sumOfExponentials.ts'
import { sumPairs } from './sumPairs.ts'
import { placeOfTop } from './top.ts'

/** Softmax in pairs, and what each leaves to the others, each right to about 2^-58 of itself. */
export interface Shares {
  /** σᵢ */
  share: Pair[]
  /** 1 − σᵢ */
  others: Pair[]
}

/** σᵢ = eᵢ / Σ and 1 − σᵢ = (Σ − eᵢ) / Σ, the sum without eᵢ taken anew for the greatest, where Σ − eᵢ would cancel. */
export function sharesOf(x: Float64Array): Shares {
  const at = placeOfTop(x)
  if (at < 0 || x[at] === Infinity || x.some(Number.isNaN)) return ofLimit(x)
  const lead = new Float64Array(x.length)
  const tail = new Float64Array(x.length)
  sumAndKeepExponentials(x, x[at], 1, lead, tail)
  const terms = Array.from(lead, (value, i) => renormalise(value, tail[i]))
  const rest = sumWithout(lead, tail, at)
  const all = addToOne(rest)
  return {
    share: terms.map((term) => dividePairs(term, all)),
    others: terms.map((term, i) => dividePairs(i === at ? rest : less(all, term), all)),
  }
}

function sumWithout(lead: Float64Array, tail: Float64Array, at: number): Pair {
  const sum = new Float64Array(2)
  sumPairs(lead, tail, 0, at, sum)
  sumPairs(lead, tail, at + 1, lead.length - at - 1, sum)
  return renormalise(sum[0], sum[1])
}

function addToOne(rest: Pair): Pair {
  const sum = twoSum(HEADROOM, rest.hi)
  return renormalise(sum.hi, sum.lo + rest.lo)
}

function less(a: Pair, b: Pair): Pair {
  const difference = twoSum(a.hi, -b.hi)
  return renormalise(difference.hi, difference.lo + (a.lo - b.lo))
}

function ofLimit(x: Float64Array): Shares {
  const share = softmax(x)
  return {
    share: share.map((hi) => ({ hi, lo: 0 })),
    others: share.map((hi) => ({ hi: 1 - hi, lo: 0 })),
  }
}
