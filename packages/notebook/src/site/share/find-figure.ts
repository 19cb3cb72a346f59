/** A drawing taken out of a page, with its size in pixels. */
export interface FoundFigure {
  svg: string
  width: number
  height: number
}

/**
 * The first drawing that a cell of the page shows, as it stands in the page's HTML.
 * @param form for a phone: where the drawing has a form for narrow screens, that one
 */
export function findFigure(html: string, form?: 'narrow'): FoundFigure | undefined {
  const first = html.indexOf('<div class="svg"')
  const narrow = html.indexOf('<div class="drawn narrow"', first)
  const second = html.indexOf('<div class="svg"', first + 1)
  const container = form && narrow > first && narrow < second ? second : first
  const start = container < 0 ? -1 : html.indexOf('<svg', container)
  if (start < 0) return undefined
  const svg = html.slice(start, endOf(html, start))
  const [, width, height] =
    /^<svg[^>]*\bviewBox="[\d.-]+ [\d.-]+ ([\d.]+) ([\d.]+)"/.exec(svg) ?? []
  if (width === undefined || height === undefined) return undefined
  return { svg, width: Number(width), height: Number(height) }
}

/** The end of an `<svg>` element, which may have others within. */
function endOf(html: string, start: number): number {
  let depth = 0
  for (const { 0: tag, index } of html.slice(start).matchAll(/<svg\b|<\/svg>/g)) {
    depth += tag === '</svg>' ? -1 : 1
    if (depth === 0) return start + index + tag.length
  }
  throw new Error(`unclosed <svg>: ${html.slice(start, start + 80)}`)
}
