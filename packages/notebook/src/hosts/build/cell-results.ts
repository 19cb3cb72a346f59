import { CellError } from '../../kernel/errors.ts'
import type { Failure, Output } from '../../kernel/output.ts'
import type { PlaybackState } from '../../kernel/playback.ts'
import type { Origin } from './find-origin.ts'
import type { ThreadError } from './thread-messages.ts'

/** What a cell came to: its outputs, drawn for both widths, or how it failed. */
export interface CellResults {
  roomy: Output[]
  narrow: Output[]
  failure?: Failure
  /** Where that was thrown, if it was in a file and not in the cell itself. */
  origin?: Origin
  /** What it came to at other settings of the inputs, by their index. */
  tried?: Map<number, { failure?: Failure; outputs: Output[] }>
  /** Where its generator stands, if it is one that readers play. */
  playback?: PlaybackState
  /** Whether it is quick enough for the page; never, where that was not measured. */
  isQuick?: boolean
}

/** An error of a cell that was thrown in another file. */
export class LibraryError extends CellError {
  readonly origin: Origin

  constructor({ cell = '', told, line, column }: ThreadError, origin: Origin) {
    super(cell, told, { line, column })
    this.origin = origin
  }
}

export function toCellError(error: ThreadError): CellError {
  const { cell = '', told, line, column, origin } = error
  return origin ? new LibraryError(error, origin) : new CellError(cell, told, { line, column })
}

/** Everything that kept cells of a program from running, with the results of the others. */
export class ProgramErrors extends AggregateError {
  declare readonly errors: unknown[]
  /** The results of the cells that could run. */
  readonly results: Map<string, CellResults>

  constructor(errors: readonly Error[], results: Map<string, CellResults>) {
    super(errors, errors.map(({ message }) => message).join('\n'))
    this.results = results
  }
}
