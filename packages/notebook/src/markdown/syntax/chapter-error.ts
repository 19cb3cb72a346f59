import { resolve } from 'node:path'
import type { Place } from '../../kernel/program.ts'

/** The kinds of mistakes of which one may repeat another. */
export type MistakeKind =
  | 'type'
  /** A name that types do not know. */
  | 'typeName'
  /** A name that cells may not use. */
  | 'unusable'
  /** What a line of a cell came to when it ran. */
  | 'run'
  /** What is missing in what a cell shows. */
  | 'drawing'
  | 'invisibleSign'
  | 'money'
  | 'markedHeading'
  /** Code that cannot be read. */
  | 'syntax'
  | 'unknownName'

/** What a mistake is about, by which one that only repeats another is known. */
export interface Topic {
  kind?: MistakeKind | undefined
  /** The cell or the value, as messages name it: "cell `loss`: ". */
  subject?: string
  /** A mistake in another file: the one that it would be where that was called. */
  calledBy?: ChapterError
}

/** A mistake in a chapter, with its file, line and column. */
export class ChapterError extends Error {
  override name = 'ChapterError'
  readonly file: string
  readonly line: number | undefined
  readonly column: number | undefined
  /** The message without its place. */
  readonly reason: string
  /** Whether a page may be published with it. */
  isWarning = false
  readonly topic: Topic

  constructor(
    file: string,
    place: Place | undefined,
    message: string,
    { cause, topic = {} }: { cause?: unknown; topic?: Topic } = {},
  ) {
    super(place ? `${file}:${place.line}:${place.column}: ${message}` : `${file}: ${message}`, {
      cause,
    })
    this.file = file
    this.line = place?.line
    this.column = place?.column
    this.reason = message
    this.topic = topic
  }

  /** The place as Astro and Vite look for it, to show the line. */
  get loc(): { file: string; line: number | undefined; column: number | undefined } {
    return { file: resolve(this.file), line: this.line, column: this.column }
  }

  // Astro sets the page's own file here; a mistake in a docstring has another.
  set loc(_) {}
}

/** Something in a chapter that may be meant, and mostly is not. */
export class ChapterWarning extends ChapterError {
  override name = 'ChapterWarning'
  override isWarning = true
}

/**
 * Several mistakes of one chapter, sorted by line. Its place is that of the first; its message
 * lists all.
 */
export class ChapterErrors extends ChapterError {
  override name = 'ChapterErrors'
  readonly errors: readonly ChapterError[]

  constructor(errors: readonly ChapterError[]) {
    const [first, ...others] = errors
    const { file, line, column = 1, reason } = first
    const place = line === undefined ? undefined : { line, column }
    super(file, place, [reason, ...others.map(({ message }) => message)].join('\n'))
    this.errors = errors
  }
}
