import type { Place } from '../kernel/program.ts'

/** A mistake in a chapter, told with its file, line and column. */
export class ChapterError extends Error {
  override name = 'ChapterError'
  readonly file: string
  readonly line: number | undefined
  readonly column: number | undefined

  constructor(file: string, place: Place | undefined, message: string, cause?: unknown) {
    super(place ? `${file}:${place.line}:${place.column}: ${message}` : `${file}: ${message}`, { cause })
    this.file = file
    this.line = place?.line
    this.column = place?.column
  }
}
