import { CellError, findPlace, messageOf } from './errors.ts'
import { toSourcePlace } from './graph.ts'
import type { CompiledCell } from './program.ts'

/** What a run of a cell's body returns: what it shows, then the names that it gives. */
export type CellResult = [shown: unknown, given: Record<string, unknown>]

type CellFunction = (...inputs: unknown[]) => CellResult | Promise<CellResult>

const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor as FunctionConstructor

// The standard fixes these two lines before the body of `new Function`; the third is our own `use strict`.
const linesBefore = 3

/** The names that `toFunction`'s function takes, in order. */
export function parametersOf(cell: CompiledCell): string[] {
  return cell.inputs.includes('display') ? cell.inputs : [...cell.inputs, 'display']
}

/** Turns a cell's body into a function that reports errors with the cell's name and the place in its source. */
export function toFunction(cell: CompiledCell): CellFunction {
  const url = scriptName(cell)
  const Constructor = cell.async ? AsyncFunction : Function
  const call = new Constructor(...parametersOf(cell), `"use strict";\n${cell.body}\n//# sourceURL=${url}`) as CellFunction
  const fail = (error: unknown): never => {
    throw toCellError(cell, error)
  }
  return (...inputs) => {
    try {
      const result = call(...inputs)
      return result instanceof Promise ? result.catch(fail) : result
    } catch (error) {
      return fail(error)
    }
  }
}

function scriptName(cell: CompiledCell): string {
  return `cell/${encodeURIComponent(cell.name)}.ts`
}

/** `error`, thrown while `cell` ran, with the place in the cell's source. */
export function toCellError(cell: CompiledCell, error: unknown): CellError {
  if (error instanceof CellError) return error
  const place = findPlace(error, scriptName(cell))
  return new CellError(cell.name, messageOf(error), place && toSourcePlace(cell, { line: place.line - linesBefore, column: place.column }), error)
}
