import { cutText, outputLimits } from './limits.ts'
import type { Failure } from './output.ts'

/** A mistake in a cell, with the cell's name and the place in its source. */
export class CellError extends Error {
  override name = 'CellError'
  readonly cell: string
  readonly line: number | undefined
  readonly column: number | undefined

  constructor(
    cell: string,
    message: string,
    place: { line?: number | undefined; column?: number | undefined } = {},
    cause?: unknown,
  ) {
    super(message, { cause })
    this.cell = cell
    this.line = place.line
    this.column = place.column
  }
}

/**
 * By its fields: `instanceof` fails for errors of the compiler, whose bundle has a class of its
 * own.
 */
export function isCellError(error: unknown): error is CellError {
  return attempt(
    () =>
      isErrorLike(error) &&
      error.name === 'CellError' &&
      'cell' in error &&
      typeof error.cell === 'string',
    false,
  )
}

/**
 * The failure that `cell` reports: its own, or that of another cell which it needs.
 * @param way the cells between the two
 */
export function toFailure(error: unknown, cell: string, way: readonly string[] = []): Failure {
  if (!isCellError(error)) return { message: messageOf(error) }
  if (error.cell === cell) return { message: error.message, line: error.line, column: error.column }
  return {
    message: `waits for cell \`${error.cell}\`${wayInWords(way)}, which failed: ${error.message}`,
    upstream: error.cell,
  }
}

function wayInWords(way: readonly string[]): string {
  return way.length === 0 ? '' : ` by way of ${way.map((it) => `\`${it}\``).join(', ')}`
}

/** One line for anything that can be thrown. */
export function messageOf(error: unknown): string {
  return cutText(
    attempt(() => describeError(error), 'thrown: a value that cannot be shown'),
    outputLimits.message,
  )
}

function describeError(error: unknown): string {
  if (isErrorLike(error)) {
    const message = error.message || 'without a message'
    return error.name && (error.name !== 'Error' || !error.message)
      ? `${error.name}: ${message}`
      : message
  }
  return `thrown: ${String(error)}`
}

// No `instanceof Error`: a cell may throw an error made in another realm.
function isErrorLike(error: unknown): error is { name: string; message: string; stack?: string } {
  return (
    typeof error === 'object' &&
    error !== null &&
    'message' in error &&
    typeof error.message === 'string'
  )
}

/**
 * The first place in `error`'s stack, or its cause's, that lies in the script `url`, with lines and
 * columns as the JavaScript engine counts them.
 */
export function findPlace(
  error: unknown,
  url: string,
): { line: number; column: number } | undefined {
  return (
    placeInStack(error, url) ??
    placeInStack(
      attempt(() => (error as Error).cause, undefined),
      url,
    )
  )
}

/** The first script in an error's stack whose name matches, with the line. */
export function findOrigin(
  error: unknown,
  pattern: RegExp,
): { script: string; line: number } | undefined {
  const [, script, line] = pattern.exec(stackOf(error)) ?? []
  return script === undefined ? undefined : { script, line: Number(line) }
}

function stackOf(error: unknown): string {
  return attempt(
    () => (isErrorLike(error) && typeof error.stack === 'string' ? error.stack : ''),
    '',
  )
}

function placeInStack(error: unknown, url: string): { line: number; column: number } | undefined {
  const stack = stackOf(error)
  const at = stack.indexOf(`${url}:`)
  if (at < 0) return undefined
  const match = /^(\d+):(\d+)/.exec(stack.slice(at + url.length + 1))
  return match ? { line: Number(match[1]), column: Number(match[2]) } : undefined
}

/** The result of `read`, or `fallback` if it throws: reading any property of a cell's value may. */
function attempt<T>(read: () => T, fallback: T): T {
  try {
    return read()
  } catch {
    return fallback
  }
}
