import { canOpen } from './can-open.ts'
import type { ElementInspector } from './inspect.ts'
import { inspect } from './inspect.ts'
import { formatValue } from './format-value.ts'
import { cutText, outputLimits } from './limits.ts'
import type { LogLevel, Output } from './output.ts'

/** Receives what is written, one output at a time; it is made only if there is room for it. */
export type WriteOutput = (make: () => Output, value?: unknown) => void

export interface ConsoleOptions {
  write: WriteOutput
  clock: () => number
  /** Begins the ids in what `table` shows. */
  prefix: string
  toMarkup?: ElementInspector | undefined
}

/**
 * A console for one run of a cell: what is written to it is shown under the cell, in order with what
 * the cell displays. Methods that only a debugger can serve do nothing.
 */
export function createConsole({
  write,
  clock,
  prefix,
  toMarkup,
}: ConsoleOptions): Record<string, (...values: unknown[]) => void> {
  const counts = new Map<string, number>()
  const began = new Map<string, number>()
  let indent = ''
  const say = (level: LogLevel, text: () => string, value?: unknown): void =>
    write(
      () => ({
        type: 'text',
        text: cutText(indented(text(), indent), outputLimits.text),
        level,
        ...(canOpen(value) && { opens: 0 }),
      }),
      value,
    )
  const to =
    (level: LogLevel) =>
    (...values: unknown[]): void =>
      say(level, () => formatLog(values), toOpen(values))
  const tellTime = (label: unknown = 'default', ...values: unknown[]): void => {
    const since = began.get(String(label))
    if (since === undefined) return say('warn', () => `no timer: ${String(label)}`)
    const passed = clock() - since
    say('log', () => formatLog([`${String(label)}: ${passed} ms`, ...values]))
  }
  return {
    log: to('log'),
    info: to('log'),
    debug: to('log'),
    dir: (value) => to('log')(value),
    trace: to('log'),
    warn: to('warn'),
    error: to('error'),
    assert: (isTrue, ...values) => {
      if (!isTrue) to('error')('assertion failed', ...values)
    },
    table: (data) => write(() => inspect(toRows(data), prefix, undefined, toMarkup)),
    count: (label = 'default') => {
      const name = String(label)
      counts.set(name, (counts.get(name) ?? 0) + 1)
      say('log', () => `${name}: ${counts.get(name)}`)
    },
    countReset: (label = 'default') => void counts.delete(String(label)),
    group: (...values) => {
      if (values.length > 0) to('log')(...values)
      indent += '  '
    },
    groupCollapsed: (...values) => {
      if (values.length > 0) to('log')(...values)
      indent += '  '
    },
    groupEnd: () => {
      indent = indent.slice(2)
    },
    time: (label = 'default') => void began.set(String(label), clock()),
    timeLog: tellTime,
    timeEnd: (label = 'default') => {
      tellTime(label)
      began.delete(String(label))
    },
    clear: () => {},
  }
}

/** What a line of the console opens to: the one value that can be opened, or the list of several. */
function toOpen(values: readonly unknown[]): unknown {
  const openable = values.filter(canOpen)
  return openable.length > 1 ? openable : openable[0]
}

function indented(text: string, indent: string): string {
  return indent === '' ? text : indent + text.replaceAll('\n', `\n${indent}`)
}

/** Values as one line: a string as it is, all else as it reads in source code; the first may have places. */
function formatLog([first, ...rest]: unknown[]): string {
  if (typeof first !== 'string') return [first, ...rest].map(formatPart).join(' ')
  const text = first.replace(/%([sdifoOc%])/g, (whole, kind: string) => {
    if (kind === '%') return '%'
    if (rest.length === 0) return whole
    const value = rest.shift()
    if (kind === 'c') return ''
    if (kind === 'd' || kind === 'i') return String(Math.trunc(Number(value)))
    return kind === 'f' ? String(Number(value)) : formatPart(value)
  })
  return [text, ...rest.map(formatPart)].join(' ')
}

function formatPart(value: unknown): string {
  return typeof value === 'string' ? value : formatValue(value)
}

/** The rows of a table: of a list that holds other things than objects, with their indices. */
function toRows(data: unknown): unknown {
  if (!Array.isArray(data)) return data
  const rows = data.slice(0, outputLimits.rows) as unknown[]
  if (rows.every((it) => typeof it === 'object' && it !== null && !Array.isArray(it))) return data
  return (data as unknown[]).slice(0, 10 * outputLimits.rows).map((value, index) => ({
    index,
    ...(Array.isArray(value) ? numbered(value) : { value }),
  }))
}

function numbered(items: readonly unknown[]): Record<string, unknown> {
  return Object.fromEntries(
    items.slice(0, outputLimits.columns).map((it, index) => [`[${index}]`, it]),
  )
}
