import { spell } from './check.ts'

/** What softmax and its relatives give where every score is −Infinity: "nan", or "zeros" for no probability at all. */
export type AllMasked = 'nan' | 'zeros'

/** Throws unless the option is one of its two words, or not given. */
export function checkAllMasked(value: AllMasked | undefined): void {
  if (value === undefined || value === 'nan' || value === 'zeros') return
  throw new RangeError(`invalid allMasked: ${spell(value)}; give "nan" or "zeros"`)
}

/** Whether there are scores and each of them is −Infinity. */
export function isAllMasked(x: Float64Array): boolean {
  for (let i = 0; i < x.length; i++) if (x[i] !== -Infinity) return false
  return x.length > 0
}

/** Fills the answer to scores that are all −Infinity, with NaN or zeros, and returns it. */
export function fillMasked(answer: Float64Array, allMasked: AllMasked | undefined): Float64Array {
  return answer.fill(allMasked === 'zeros' ? 0 : NaN)
}
