import type { Place } from '../../kernel/program.ts'
import { pageFields } from './page-fields.ts'
import type { Mistake } from '../../strings/mistakes.ts'

interface Explained {
  place: Place
  told: Mistake
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
    return found ? [{ place: { line: n + 2, column: found.column + 1 }, told: found.told }] : []
  })
  if (slips.length > 0) return slips
  const { reason = String(error), mark } = error as YamlError
  const place = { line: (mark?.line ?? 0) + 1, column: (mark?.column ?? 0) + 1 }
  const [key] = /^["'\w-]+/.exec(lines[place.line - 1] ?? '') ?? [{ kind: 'aKey' } as const]
  if (/^tab characters/.test(reason)) return [{ place, told: { kind: 'tabInFrontmatter' } }]
  if (/^unknown escape/.test(reason))
    return [
      { place, told: { kind: 'unreadableFrontmatter', message: { kind: 'backslashInQuotes' } } },
    ]
  return [
    {
      place,
      told: reason.startsWith('duplicated')
        ? { kind: 'fieldTwice', field: key }
        : { kind: 'unreadableField', reason },
    },
  ]
}

/** The slip of one line, with its column, counted from 0. */
function findSlip(line: string): { column: number; told: Mistake } | undefined {
  const [, blank, key, sign = '', gap, text] =
    /^([ \t]*)([A-Za-z][\w-]*)([ \t]*[:=])?([ \t]*)(.*?)\s*$/.exec(line) ?? []
  const wide = /^([A-Za-z][\w-]*)\s*：\s*(.*?)\s*$/.exec(line)
  if (wide)
    return {
      column: wide[1].length,
      told: {
        kind: 'unreadableFrontmatter',
        message: { kind: 'noColonAfterKey', key: wide[1], text: wide[2] },
      },
    }
  if (/^[^\s#"'-][^:]*$/.test(line) && !pageFields.includes(key ?? '') && !/^\w+\s*=/.test(line))
    return {
      column: 0,
      told: {
        kind: 'unreadableFrontmatter',
        message: { kind: 'lineWithoutKey', text: line.trim() },
      },
    }
  if (key === undefined) return undefined
  const at = (column: number, message: Mistake): { column: number; told: Mistake } => ({
    column,
    told: { kind: 'unreadableFrontmatter', message },
  })
  if (blank && pageFields.includes(key)) return at(0, { kind: 'blankBeforeKey', key })
  if (sign.endsWith('='))
    return at(key.length + sign.length - 1, { kind: 'equalsAfterKey', key, text })
  if (sign === '') {
    const meant = pageFields.includes(key) && gap !== ''
    return meant ? at(key.length, { kind: 'noColonAfterKey', key, text }) : undefined
  }
  if (gap === '' && text !== '')
    return at(key.length + sign.length, { kind: 'noBlankAfterKey', key, text })
  const message = explainText(text)
  return message === undefined
    ? undefined
    : at(blank.length + key.length + sign.length + gap.length, message)
}

/** What YAML takes for something else than text. */
function explainText(text: string): Mistake | undefined {
  const quote = text[0]
  if (quote === '"' || quote === "'") {
    const inner = text.slice(1).replaceAll(quote === '"' ? /\\./g : /''/g, '  ')
    const close = inner.indexOf(quote)
    if (close < 0) return { kind: 'unclosedTextQuote', text, quote }
    const rest = inner.slice(close + 1)
    return rest.trim() === '' || /^\s+#/.test(rest)
      ? undefined
      : { kind: 'textBehindQuote', rest: rest.trim() }
  }
  // These begin a text of several lines.
  if (/^[|>][-+]?$/.test(text)) return undefined
  if (/^[“„].*[”“]$/.test(text)) return { kind: 'straightQuotes' }
  if (/^[@`%&*!|>[\]{},?#-]/.test(text)) return { kind: 'textBeginsWith', sign: text[0] }
  if (/:(?:\s|$)/.test(text)) return { kind: 'textWithColon' }
  return /\s#/.test(text) ? { kind: 'textWithHash' } : undefined
}
