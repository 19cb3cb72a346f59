import { canOpen, classOf, isObject } from './can-open.ts'
import { messageOf } from './errors.ts'
import { formatValue } from './format-value.ts'
import { cutText } from './limits.ts'

/** What is directly within a value: its entries from one on, as many as a page shows at once. */
export interface Branch {
  entries: BranchEntry[]
  /** Lines of CSV, where these were asked for. */
  lines?: string[]
  /** How many follow. */
  more: number
}

export interface BranchEntry {
  key: string
  text: string
  /** Whether there is something within it. */
  opens: boolean
}

/** Which branch of a cell's output is asked for. */
export interface BranchPlace {
  /** The output's place among those that the cell shows. */
  output: number
  /** The way from that output's value: of each level the place of the entry that is opened. */
  path: readonly number[]
  /** The first entry that is wanted. */
  from: number
  /** Whether lines of CSV are wanted, of an output that is a table. */
  asCsv?: boolean
}

/** How much of one branch is shown at once; `line` is of CSV. */
export const branchLimits = { entries: 100, key: 100, text: 200, line: 20_000 } as const

interface Entry {
  key: string
  /** Reads the entry's value: a proxy may throw. */
  read: () => unknown
  /** What is shown in the place of the value, where it is not read. */
  text?: string
}

/** The entries of a value: how many there are, and any one of them. */
interface Entries {
  count: number
  at: (index: number) => Entry
}

/**
 * What stands within a value, at the end of a path. Takes time in proportion to what is shown where the
 * value is a list; to find the entries of an object, a map or a set, they are counted through.
 * @returns undefined where the path leads nowhere
 */
export function openBranch(
  value: unknown,
  { path, from }: Pick<BranchPlace, 'path' | 'from'>,
): Branch | undefined {
  const way = [value]
  for (const index of path) {
    const entries = entriesOf(way.at(-1))
    if (index >= entries.count) return undefined
    way.push(entries.at(index).read())
  }
  const { count, at } = entriesOf(way.at(-1))
  const shown = Math.max(0, Math.min(branchLimits.entries, count - from))
  return {
    entries: Array.from({ length: shown }, (_, index) => toEntry(at(from + index), way)),
    more: Math.max(0, count - from - shown),
  }
}

function toEntry({ key, read, text }: Entry, way: readonly unknown[]): BranchEntry {
  const name = cutText(key, branchLimits.key)
  if (text !== undefined) return { key: name, text, opens: false }
  try {
    const value = read()
    const isCircular = isObject(value) && way.includes(value)
    const shown = formatShort(value)
    return isCircular
      ? { key: name, text: `${shown} (circular)`, opens: false }
      : { key: name, text: shown, opens: canOpen(value) }
  } catch (error) {
    return { key: name, text: `throws: ${messageOf(error)}`, opens: false }
  }
}

/** A value on a line: a number alone is in full, what is long is cut. */
export function formatShort(value: unknown): string {
  return cutText(formatValue(value, branchLimits.text), 2 * branchLimits.text)
}

function entriesOf(value: unknown): Entries {
  if (typeof value === 'function') return fromList([toSource(value), ...fieldsOf(value)])
  if (!isObject(value)) return fromList([])
  if (Array.isArray(value)) return fromIndices(value)
  if (ArrayBuffer.isView(value) && Symbol.iterator in value)
    return fromIndices(value as unknown as ArrayLike<unknown>)
  if (value instanceof Map) return fromMap(value)
  if (value instanceof Set)
    return fromIterable(value, value.size, (it, key) => ({ key, read: () => it }))
  const fields = fieldsOf(value)
  return fromList(
    value instanceof Error ? [...partsOf(value), ...fields] : [...fields, ...kindOf(value)],
  )
}

function fromList(entries: readonly Entry[]): Entries {
  return { count: entries.length, at: (index) => entries[index] }
}

function fromIndices(items: ArrayLike<unknown>): Entries {
  const at = (index: number): Entry => ({
    key: String(index),
    read: () => items[index],
    ...(index in items ? {} : { text: 'empty' }),
  })
  return { count: items.length, at }
}

/** A key that is an object itself opens beside its value. */
function fromMap(map: ReadonlyMap<unknown, unknown>): Entries {
  return fromIterable(map, map.size, ([key, value]) => ({
    key: formatShort(key),
    read: () => (isObject(key) ? { key, value } : value),
  }))
}

function fromIterable<T>(
  items: Iterable<T>,
  count: number,
  toOne: (item: T, key: string) => Entry,
): Entries {
  // Asked for in order: the iterator goes on where it stood.
  let iterator = items[Symbol.iterator]()
  let next = 0
  const at = (index: number): Entry => {
    if (index < next) [iterator, next] = [items[Symbol.iterator](), 0]
    for (; next < index; next++) iterator.next()
    next++
    return toOne(iterator.next().value as T, String(index))
  }
  return { count, at }
}

/** Own fields; a getter is code, which runs for nobody who only looks. */
function fieldsOf(value: object): Entry[] {
  return Reflect.ownKeys(value).flatMap((key) => {
    const field = Object.getOwnPropertyDescriptor(value, key)
    if (!field?.enumerable) return []
    const read = (): unknown => field.value
    return [{ key: String(key), read, ...(field.get || field.set ? { text: '(getter)' } : {}) }]
  })
}

/** What an instance of a class has of its class. */
function kindOf(value: object): Entry[] {
  const prototype = classOf(value)
  if (!prototype) return []
  const names = Reflect.ownKeys(prototype).filter((it) => it !== 'constructor')
  return names.map((key) => {
    const { get, value: method } = Object.getOwnPropertyDescriptor(prototype, key) ?? {}
    return { key: String(key), read: () => method as unknown, ...(get && { text: '(getter)' }) }
  })
}

function partsOf({ message, cause, ...more }: Error): Entry[] {
  const errors = (more as { errors?: unknown }).errors
  return [
    { key: 'message', read: () => message },
    ...(cause === undefined ? [] : [{ key: 'cause', read: () => cause }]),
    ...(errors === undefined ? [] : [{ key: 'errors', read: () => errors }]),
  ]
}

function toSource(value: object): Entry {
  const source = Function.prototype.toString.call(value)
  return { key: 'source', read: () => source, text: cutText(source, 10 * branchLimits.text) }
}
