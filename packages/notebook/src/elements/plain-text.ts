/**
 * An element's text as screen readers read it: formulas once, by their MathML, and nothing that is
 * hidden from them.
 */
export function plainText(element: Element): string {
  const copy = element.cloneNode(true) as Element
  for (const hidden of copy.querySelectorAll('[aria-hidden="true"], annotation, script, style'))
    hidden.remove()
  return (copy.textContent ?? '').replace(/\s+/g, ' ').trim()
}
