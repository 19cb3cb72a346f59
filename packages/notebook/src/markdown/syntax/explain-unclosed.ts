import type { Code } from 'mdast'
import type { Math } from 'mdast-util-math'
import type { Mistake } from '../../strings/mistakes.ts'

/** What is wrong with a fence or a display that is never closed: it takes the rest of the page. */
export function explainUnclosed(node: Code | Math, source: string): Mistake | undefined {
  const { start, end } = node.position ?? {}
  if (start?.offset === undefined || end?.offset === undefined) return undefined
  const lines = source.slice(start.offset, end.offset).split(/\r?\n/)
  const mark = /^(?:`{3,}|~{3,}|\$\$+)/.exec(lines[0])?.[0]
  const last = lines[lines.length - 1].replace(/^[\s>]*/, '')
  return mark === undefined || (lines.length > 1 && last.startsWith(mark))
    ? undefined
    : { kind: 'unclosedMark', mark, line: end.line }
}
