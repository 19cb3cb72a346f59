import { Parser } from 'acorn'
import { cutText } from '../limits.ts'
import { placeInScript } from '../place.ts'

/** Acorn's fields of a syntax error. */
interface ParserError {
  message: string
  /** Where the unexpected token begins. */
  pos: number
  /** How far the parser had read. */
  raisedAt?: number
}

interface Bracket {
  text: string
  start: number
}

interface Explained {
  message: string
  position: number
}

const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '${': '}' }

/**
 * Rewords the parser's message: it names the unexpected token, or what is missing where the code
 * ends.
 */
export function explainSyntax(source: string, error: ParserError): Explained {
  // The parser ends its message with the place, counting columns from 0.
  const message = error.message.replace(/ \(\d+:\d+\)$/, '')
  if (message !== 'Unexpected token')
    return { message: `${message.charAt(0).toLowerCase()}${message.slice(1)}`, position: error.pos }
  const end = source.trimEnd().length
  if (error.pos >= end)
    return {
      message: `the code ends too early${explainOpen(findOpen(source, end).at(-1), source) ?? '; something is missing here'}`,
      position: end,
    }
  const token = tokenAt(source, error)
  return {
    message: `unexpected \`${cutText(token, 40)}\`${explainCloser(source, token, error.pos)}`,
    position: error.pos,
  }
}

function tokenAt(source: string, { pos, raisedAt = pos }: ParserError): string {
  return raisedAt > pos
    ? source.slice(pos, raisedAt).trim()
    : (/^[\p{ID_Continue}$]+|^[^]/u.exec(source.slice(pos))?.[0] ?? '')
}

function explainCloser(source: string, token: string, position: number): string {
  if (!/^[)\]}]$/.test(token)) return ''
  const open = findOpen(source, position).at(-1)
  return open && closers[open.text] === token
    ? '; something is missing before it'
    : (explainOpen(open, source) ?? '; it closes nothing')
}

function explainOpen(open: Bracket | undefined, source: string): string | undefined {
  if (!open) return undefined
  const { line, column } = placeInScript(source, open.start)
  return `; \`${open.text}\` of line ${line}, column ${column} waits for its \`${closers[open.text]}\``
}

/** The brackets that are still open at `end`, the innermost one last. */
function findOpen(source: string, end: number): Bracket[] {
  const open: Bracket[] = []
  try {
    for (const { start, end: tokenEnd } of Parser.tokenizer(source.slice(0, end), {
      ecmaVersion: 'latest',
    })) {
      const text = source.slice(start, tokenEnd)
      if (Object.hasOwn(closers, text)) open.push({ text, start })
      else if (text === closers[open.at(-1)?.text ?? '']) open.pop()
    }
  } catch {
    // Code that cannot be split into tokens has a clear message of the parser's own.
  }
  return open
}
