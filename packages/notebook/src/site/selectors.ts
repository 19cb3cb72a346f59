import { detach } from '../text/detach.ts'
import { splitList } from './style-rules.ts'

/** What the tags of a page are made of: `div`, `.cell`, `#program`, `[hidden]`. */
export type PageParts = ReadonlySet<string>

const opening = /<([a-zA-Z][\w-]*)/g
const attribute = /\s+([^\s"'=<>/]+)(?:=(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/y

/** From this length on V8 may make a text of pieces of others, which stay in memory with it. */
const pieced = 13

const own = (text: string): string => (text.length < pieced ? text : detach(text))

/** The element names, classes, ids and attributes that occur in a page. */
export function partsOf(html: string): PageParts {
  const { names, keys, classes, ids } = readTags(html)
  const parts = [
    ...Array.from(names, (it) => it.toLowerCase()),
    ...Array.from(keys, (it) => `[${it.toLowerCase()}]`),
    ...[...classes].flatMap((it) => it.split(/\s+/)).map((it) => `.${it}`),
    ...Array.from(ids, (it) => `#${it}`),
  ]
  return new Set(parts.map(own))
}

/** What stands in the opening tags, each once: formulas have few kinds of them, many times. */
function readTags(html: string): Record<'names' | 'keys' | 'classes' | 'ids', Set<string>> {
  const [names, keys, classes, ids] = Array.from({ length: 4 }, () => new Set<string>())
  opening.lastIndex = 0
  for (let tag = opening.exec(html); tag; tag = opening.exec(html)) {
    names.add(tag[1])
    attribute.lastIndex = opening.lastIndex
    for (let found = attribute.exec(html); found; found = attribute.exec(html)) {
      // What stands in a value is no tag.
      opening.lastIndex = attribute.lastIndex
      const [, key, quoted, single, bare] = found
      const value = quoted ?? single ?? bare ?? ''
      keys.add(key)
      if (key === 'class') classes.add(value)
      if (key === 'id') ids.add(value)
    }
  }
  return { names, keys, classes, ids }
}

/** States that no page is in before its reader has done something. */
const later =
  /^:(hover|active|focus|focus-visible|focus-within|popover-open|modal|open|fullscreen|user-invalid)$|^::(backdrop|selection|placeholder)$/

/** What a selector asks of a page. */
export interface Selector {
  /** Whether it is for a state that no page is in as it is sent. */
  isLater: boolean
  /** What has to occur in the page. */
  parts: string[]
  /** Lists of selectors, of each of which one has to match. */
  lists: Selector[][]
}

/** Reads a selector, for many pages. */
export function readSelector(text: string): Selector {
  const split = splitSelector(text)
  const plain = split.flatMap(({ part, inner }) => (inner === undefined ? [part] : []))
  const lists = split.flatMap(({ part, inner }) =>
    inner !== undefined && /^:(is|where|has|matches)$/.test(part)
      ? [splitList(inner).map(readSelector)]
      : [],
  )
  return {
    isLater: plain.some((part) => later.test(part)),
    parts: plain.filter((part) => !part.startsWith(':') && part !== '*').map(keyOf),
    lists,
  }
}

/**
 * Whether a selector may match an element of a page as it is sent. It looks at each part of the
 * selector by itself, so it says yes to more than matches, and no only to what cannot.
 */
export function mayMatch({ isLater, parts, lists }: Selector, page: PageParts): boolean {
  if (isLater) return false
  return (
    parts.every((it) => page.has(it)) &&
    lists.every((list) => list.some((it) => mayMatch(it, page)))
  )
}

const simple = /\\?[\w*-][\w\\-]*|[.#](?:\\.|[\w-])+|\[((?:[^\]"']|"[^"]*"|'[^']*')*)\]|::?[\w-]+/gy

/** A selector's parts: names, classes, ids, attributes, pseudo-classes with what they hold. */
function splitSelector(selector: string): { part: string; inner?: string }[] {
  const parts: { part: string; inner?: string }[] = []
  for (let at = 0; at < selector.length;) {
    simple.lastIndex = at
    const [part] = simple.exec(selector) ?? []
    if (!part) {
      at++
      continue
    }
    at += part.length
    if (!part.startsWith(':') || selector[at] !== '(') {
      parts.push({ part })
      continue
    }
    const end = closingOf(selector, at)
    parts.push({ part, inner: selector.slice(at + 1, end) })
    at = end + 1
  }
  return parts
}

function closingOf(text: string, open: number): number {
  let depth = 0
  for (let at = open; at < text.length; at++) {
    if (text[at] === '(') depth++
    if (text[at] === ')' && --depth === 0) return at
  }
  return text.length
}

/** As the page's parts are named. */
function keyOf(part: string): string {
  if (part.startsWith('[')) return `[${/^\[\s*([\w-]+)/.exec(part)?.[1] ?? ''}]`
  if (/^[.#]/.test(part)) return part.replaceAll('\\', '')
  return part.toLowerCase()
}
