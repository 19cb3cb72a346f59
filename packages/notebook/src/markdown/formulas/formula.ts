import katex from 'katex'
import { ToldError } from '../syntax/told-error.ts'
import { escapeHtml } from '../../text/escape-html.ts'
import type { Told } from '../../strings/mistakes.ts'

/** The only HTML extension enabled in formulas: the classes that the engine adds for highlights. */
const trust = ({ command }: { command: string }): boolean => command === '\\htmlClass'
const strict = (code: string): 'error' | 'ignore' => (code === 'htmlExtension' ? 'ignore' : 'error')

/**
 * TeX as HTML with MathML beside it.
 * @throws ToldError in KaTeX's words, for TeX that KaTeX rejects or warns about
 */
export function renderFormula(tex: string, display: boolean): string {
  return display
    ? groupParts(
        render(tex.replace(wideSpace, '$&\\allowbreak '), true).replaceAll('\\allowbreak ', ''),
      )
    : render(tex, false)
}

/** Matches the wide spaces between the parts of a display. */
const wideSpace = /\\q?quad(?![a-zA-Z])/g

function render(tex: string, displayMode: boolean): string {
  try {
    const html = katex.renderToString(tex, {
      displayMode,
      output: 'htmlAndMathml',
      strict,
      trust,
      throwOnError: true,
    })
    return withSource(html, toSource(tex))
  } catch (error) {
    throw new ToldError(
      { kind: 'texRefused', message: explainTeX((error as Error).message) },
      error,
    )
  }
}

/** KaTeX's message, without what it says of its own settings. */
function explainTeX(message: string): Told {
  if (message.includes('[commentAtEnd]')) return { kind: 'texComment' }
  const [, name] = /\{(\w+\*?)\} can be used only in display mode/.exec(message) ?? []
  if (name) return { kind: 'texOfDisplays', name }
  if (/\\tag works only/.test(message)) return { kind: 'texTag' }
  const [, sign] = /Unrecognized Unicode character "(.)"/u.exec(message) ?? []
  if (sign) return { kind: 'texSign', sign }
  return message.replace(/^KaTeX parse error: /, '')
}

/**
 * Keeps the TeX where copying finds it, and leaves out what nobody reads: the TeX beside the MathML,
 * and the namespace, which HTML does without.
 */
function withSource(html: string, tex: string): string {
  return html
    .replace('<span class="katex">', () => `<span class="katex" data-tex="${escapeHtml(tex)}">`)
    .replace(' xmlns="http://www.w3.org/1998/Math/MathML"', '')
    .replace(/<annotation [^>]*>[^<]*<\/annotation>/, '')
    .replace(/<\/?semantics>/g, '')
    .replace(appliedToNothing, '')
}

/**
 * Matches the sign for the application of a function behind a name that is a whole index, as in
 * `x_{\max}`: it applies to nothing, and an index is one element.
 */
const appliedToNothing = new RegExp(
  '(?<=<msubsup>(?:<mi[^>]*>[^<]*</mi>){2})<mo>\u2061</mo>|' +
    '<mo>\u2061</mo>(?=</m(?:sub|sup|subsup)>)',
  'g',
)

/** The TeX that an author would write, without what the engine adds. */
function toSource(tex: string): string {
  const plain = tex.replace(/^\\displaystyle /, '').replaceAll('\\allowbreak ', '')
  return withoutMarks(plain)
    .replace(/^\{([^{}]*)\}$/, '$1')
    .replace(/\s+/g, ' ')
    .trim()
}

/** Takes `\htmlClass{…}{z}` to `z`. */
function withoutMarks(tex: string): string {
  const [mark] = /\\htmlClass\{[^}]*\}\{/.exec(tex) ?? []
  if (mark === undefined) return tex
  const start = tex.indexOf(mark)
  const inner = tex.slice(start + mark.length)
  const end = findClose(inner)
  return tex.slice(0, start) + withoutMarks(inner.slice(0, end) + inner.slice(end + 1))
}

/** Where the brace closes that was opened before `tex`. */
function findClose(tex: string): number {
  let depth = 1
  for (const { 0: token, index } of tex.matchAll(/\\.|[{}]/gs)) {
    if (token === '{') depth++
    if (token === '}') depth--
    if (depth === 0) return index
  }
  return tex.length
}

/**
 * A display in a line too short for it breaks at its wide spaces first: what stands between two of
 * them becomes one part.
 * @param html as KaTeX gives it: its bases, after each of which a line may end, in three spans
 */
function groupParts(html: string): string {
  const { head, bases, end } = toBases(html)
  const parts = bases
    .reduce<string[][]>(
      (all, base) => {
        all.at(-1)?.push(base)
        if (/allowbreak"><\/span>(<span class="mspace"[^>]*><\/span>)*<\/span>$/.test(base))
          all.push([])
        return all
      },
      [[]],
    )
    .map((part) => joinBrackets(part).join(''))
  return parts.length === 1
    ? head + parts[0] + end
    : head + parts.map((part) => `<span class="katex-part">${part}</span>`).join('') + end
}

/** A formula in the pieces after which a line may end: never while a bracket is open. */
export function toPieces(html: string): { head: string; pieces: string[]; end: string } {
  const { head, bases, end } = toBases(html)
  return { head, pieces: joinBrackets(bases), end }
}

function toBases(html: string): { head: string; bases: string[]; end: string } {
  const end = '</span></span></span>'
  const [head, ...bases] = html.slice(0, -end.length).split(/(?=<span class="katex-base">)/)
  return { head, bases, end }
}

/** Joins the bases over which a bracket is open. One that is never closed joins nothing. */
function joinBrackets(bases: readonly string[]): string[] {
  const pieces: string[][] = [[]]
  let open = 0
  for (const base of bases) {
    pieces.at(-1)!.push(base)
    open = Math.max(0, open + countSigns(base, 'mopen') - countSigns(base, 'mclose'))
    if (open === 0) pieces.push([])
  }
  return pieces.flatMap((piece, index) =>
    piece.length < 2 || index === pieces.length - 1
      ? piece
      : [`<span class="unbroken">${piece.join('')}</span>`],
  )
}

/**
 * How many signs are of a class, those of a given size, as `\bigl(` has, too. Neighbours may stand in one element. Those that
 * grow with what they enclose have their base to themselves.
 */
function countSigns(html: string, name: 'mopen' | 'mclose'): number {
  const sized = '<span class="delimsizing size\\d">'
  const signs = html.matchAll(new RegExp(`class="${name}(?:">${sized}|[^"]*"[^>]*>)([^<]+)`, 'g'))
  return [...signs].reduce((sum, [, text]) => sum + text.length, 0)
}

/**
 * A piece of a display on its own, which may break at its relations and signs where the line is too
 * short.
 */
export function renderPiece(tex: string): string {
  const { head, pieces, end } = toPieces(renderFormula(`\\displaystyle ${tex}`, false))
  return head + pieces.join('') + end
}
