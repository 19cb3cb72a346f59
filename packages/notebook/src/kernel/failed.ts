import type { CellError } from './errors.ts'
import type { CompiledCell } from './program.ts'
import { toCellError } from './run-cell.ts'

/**
 * Replaces a value that could not be computed: every cell that needs the value fails with the same
 * error.
 */
export class Failed {
  readonly #brand = true
  readonly error: CellError

  constructor(error: CellError) {
    this.error = error
  }

  // No `instanceof`: a cell's proxy could throw at it.
  static is(value: unknown): value is Failed {
    return typeof value === 'object' && value !== null && #brand in value
  }
}

/** What turns an error thrown while `cell` ran into a value that can be passed on. */
export function toFailed(cell: CompiledCell): (error: unknown) => Failed {
  return (error) => new Failed(toCellError(cell, error))
}
