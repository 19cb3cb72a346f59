/**
 * An element as it stands in a page's HTML, which the build wrote: the first whose opening tag has `attribute`, to
 * its own end. Undefined where there is none.
 */
export function takeElement(html: string, tag: string, attribute: string): string | undefined {
  const start = findOpening(html, tag, ` ${attribute}`)
  if (start === undefined) return undefined
  const either = new RegExp(`<${tag}(?=[\\s>])|</${tag}>`, 'g')
  either.lastIndex = start
  let depth = 0
  for (let found = either.exec(html); found; found = either.exec(html)) {
    depth += found[0].startsWith('</') ? -1 : 1
    if (depth === 0) return html.slice(start, either.lastIndex)
  }
  return undefined
}

/** Looks for what is rare, the attribute: pages are long, and each cell and input of a page is looked for in it. */
function findOpening(html: string, tag: string, attribute: string): number | undefined {
  const opening = new RegExp(`<${tag}(?=[\\s>])[^>]*>`, 'y')
  for (let at = html.indexOf(attribute); at >= 0; at = html.indexOf(attribute, at + 1)) {
    const start = html.lastIndexOf(`<${tag}`, at)
    if (start < 0) continue
    opening.lastIndex = start
    if (opening.test(html) && opening.lastIndex > at + attribute.length) return start
  }
  return undefined
}
