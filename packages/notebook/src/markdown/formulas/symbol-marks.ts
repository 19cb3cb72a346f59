import { findSymbols, type Span } from '@cellgraph/formula'
import { fill } from '../../strings/fill.ts'
import type { Strings } from '../../strings/strings.ts'
import { escapeHtml } from '../../text/escape-html.ts'
import { findSymbol, type BookSymbol } from './symbols.ts'

/** A range of TeX that gets a class. */
export interface Mark {
  span: Span
  className: string
}

/** The symbols that a formula lights up, by their names. */
export const namesIn = (lit: unknown): string[] =>
  typeof lit === 'string' ? lit.split(/\s+/).filter(Boolean) : []

/** The marks of the symbols named in `lit="x \hat{y}"`. Throws ToldError for unknown symbols. */
export function findLit(
  tex: string,
  lit: string | undefined,
  symbols: readonly BookSymbol[],
): Mark[] {
  const names = namesIn(lit)
  for (const name of names) findSymbol(symbols, name)
  return findSymbols(tex, names).map(({ name, span }) => ({
    span,
    className: litClass(findSymbol(symbols, name), symbols),
  }))
}

/** The classes of a highlighted symbol, `lit lit-score sym-3`: its style and its identity. */
export function litClass(symbol: BookSymbol, symbols: readonly BookSymbol[]): string {
  const colour = symbol.colour?.replace(/^--/, 'lit-') ?? ''
  return ['lit', colour, `sym-${symbols.indexOf(symbol)}`].filter(Boolean).join(' ')
}

/**
 * Wraps each mark in TeX; marks that cross another are skipped. `from` is the offset of `tex` in
 * the marks' source.
 */
export function applyMarks(tex: string, marks: readonly Mark[], from = 0): string {
  const within = marks.filter(({ span }) => span.start >= from && span.end <= from + tex.length)
  const spots = within.flatMap(({ span: { start, end }, className }) => {
    const crosses = within.some(
      ({ span }) =>
        (span.start < start && start < span.end && span.end < end) ||
        (start < span.start && span.start < end && end < span.end),
    )
    if (crosses || !isBalanced(tex.slice(start - from, end - from))) return []
    return [
      { at: start - from, size: end - start, text: `\\htmlClass{${className}}{`, opens: true },
      { at: end - from, size: end - start, text: '}', opens: false },
    ]
  })
  // Apply from the end to keep offsets valid; at the same place the outer mark opens first and
  // closes last.
  spots.sort(
    (a, b) =>
      b.at - a.at ||
      (a.opens === b.opens ? (a.opens ? a.size - b.size : b.size - a.size) : a.opens ? -1 : 1),
  )
  return spots.reduce(
    (text, { at, text: added }) => text.slice(0, at) + added + text.slice(at),
    tex,
  )
}

/** Whether braces, environments and `\left` close within. */
export function isBalanced(tex: string): boolean {
  let depth = 0
  for (const [token] of tex.matchAll(
    /\\begin\b|\\end\b|\\left(?![a-z])|\\right(?![a-z])|\\.|[{}]/gs,
  )) {
    if (/^(\\begin|\\left|\{)$/.test(token)) depth++
    if (/^(\\end|\\right|\})$/.test(token)) depth--
    if (depth < 0) return false
  }
  return depth === 0
}

/** Adds the explanation of each highlighted symbol to a rendered formula. */
export function explainLit(
  html: string,
  symbols: readonly BookSymbol[],
  texts: Strings['symbols'],
): string {
  return html.replace(
    // Behind its own classes, a letter in an exponent or an index has another.
    /<span class="enclosing ([^"]*\bsym-(\d+)[^"]*)"/g,
    (_, classes: string, index: string) => {
      const symbol = symbols[Number(index)]
      const cell = symbol.cell ? ` data-cell="${escapeHtml(symbol.cell)}"` : ''
      return `<span class="enclosing ${classes}" data-tell="${escapeHtml(explain(symbol, texts))}"${cell}`
    },
  )
}

/** What a tip at a symbol says. */
export const explain = (
  { say, meaning, cell }: BookSymbol,
  { tip, tipInCells }: Strings['symbols'],
): string => (cell ? fill(tipInCells, { say, meaning, cell }) : fill(tip, { say, meaning }))
