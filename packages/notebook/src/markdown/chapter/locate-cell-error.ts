import { CellError } from '../../kernel/errors.ts'
import type { CellSource, Place } from '../../kernel/program.ts'
import { tellAuthor } from '../../strings/failures.ts'
import { ChapterError, type MistakeKind } from '../syntax/chapter-error.ts'
import type { Chapter, ChapterValue } from './chapter.ts'

/** What a cell or a value is compiled from, and how a place in it is found in its file. */
type Source = CellSource & Pick<ChapterValue, 'label' | 'locate'> & { file?: string }

/** All that is compiled of a chapter: its cells, and its values. */
export function sourcesOf(chapter: Chapter): Source[] {
  return [...chapter.cells, ...chapter.values]
}

/** What a cell or a value is called in messages. */
export function subjectOf(chapter: Chapter, name: string): string {
  const source = sourcesOf(chapter).find((it) => it.name === name)
  return source ? labelOf(source).replace(/: $/, '') : 'the page'
}

/**
 * Converts a CellError to a ChapterError at its place; other errors are returned as they are.
 * @param kind of the mistake, where the error itself does not tell
 */
export function locateCellError(chapter: Chapter, error: unknown, kind?: MistakeKind): unknown {
  if (!(error instanceof CellError)) return error
  const source = sourcesOf(chapter).find((it) => it.name === error.cell)
  const input = chapter.inputs.find((it) => it.spec.name === error.cell)
  const subject = source ? labelOf(source) : inputLabel(error)
  return new ChapterError(
    source?.file ?? chapter.file,
    source ? toFilePlace(source, error) : input?.place,
    `${subject}${tellAuthor(error.told)}`,
    { cause: error, topic: { subject, kind: kindOf(error) ?? kind } },
  )
}

function kindOf({ told }: CellError): MistakeKind | undefined {
  const kinds = ['unusable', 'syntax', 'unknownName'] as const
  return typeof told === 'string' ? undefined : kinds.find((it) => it === told.kind)
}

/** The prefix of messages about a cell or a value. */
export function labelOf({
  label,
  kind,
  name,
  source,
}: CellSource & Pick<ChapterValue, 'label'>): string {
  if (label) return label
  return kind === 'cell' ? `cell \`${name}\`: ` : `value \`{ts} ${source.replace(/\s+/g, ' ')}\`: `
}

function inputLabel({ cell }: CellError): string {
  return cell ? `input \`${cell}\`: ` : ''
}

/** Converts a place in a cell to a place in its file. */
function toFilePlace(
  { place, locate }: Source,
  { line, column = 1 }: CellError,
): Place | undefined {
  if (!place || line === undefined) return place
  return locate?.(column) ?? { line: place.line + line - 1, column: place.column + column - 1 }
}
