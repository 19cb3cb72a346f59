import type { Place } from '../../kernel/program.ts'
import type { Mistake } from '../../strings/mistakes.ts'
import { ChapterError, ChapterErrors, ChapterWarning } from './chapter-error.ts'
import { onceASymbol } from './once-a-symbol.ts'
import { withoutEchoes } from './without-echoes.ts'

/** Reports one mistake of a chapter; the check goes on, so that an author hears of all at once. */
export type ReportMistake = (place: Place, mistake: Mistake) => void

/** Collects the mistakes of one chapter while it is read, checked and run. */
export class Mistakes {
  readonly file: string
  readonly #found: ChapterError[] = []

  /** @param file the chapter's path, as messages give it */
  constructor(file: string) {
    this.file = file
  }

  /** Adds a mistake in the chapter's own file. */
  readonly report: ReportMistake = (place, mistake) =>
    this.add(new ChapterError(this.file, place, mistake))

  /** Adds something that may be meant: it is told, and keeps nothing from being built. */
  readonly warn: ReportMistake = (place, mistake) =>
    this.add(new ChapterWarning(this.file, place, mistake))

  /**
   * Adds a mistake, or all of a ChapterErrors. Duplicates (same place, same message) are dropped.
   */
  add(error: ChapterError): void {
    for (const it of error instanceof ChapterErrors ? error.mistakes : [error]) {
      if (!this.#found.some(({ message }) => message === it.message)) this.#found.push(it)
    }
  }

  /** How many there are so far. */
  get count(): number {
    return this.#found.length
  }

  /**
   * All mistakes by line and column, those left out that only repeat another: first those of the
   * chapter's own file, then those of included files.
   */
  get list(): ChapterError[] {
    const sorted = withoutEchoes(this.#found).sort(
      (a, b) => this.#compareFiles(a, b) || comparePlaces(a, b),
    )
    return onceASymbol(sorted)
  }

  #compareFiles(a: ChapterError, b: ChapterError): number {
    const own = Number(b.file === this.file) - Number(a.file === this.file)
    return own || a.file.localeCompare(b.file)
  }

  /** What `read` returns, or nothing if it throws a ChapterError, which is added. */
  attempt<T>(read: () => T): T | undefined {
    try {
      return read()
    } catch (error) {
      return this.#keep(error)
    }
  }

  /** As `attempt`, for what returns a promise. */
  async attemptAsync<T>(read: () => Promise<T>): Promise<T | undefined> {
    try {
      return await read()
    } catch (error) {
      return this.#keep(error)
    }
  }

  #keep(error: unknown): undefined {
    if (!(error instanceof ChapterError)) throw error
    this.add(error)
  }

  /** @throws ChapterError for one mistake, ChapterErrors for several; warnings are none. */
  throwAny(): void {
    const list = this.list.filter(({ isWarning }) => !isWarning)
    if (list.length > 0) throw list.length === 1 ? list[0] : new ChapterErrors(list)
  }
}

/** The order of two mistakes of one file. */
export const comparePlaces = (a: ChapterError, b: ChapterError): number =>
  (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0)

/**
 * Runs a check that collects mistakes in a list. If none is given, a new list is made and thrown at
 * the end.
 * @throws ChapterError, or ChapterErrors where there are several.
 */
export function gather<T>(
  file: string,
  given: Mistakes | undefined,
  check: (mistakes: Mistakes) => T,
): T {
  const mistakes = given ?? new Mistakes(file)
  const result = check(mistakes)
  if (!given) mistakes.throwAny()
  return result
}

/** As `gather`, for an asynchronous check. */
export async function gatherAsync<T>(
  file: string,
  given: Mistakes | undefined,
  check: (mistakes: Mistakes) => Promise<T>,
): Promise<T> {
  const mistakes = given ?? new Mistakes(file)
  const result = await check(mistakes)
  if (!given) mistakes.throwAny()
  return result
}
