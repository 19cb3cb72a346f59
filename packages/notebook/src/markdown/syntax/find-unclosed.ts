import type { Mistake } from '../../strings/mistakes.ts'

/** A fence or a display that is never closed, or that is opened where another was to end. */
export interface Unclosed {
  /** Where its mark stands in the source. */
  offset: number
  told: Mistake
}

/** A fence or a display, while its lines are gone through. */
interface Open {
  mark: string
  /** What stands behind the mark: a language, a name. */
  words: string
  offset: number
}

/** What may stand before a mark: blanks, quotes, the beginning of an item. */
const before = String.raw`^[\s>]*(?:(?:[-*+]|\d+[.)])\s+)?`
const fence = new RegExp(String.raw`${before}(\`{3,}|~{3,})(.*)$`)
const brokenFence = new RegExp(String.raw`${before}\`{3,}\w[^\`]*(?=\`)`)
const display = new RegExp(String.raw`${before}(\${2,})([^$]*)$`)
/** What no formula has at the beginning of a line: a fence, a display, a tag, a heading. */
const afterDisplay = /^[\s>]*(?:`{3,}|~{3,}|\${2,}\s*\S|<\/?[A-Z]\w*\b[^$\\]*>\s*$|#{1,6}\s)/

/**
 * The first fence or display of a page that is never closed. Where a line begins another within it, it was to end
 * before that: Markdown would go on to the end of the other, and take all between them for code.
 */
export function findUnclosed(source: string): Unclosed | undefined {
  const lines = source.split('\n')
  let open: Open | undefined
  let offset = 0
  let isComment = false
  // Where a display began behind other words, and is none.
  let begun: number | undefined
  for (const [n, line] of lines.entries()) {
    if (open && closes(line, open)) open = undefined
    else if (open && isBeyond(line, open)) return tell(open, endOf(lines, n, open), begun)
    else if (!open) {
      const stray = isComment ? undefined : findBackquote(line)
      if (stray !== undefined) return { offset: offset + stray, told: { kind: 'backquoteInFence' } }
      open = isComment ? undefined : opens(line, offset)
      isComment = !open && staysComment(line, isComment)
      if (!open) begun = findLoneEnd(line, offset) ?? begun
    }
    offset += line.length + 1
  }
  return open && tell(open, endOf(lines, lines.length, open), begun)
}

/** Where a line of words ends with the mark of a display. */
function findLoneEnd(line: string, offset: number): number | undefined {
  const text = line.trimEnd()
  if (!text.endsWith('$$')) return undefined
  const words = text.slice(0, -2)
  return /[$`]/.test(words) || words.trim() === '' ? undefined : offset + words.length
}

/** A backquote in the first line of a fence of backquotes, which makes it none. */
function findBackquote(line: string): number | undefined {
  const [head] = brokenFence.exec(line) ?? []
  return head === undefined || line.slice(head.length).includes('```') ? undefined : head.length
}

function opens(line: string, offset: number): Open | undefined {
  const [all, mark, words] = fence.exec(line) ?? display.exec(line) ?? []
  if (all === undefined || (mark.startsWith('`') && words.includes('`'))) return undefined
  return { mark, words: words.trim(), offset: offset + all.length - words.length - mark.length }
}

function closes(line: string, { mark }: Open): boolean {
  const [found = ''] = /^(?:`+|~+|\$+)$/.exec(line.replace(/^[\s>]*/, '').trimEnd()) ?? []
  return found.startsWith(mark)
}

/** Whether a line stands beyond what is open: it begins another, or ends a tag around it. */
function isBeyond(line: string, { mark, words }: Open): boolean {
  if (mark.startsWith('$')) return afterDisplay.test(line)
  const [, inner = '', more = ''] = fence.exec(line) ?? []
  if (inner.startsWith(mark) && more.trim() !== '' && !more.includes('`')) return true
  return /^ts cell\b/.test(words) && /^<\/[A-Z]\w*>\s*$/.test(line)
}

function staysComment(line: string, isComment: boolean): boolean {
  const from = line.lastIndexOf('{/*')
  return isComment || from >= 0 ? !line.slice(Math.max(0, from)).includes('*/') : false
}

/** The last line that Markdown takes for a part of it. */
function endOf(lines: readonly string[], from: number, open: Open): number {
  const n = lines.findIndex((line, n) => n >= from && closes(line, open))
  if (n >= 0) return n + 1
  return lines.at(-1) === '' ? lines.length - 1 : lines.length
}

function tell({ mark, words, offset }: Open, line: number, begun?: number): Unclosed {
  if (begun !== undefined && mark === '$$' && words === '')
    return { offset: begun, told: { kind: 'unclosedDisplay' } }
  // A mark alone may as well be the end of something that has lost its beginning.
  const kind = words === '' ? 'unclosedOrUnopened' : 'unclosedMark'
  return { offset, told: { kind, mark, line } }
}
