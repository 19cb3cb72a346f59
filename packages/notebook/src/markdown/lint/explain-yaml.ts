import type { Place } from '../../kernel/program.ts'
import { pageFields } from './page-fields.ts'

interface Explained {
  place: Place
  message: string
}

/** What the parser of YAML throws. */
interface YamlError {
  reason?: string
  mark?: { line: number; column: number }
}

/**
 * What is wrong with frontmatter that YAML cannot read: the usual slips by their lines, or else what the parser says,
 * which mostly stumbles some lines below.
 * @param source the page's text
 */
export function explainYaml(source: string, error: unknown): Explained[] {
  const lines = source.split('\n')
  const end = lines.findIndex((it, n) => n > 0 && /^---\s*$/.test(it))
  const slips = lines.slice(1, end < 0 ? undefined : end).flatMap((text, n): Explained[] => {
    const found = findSlip(text)
    return found
      ? [{ place: { line: n + 2, column: found.column + 1 }, message: found.message }]
      : []
  })
  if (slips.length > 0) return slips
  const { reason = String(error), mark } = error as YamlError
  const place = { line: (mark?.line ?? 0) + 1, column: (mark?.column ?? 0) + 1 }
  const [key] = /^["'\w-]+/.exec(lines[place.line - 1] ?? '') ?? ['a key']
  return [
    {
      place,
      message: reason.startsWith('duplicated')
        ? `frontmatter given twice: ${key}; keep one`
        : `unreadable frontmatter: ${reason}; write each as key: text, and a text that holds : or # or begins with a sign in "…"`,
    },
  ]
}

/** The slip of one line, with its column, counted from 0. */
function findSlip(line: string): { column: number; message: string } | undefined {
  const [, blank, key, sign = '', gap, text] =
    /^([ \t]*)([A-Za-z][\w-]*)([ \t]*[:=])?([ \t]*)(.*?)\s*$/.exec(line) ?? []
  if (key === undefined) return undefined
  const at = (column: number, message: string): { column: number; message: string } => ({
    column,
    message: `unreadable frontmatter: ${message}`,
  })
  if (blank && pageFields.includes(key))
    return at(0, `blank before ${key}; begin the line with its key`)
  if (sign.endsWith('='))
    return at(key.length + sign.length - 1, `= after ${key}; write ${key}: ${text}`)
  if (sign === '') {
    const meant = pageFields.includes(key) && gap !== ''
    return meant ? at(key.length, `no colon after ${key}; write ${key}: ${text}`) : undefined
  }
  if (gap === '' && text !== '')
    return at(key.length + sign.length, `no blank after ${key}:; write ${key}: ${text}`)
  const message = explainText(text)
  return message === undefined
    ? undefined
    : at(blank.length + key.length + sign.length + gap.length, message)
}

/** What YAML takes for something else than text. */
function explainText(text: string): string | undefined {
  const quote = text[0]
  if (quote === '"' || quote === "'") {
    const inner = text.slice(1).replaceAll(quote === '"' ? /\\./g : /''/g, '  ')
    const close = inner.indexOf(quote)
    if (close < 0) return `unclosed quote: ${text}; close it with ${quote} on the same line`
    const rest = inner.slice(close + 1)
    return rest.trim() === '' || /^\s+#/.test(rest)
      ? undefined
      : `text behind a quote: ${rest.trim()}; write the whole text in "…", and a " in it as \\"`
  }
  if (/^[@`%&*!|>[\]{},?#-]/.test(text)) return `text that begins with ${text[0]}; write it in "…"`
  return /:(?:\s|$)/.test(text) || /\s#/.test(text)
    ? `text with a ${/:(?:\s|$)/.test(text) ? 'colon' : '#'}; write it in "…"`
    : undefined
}
