import { findNear } from '../../kernel/nearest.ts'
import { plainly, type Mistake } from '../../strings/mistakes.ts'

/** Lists of up to this length are printed in full. */
const short = 12

/** The cure for an unknown word: the nearest known one, if there is one, and the list of all, if it is short. */
export function suggest(word: string, known: readonly string[], have: Mistake): Mistake {
  const near = nearestTo(word, known)
  const all = listAll(known, have)
  if (near === undefined) return all
  return known.length > short
    ? { kind: 'didYouMeanPlain', near }
    : { kind: 'didYouMeanOf', near, all }
}

/** The known word that another was meant to be, if there is one. */
export function nearestTo(word: string, known: readonly string[]): string | undefined {
  return known.find((it) => it.toLowerCase() === word.toLowerCase()) ?? findNear(word, known)
}

function listAll(known: readonly string[], have: Mistake): Mistake {
  return known.length === 0
    ? { kind: 'haveNone', have }
    : { kind: 'haveNames', have, names: plainly(known) }
}
