import { detach } from '../text/detach.ts'
import { splitList } from './style-rules.ts'

/** What the tags of a page are made of: `div`, `.cell`, `#program`, `[hidden]`. */
export type PageParts = ReadonlySet<string>

const tag = /<([a-zA-Z][\w-]*)((?:[^<>"]|"[^"]*")*)>/g
const alone = new RegExp(`^${tag.source}$`)
const attribute = /([^\s"=<>/]+)(?:="([^"]*)")?/g

/** From this length on V8 may make a text of pieces of others, which stay in memory with it. */
const pieced = 13

const own = (text: string): string => (text.length < pieced ? text : detach(text))

/** The element names, classes, ids and attributes that occur in a page. */
export function partsOf(html: string): PageParts {
  const parts = new Set<string>()
  // Formulas have few tags, many times.
  const tags = new Set(html.match(tag))
  for (const text of tags) {
    const [, name, attributes] = alone.exec(text) as unknown as [string, string, string]
    parts.add(own(name.toLowerCase()))
    for (const [, key, value = ''] of attributes.matchAll(attribute)) {
      parts.add(own(`[${key.toLowerCase()}]`))
      if (key === 'class') for (const word of value.split(/\s+/)) parts.add(own(`.${word}`))
      if (key === 'id') parts.add(own(`#${value}`))
    }
  }
  return parts
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
