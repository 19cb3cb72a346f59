import { findBulk, type Excess } from './markup-cost.ts'

/** The most attributes that an element may have. */
const attributeLimit = 200

/**
 * HTML's formatting elements. A parser reopens those left unclosed in each new block, so that a few
 * kilobytes can keep it busy for minutes. Renamed, they are parsed like any other element.
 */
const names = 'a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u'
const disguise = 'formatting-'
const formatting = new RegExp(`(</?)(${names})(?![\\w-])`, 'gi')
const disguisedName = new RegExp(`^${disguise}(${names})$`, 'i')
const disguisedText = new RegExp(`(</?)${disguise}(?=(?:${names})(?![\\w-]))`, 'gi')

/**
 * Parses markup into an inert document, which runs no scripts and loads nothing. Takes time in
 * proportion to its length.
 * @returns what there is too much of, where it is more than a page can render
 */
export function parseMarkup(html: string, limit: number): HTMLElement | Excess {
  const tooMany: Excess = { kind: 'elements', most: limit }
  // Each element has a start tag, and at most one end tag.
  if (countOf(html, '<') > 2 * limit) return tooMany
  const disguised = html.replace(formatting, `$1${disguise}$2`)
  const { body } = new DOMParser().parseFromString(disguised, 'text/html')
  const elements = [...body.getElementsByTagName('*')]
  if (elements.length > limit) return tooMany
  if (elements.some((it) => it.attributes.length > attributeLimit))
    return { kind: 'attributesOfOne', most: attributeLimit }
  const excess = findBulk(body)
  if (excess) return excess
  if (disguised !== html) for (const element of elements) restore(element)
  return body
}

function countOf(text: string, character: string): number {
  let count = 0
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) count++
  return count
}

/** Restores an element's own name, and text in its attributes that looked like a tag. */
function restore(element: Element): void {
  for (const attribute of element.attributes)
    if (attribute.value.includes('<'))
      attribute.value = attribute.value.replace(disguisedText, '$1')
  const [, name] = disguisedName.exec(element.localName) ?? []
  if (name === undefined) return
  const own = element.ownerDocument.createElementNS(element.namespaceURI, name)
  for (const attribute of element.attributes) own.setAttributeNode(attribute.cloneNode() as Attr)
  own.append(...element.childNodes)
  element.replaceWith(own)
}
