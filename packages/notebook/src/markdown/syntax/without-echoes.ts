import type { ChapterError, MistakeKind } from './chapter-error.ts'

/**
 * Leaves out mistakes that only repeat another. What a run tells of a line of a cell counts for nothing where types,
 * or the names that cells may use, tell of that line: they name the very word. What is missing in a drawing counts for
 * nothing where the types of its cell are wrong.
 */
export function withoutEchoes(mistakes: readonly ChapterError[]): ChapterError[] {
  const typed = mistakes.filter(({ topic }) => topic.kind === 'type' || topic.kind === 'typeName')
  const cells = new Set(typed.map(({ topic }) => topic.subject))
  const refused = mistakes.filter(({ topic }) => topic.kind === 'unusable')
  const lines = new Set([...typed, ...refused].map(lineOf))
  return mistakes.filter((it) => {
    const { kind, subject, calledBy } = it.topic
    if (calledBy) return !lines.has(lineOf(calledBy))
    if (kind === 'drawing') return !cells.has(subject)
    if (kind === 'run') return !lines.has(lineOf(it))
    return !mistakes.some((other) => causes(other, it))
  })
}

/** A line of one cell or value. */
const lineOf = ({ line, topic }: ChapterError): string => `${line} ${topic.subject}`

/** What else goes wrong in a line by a mistake of some kind. */
const followers: Readonly<Partial<Record<MistakeKind, MistakeKind>>> = {
  money: 'markedHeading',
  invisibleSign: 'syntax',
  typeName: 'unknownName',
}

const causes = (one: ChapterError, other: ChapterError): boolean =>
  one.line === other.line &&
  one.topic.kind !== undefined &&
  other.topic.kind !== undefined &&
  followers[one.topic.kind] === other.topic.kind
