import type { CellResults } from '../../hosts/build/cell-results.ts'
import type { Json } from '../../kernel/json.ts'
import type { Chapter } from './chapter.ts'
import { inputEnds } from './input-ends.ts'
import { type Mistake, type Told, tellMistake } from '../../strings/mistakes.ts'

/** Values of some inputs, with the words for them. */
export interface Trial {
  setting: Readonly<Record<string, Json>>
  /** As in "`T` = 5". */
  words: Told
}

/** The settings at which a chapter is tried: each input at each of its ends, and all at once. */
export function toTrials({ inputs }: Chapter): Trial[] {
  const ends = inputs.map(({ spec }) => ({ name: spec.name, values: inputEnds(spec) }))
  const single = ends.flatMap(({ name, values }) =>
    values.map((value) => ({
      setting: { [name]: value },
      words: `\`${name}\` = ${JSON.stringify(value)}`,
    })),
  )
  if (ends.length < 2) return single
  const all = (at: 0 | -1): Record<string, Json> =>
    Object.fromEntries(ends.map(({ name, values }) => [name, values.at(at) ?? null]))
  return [
    ...single,
    { setting: all(0), words: { kind: 'allLower' } },
    { setting: all(-1), words: { kind: 'allUpper' } },
  ]
}

/** What is wrong with a cell or a value at some trials: each kind of mistake once, at the first of them. */
export function explainTrials(
  { tried = new Map() }: CellResults,
  trials: readonly Trial[],
  explain: (
    result: NonNullable<CellResults['tried']> extends Map<number, infer R> ? R : never,
  ) => Told[],
): Mistake[] {
  const found = new Map<string, Mistake>()
  for (const [trial, result] of [...tried].sort(([a], [b]) => a - b))
    for (const message of explain(result)) {
      // Numbers differ from trial to trial, the mistake does not.
      const key = tellMistake(message).replace(/[\d.]+/g, '#')
      if (!found.has(key))
        found.set(key, { kind: 'atSetting', setting: trials[trial].words, message })
    }
  return [...found.values()]
}
