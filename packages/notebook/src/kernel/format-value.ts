import { countOf, cutText, findCut, outputLimits } from './limits.ts'

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
  const end = findCut(value, Math.max(0, room.left))
  const more = value.length - end
  return more <= 0
    ? JSON.stringify(value)
    : `${JSON.stringify(value.slice(0, end))}… ${countOf(more)} more characters`
}

function formatFunction(value: { name: unknown }): string {
  return /^class\b/.test(Function.prototype.toString.call(value))
    ? `class ${String(value.name)}`.trimEnd()
    : `ƒ ${String(value.name)}()`
}

function formatObject(value: object, depth: number, room: Room): string {
  const tag = nameOf(value)
  if (depth >= depthLimit) return written(`${tag} {…}`, room)
  const inner = (item: unknown): string => formatNested(item, depth + 1, room)
  const at = (items: ArrayLike<unknown>) =>
    formatList(
      items.length,
      upTo(items.length, (index) => index),
      (index) => (index in items ? inner(items[index]) : written('empty', room)),
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
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer)
    return written(`${tag}(${countBytes(value)})`, room)
  if (isBoxed(value)) return formatBoxed(value, tag, inner)
  return `${tag === 'Object' ? '' : written(`${tag} `, room)}${formatFields(value as Fields, inner, room)}`
}

type Boxed = number | string | boolean | bigint | symbol

/** Whether a value is a primitive one as an object. */
function isBoxed(value: object): value is { valueOf(): Boxed } {
  return [Number, String, Boolean, BigInt, Symbol].some((kind) => value instanceof kind)
}

/** As what makes such an object; one that only inherits from them has no value. */
function formatBoxed(
  value: { valueOf(): Boxed },
  tag: string,
  inner: (item: unknown) => string,
): string {
  try {
    const text = inner(value.valueOf())
    return /^(Number|String|Boolean)$/.test(tag) ? `new ${tag}(${text})` : `Object(${text})`
  } catch {
    return `${tag} {}`
  }
}

/** A view of a buffer that was given away has no bytes to count. */
function countBytes(bytes: ArrayBuffer | ArrayBufferView): number {
  try {
    return bytes.byteLength
  } catch {
    return 0
  }
}

type Fields = Record<string | symbol, unknown>

function formatFields(value: Fields, inner: (item: unknown) => string, room: Room): string {
  const symbols = Object.getOwnPropertySymbols(value).filter((it) =>
    Object.prototype.propertyIsEnumerable.call(value, it),
  )
  const keys = [...Object.keys(value), ...symbols]
  const body = formatList(
    keys.length,
    keys,
    (key) => `${formatKey(key, room)}: ${inner(value[key])}`,
    room,
  )
  return `{${body && ` ${body} `}}`
}

function formatKey(key: string | symbol, room: Room): string {
  if (typeof key === 'symbol')
    return written(`[${cutText(String(key), Math.max(0, room.left))}]`, room)
  return written(
    key.length <= room.left && /^[A-Za-z_$][\w$]*$/.test(key) ? key : formatText(key, room),
    room,
  )
}

function nameOf(value: object): string {
  const constructor: unknown = (Object.getPrototypeOf(value) as { constructor?: unknown } | null)
    ?.constructor
  const name: unknown = typeof constructor === 'function' ? constructor.name : ''
  // Generators, `Math` and the like have no class of their own, but a tag.
  return typeof name === 'string' && name !== '' && name !== 'Object'
    ? cutText(name, 100)
    : cutText(Object.prototype.toString.call(value).slice('[object '.length, -1), 100)
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
