import type { Message } from '../strings/message.ts'
import { findCut, outputLimits } from './limits.ts'
import type { Failure } from './output.ts'

/**
 * A mistake in a cell, with the cell's name and the place in its source. What it tells is data, in the words of
 * no language; its own `message` has that as JSON, for consoles.
 */
export class CellError extends Error {
  override name = 'CellError'
  readonly cell: string
  readonly told: Message
  readonly line: number | undefined
  readonly column: number | undefined

  constructor(
    cell: string,
    told: Message,
    place: { line?: number | undefined; column?: number | undefined } = {},
    cause?: unknown,
  ) {
    super(toText(told), { cause })
    this.cell = cell
    this.told = told
    this.line = place.line
    this.column = place.column
  }
}

const toText = (told: Message): string => (typeof told === 'string' ? told : JSON.stringify(told))

/** Thrown by the kernel where a cell's code is running: it becomes a failure of that cell. */
export class Refusal extends Error {
  readonly #told: Message

  constructor(told: Message, cause?: unknown) {
    super(toText(told), { cause })
    this.#told = told
  }

  /** What it tells, if `error` is one. No cell can make one up. */
  static toldBy(error: unknown): Message | undefined {
    return typeof error === 'object' && error !== null && #told in error ? error.#told : undefined
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
      typeof error.cell === 'string' &&
      'told' in error,
    false,
  )
}

/**
 * The failure that `cell` reports: its own, or that of another cell which it needs.
 * @param way the cells between the two
 */
export function toFailure(error: unknown, cell: string, way: readonly string[] = []): Failure {
  if (!isCellError(error)) return { message: messageOf(error) }
  const { told: message, line, column } = error
  if (error.cell === cell) return { message, line, column }
  return { message: toWait(error, way), upstream: error.cell }
}

function toWait({ cell, told: message }: CellError, way: readonly string[]): Message {
  return way.length === 0
    ? { kind: 'waitsFor', cell, message }
    : { kind: 'waitsByWay', cell, way, message }
}

/** What anything tells that can be thrown, in one line. */
export function messageOf(error: unknown): Message {
  return (
    Refusal.toldBy(error) ?? attempt<Message>(() => describeError(error), { kind: 'thrownHidden' })
  )
}

function describeError(error: unknown): Message {
  if (!isErrorLike(error)) return { kind: 'thrown', value: cutMessage(String(error)) }
  const { name, message } = error
  if (!message)
    return name ? { kind: 'withoutMessage', name: cutMessage(name) } : { kind: 'noMessage' }
  return cutMessage(name && name !== 'Error' ? `${name}: ${message}` : message)
}

/** A text of others, as much of it as is shown. */
export function cutMessage(text: string, limit: number = outputLimits.message): Message {
  if (text.length <= limit) return text
  const end = findCut(text, limit)
  return { kind: 'cut', text: text.slice(0, end), count: text.length - end }
}

/** The text of others within a message; empty where there is none. */
export function textWithin(message: Message): string {
  if (typeof message === 'string') return message
  return 'message' in message ? textWithin(message.message as Message) : ''
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
