import type { Message } from '../strings/message.ts'
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
    const { message } = error as Error
    throw new CellError(cell.name, { kind: 'syntax', message }, {}, error)
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
    withOrigin(messageOf(error), error, cell),
    place && toSourcePlace(cell, { line: place.line - linesBefore, column: place.column }),
    error,
  )
}

/** A message, and where the error was thrown, if that was in code of another cell, which this one has called. */
function withOrigin(message: Message, error: unknown, { name }: CompiledCell): Message {
  const origin = findOrigin(error, /\bcell\/([^\s/:]+)\.ts:(\d+):\d+/)
  if (!origin) return message
  const cell = decodeURIComponent(origin.script)
  if (cell === name) return message
  return { kind: 'thrownIn', message, cell, line: origin.line - linesBefore }
}

/** How something came about that nobody caught. */
export type StrayKind = 'unawaited' | 'fromCallback' | 'fromTimer'

/**
 * A rejection or an error that nothing handled, as an error of the cell whose code is in its stack,
 * or else of `blamed`; of none where that is not known either.
 */
export function toStrayError(
  cells: readonly CompiledCell[],
  error: unknown,
  kind: StrayKind = 'unawaited',
  blamed = '',
): CellError {
  const cell = findThrower(cells, error)
  const { told, line, column } = cell
    ? toCellError(cell, error)
    : new CellError(blamed, messageOf(error))
  return new CellError(cell?.name ?? blamed, { kind, message: told }, { line, column }, error)
}

function findThrower(cells: readonly CompiledCell[], error: unknown): CompiledCell | undefined {
  return cells.find((it) => findPlace(error, scriptName(it)) !== undefined)
}

/** What a timer did that nothing saw, as an error of the cell that set it. */
export function toTimerError(
  cells: readonly CompiledCell[],
  { kind, error, origin }: { kind: 'threw' | 'never stops'; error: unknown; origin: Error },
): CellError {
  if (kind === 'threw' && findThrower(cells, error)) return toStrayError(cells, error, 'fromTimer')
  const cell = findThrower(cells, origin)
  const { line, column } = cell ? toCellError(cell, origin) : {}
  const told: Message =
    kind === 'threw'
      ? { kind: 'fromTimer', message: messageOf(error) }
      : { kind: 'unstoppedInterval' }
  return new CellError(cell?.name ?? '', told, { line, column }, error)
}
