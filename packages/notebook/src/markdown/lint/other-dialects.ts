import { shorten } from '../syntax/shorten.ts'

/** Signs of other dialects of Markdown, which would be shown as they are, each with what to write. */
export const otherDialects: readonly [RegExp, (found: string) => string][] = [
  [
    /^:::+\s*\{?\.?[\w-]*/m,
    (found) =>
      `container with colons: ${found}; write <MarginNote>, <Remember> or <Fold title="…">, each with its closing tag`,
  ],
  [
    /^(?:!!!|\?\?\?\+?) \w+/m,
    (found) => `admonition: ${found}; write <MarginNote>, <Remember> or <Fold title="…">`,
  ],
  [
    /^\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]/im,
    (found) => `alert: ${found}; write <MarginNote> or <Remember> and not a quote`,
  ],
  [
    /\[-?@[\w:.-]+[^\]]*\]/,
    (found) => `citation: ${found}; write <Cite id="${/@([\w:.-]+)/.exec(found)?.[1] ?? '…'}" />`,
  ],
  [
    /(?<![\w.])@(?:eq|fig|tbl|sec|thm|lst)-[\w-]+/,
    (found) =>
      found.startsWith('@eq-')
        ? `reference: ${found}; write [](#${found.slice(1)})`
        : `reference: ${found}; write [words](#its-address)`,
  ],
  [
    /!?\[\[[^\]]+\]\]/,
    (found) =>
      found.startsWith('!')
        ? `embedded file: ${found}; write ![what it shows](./${found.slice(3, -2)})`
        : `link in double brackets: ${found}; write [words](../${found.slice(2, -2)}/)`,
  ],
  [
    /(?<!\])\([^()\n]*\)\[[^\][\n]*\]/,
    (found) => `no link: ${found}; the words stand in [ ], the address behind them in ( )`,
  ],
  [/__(?=\S)/, () => 'unclosed: __; close it with __ in the same paragraph, or write \\_\\_'],
  [/~~/, () => 'unclosed: ~~; close it with ~~ in the same paragraph, or write \\~\\~'],
  [
    /(?<![=\w])==(?=\S)[^=\n]+==(?!=)/,
    (found) => `no marked text: ${shorten(found)}; write <mark>…</mark>, or ** for bold`,
  ],
  [/\w\^[\w+-]{1,12}\^/, (found) => `no raised text: ${found}; write <sup>…</sup>, or a formula`],
  [
    /(?<=^|\s):[a-z][a-z\d_+-]{2,}:(?=$|\W)/m,
    (found) => `name of an emoji: ${found}; write the sign itself`,
  ],
  [
    /^: +\S.*/m,
    () => 'no definition: a line that begins with : is text; write a list, or <dl>, <dt> and <dd>',
  ],
  [
    /^\*\[[^\]\n]+\]:/m,
    (found) => `no abbreviation: ${found}; write <abbr title="…">…</abbr> where it stands`,
  ],
  [/^\[_?_?toc_?_?\]\s*$/im, (found) => `no contents list: ${found}; every page has one`],
  [/^\/\/ .*/m, (found) => `comment: ${shorten(found)}; write {/* … */}`],
  [
    /\]\([^)\s]*\\/,
    () => 'backslash in an address: the parts of an address stand between slashes: /',
  ],
]

/** Commands of LaTeX in prose, which shows them as they are. */
const texCommands: readonly [RegExp, (found: string) => string][] = [
  [
    /\\[([](?=[^\n]*\\[)\]]|\s*$)/m,
    (found) =>
      found === '\\('
        ? 'formula of LaTeX: \\(; write $…$'
        : 'formula of LaTeX: \\[; write $$ name=… and the closing $$ on lines of their own',
  ],
  [
    /\\(?:newpage|clearpage|pagebreak|tableofcontents|maketitle|noindent|medskip|bigskip|hline|item|par)\b/,
    (found) => `command of LaTeX: ${found}; a page has none: leave it out, or write Markdown`,
  ],
]

/** The first command of LaTeX in a text, with what to write instead. */
export function findTex(raw: string): { index: number; message: string } | undefined {
  for (const [pattern, explain] of texCommands) {
    const found = pattern.exec(raw)
    if (found) return { index: found.index, message: explain(found[0]) }
  }
  return undefined
}
