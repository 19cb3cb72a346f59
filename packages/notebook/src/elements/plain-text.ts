/**
 * An element's text as screen readers read it: formulas once, by their MathML, and nothing that is
 * hidden from them.
 */
export function plainText(element: Element): string {
  return textWithin(element).replace(/\s+/g, ' ').trim()
}

const hidden = '[aria-hidden="true"], annotation, script, style'

function textWithin({ childNodes }: Node): string {
  return Array.from(childNodes, (it) => {
    if (it instanceof Element) return it.matches(hidden) ? '' : textWithin(it)
    return it instanceof Text ? it.data : ''
  }).join('')
}
