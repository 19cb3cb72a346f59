import { findNear } from '../../kernel/nearest.ts'

/** Lists of up to this length are printed in full. */
const short = 12

/**
 * The cure for an unknown word: the nearest known one, and the list of all, introduced by `have`.
 */
export function suggest(word: string, known: readonly string[], have: string): string {
  const near = known.find((it) => it.toLowerCase() === word.toLowerCase()) ?? findNear(word, known)
  const all = `${have} ${known.join(', ') || 'none'}`
  if (near === undefined) return all
  return known.length > short ? `did you mean ${near}?` : `did you mean ${near}? ${all}`
}
