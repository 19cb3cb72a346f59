/**
 * Where each character of `code` stands in `text`, in which it was written from `start` on: behind the indentation of a list
 * or the stars of a docstring, with escapes and entities, or with a line's end for a blank. Where the two part for good, the
 * rest is taken to stand there.
 */
export function alignCode(text: string, start: number, code: string): number[] {
  const offsets: number[] = []
  let at = start + blanksBefore(text.slice(start), code)
  for (let n = 0; n < code.length; n++) {
    const { from, to } = match(text, at, code[n])
    offsets.push(from)
    at = isLineEnd(text, from) && to > from ? skipPrefix(text, to, code.slice(n + 1)) : to
  }
  return [...offsets, at]
}

/** Code is read without the blanks before it. */
function blanksBefore(text: string, code: string): number {
  return /^\s/.test(code) ? 0 : /^\s*/.exec(text)![0].length
}

/** What is written in `text` at `at` for one character. */
function match(text: string, at: number, sign: string): { from: number; to: number } {
  if (text[at] === sign) return { from: at, to: at + 1 }
  if (isLineEnd(text, at) && /\s/.test(sign)) return { from: at, to: text[at] === '\r' ? at + 2 : at + 1 }
  if (text[at] === '\\') return { from: at + 1, to: at + 2 }
  const [entity] = /^&#?\w+;/.exec(text.slice(at, at + 12)) ?? []
  if (entity) return { from: at, to: at + entity.length }
  // A quotation mark for the backquote of a template, or a backslash that only the code has.
  return { from: at, to: text[at] === '"' && sign === '`' ? at + 1 : at }
}

const isLineEnd = (text: string, at: number): boolean => text[at] === '\n' || text[at] === '\r'

/** Skips what stands before a line of the code: all that the line has more than the code. */
function skipPrefix(text: string, at: number, rest: string): number {
  const [written] = text.slice(at).split(/\r?\n/, 1)
  const [line] = rest.split('\n', 1)
  const found = written.endsWith(line) ? written.length - line.length : written.indexOf(line)
  return at + (found < 0 ? /^[\s>]*/.exec(written)![0].length : found)
}
