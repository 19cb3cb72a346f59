import { Failed } from './failed.ts'
import { isGenerator } from './until-invalidated.ts'
import type { CompiledCell } from './program.ts'
import type { CellResult } from './run-cell.ts'

/** The value of a name that a cell defines. */
export function pickDefined(result: CellResult | Failed, name: string): unknown {
  return Failed.is(result) ? result : result[1][name]
}

/**
 * The value that a cell shows: its result's, or those of the names that it shows.
 * @param values of these names, in their order, with promises resolved and generators followed.
 */
export function pickShown(
  cell: CompiledCell,
  result: CellResult | Failed,
  values: unknown[],
): unknown {
  if (Failed.is(result)) return result
  if (cell.shows.kind !== 'names') return result[0]
  return values.find((value) => Failed.is(value)) ?? values
}

/** Whether a run made a generator; one that failed may have been about to. */
export function mayPlay(result: CellResult | Failed): boolean {
  return Failed.is(result) || isGenerator(result[0]) || Object.values(result[1]).some(isGenerator)
}
