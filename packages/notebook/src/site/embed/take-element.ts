/**
 * An element as it stands in a page's HTML, which the build wrote: the first whose opening tag has `attribute`, to
 * its own end. Undefined where there is none.
 */
export function takeElement(html: string, tag: string, attribute: string): string | undefined {
  const opening = [...html.matchAll(new RegExp(`<${tag}(?=[\\s>])[^>]*>`, 'g'))]
  const start = opening.find(({ 0: text }) => text.includes(` ${attribute}`))?.index
  if (start === undefined) return undefined
  let depth = 0
  for (const { 0: text, index } of html
    .slice(start)
    .matchAll(new RegExp(`<${tag}(?=[\\s>])|</${tag}>`, 'g'))) {
    depth += text.startsWith('</') ? -1 : 1
    if (depth === 0) return html.slice(start, start + index + text.length)
  }
  return undefined
}
