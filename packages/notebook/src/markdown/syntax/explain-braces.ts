import { shorten } from './shorten.ts'

/** What braces were meant for, by what stands before them: a command of LaTeX, or attributes. */
export function explainBraces(before: string, code: string): string | undefined {
  const [, command] = /\\([a-zA-Z]+)\*?(?:\[[^\]]*\])?$/.exec(before) ?? []
  if (command !== undefined) {
    const cure = Object.hasOwn(ofTex, command)
      ? ofTex[command](code)
      : 'write Markdown, or a formula between $ and $'
    return `command of LaTeX: \\${command}{${shorten(code)}}; ${cure}`
  }
  if (/\]\([^()\n]*\)$/.test(before))
    return `attributes behind an address: {${shorten(code)}}; there are none: leave them out`
  if (/(?:^|\n)#{1,6} [^\n]*$/.test(before) && /^[#.]/.test(code))
    return `address of a heading: {${shorten(code)}}; a heading's address is made of its words: leave it out`
  return undefined
}

const emphasis = (mark: string) => (code: string) => `write ${mark}${code}${mark}`
const reference = (code: string): string => `write [](#eq-${code.replace(/^eq:/, '')})`
const ofTex: Readonly<Record<string, (code: string) => string>> = {
  emph: emphasis('*'),
  textit: emphasis('*'),
  textbf: emphasis('**'),
  texttt: emphasis('`'),
  cite: (code) => `write <Cite id="${code}" />`,
  citep: (code) => `write <Cite id="${code}" />`,
  citet: (code) => `write <Cite id="${code}" />`,
  ref: reference,
  eqref: reference,
  autoref: reference,
  cref: reference,
  label: () => 'a formula has its name behind $$, as in $$ name=…',
  section: (code) => `write ## ${code}`,
  subsection: (code) => `write ### ${code}`,
  footnote: () => 'write [^1] here, and [^1]: … on a line of its own',
  url: (code) => `write [words](${code})`,
  href: (code) => `write [words](${code})`,
  begin: () => 'a displayed formula is written $$ name=… and $$, on lines of their own',
  end: () => 'a displayed formula is written $$ name=… and $$, on lines of their own',
}
