import { mayMatch, readSelector, type PageParts, type Selector } from './selectors.ts'
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
 * @param pages what the pages that load it are made of
 */
export function splitStyles(css: string, pages: readonly PageParts[]): SplitStyles {
  const rules = parseStyles(css)
  const { tests, asked } = toTests(rules)
  // Pages of single cells have much the same parts.
  const known = new Map<string, StyleRule[]>()
  const needs = pages.map((page) => {
    const parts = new Set([...page, ...setBefore].filter((it) => asked.has(it)))
    const key = [...parts].sort().join(' ')
    const needed = known.get(key) ?? rules.filter((_, n) => tests[n](parts))
    known.set(key, needed)
    return needed
  })
  const ever = new Set(needs.flat())
  const fonts = rules.filter((rule) => isFontOf(rule, ever))
  const animations = findAnimations(rules)
  const printed = new Map<string, string>()
  const first = needs.map((needed) => {
    const chosen = new Set([...needed, ...fonts, ...animationsOf(animations, needed)])
    // Most pages of single cells need the same.
    const key = rules.map((rule) => (chosen.has(rule) ? '1' : '0')).join('')
    const text = printed.get(key) ?? printStyles(rules.filter((rule) => chosen.has(rule)))
    printed.set(key, text)
    return text
  })
  const left = rules.filter((it) => !fonts.includes(it) && (ever.has(it) || !isOfFormulas(it)))
  return { first, whole: printStyles(left) }
}

/** KaTeX's rules: formulas are set at build alone, so that the site needs only what its pages need. */
function isOfFormulas({ within }: StyleRule): boolean {
  return within.includes('@layer katex')
}

/**
 * Whether a page needs each rule, and the parts that this depends on: selectors are read once, whatever the number of
 * pages.
 */
function toTests(rules: readonly StyleRule[]): {
  tests: ((page: PageParts) => boolean)[]
  asked: ReadonlySet<string>
} {
  const asked = new Set<string>()
  const tests = rules.map(({ within, prelude, body }) => {
    if (within.some(isForPrintAlone)) return () => false
    if (body === undefined || prelude.startsWith('@property')) return () => true
    if (prelude.startsWith('@')) return () => false
    const selectors = splitList(prelude).map(readSelector)
    for (const it of selectors) addParts(it, asked)
    return (page: PageParts) => selectors.some((it) => mayMatch(it, page))
  })
  return { tests, asked }
}

/** Whether an at-rule is of paper alone, which `print, (scripting: none)` is not. */
function isForPrintAlone(atRule: string): boolean {
  const [, media] = /^@media\b(.*)/s.exec(atRule) ?? []
  return media !== undefined && splitList(media).every((it) => /^(?:only\s+)?print\b/.test(it))
}

function addParts({ parts, lists }: Selector, asked: Set<string>): void {
  for (const it of parts) asked.add(it)
  for (const it of lists.flat()) addParts(it, asked)
}

/** Whether a rule declares a font that one of `needed` names. */
function isFontOf({ prelude, body = '' }: StyleRule, needed: Iterable<StyleRule>): boolean {
  if (prelude !== '@font-face') return false
  const [, family] = /font-family:\s*["']?([^;"']+)/.exec(body) ?? []
  return family !== undefined && [...needed].some((it) => it.body?.includes(family))
}

/** The rules that are animations, with their names. */
function findAnimations(rules: readonly StyleRule[]): [rule: StyleRule, name: string][] {
  return rules.flatMap((rule): [StyleRule, string][] => {
    const [, name] = /^@(?:-webkit-)?keyframes\s+(\S+)/.exec(rule.prelude) ?? []
    return name === undefined ? [] : [[rule, name]]
  })
}

function animationsOf(
  animations: readonly [rule: StyleRule, name: string][],
  needed: readonly StyleRule[],
): StyleRule[] {
  const animated = needed.filter(({ body = '' }) => body.includes('animation'))
  return animations.flatMap(([rule, name]) =>
    animated.some(({ body = '' }) => body.includes(name)) ? [rule] : [],
  )
}
