import { findNear } from '../../kernel/nearest.ts'

/** Lists up to this long are told whole. */
const short = 12

/** The cure for a word that is not known: the nearest one that is, and what there is: `have` begins that list. */
export function suggest(word: string, known: readonly string[], have: string): string {
  const near = known.find((it) => it.toLowerCase() === word.toLowerCase()) ?? findNear(word, known)
  const all = `${have} ${known.join(', ') || 'none'}`
  if (near === undefined) return all
  return known.length > short ? `did you mean ${near}?` : `did you mean ${near}? ${all}`
}
