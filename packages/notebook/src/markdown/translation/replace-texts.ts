import type { Mistake } from '../../strings/mistakes.ts'

/** One line of a translated cell: a text of the source's code, and what stands for it. */
const line = /^(.*?\S) = (\S.*)$/

/**
 * Puts translated texts into a cell's code, each of them in the place of the same text between quotes.
 * @param code the source's code
 * @param lines what the translated fence holds: `time in seconds = 时间（秒）`, one a line
 * @param report is told what is wrong with a line, by its number from 0
 */
export function replaceTexts(
  code: string,
  lines: string,
  report: (line: number, mistake: Mistake) => void,
): string {
  let replaced = code
  for (const [number, written] of lines.split('\n').entries()) {
    if (written.trim() === '') continue
    const [, from, to] = line.exec(written.trim()) ?? []
    const quotes = ["'", '"', '`'].filter((it) => code.includes(`${it}${from}${it}`))
    if (from === undefined || to === undefined || quotes.length === 0)
      report(number, { kind: 'noTextOfCode', found: from ?? written.trim() })
    else for (const it of quotes) replaced = replaceQuoted(replaced, [from, to], it)
  }
  return replaced
}

function replaceQuoted(code: string, [from, to]: readonly [string, string], quote: string): string {
  const escaped = to.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`)
  return code.replaceAll(`${quote}${from}${quote}`, () => `${quote}${escaped}${quote}`)
}
