import type { KernelEvent } from '../../kernel/events.ts'
import type { Json } from '../../kernel/json.ts'
import type { Program } from '../../kernel/program.ts'
import type { Message } from '../../strings/message.ts'
import type { Origin } from './find-origin.ts'
import type { KnownModules } from './module-table.ts'

/** What a thread is asked to run. */
export interface ThreadData {
  program: Program
  /** See `ProgramOptions`. */
  missing: string
  ends: Record<string, readonly Json[]> | undefined
  wereCostly?: readonly string[] | undefined
  /** Cells that are not measured, since their code is of no kind that may run in the page. */
  unfit: readonly string[]
  /** Settings of inputs beside the first, at which the cells are run too. */
  trials: Readonly<Record<string, Json>>[]
  /** Cells that are not run at those settings. */
  untried: readonly string[]
  numbersUrl: string
  partUrls: string[]
  /** The files that decide which packages are installed. */
  locks: readonly string[]
}

/** An error of a cell, if it is known of which. */
export interface ThreadError {
  told: Message
  cell?: string
  line?: number
  column?: number
  /** Where it stands, if that is in another file than the cell's. */
  origin?: Origin
}

/** What a thread reports of a program. */
export type ThreadMessage =
  /** The library is being loaded, or all of it is. */
  | { type: 'loading' }
  | { type: 'loaded' }
  | { type: 'event'; event: KernelEvent; origin?: Origin | undefined }
  /** What happens at one of the trials, by its index, and whether to a cell that the trial moves. */
  | { type: 'tried'; trial: number; event: KernelEvent; moved: boolean }
  /** A mistake that no cell's result shows: the others go on. */
  | ({ type: 'stray' } & ThreadError)
  /** A cell is called once more, or has returned, to be measured or for a later value of a generator, or all have. */
  | { type: 'measured'; event: KernelEvent }
  /** The cells that are quick enough for the page. */
  | { type: 'quick'; cells: string[] }
  /** Everything is computed for the first widths, or for the others too. */
  | { type: 'drawn'; widths: 'roomy' | 'narrow' }
  /** Why cells cannot run with the others, and which are skipped. */
  | { type: 'refused'; errors: ThreadError[]; skipped: string[] }
  | ({ type: 'broken' } & ThreadError)
  /** What was imported since the thread told it last, and the modules that it had to load itself. */
  | ({ type: 'imported' } & KnownModules)
  /** The program is over, and whether its cells have left nothing behind. */
  | { type: 'over'; isClean: boolean }

/** A class does not cross the border of a thread. What is no error of a cell has a text for its author. */
export function toThreadError(error: Partial<ThreadError> & { message?: string }): ThreadError {
  const { message = '', told = message, cell, line, column, origin } = error
  return { told, cell, line, column, ...(origin && { origin }) }
}
