/** The custom properties of a style sheet's root by their names, in the light theme. */
export type Colours = ReadonlyMap<string, string>

/**
 * Reads `--name: value` of style sheets, the last one of a name in the light theme. A drawing outside the page has no
 * style sheet, so its colours have to be written out.
 */
export function readColours(...sheets: readonly string[]): Colours {
  const plain = sheets.join('\n').replace(/\/\*[^]*?\*\//g, '')
  const found = new Map<string, string>()
  for (const [, name, value] of plain.matchAll(/(--[\w-]+):\s*([^;{}]+);/g))
    if (!found.has(name)) found.set(name, toLight(value.trim()))
  return found
}

/** The first value of `light-dark(…, …)`; other values as they are. */
function toLight(value: string): string {
  const [, both] = /^light-dark\((.*)\)$/s.exec(value) ?? []
  if (both === undefined) return value
  let depth = 0
  const comma = [...both].findIndex((character) => {
    depth += character === '(' ? 1 : character === ')' ? -1 : 0
    return character === ',' && depth === 0
  })
  return both.slice(0, comma).trim()
}

/** A drawing with each `var(--name)` replaced by its colour. Unknown names take their fallback, or are black. */
export function resolveColours(drawing: string, colours: Colours): string {
  const reference = /var\((--[\w-]+)(?:,\s*([^()]*))?\)/g
  const resolved = drawing.replace(
    reference,
    (_, name: string, fallback = 'black') => colours.get(name) ?? fallback,
  )
  return resolved === drawing ? drawing : resolveColours(resolved, colours)
}
