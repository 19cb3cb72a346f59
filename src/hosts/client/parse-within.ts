/** Elements that one step of the parser may make at most. */
const step = 100_000

/**
 * Markup as nodes of a document that nothing runs in and that loads nothing, or nothing where it makes more elements than
 * `limit`. A parser may make many more elements than are written, for formatting that is left open is opened again in each
 * block: so it is fed little by little.
 */
export function parseWithin(html: string, limit: number): HTMLElement | undefined {
  if (countTags(html) > limit) return undefined
  const inert = document.implementation.createHTMLDocument()
  inert.open()
  inert.write('<!doctype html><body>')
  for (const piece of toPieces(html)) {
    inert.write(piece)
    if (countElements(inert) > limit) return undefined
  }
  inert.close()
  return inert.body
}

function countTags(html: string): number {
  return html.match(/<[a-z]/gi)?.length ?? 0
}

/** Cut before tags, into pieces whose every tag could open all formatting again. */
function toPieces(html: string): string[] {
  const formatting = html.match(/<(?:a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?![\w-])/gi)?.length ?? 0
  if (formatting === 0) return [html]
  const tags = html.split(/(?=<)/)
  const each = Math.max(1, Math.floor(step / formatting))
  return Array.from({ length: Math.ceil(tags.length / each) }, (_, index) => tags.slice(index * each, (index + 1) * each).join(''))
}

function countElements(root: Document | DocumentFragment): number {
  const templates = [...root.querySelectorAll('template')]
  return root.querySelectorAll('*').length + templates.reduce((total, it) => total + countElements(it.content), 0)
}
