import { standsIn } from '../kernel/graph.ts'
import type { TypeMistake } from './find-mistakes.ts'
import type { Snippet } from './snippet.ts'

/**
 * Without the callbacks of which the compiler could not find the types since something else is wrong: in the same
 * snippet, or in one that gives it what it uses.
 */
export function withoutImplied(
  mistakes: readonly TypeMistake[],
  snippets: readonly Snippet[],
): TypeMistake[] {
  const wrong = new Set(mistakes.filter((it) => !it.isImplied).map(({ snippet }) => snippet))
  return mistakes.filter((it) => {
    if (it.isImplied) return !neededBy(it.snippet, snippets).some((other) => wrong.has(other))
    return !it.isOfNothing || !mistakes.some((other) => comesOf(it, other))
  })
}

/** Whether a value is missing since the name that gives it has been told to be without one. */
function comesOf(it: TypeMistake, { snippet, word, isOfNothing, error }: TypeMistake): boolean {
  const isFirst = it.snippet !== snippet || (it.error.line ?? 0) > (error.line ?? 0)
  return isFirst && isOfNothing && snippet.gives.includes(word) && standsIn(word, it.line)
}

/** A snippet, and all whose names it uses, by way of others too. */
function neededBy(snippet: Snippet, snippets: readonly Snippet[]): Snippet[] {
  const needed = new Set([snippet])
  // A set is walked with what is added to it on the way.
  for (const { needs } of needed)
    for (const it of snippets) if (it.gives.some((name) => needs.includes(name))) needed.add(it)
  return [...needed]
}
