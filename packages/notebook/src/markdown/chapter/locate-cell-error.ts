import { findEndlessLoop, findEndlessWait } from '../../kernel/compile/find-endless.ts'
import { CellError } from '../../kernel/errors.ts'
import type { CellSource, Place } from '../../kernel/program.ts'
import { about, type Mistake, type Told } from '../../strings/mistakes.ts'
import { ChapterError, type MistakeOrigin } from '../syntax/chapter-error.ts'
import type { Chapter, ChapterInput, ChapterValue } from './chapter.ts'

/** What a cell or a value is compiled from, and how a place in it is found in its file. */
type Source = CellSource & Pick<ChapterValue, 'subject' | 'locate'> & { file?: string }

/** All that is compiled of a chapter: its cells, and its values. */
export function sourcesOf(chapter: Chapter): Source[] {
  return [...chapter.cells, ...chapter.values]
}

/** What is wrong with a cell, a value or an input, as far as its own text is known. */
export interface CellMistake {
  /** Its name. */
  cell: string
  told: Told
  /** A place within its text. */
  line?: number | undefined
  column?: number | undefined
}

/** Converts a CellError to a ChapterError at its place; other errors are returned as they are. */
export function locateCellError(chapter: Chapter, error: unknown): unknown {
  return error instanceof CellError ? locateMistake(chapter, error, { cause: error }) : error
}

/** A mistake in a cell, a value or an input at its place in the file; where none is given, at its beginning. */
export function locateMistake(
  chapter: Chapter,
  mistake: CellMistake,
  origin: MistakeOrigin = {},
): ChapterError {
  const source = sourcesOf(chapter).find((it) => it.name === mistake.cell)
  const input = chapter.inputs.find((it) => it.spec.name === mistake.cell)
  return new ChapterError(
    source?.file ?? chapter.file,
    source
      ? toFilePlace(source, mistake.line === undefined ? findEndless(source, mistake) : mistake)
      : input?.place,
    source
      ? about(subjectOf(source), placed(mistake.told, source))
      : about(subjectOfInput(mistake.cell), mistake.told),
    origin,
  )
}

const endless: Readonly<Record<string, (cell: CellSource) => Place | undefined>> = {
  tooMuchComputing: findEndlessLoop,
  tooMuchWaiting: findEndlessWait,
  neverEnds: findEndlessWait,
}

/** What stops a cell that does not end knows no place in it. */
function findEndless(cell: CellSource, { told }: CellMistake): Partial<Place> {
  if (typeof told === 'string') return {}
  const { kind } =
    told.kind === 'atSetting' && typeof told.message === 'object' ? (told.message as Mistake) : told
  return endless[kind]?.(cell) ?? {}
}

/** What a cell or a value is called in messages. */
export function subjectOf({
  subject,
  kind,
  name,
  source,
}: CellSource & Pick<ChapterValue, 'subject'>): Mistake {
  if (subject) return subject
  return kind === 'cell'
    ? { kind: 'cell', name }
    : { kind: 'value', source: source.replace(/\s+/g, ' ') }
}

const subjectOfInput = (name: ChapterInput['spec']['name']): Mistake | undefined =>
  name ? { kind: 'input', name } : undefined

/** A message with the place of a bracket in its file, where it names one. */
function placed(told: Told, source: Source): Told {
  if (typeof told === 'string') return told
  const { kind, line, column } = told as Mistake & { line?: number; column?: number }
  if (kind === 'waitsForBracket') return { ...told, ...toFilePlace(source, { line, column }) }
  const parts = Object.entries(told).map(([key, it]) => [
    key,
    key === 'message' || key === 'cure' ? placed(it as Told, source) : (it as Told),
  ])
  return Object.fromEntries(parts) as Mistake
}

/** Converts a place in a cell to a place in its file. */
function toFilePlace(
  { place, locate }: Source,
  { line, column = 1 }: Pick<CellMistake, 'line' | 'column'>,
): Place | undefined {
  if (!place || line === undefined) return place
  return locate?.(column) ?? { line: place.line + line - 1, column: place.column + column - 1 }
}
