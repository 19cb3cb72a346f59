import { refuse } from '../tex/error.ts'
import { commasInRanges } from './ranges.ts'
import { cover } from '../tex/span.ts'
import { isMark, type Token } from '../tex/token.ts'

/** Splits a list of claims at its commas. */
export function splitStatements(tokens: readonly Token[]): Token[][] {
  const lists: Token[][] = [[]]
  const inside = commasInRanges(tokens)
  tokens.forEach((token, position) => {
    if (!isMark(token, 'comma') || inside.has(token)) return lists.at(-1)!.push(token)
    checkGrouped(tokens, position)
    const more = tokens.slice(position + 1).some((other) => isMark(other, 'relation'))
    return more ? lists.push([]) : lists.at(-1)!.push(token)
  })
  return lists
}

/** `1,000` and `0,5` are one number to some readers, and two to others. */
function checkGrouped(tokens: readonly Token[], position: number): void {
  const [before, comma, after] = [tokens[position - 1], tokens[position], tokens[position + 1]]
  const touching = before?.span.end === comma.span.start && comma.span.end === after?.span.start
  if (!touching || !isMark(before, 'number') || !isMark(after, 'number')) return
  refuse(
    cover(before.span, after.span),
    'two readings',
    `${before.text},${after.text}`,
    'a comma between digits may group them, be a decimal point, or separate two numbers',
    'write 1000 or 0.5, or a blank after the comma',
  )
}

/** A full stop or a comma at the end of a line belongs to the sentence round it. */
export function trimEnd(tokens: readonly Token[]): readonly Token[] {
  const last = tokens.at(-1)
  if (isMark(last, 'comma')) return tokens.slice(0, -1)
  if (!isMark(last, 'number') || !last.text.endsWith('.')) return tokens
  return last.text === '.'
    ? tokens.slice(0, -1)
    : [...tokens.slice(0, -1), { ...last, text: last.text.slice(0, -1) }]
}
