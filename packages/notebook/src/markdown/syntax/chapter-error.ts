import { resolve } from 'node:path'
import type { Place } from '../../kernel/program.ts'

/** A mistake in a chapter, told with its file, line and column. */
export class ChapterError extends Error {
  override name = 'ChapterError'
  readonly file: string
  readonly line: number | undefined
  readonly column: number | undefined
  /** The message without its place. */
  readonly reason: string
  constructor(file: string, place: Place | undefined, message: string, cause?: unknown) {
    super(place ? `${file}:${place.line}:${place.column}: ${message}` : `${file}: ${message}`, {
      cause,
    })
    this.file = file
    this.line = place?.line
    this.column = place?.column
    this.reason = message
  }

  /** The place as Astro and Vite look for it, to show the line. */
  get loc(): { file: string; line: number | undefined; column: number | undefined } {
    return { file: resolve(this.file), line: this.line, column: this.column }
  }

  // Astro takes every mistake for one of the page that it reads; those of docstrings stand elsewhere.
  set loc(_) {}
}

/** Tells one mistake of a chapter; the check goes on, so that an author hears of all at once. */
export type Tell = (place: Place, message: string) => void

/**
 * Runs checks that tell what they find.
 * @throws ChapterError that stands at the first mistake on the page and has all of them in its message.
 */
export function tellAll(file: string, check: (tell: Tell) => void): void {
  const found: { place: Place; message: string }[] = []
  check((place, message) => {
    const known = found.some(
      (it) =>
        it.message === message && it.place.line === place.line && it.place.column === place.column,
    )
    if (!known) found.push({ place, message })
  })
  if (found.length === 0) return
  found.sort((a, b) => a.place.line - b.place.line || a.place.column - b.place.column)
  const [first, ...others] = found
  const more = others.map(
    ({ place, message }) => `\n${new ChapterError(file, place, message).message}`,
  )
  throw new ChapterError(file, first.place, first.message + more.join(''))
}
