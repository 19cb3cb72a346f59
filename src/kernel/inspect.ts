import { toColumnFormat } from './format-column.ts'
import type { Output } from './output.ts'

/**
 * What a value looks like: elements as their markup, rows of objects as a table, all else as text.
 * @param prefix stands before every id within markup, so that two figures in a page never share one.
 */
export function inspect(value: unknown, prefix: string, label?: string): Output {
  const labelled = label === undefined ? {} : { label }
  if (isElement(value)) return { ...toMarkup(value, prefix), ...labelled }
  if (isTable(value)) return { ...toTable(value), ...labelled }
  return { type: 'text', text: typeof value === 'string' && label === undefined ? value : formatValue(value), ...labelled }
}

interface ElementLike {
  nodeType: number
  localName: string
  outerHTML: string
}

function isElement(value: unknown): value is ElementLike {
  return typeof value === 'object' && value !== null && 'nodeType' in value && value.nodeType === 1 && 'outerHTML' in value
}

function toMarkup(element: ElementLike, prefix: string): { type: 'svg' | 'html'; html: string } {
  const html = normaliseIds(withoutStyles(element.outerHTML), prefix)
  return { type: element.localName === 'svg' ? 'svg' : 'html', html }
}

// A page that allows no inline styles refuses these; what Plot writes into its own stands in the book's styles.
function withoutStyles(markup: string): string {
  return markup.replace(/<style\b[^>]*>[^]*?<\/style>/g, '')
}

/** Renumbers the ids in `markup`, in order of appearance: libraries count theirs per process, which no two runs share. */
export function normaliseIds(markup: string, prefix: string): string {
  const ids = [...new Set([...markup.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]))]
  const renamed = new Map(ids.map((id, index) => [id, `${prefix}-${index + 1}`]))
  return markup
    .replace(/(\s(?:id|for|aria-labelledby|aria-describedby)=")([^"]+)"/g, (whole, head: string, id: string) => (renamed.has(id) ? `${head}${renamed.get(id)}"` : whole))
    .replace(/(href="#|url\(#|url\(&quot;#)([^")&]+)/g, (whole, head: string, id: string) => (renamed.has(id) ? `${head}${renamed.get(id)}` : whole))
}

const rowLimit = 50

function isTable(value: unknown): value is Record<string, unknown>[] {
  return Array.isArray(value) && value.length > 0 && value.every(isPlainObject)
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

function toTable(rows: Record<string, unknown>[]): { type: 'table'; columns: string[]; rows: string[][]; more: number } {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const shown = rows.slice(0, rowLimit)
  const formats = new Map(columns.map((column) => [column, toColumnFormat(shown.map((row) => row[column]).filter((it) => typeof it === 'number'))]))
  const cells = shown.map((row) => columns.map((column) => (column in row ? formatEntry(row[column], formats.get(column) ?? String) : '')))
  return { type: 'table', columns, rows: cells, more: Math.max(0, rows.length - rowLimit) }
}

function formatEntry(value: unknown, formatNumber: (value: number) => string): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? formatNumber(value) : formatValue(value)
}

const itemLimit = 40
const depthLimit = 4

/**
 * A value as text that reads like the source that would make it.
 * A number alone is given in full; numbers within lists are rounded to five digits.
 */
export function formatValue(value: unknown): string {
  return typeof value === 'number' ? formatExact(value) : formatPart(value, 0)
}

function formatExact(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value)
}

function formatNumber(value: number): string {
  if (Object.is(value, -0)) return '-0'
  return Number.isInteger(value) && Math.abs(value) < 1e15 ? String(value) : String(Number(value.toPrecision(5)))
}

function formatPart(value: unknown, depth: number): string {
  switch (typeof value) {
    case 'number': return formatNumber(value)
    case 'string': return JSON.stringify(value)
    case 'bigint': return `${value}n`
    case 'function': return formatFunction(value)
    case 'object': return value === null ? 'null' : formatObject(value, depth)
    default: return String(value)
  }
}

function formatFunction(value: { name: string }): string {
  return /^class\b/.test(Function.prototype.toString.call(value)) ? `class ${value.name}` : `ƒ ${value.name}()`
}

function formatObject(value: object, depth: number): string {
  const tag = nameOf(value)
  if (depth >= depthLimit) return `${tag} {…}`
  const inner = (part: unknown): string => formatPart(part, depth + 1)
  if (Array.isArray(value)) return `[${formatList(value, inner)}]`
  if (ArrayBuffer.isView(value) && Symbol.iterator in value) return `${tag}(${(value as Float64Array).length}) [${formatList([...(value as Float64Array)], inner)}]`
  if (value instanceof Map) return `Map(${value.size}) {${formatList([...value], ([key, it]) => `${inner(key)} → ${inner(it)}`)}}`
  if (value instanceof Set) return `Set(${value.size}) {${formatList([...value], inner)}}`
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString()
  if (value instanceof RegExp) return String(value)
  if (value instanceof Error) return `${value.name}: ${value.message}`
  const body = formatList(Object.entries(value), ([key, it]) => `${/^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key)}: ${inner(it)}`)
  return `${tag === 'Object' ? '' : `${tag} `}{${body && ` ${body} `}}`
}

function nameOf(value: object): string {
  const constructor: unknown = (Object.getPrototypeOf(value) as { constructor?: unknown } | null)?.constructor
  return typeof constructor === 'function' && constructor.name ? constructor.name : 'Object'
}

function formatList<T>(items: readonly T[], format: (item: T) => string): string {
  const shown = items.slice(0, itemLimit).map(format)
  if (items.length > itemLimit) shown.push(`… ${items.length - itemLimit} more`)
  return shown.join(', ')
}
