import { tellAt } from './tell-at.ts'
import type { Told } from './print-mistakes.ts'

/** Where brackets of displayed formulas are shorter than what they hold. */
export function findShortBrackets(file: string, text: string): Told[] {
  return [...text.matchAll(/^\$\$[^\n]*\n(.*?)^\$\$/gms)].flatMap(({ index, 0: all, 1: tex }) => {
    let at = index + all.indexOf('\n') + 1
    return tex.split('\n').flatMap((line) => {
      const begin = at
      at += line.length + 1
      return shortBracketsIn(line).map(({ from, held }) =>
        tellAt(file, text, begin + from, `short bracket: ${held}; write \\left( … \\right)`),
      )
    })
  })
}

/**
 * The pairs of plain brackets in a line that hold a sum, a product or a fraction in full size: they
 * are shorter than what they hold. Within braces all of these are small.
 */
export function shortBracketsIn(line: string): { from: number; held: string }[] {
  const open: { at: number; isTall: boolean }[] = []
  const short: { from: number; held: string }[] = []
  let braces = 0
  for (const { 0: token, index } of line.matchAll(/\\(?:left|right)\s*.|\\[a-zA-Z]+|[{}()]/g)) {
    braces += token === '{' ? 1 : token === '}' ? -1 : 0
    if (braces > 0) continue
    if (token === '(') open.push({ at: index, isTall: false })
    else if (token === ')') {
      const pair = open.pop()
      if (pair?.isTall) short.push({ from: pair.at, held: line.slice(pair.at, index + 1) })
    } else if (/^\\(sum|prod|d?frac)$/.test(token)) for (const pair of open) pair.isTall = true
  }
  return short
}
