import type { ChapterError } from './chapter-error.ts'

/**
 * Leaves out mistakes that only repeat another. What a run tells of a line of a cell counts for nothing where types,
 * or the names that cells may use, tell of that line: they name the very word. What is missing in a drawing counts for
 * nothing where the types of its cell are wrong.
 */
export function withoutEchoes(mistakes: readonly ChapterError[]): ChapterError[] {
  const heard = mistakes.filter(({ reason }) => typed.test(reason) || refused.test(reason))
  const lines = new Set(heard.map(({ line, reason }) => keyOf(line, labelOf(reason))))
  const cells = new Set(
    heard.flatMap(({ reason }) => (typed.test(reason) ? [labelOf(reason)] : [])),
  )
  const others = mistakes.filter(({ line, reason }) => {
    const name = labelOf(reason)
    const rest = reason.slice(name?.length)
    const [, caller, row] = / called by (.*) \((?:.*:)?(\d+):\d+\)$/.exec(reason) ?? []
    if (caller !== undefined) return !lines.has(keyOf(Number(row), `${caller}: `))
    if (ofDrawing.test(rest)) return !cells.has(name)
    return !(ofRun.test(rest) && lines.has(keyOf(line, name)))
  })
  return withoutFollowers(others)
}

const typed = / \(TS\d+\)(?:; |$)/
const refused = /^(?:cell|value) `.*?`: `[^`]*` cannot be used here: /
const ofRun = /^(?:\w*Error: |says nothing: )/
const ofDrawing = /^(?:no number in the drawing|figure without marks|alt without a figure)/

/** The cell, the value or the derivation that a mistake is about. */
const labelOf = (reason: string): string | undefined =>
  /^(?:(?:\w+ of )?(?:cell|value) `.*?`: )+/.exec(reason)?.[0]

const keyOf = (line: number | undefined, name: string | undefined): string => `${line} ${name}`

/** Mistakes by how they begin, and those of the same line that come of them. */
const followers: readonly (readonly [cause: RegExp, follower: RegExp])[] = [
  [/^no formula: /, /^formula or value in a heading: /],
  [/^invisible sign: /, /: syntax: unexpected character /],
  [/Cannot find name '.*TS2304/, /^derivation `.*`: unknown name: /],
]

function withoutFollowers(mistakes: readonly ChapterError[]): ChapterError[] {
  return mistakes.filter(
    ({ line, reason }) =>
      !followers.some(
        ([cause, follower]) =>
          follower.test(reason) && mistakes.some((it) => it.line === line && cause.test(it.reason)),
      ),
  )
}
