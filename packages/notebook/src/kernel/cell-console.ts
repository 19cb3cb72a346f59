import { canOpen } from './can-open.ts'
import { messageOf } from './errors.ts'
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
        text: cutText(indented(safely(text), indent), outputLimits.text),
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
    dirxml: to('log'),
    trace: to('log'),
    warn: to('warn'),
    error: to('error'),
    assert: (isTrue, ...values) => {
      const [first, ...rest] = values
      if (isTrue) return
      if (typeof first === 'string') to('error')(`assertion failed ${first}`, ...rest)
      else to('error')('assertion failed', ...values)
    },
    table: (data, columns) =>
      write(() => inspect(onlyColumns(toRows(data), columns), prefix, undefined, toMarkup)),
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
    profile: () => {},
    profileEnd: () => {},
    timeStamp: () => {},
  }
}

/** What a line of the console opens to: the one value that can be opened, or the list of several. */
function toOpen(values: readonly unknown[]): unknown {
  const openable = values.filter(canOpen)
  return openable.length > 1 ? openable : openable[0]
}

/** To look at a value must not fail the code that only tells of it. */
function safely(text: () => string): string {
  try {
    return text()
  } catch (error) {
    const told = messageOf(error)
    return `(throws: ${typeof told === 'string' ? told : told.kind})`
  }
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
    const number = typeof value === 'symbol' ? NaN : Number(value)
    if (kind === 'd' || kind === 'i') return String(Math.trunc(number))
    return kind === 'f' ? String(number) : formatPart(value)
  })
  return [text, ...rest.map(formatPart)].join(' ')
}

function formatPart(value: unknown): string {
  return typeof value === 'string' ? value : formatValue(value)
}

/** The rows of a table: of a list that holds other things than objects, with their indices; of an object or a map, with their keys. */
function toRows(data: unknown): unknown {
  if (data instanceof Map) return toNamedRows([...data.entries()].slice(0, mostNamed))
  if (data instanceof Set) return toRows([...data])
  if (ArrayBuffer.isView(data) && Symbol.iterator in data)
    return toRows([...(data as Float64Array)])
  if (!Array.isArray(data)) return isTabular(data) ? toNamedRows(Object.entries(data)) : data
  const rows = data.slice(0, outputLimits.rows) as unknown[]
  if (rows.every((it) => typeof it === 'object' && it !== null && !Array.isArray(it))) return data
  return (data as unknown[]).slice(0, 10 * outputLimits.rows).map((value, index) => ({
    index,
    ...(Array.isArray(value) ? numbered(value) : { value }),
  }))
}

const mostNamed = 10 * outputLimits.rows

/** An object whose fields are rows, as in `{ a: { x: 1 }, b: { x: 2 } }`. */
function isTabular(data: unknown): data is Record<string, object> {
  if (typeof data !== 'object' || data === null || Object.getPrototypeOf(data) !== Object.prototype)
    return false
  const fields = Object.values(data)
  return fields.length > 0 && fields.every((it) => typeof it === 'object' && it !== null)
}

function toNamedRows(entries: readonly (readonly [unknown, unknown])[]): unknown {
  return entries.slice(0, mostNamed).map(([key, value]) => ({
    key,
    ...(Array.isArray(value)
      ? numbered(value)
      : typeof value === 'object' && value !== null
        ? value
        : { value }),
  }))
}

/** Of rows, the columns that were asked for, behind those that tell them apart. */
function onlyColumns(rows: unknown, columns: unknown): unknown {
  if (!Array.isArray(columns) || !Array.isArray(rows)) return rows
  const wanted = ['key', 'index', ...columns.map(String)]
  return rows.map((row: Record<string, unknown>) =>
    Object.fromEntries(wanted.flatMap((it) => (Object.hasOwn(row, it) ? [[it, row[it]]] : []))),
  )
}

function numbered(items: readonly unknown[]): Record<string, unknown> {
  return Object.fromEntries(
    items.slice(0, outputLimits.columns).map((it, index) => [`[${index}]`, it]),
  )
}
