import { mayMatch, partsOf, type PageParts } from './selectors.ts'
import { parseStyles, printStyles, splitList, type StyleRule } from './style-rules.ts'

/** A style sheet, split by when its rules are needed. */
export interface SplitStyles {
  /** For each page, what it is first drawn with. */
  first: string[]
  /**
   * What follows: all of it, in its order, so that the cascade is the sheet's own whatever state a
   * page comes to. Only fonts are not declared twice.
   */
  whole: string
}

/** What the theme's script sets before the page is drawn. */
const setBefore = ['[data-theme]']

/**
 * Splits a style sheet so that a page can be drawn before it has come: with the first part alone a
 * page looks as with all.
 * @param css the sheet, as bundled
 * @param pages the pages that load it, as HTML
 */
export function splitStyles(css: string, pages: readonly string[]): SplitStyles {
  const rules = parseStyles(css)
  const needs = pages.map((html) => {
    const parts = new Set([...partsOf(html), ...setBefore])
    return rules.filter((rule) => isNeeded(rule, parts))
  })
  const ever = new Set(needs.flat())
  const fonts = rules.filter((rule) => isFontOf(rule, ever))
  const first = needs.map((needed) => {
    const chosen = new Set([...needed, ...fonts, ...animationsOf(rules, needed)])
    return printStyles(rules.filter((rule) => chosen.has(rule)))
  })
  const left = rules.filter((it) => !fonts.includes(it) && (ever.has(it) || !isOfFormulas(it)))
  return { first, whole: printStyles(left) }
}

/** KaTeX's rules: formulas are set at build alone, so that the site needs only what its pages need. */
function isOfFormulas({ within }: StyleRule): boolean {
  return within.includes('@layer katex')
}

function isNeeded({ within, prelude, body }: StyleRule, page: PageParts): boolean {
  if (within.some((it) => /^@media\b.*\bprint\b/.test(it))) return false
  if (body === undefined || prelude.startsWith('@property')) return true
  if (prelude.startsWith('@')) return false
  return splitList(prelude).some((it) => mayMatch(it, page))
}

/** Whether a rule declares a font that one of `needed` names. */
function isFontOf({ prelude, body = '' }: StyleRule, needed: Iterable<StyleRule>): boolean {
  if (prelude !== '@font-face') return false
  const [, family] = /font-family:\s*["']?([^;"']+)/.exec(body) ?? []
  return family !== undefined && [...needed].some((it) => it.body?.includes(family))
}

function animationsOf(rules: readonly StyleRule[], needed: readonly StyleRule[]): StyleRule[] {
  return rules.filter(({ prelude }) => {
    const [, name] = /^@(?:-webkit-)?keyframes\s+(\S+)/.exec(prelude) ?? []
    if (name === undefined) return false
    return needed.some(({ body = '' }) => body.includes('animation') && body.includes(name))
  })
}
