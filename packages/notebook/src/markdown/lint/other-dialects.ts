import { shorten } from '../syntax/shorten.ts'
import type { Mistake } from '../../strings/mistakes.ts'

/** Signs of other dialects of Markdown, which would be shown as they are, each with what to write. */
export const otherDialects: readonly [RegExp, (found: string) => Mistake][] = [
  [/^::(?:[a-z][\w-]*(?=[[{\s]|$)|:+\s*\{?\.?[\w-]*)/m, (found) => ({ kind: 'colons', found })],
  [/^(?:!!!|\?\?\?\+?) \w+/m, (found) => ({ kind: 'admonition', found })],
  [/^\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]/im, (found) => ({ kind: 'alertQuote', found })],
  [
    /\[-?@[\w:.-]+[^\]]*\]/,
    (found) => ({ kind: 'citation', found, id: /@([\w:.-]+)/.exec(found)?.[1] ?? '…' }),
  ],
  [
    /(?<![\w.])@(?:eq|fig|tbl|sec|thm|lst)-[\w-]+/,
    (found) =>
      found.startsWith('@eq-')
        ? { kind: 'formulaReference', found, id: found.slice(1) }
        : { kind: 'reference', found },
  ],
  [
    /!?\[\[[^\]]+\]\]/,
    (found) =>
      found.startsWith('!')
        ? { kind: 'embeddedFile', found, name: found.slice(3, -2).split('|')[0] }
        : /^\[\[_?toc_?\]\]$/i.test(found)
          ? { kind: 'noContents', found }
          : { kind: 'doubleBrackets', found, name: found.slice(2, -2) },
  ],
  [/(?<!\])\([^()\n]*\)\[[^\][\n]*\]/, (found) => ({ kind: 'swappedLink', found })],
  [/__(?=\S)/, () => ({ kind: 'unclosedUnderscores' })],
  [/~~/, () => ({ kind: 'unclosedWaves' })],
  [/(?<![=\w])==(?=\S)[^=\n]+==(?!=)/, (found) => ({ kind: 'noMark', found: shorten(found) })],
  [/\w\^[\w+-]{1,12}\^/, (found) => ({ kind: 'noRaised', found })],
  [/(?<=^|\s):[a-z][a-z\d_+-]{2,}:(?=$|\W)/m, (found) => ({ kind: 'emojiName', found })],
  [/^: +\S.*/m, () => ({ kind: 'noDefinition' })],
  [/^\*\[[^\]\n]+\]:/m, (found) => ({ kind: 'noAbbreviation', found })],
  [/^\[_?_?toc_?_?\]\s*$/im, (found) => ({ kind: 'noContents', found })],
  [/\^\[[^\][\n]+\]/, (found) => ({ kind: 'inlineFootnote', found: shorten(found) })],
  [/(?<=[\p{L}\d])\]\([^)\s]+\)/u, (found) => ({ kind: 'linkWithoutBracket', found })],
  [/^•\s?(?=\S)/m, () => ({ kind: 'noItem', mark: '•' })],
  [/^[-–](?=\p{L}.*\n[-–]\p{L})/mu, (found) => ({ kind: 'noItem', mark: found })],
  [/^\d+[.)](?=\p{L}.*\n\d+[.)]\p{L})/mu, (found) => ({ kind: 'noItem', mark: found })],
  [/^\/\/ .*/m, (found) => ({ kind: 'commentInProse', found: shorten(found) })],
  [/\]\([^)\s]*\\/, () => ({ kind: 'backslashInAddress' })],
]

/** Commands of LaTeX in prose, which shows them as they are. */
const texCommands: readonly [RegExp, (found: string) => Mistake][] = [
  [
    /\\[([](?=[^\n]*\\[)\]]|\s*$)/m,
    (found) => (found === '\\(' ? { kind: 'texFormula' } : { kind: 'texDisplay' }),
  ],
  [
    /\\(?:newpage|clearpage|pagebreak|tableofcontents|maketitle|noindent|medskip|bigskip|hline|item|par)\b/,
    (found) => ({ kind: 'texCommand', found }),
  ],
  [
    /\\(?:ldots|dots|quad|qquad|LaTeX|TeX|vspace|hspace|newline|linebreak|centering|bibliography|appendix)\b/,
    (found) => ({ kind: 'texCommand', found }),
  ],
  [
    /(?<![A-Za-z:\\])\\(?:alpha|beta|gamma|delta|epsilon|theta|lambda|mu|pi|sigma|tau|phi|psi|omega|Sigma|Delta|Omega|sum|prod|int|infty|partial|nabla|times|cdot|leq?|geq?|neq?|approx|rightarrow|log|exp|max|min)(?![A-Za-z])/,
    (found) => ({ kind: 'texWithoutSigns', found }),
  ],
]

/** The first command of LaTeX in a text, with what to write instead. */
export function findTex(raw: string): { index: number; told: Mistake } | undefined {
  for (const [pattern, explain] of texCommands) {
    const found = pattern.exec(raw)
    if (found) return { index: found.index, told: explain(found[0]) }
  }
  return undefined
}
