import type { Mistake } from '../../strings/mistakes.ts'
import { shorten } from './shorten.ts'

/** What braces were meant for, by what stands before them: a command of LaTeX, or attributes. */
export function explainBraces(before: string, code: string): Mistake | undefined {
  const [, command] = /\\([a-zA-Z]+)\*?(?:\[[^\]]*\])?$/.exec(before) ?? []
  if (command !== undefined) {
    const cure: Mistake = Object.hasOwn(ofTex, command)
      ? ofTex[command](code)
      : { kind: 'writeMarkdown' }
    return { kind: 'texCommandOf', command, code: shorten(code), cure }
  }
  if (/\]\([^()\n]*\)$/.test(before))
    return { kind: 'attributesBehindAddress', code: shorten(code) }
  if (/(?:^|\n)#{1,6} [^\n]*$/.test(before) && /^[#.]/.test(code))
    return { kind: 'addressOfHeading', code: shorten(code) }
  return undefined
}

const write = (code: string): Mistake => ({ kind: 'write', code })
const emphasis =
  (mark: string) =>
  (code: string): Mistake =>
    write(`${mark}${code}${mark}`)
const reference = (code: string): Mistake => write(`[](#eq-${code.replace(/^eq:/, '')})`)
const cite = (code: string): Mistake => write(`<Cite id="${code}" />`)
const ofTex: Readonly<Record<string, (code: string) => Mistake>> = {
  emph: emphasis('*'),
  textit: emphasis('*'),
  textbf: emphasis('**'),
  texttt: emphasis('`'),
  cite,
  citep: cite,
  citet: cite,
  ref: reference,
  eqref: reference,
  autoref: reference,
  cref: reference,
  label: () => ({ kind: 'nameBehindDisplay' }),
  section: (code) => write(`## ${code}`),
  subsection: (code) => write(`### ${code}`),
  footnote: () => ({ kind: 'writeFootnote' }),
  url: (code) => ({ kind: 'writeLink', address: code }),
  href: (code) => ({ kind: 'writeLink', address: code }),
  begin: () => ({ kind: 'displayIsWritten' }),
  end: () => ({ kind: 'displayIsWritten' }),
}
