import { CellError, findPlace, isCellError, messageOf } from './errors.ts'
import { toSourcePlace } from './graph.ts'
import type { CompiledCell } from './program.ts'

/** What a run of a cell's body returns: what it shows, then the names that it gives. */
export type CellResult = [shown: unknown, given: Record<string, unknown>]

/** A cell's body as a function of `parametersOf` it. */
export type CellFunction = (...inputs: unknown[]) => CellResult | Promise<CellResult>

const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor as FunctionConstructor

// The standard fixes these two lines before the body of `new Function`; the third is our own `use strict`.
const linesBefore = 3

/** The names that `toFunction`'s function takes, in order. */
export function parametersOf(cell: CompiledCell): string[] {
  return cell.inputs.includes('display') ? cell.inputs : [...cell.inputs, 'display']
}

/**
 * Turns a cell's body into a function that reports errors with the cell's name and the place in its source.
 * @throws CellError for what the compiler let pass and the engine does not.
 */
export function toFunction(cell: CompiledCell): CellFunction {
  const call = construct(cell)
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

function construct(cell: CompiledCell): CellFunction {
  const Constructor = cell.async ? AsyncFunction : Function
  try {
    return new Constructor(
      ...parametersOf(cell),
      `"use strict";\n${cell.body}\n//# sourceURL=${scriptName(cell)}`,
    ) as CellFunction
  } catch (error) {
    throw new CellError(cell.name, `syntax: ${(error as Error).message}`, {}, error)
  }
}

function scriptName(cell: CompiledCell): string {
  return `cell/${encodeURIComponent(cell.name)}.ts`
}

/** `error`, thrown while `cell` ran, with the place in the cell's source. */
export function toCellError(cell: CompiledCell, error: unknown): CellError {
  if (isCellError(error)) return error
  const place = findPlace(error, scriptName(cell))
  return new CellError(
    cell.name,
    messageOf(error),
    place && toSourcePlace(cell, { line: place.line - linesBefore, column: place.column }),
    error,
  )
}

/** A rejection that no cell waited for, told of the cell in whose code it arose; what is rejected with no error does not say. */
export function toStrayError(cells: readonly CompiledCell[], error: unknown): CellError {
  const cell = cells.find((it) => findPlace(error, scriptName(it)) !== undefined)
  const { message, line, column } = cell
    ? toCellError(cell, error)
    : new CellError('', messageOf(error))
  return new CellError(
    cell?.name ?? '',
    `a promise that nothing awaits was rejected: ${message}; await it, or give it a catch`,
    { line, column },
    error,
  )
}
