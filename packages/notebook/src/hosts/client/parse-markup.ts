/** Attributes that one element may have. */
const attributeLimit = 200

/**
 * Elements that an HTML parser opens again in each block, where they are left open: a few kilobytes can keep it at work
 * for minutes. Under another name they are nodes like all others.
 */
const names = 'a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u'
const disguise = 'formatting-'
const formatting = new RegExp(`(</?)(${names})(?![\\w-])`, 'gi')
const disguisedName = new RegExp(`^${disguise}(${names})$`, 'i')
const disguisedText = new RegExp(`(</?)${disguise}(?=(?:${names})(?![\\w-]))`, 'gi')

/**
 * Markup as nodes of a document that nothing runs in and that loads nothing, or nothing where it makes more of them than
 * can be shown, in a time that grows no faster than a page can bear.
 */
export function parseMarkup(html: string, limit: number): HTMLElement | undefined {
  // Each element has a tag, and perhaps one that ends it.
  if (countOf(html, '<') > 2 * limit) return undefined
  const disguised = html.replace(formatting, `$1${disguise}$2`)
  const { body } = new DOMParser().parseFromString(disguised, 'text/html')
  const elements = [...body.getElementsByTagName('*')]
  if (elements.length > limit || elements.some((it) => it.attributes.length > attributeLimit))
    return undefined
  if (disguised !== html) for (const element of elements) reveal(element)
  return body
}

function countOf(text: string, character: string): number {
  let count = 0
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) count++
  return count
}

/** Gives an element its own name again, and its attributes the words that look like tags. */
function reveal(element: Element): void {
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
