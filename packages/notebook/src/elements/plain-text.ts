/**
 * An element's text as screen readers read it: formulas once, by their MathML, and nothing that is
 * hidden from them.
 */
export function plainText({ childNodes }: Element): string {
  return Array.from(childNodes, toText).join('').replace(/\s+/g, ' ').trim()
}

function toText(node: Node): string {
  if (node instanceof Text) return node.data
  const isHidden =
    node instanceof Element && node.matches('[aria-hidden="true"], annotation, script, style')
  return isHidden ? '' : Array.from(node.childNodes, toText).join('')
}
