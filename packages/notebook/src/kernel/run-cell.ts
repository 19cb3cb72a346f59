import { CellError, findOrigin, findPlace, isCellError, messageOf } from './errors.ts'
import { toSourcePlace } from './graph.ts'
import type { CompiledCell } from './program.ts'

/**
 * What a run of a cell's body returns: the value that it shows, then the values of the names that
 * it defines.
 */
export type CellResult = [shown: unknown, defined: Record<string, unknown>]

/** A cell's body as a function; its parameters are `parametersOf` the cell. */
export type CellFunction = (...inputs: unknown[]) => CellResult | Promise<CellResult>

const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor as FunctionConstructor

// ECMAScript puts two lines before the body of `new Function`; the third is our own `use strict`.
const linesBefore = 3

/** The names that `toFunction`'s function takes, in order. */
export function parametersOf(cell: CompiledCell): string[] {
  return cell.inputs.includes('display') ? cell.inputs : [...cell.inputs, 'display']
}

/**
 * Turns a cell's body into a function that throws errors with the cell's name and the place in its
 * source.
 * @throws CellError for a body that our compiler accepts and the JavaScript engine refuses.
 */
export function toFunction(cell: CompiledCell): CellFunction {
  return withCellErrors(cell, construct(cell))
}

/** A cell's function, with everything that it throws turned into an error of the cell. */
export function withCellErrors(cell: CompiledCell, call: CellFunction): CellFunction {
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

/** Adds the place in the cell's source to an error that was thrown while `cell` ran. */
export function toCellError(cell: CompiledCell, error: unknown): CellError {
  if (isCellError(error)) return error
  const place = findPlace(error, scriptName(cell))
  return new CellError(
    cell.name,
    `${messageOf(error)}${describeOrigin(error, cell)}`,
    place && toSourcePlace(cell, { line: place.line - linesBefore, column: place.column }),
    error,
  )
}

/** Where an error was thrown, if that was in code of another cell, which this one has called. */
function describeOrigin(error: unknown, cell: CompiledCell): string {
  const origin = findOrigin(error, /\bcell\/([^\s/:]+)\.ts:(\d+):\d+/)
  if (!origin) return ''
  const name = decodeURIComponent(origin.script)
  return name === cell.name ? '' : `, thrown in cell \`${name}\`, line ${origin.line - linesBefore}`
}

/** How an error got past its cell: thrown by code that ran later, or by a promise that nothing awaits. */
export type StrayKind = 'thrown' | 'rejected'

const strayWords: Readonly<Record<StrayKind, readonly [before: string, cure: string]>> = {
  thrown: ['thrown after the cell had returned: ', ''],
  rejected: ['a promise that nothing awaits was rejected: ', '; await it, or give it a catch'],
}

/**
 * An error that nothing caught, as an error of the cell whose code is in its stack, or else of
 * `blamed`; of none where that is not known either.
 */
export function toStrayError(
  cells: readonly CompiledCell[],
  error: unknown,
  kind: StrayKind = 'rejected',
  blamed = '',
): CellError {
  const cell = cells.find((it) => findPlace(error, scriptName(it)) !== undefined)
  const { message, line, column } = cell
    ? toCellError(cell, error)
    : new CellError(blamed, messageOf(error))
  const [before, cure] = strayWords[kind]
  return new CellError(cell?.name ?? blamed, `${before}${message}${cure}`, { line, column }, error)
}
