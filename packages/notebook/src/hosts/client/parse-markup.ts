import { forEach, type Steps } from '../../kernel/steps.ts'
import { findBulk, markupLimits, type Excess } from './markup-cost.ts'

/** Characters that are parsed without a rest. */
const slice = 8_000

/** How deep elements may lie while they are parsed. */
const mostOpen = 4 * markupLimits.depth

/** The most attributes that an element may have. */
const attributeLimit = 200

/**
 * Elements whose parsing is dear. HTML's formatting elements are reopened, where they are left unclosed, in each new block, so
 * that a few kilobytes can keep a parser busy for minutes; `details` has a document of its own within, and sends an event.
 * Renamed, they are parsed like any other element, and get their names back if there are not too many.
 */
const costly = 'a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u|details'
/** Elements that no cell may show, and that are dear to make even so: a player takes a millisecond. What is in them goes too. */
const never = 'audio|video|iframe|style|template'
/** The same, but their contents stay. */
const neverThemselves =
  'form|object|dialog|select|selectedcontent|option|optgroup|textarea|button|marquee|progress|animate|animatemotion|animatetransform|set'
/** The same of elements that have no contents: they take the name of another such element. */
const neverEmpty = 'input|source|track|embed|base|keygen'
const names = `${costly}|${never}|${neverThemselves}|${neverEmpty}`
const empty = new RegExp(`^(?:${neverEmpty})$`, 'i')
const disguise = 'costly-'
const named = new RegExp(`(</?)(?:(${neverEmpty})|(${names}))(?![\\w-])`, 'gi')
const disguised = new RegExp(`(</?)(?:wbr )?${disguise}(?=(?:${names})(?![\\w-]))`, 'gi')
const disguisedName = new RegExp(`^${disguise}(${costly})$`, 'i')
const dropped = [
  ...never.split('|').map((it) => disguise + it),
  ...neverEmpty.split('|').map((it) => `wbr[${disguise}${it}]`),
].join()

/**
 * Parses markup into an inert document, which runs no scripts and loads nothing. Takes time in
 * proportion to its length.
 * @returns what there is too much of, where it is more than a page can render
 */
export function* parseMarkup(html: string, limit: number): Steps<HTMLElement | Excess> {
  const tooMany: Excess = { kind: 'elements', most: limit }
  // Each element has a start tag, and at most one end tag.
  if (countOf(html, '<') > 2 * limit) return tooMany
  const tooDeep: Excess = { kind: 'depth', most: markupLimits.depth }
  if (isTooDeep(html)) return tooDeep
  yield
  const harmless = html.replace(named, toDisguise)
  yield
  const body = yield* parse(harmless)
  if (!body) return tooDeep
  yield* forEach(body.querySelectorAll(dropped), (it) => it.remove())
  // What stood between them is one text, and not thousands.
  body.normalize()
  const elements = [...body.getElementsByTagName('*')]
  if (elements.length > limit) return tooMany
  if (elements.some((it) => it.attributes.length > attributeLimit))
    return { kind: 'attributesOfOne', most: attributeLimit }
  const excess = findBulk(body)
  if (excess) return excess
  yield
  if (harmless !== html) yield* forEach(elements, restore)
  return body
}

/** Parses markup in slices. Gives up where elements lie far too deep in one another, for which a parser takes the longer. */
function* parse(html: string): Steps<HTMLElement | undefined> {
  if (html.length <= slice) return new DOMParser().parseFromString(html, 'text/html').body
  const inert = document.implementation.createHTMLDocument()
  inert.open()
  for (let at = 0; at < html.length; at += slice) {
    inert.write(html.slice(at, at + slice))
    if (depthAtEnd(inert) > mostOpen) return undefined
    yield
  }
  inert.close()
  return inert.body
}

/** How deep what was parsed last lies. */
function depthAtEnd(parsed: Document): number {
  let depth = 0
  for (let at = parsed.documentElement?.lastElementChild; at; at = lastOpenIn(at)) depth++
  return depth
}

/** Where a parser is at work in an element: what may not stand in a table is put before it. */
function lastOpenIn(element: Element): Element | null {
  const last = element.lastElementChild
  const before = last?.localName === 'table' ? last.previousElementSibling : null
  return before?.lastElementChild ? before : last
}

function toDisguise(_: string, open: string, empty?: string, other?: string): string {
  return `${open}${empty ? 'wbr ' : ''}${disguise}${empty ?? other}`
}

/** Elements that end where the next one of their kind begins, or that have no contents. */
const neverNested =
  /^(?:p|li|d[dt]|t[dhr]|thead|tbody|tfoot|col|colgroup|caption|r[tp]|option|optgroup|area|br|hr|img|link|meta|wbr|param)$/i

/**
 * Whether tags are opened so much more often than they are closed that elements must lie far too deep. A parser takes the longer
 * for each the more lie around it.
 */
function isTooDeep(html: string): boolean {
  let depth = 0
  // By hand: a regular expression would look at what follows an unclosed tag again and again.
  for (let at = html.indexOf('<'), end = 0, next = 0; at >= 0; at = next) {
    next = html.indexOf('<', at + 1)
    if (end < at) end = html.indexOf('>', at)
    if (end < 0) return false
    const [, slash, name] = /^<(\/?)([a-z][\w-]*)/i.exec(html.slice(at, at + 40)) ?? []
    const isWhole = next < 0 || end < next
    if (!isWhole || name === undefined || html[end - 1] === '/') continue
    if (neverNested.test(name) || empty.test(name)) continue
    depth += slash ? -1 : 1
    if (depth > mostOpen) return true
  }
  return false
}

function countOf(text: string, character: string): number {
  let count = 0
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) count++
  return count
}

/** Restores an element's own name, and text in its attributes that looked like a tag. */
function restore(element: Element): void {
  for (const attribute of element.attributes)
    if (attribute.value.includes('<')) attribute.value = attribute.value.replace(disguised, '$1')
  const [, name] = disguisedName.exec(element.localName) ?? []
  if (name === undefined) return
  const own = element.ownerDocument.createElementNS(element.namespaceURI, name)
  for (const attribute of element.attributes) own.setAttributeNode(attribute.cloneNode() as Attr)
  own.append(...element.childNodes)
  element.replaceWith(own)
}
