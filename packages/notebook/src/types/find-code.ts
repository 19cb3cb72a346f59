/**
 * The offset in `text` of each character of `code`, and of its end. The search begins at `from`,
 * within that line, and allows for the indentation of lists, the stars of docstrings, escapes and
 * entities. If the code is not found, every offset is `from`.
 */
export function findCode(text: string, from: number, code: string): number[] {
  const end = text.indexOf('\n', from)
  for (let at = from; at <= (end < 0 ? text.length : end); at++) {
    const found = align(text, at, code)
    if (found) return found
  }
  return Array<number>(code.length + 1).fill(from)
}

function align(text: string, start: number, code: string): number[] | undefined {
  const offsets: number[] = []
  let at = start
  for (let n = 0; n < code.length; n++) {
    const found = match(text, at, code.slice(n, n + 12))
    if (!found) return undefined
    offsets.push(found.from)
    at = code[n] === '\n' ? skipPrefix(text, found.to, code.slice(n + 1)) : found.to
  }
  return [...offsets, at]
}

/** The range of `text` at `at` that encodes the first character of `code`. */
function match(text: string, at: number, code: string): { from: number; to: number } | undefined {
  const [entity = ''] = /^&#?\w+;/.exec(text.slice(at, at + 12)) ?? []
  if (entity && !code.startsWith(entity)) return { from: at, to: at + entity.length }
  const [sign] = code
  if (text[at] === sign) return { from: at, to: at + 1 }
  if (text[at] === '\r' && sign === '\n') return { from: at, to: at + 2 }
  // Behind a fence both Markdown and the attribute's syntax may add a backslash.
  const [slashes] = /^\\*/.exec(text.slice(at, at + 4)) as RegExpExecArray
  if (slashes) return { from: at + slashes.length, to: at + slashes.length + 1 }
  // An attribute was made a template literal: its quotes became backquotes, its own backquotes were
  // escaped.
  if (sign === '`' && text[at] === '"') return { from: at, to: at + 1 }
  return sign === '\\' ? { from: at, to: at } : undefined
}

/**
 * Skips the prefix of a line of code: everything before the code, or at least the additional
 * indentation.
 */
function skipPrefix(text: string, at: number, rest: string): number {
  const [written] = text.slice(at).split(/\r?\n/, 1)
  const [line] = rest.split('\n', 1)
  const found = written.endsWith(line) ? written.length - line.length : written.indexOf(line)
  return (
    at +
    (found < 0
      ? Math.max(0, /^[\s>]*/.exec(written)![0].length - /^\s*/.exec(line)![0].length)
      : found)
  )
}
