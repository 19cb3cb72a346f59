/** A rule of a style sheet, or a statement such as `@layer a, b`. */
export interface StyleRule {
  /** The at-rules around it, from the outside: `@layer base`, `@media (width < 36rem)`. */
  within: readonly string[]
  /** Its selectors, or an at-rule such as `@font-face`; for a statement, all of it. */
  prelude: string
  /** What stands between its braces; none for a statement. */
  body?: string
}

/** At-rules that hold rules. All others are kept whole. */
const grouping = /^@(layer|media|supports|container|scope|starting-style)\b/

/**
 * Splits a style sheet, as bundlers write it, into its rules in their order.
 * @throws SyntaxError where a brace is not closed
 */
export function parseStyles(css: string, within: readonly string[] = []): StyleRule[] {
  const rules: StyleRule[] = []
  const text = css.replace(/\/\*[^]*?\*\//g, '')
  for (let at = 0; at < text.length;) {
    const end = findEnd(text, at, '{;')
    const prelude = text.slice(at, end).trim()
    if (text[end] !== '{') {
      if (prelude) rules.push({ within, prelude })
      at = end + 1
      continue
    }
    const close = findEnd(text, end + 1, '}')
    if (close >= text.length)
      throw new SyntaxError(`style sheet: a brace is not closed: ${prelude}`)
    const body = text.slice(end + 1, close)
    if (grouping.test(prelude)) rules.push(...parseStyles(body, [...within, prelude]))
    else rules.push({ within, prelude, body })
    at = close + 1
  }
  return rules
}

/** The place of the first of `ends` outside of strings, parentheses and inner braces. */
function findEnd(text: string, from: number, ends: string): number {
  let depth = 0
  for (let at = from; at < text.length; at++) {
    const character = text[at]
    if (character === '\\') at++
    else if (character === '"' || character === "'") at = skipString(text, at)
    else if (depth === 0 && ends.includes(character)) return at
    else if ('({['.includes(character)) depth++
    else if (')}]'.includes(character)) depth--
  }
  return text.length
}

function skipString(text: string, from: number): number {
  const quote = text[from]
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === quote) return at
  }
  return text.length
}

/** Splits at commas outside of parentheses and strings: a list of selectors. */
export function splitList(list: string): string[] {
  const parts: string[] = []
  for (let at = 0; at <= list.length;) {
    const end = findEnd(list, at, ',')
    parts.push(list.slice(at, end).trim())
    at = end + 1
  }
  return parts.filter(Boolean)
}

/** Rules as a style sheet; neighbours in the same at-rules share them. */
export function printStyles(rules: readonly StyleRule[]): string {
  let css = ''
  let open: readonly string[] = []
  for (const { within, prelude, body } of rules) {
    const shared = within.findIndex((it, n) => it !== open[n])
    const kept = shared < 0 ? within.length : shared
    css += '}'.repeat(Math.max(0, open.length - kept))
    css += within
      .slice(kept)
      .map((it) => `${it}{`)
      .join('')
    css += body === undefined ? `${prelude};` : `${prelude}{${body}}`
    open = within
  }
  return css + '}'.repeat(open.length)
}
