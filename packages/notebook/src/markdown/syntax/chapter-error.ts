import { resolve } from 'node:path'
import type { Place } from '../../kernel/program.ts'
import { tellMistake, type Mistake } from '../../strings/mistakes.ts'

/** What else is known of a mistake. */
export interface MistakeOrigin {
  cause?: unknown
  /** Whether it was found when its cell ran. */
  isOfRun?: boolean
  /** A mistake in another file: the one that it would be where that was called. */
  calledBy?: ChapterError | undefined
}

/** A place as Astro and Vite write it. */
interface ErrorPlace {
  file: string
  line: number | undefined
  column: number | undefined
}

/** A mistake in a chapter, with its file, line and column. */
export class ChapterError extends Error {
  override name = 'ChapterError'
  readonly file: string
  readonly line: number | undefined
  readonly column: number | undefined
  /** What is wrong, as data. */
  readonly told: Mistake
  /** The same in English: the message without its place. */
  readonly reason: string
  /** Whether a page may be published with it. */
  isWarning = false
  readonly isOfRun: boolean
  readonly calledBy: ChapterError | undefined
  /** The place as Astro and Vite look for it, to show the line. */
  declare loc: ErrorPlace

  constructor(
    file: string,
    place: Place | undefined,
    told: Mistake,
    { cause, isOfRun = false, calledBy }: MistakeOrigin = {},
  ) {
    const reason = tellMistake(told)
    super(place ? `${file}:${place.line}:${place.column}: ${reason}` : `${file}: ${reason}`, {
      cause,
    })
    this.file = file
    this.line = place?.line
    this.column = place?.column
    this.told = told
    this.reason = reason
    this.isOfRun = isOfRun
    this.calledBy = calledBy
    keepPlace(this, { file: resolve(file), line: place?.line, column: place?.column })
  }
}

/** Gives an error its place as a property of its own: one of the class is lost when Vite copies the error. */
function keepPlace(error: ChapterError, loc: ErrorPlace): void {
  Object.defineProperty(error, 'loc', {
    enumerable: true,
    get: () => ({ ...loc }),
    // Astro sets the page's own file here; a mistake in a docstring has another.
    set: () => undefined,
  })
}

/** Something in a chapter that may be meant, and mostly is not. */
export class ChapterWarning extends ChapterError {
  override name = 'ChapterWarning'
  override isWarning = true
}

/** A mistake as something that may be meant. */
export function toWarning({ file, line, column = 1, told }: ChapterError): ChapterWarning {
  return new ChapterWarning(file, line === undefined ? undefined : { line, column }, told)
}

/**
 * Several mistakes of one chapter, sorted by line. Its place is that of the first; its message
 * lists all.
 */
export class ChapterErrors extends ChapterError {
  override name = 'ChapterErrors'
  /** Not `errors`: of an error that has such a list, Astro's overlay shows the first alone. */
  readonly mistakes: readonly ChapterError[]

  constructor(mistakes: readonly ChapterError[]) {
    const [first, ...others] = mistakes
    const { file, line, column = 1, reason } = first
    const place = line === undefined ? undefined : { line, column }
    const text = [reason, ...others.map(({ message }) => message)].join('\n')
    super(file, place, { kind: 'plain', text })
    this.mistakes = mistakes
  }
}
