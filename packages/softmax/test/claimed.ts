/** What the docstrings claim, so that a test holds the very number that the reference shows. */
import { readReference } from '../../notebook/src/reference/read-reference.ts'
import type { Entry } from '../../notebook/src/reference/entry.ts'

export const entries: readonly Entry[] = readReference('packages/softmax/src/index.ts').value
export const functions: readonly Entry[] = entries.filter(({ kind }) => kind === 'function')

/**
 * The numbers in a function's `@accuracy`, where `words`, which must be its words, have a #.
 * @example claimed('softmax', '# ulp') // [0.52]
 */
export function claimed(name: string, words: string): number[] {
  const accuracy = functions.find((it) => it.name === name)?.accuracy
  const pattern = words
    .split('#')
    .map((part) => part.replace(/[^\w\s]/g, '\\$&'))
    .join('(\\d[\\d.]*(?:e-\\d+|\\^-\\d+)?)')
  const match = new RegExp(`^${pattern}$`).exec(accuracy ?? '')
  if (!match)
    throw new Error(
      `${name} claims “${accuracy ?? 'nothing'}”, which a test reads as “${words}”: let both say the same`,
    )
  return match.slice(1).map(toNumber)
}

/** `0.52`, `1e-15` or `2^-58`. */
function toNumber(text: string): number {
  const [base, power] = text.split('^').map(Number)
  return power === undefined ? base : base ** power
}
