import { countOf, cutText, outputLimits } from './limits.ts'

/** How many items of a list, and how many levels of nested lists, are shown. */
const itemLimit = 40
const depthLimit = 4

/**
 * How many characters may still be written: nested lists can grow exponentially, and their text
 * must not.
 */
interface Room {
  left: number
}

/**
 * A value as text that reads like its source code. Takes time in proportion to what is shown, not
 * to the size of the value. A number alone is given in full; numbers within lists are rounded to
 * five digits.
 */
export function formatValue(value: unknown, limit: number = outputLimits.text): string {
  return typeof value === 'number' ? formatExact(value) : formatNested(value, 0, { left: limit })
}

function formatExact(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value)
}

/** A number rounded to five digits; whole numbers in full. */
function formatNumber(value: number): string {
  if (Object.is(value, -0)) return '-0'
  return Number.isInteger(value) && Math.abs(value) < 1e15
    ? String(value)
    : String(Number(value.toPrecision(5)))
}

function formatNested(value: unknown, depth: number, room: Room): string {
  return typeof value === 'object' && value !== null
    ? formatObject(value, depth, room)
    : written(formatLeaf(value, room), room)
}

function written(text: string, room: Room): string {
  room.left -= text.length
  return text
}

function formatLeaf(value: unknown, room: Room): string {
  switch (typeof value) {
    case 'number':
      return formatNumber(value)
    case 'string':
      return formatText(value, room)
    // Larger ones are longer than any text that is shown, and slow to convert.
    case 'bigint':
      return BigInt.asIntN(64_000, value) === value ? `${value}n` : 'BigInt {…}'
    case 'function':
      return formatFunction(value)
    default:
      return String(value)
  }
}

function formatText(value: string, room: Room): string {
  const limit = Math.max(0, room.left)
  const more = value.length - limit
  return more <= 0
    ? JSON.stringify(value)
    : `${JSON.stringify(value.slice(0, limit))}… ${countOf(more)} more characters`
}

function formatFunction(value: { name: unknown }): string {
  return /^class\b/.test(Function.prototype.toString.call(value))
    ? `class ${String(value.name)}`
    : `ƒ ${String(value.name)}()`
}

function formatObject(value: object, depth: number, room: Room): string {
  const tag = nameOf(value)
  if (depth >= depthLimit) return written(`${tag} {…}`, room)
  const inner = (item: unknown): string => formatNested(item, depth + 1, room)
  const at = (items: ArrayLike<unknown>) =>
    formatList(
      items.length,
      upTo(items.length, (index) => items[index]),
      inner,
      room,
    )
  if (Array.isArray(value)) return `[${at(value)}]`
  if (ArrayBuffer.isView(value) && Symbol.iterator in value)
    return `${tag}(${(value as Float64Array).length}) [${at(value as Float64Array)}]`
  if (value instanceof Map)
    return `Map(${value.size}) {${formatList(value.size, value as Map<unknown, unknown>, ([key, it]) => `${inner(key)} → ${inner(it)}`, room)}}`
  if (value instanceof Set)
    return `Set(${value.size}) {${formatList(value.size, value as Set<unknown>, inner, room)}}`
  if (value instanceof Date)
    return written(Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString(), room)
  if (value instanceof RegExp) return written(cutText(String(value), Math.max(0, room.left)), room)
  if (value instanceof Error)
    return written(cutText(`${value.name}: ${value.message}`, Math.max(0, room.left)), room)
  return `${tag === 'Object' ? '' : written(`${tag} `, room)}${formatFields(value as Record<string, unknown>, inner, room)}`
}

function formatFields(
  value: Record<string, unknown>,
  inner: (item: unknown) => string,
  room: Room,
): string {
  const keys = Object.keys(value)
  const body = formatList(
    keys.length,
    keys,
    (key) => `${formatKey(key, room)}: ${inner(value[key])}`,
    room,
  )
  return `{${body && ` ${body} `}}`
}

function formatKey(key: string, room: Room): string {
  return written(
    key.length <= room.left && /^[A-Za-z_$][\w$]*$/.test(key) ? key : formatText(key, room),
    room,
  )
}

function nameOf(value: object): string {
  const constructor: unknown = (Object.getPrototypeOf(value) as { constructor?: unknown } | null)
    ?.constructor
  const name: unknown = typeof constructor === 'function' ? constructor.name : ''
  return typeof name === 'string' && name !== '' ? cutText(name, 100) : 'Object'
}

function* upTo<T>(count: number, item: (index: number) => T): Generator<T> {
  for (let index = 0; index < count; index++) yield item(index)
}

/** The first of `count` items; items that are not shown are never read. */
function formatList<T>(
  count: number,
  items: Iterable<T>,
  format: (item: T) => string,
  room: Room,
): string {
  const shown: string[] = []
  if (count > 0) {
    for (const item of items) {
      shown.push(format(item))
      room.left -= ', '.length
      if (shown.length === count || shown.length === itemLimit || room.left <= 0) break
    }
  }
  if (count > shown.length) shown.push(`… ${countOf(count - shown.length)} more`)
  return shown.join(', ')
}
