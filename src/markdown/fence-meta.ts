/** What stands behind the language of a fence, as in `ts cell name=p hide-code caption="…"`. */
export interface FenceMeta {
  flags: Set<string>
  attributes: Map<string, string>
}

const part = /([\w-]+)(?:=(?:"((?:[^"\\]|\\.)*)"|(\S+)))?|(\S+)/g

/**
 * Reads words and `name=value` pairs; a value with spaces stands in double quotes.
 * @throws SyntaxError for anything else.
 */
export function parseFenceMeta(meta: string): FenceMeta {
  const flags = new Set<string>()
  const attributes = new Map<string, string>()
  for (const [whole, name, quoted, bare, rest] of meta.matchAll(part)) {
    if (rest !== undefined) throw new SyntaxError(`unreadable fence attribute: ${whole}; write name=value or name="two words"`)
    if (quoted === undefined && bare === undefined) flags.add(name)
    else attributes.set(name, bare ?? quoted.replace(/\\(["\\])/g, '$1'))
  }
  return { flags, attributes }
}
