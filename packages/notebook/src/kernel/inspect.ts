import { canOpen } from './can-open.ts'
import { messageOf, Refusal } from './errors.ts'
import { toColumnFormat } from './format-column.ts'
import { formatValue } from './format-value.ts'
import { countOf, cutText, outputLimits } from './limits.ts'
import type { Markup, Output } from './output.ts'
import { shortMarkup } from './short-markup.ts'

/** How a host shows elements. `prefix` begins every id in what it returns. */
export type ElementInspector = (element: ElementLike, prefix: string) => Markup

/**
 * The output that shows a value: markup for an element, a table for a list of objects, text for
 * anything else. What is longer than `outputLimits` is cut, and the output says so.
 * @param prefix begins every id within markup, so that two figures in a page never share one.
 * @param toMarkup how elements are shown; default: they are serialized
 * @throws Refusal for markup that is too long, since it cannot be cut, and for a value that throws
 * when it is read.
 */
export function inspect(
  value: unknown,
  prefix: string,
  label?: string,
  toMarkup: ElementInspector = serialize,
): Output {
  try {
    const labelled = label === undefined ? {} : { label }
    if (isElement(value)) return { ...toMarkup(value, prefix), ...labelled }
    if (isTable(value)) return { ...toTable(value), ...labelled }
    const opens = canOpen(value) ? { opens: 0 } : {}
    return { type: 'text', text: toText(value, label), ...opens, ...labelled }
  } catch (error) {
    throw new Refusal({ kind: 'cannotBeShown', message: messageOf(error) }, error)
  }
}

function toText(value: unknown, label: string | undefined): string {
  return typeof value === 'string' && label === undefined
    ? cutText(value, outputLimits.text)
    : formatValue(value)
}

/** An element of any document. */
export interface ElementLike {
  nodeType: number
  localName: string
  outerHTML: string
}

function isElement(value: unknown): value is ElementLike {
  return (
    typeof value === 'object' &&
    value !== null &&
    'nodeType' in value &&
    value.nodeType === 1 &&
    'outerHTML' in value
  )
}

function serialize(element: ElementLike, prefix: string): Markup {
  const markup = element.outerHTML
  if (markup.length > outputLimits.markup) {
    throw new Refusal({
      kind: 'longMarkup',
      count: markup.length,
      most: outputLimits.markup,
    })
  }
  const html = normaliseIds(shortMarkup(withoutStyles(markup)), prefix)
  return { type: element.localName === 'svg' ? 'svg' : 'html', html }
}

// The page's content security policy refuses inline styles; those that Plot would write stand in
// the site's styles.
function withoutStyles(markup: string): string {
  return markup.replace(/<style\b[^>]*>[^]*?<\/style>/g, '')
}

/**
 * Renumbers the ids in `markup`, in order of appearance: libraries number theirs by a counter that
 * differs from run to run.
 */
export function normaliseIds(markup: string, prefix: string): string {
  const ids = [...new Set([...markup.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]))]
  const renamed = new Map(ids.map((id, index) => [id, `${prefix}-${index + 1}`]))
  return markup
    .replace(
      /(\s(?:id|for|aria-labelledby|aria-describedby)=")([^"]+)"/g,
      (whole, head: string, id: string) => (renamed.has(id) ? `${head}${renamed.get(id)}"` : whole),
    )
    .replace(/(href="#|url\(#|url\(&quot;#)([^")&]+)/g, (whole, head: string, id: string) =>
      renamed.has(id) ? `${head}${renamed.get(id)}` : whole,
    )
}

function isTable(value: unknown): value is Record<string, unknown>[] {
  return Array.isArray(value) && value.length > 0 && rowsShown(value).every(isPlainObject)
}

// By index: a sparse list may have a length of millions.
function rowsShown(value: readonly unknown[]): unknown[] {
  return Array.from(
    { length: Math.min(value.length, outputLimits.rows) },
    (_, index) => value[index],
  )
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/** The first rows, with the columns that they have. */
function toTable(value: Record<string, unknown>[]): {
  type: 'table'
  columns: string[]
  rows: string[][]
  more: number
} {
  const rows = rowsShown(value) as Record<string, unknown>[]
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const kept = names.slice(0, outputLimits.columns)
  const more = names.length - kept.length
  const columns = kept.map((name) => formatColumn(rows, name))
  // One column more says how many were left out.
  const withMore = (entries: string[], rest: string): string[] =>
    more > 0 ? [...entries, rest] : entries
  return {
    type: 'table',
    columns: withMore(
      kept.map((name) => cutText(name, outputLimits.tableCell)),
      `… ${countOf(more)} more`,
    ),
    rows: rows.map((_, index) =>
      withMore(
        columns.map((column) => column[index]),
        '…',
      ),
    ),
    more: value.length - rows.length,
  }
}

/** The texts of one column; all its numbers have the same format. */
function formatColumn(rows: readonly Record<string, unknown>[], name: string): string[] {
  const values = rows.map((row) => (Object.hasOwn(row, name) ? row[name] : ''))
  const formatNumber = toColumnFormat(values.filter((it) => typeof it === 'number'))
  return values.map((value) => {
    if (typeof value === 'string') return cutText(value, outputLimits.tableCell)
    return typeof value === 'number'
      ? formatNumber(value)
      : formatValue(value, outputLimits.tableCell)
  })
}
