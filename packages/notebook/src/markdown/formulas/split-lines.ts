import { findChanges, type Derivation, type DerivationLine } from '@cellgraph/formula'
import type { Mark } from './symbol-marks.ts'

/** A range of the derivation's TeX. */
export interface Piece {
  tex: string
  /** Where it begins in the source. */
  from: number
}

/** A line split into its sides, so that relations can be aligned. */
export interface LinePieces {
  left: Piece | undefined
  relation: Piece | undefined
  right: Piece
  /** The condition or reason beside it. */
  beside: Piece | undefined
}

/**
 * Splits each line of a derivation into its left side, relation, right side, and the remark beside
 * it.
 */
export function splitLines({ tex, lines }: Derivation): LinePieces[] {
  return lines.map((line, n) => {
    const end = lines[n + 1]?.span.start ?? tex.length
    const { start, end: rightEnd } = line.span
    const relation = line.relation && piece(tex, line.relation.start, line.relation.end)
    return {
      left: line.relation && piece(tex, start, line.relation.start),
      relation,
      right: piece(tex, line.relation?.end ?? start, rightEnd) ?? { tex: '', from: rightEnd },
      beside: withoutGap(piece(tex, rightEnd, end)),
    }
  })
}

function piece(tex: string, start: number, end: number): Piece | undefined {
  const clean = blankLayout(tex.slice(start, end))
  const text = clean.trim()
  return /[^\s.,;]/.test(text.replace(/\\(q?quad|[,;:!> ])(?![a-zA-Z])/g, ''))
    ? { tex: text, from: start + clean.indexOf(text) }
    : undefined
}

/** Drops the wide space before a remark, which is laid out separately here. */
function withoutGap(beside: Piece | undefined): Piece | undefined {
  const gap = /^(?:[,;.]?\s*(?:\\q?quad(?![a-zA-Z])|\\[,;:! ]))*\s*/.exec(beside?.tex ?? '')![0]
    .length
  return beside && { tex: beside.tex.slice(gap), from: beside.from + gap }
}

/**
 * Overwrites the layout commands of a display with blanks, which keeps offsets: `&`, `\\` and the
 * environment's begin and end, unless they are inside braces or another environment.
 */
function blankLayout(tex: string): string {
  let depth = 0
  let layout = ''
  let last = 0
  for (const match of tex.matchAll(
    /\\begin\s*\{[^}]*\}|\\end\s*\{[^}]*\}|\\\\(?:\s*\[[^\]]*\])?(?:\s*&)*(?:\s*\\q?quad(?![a-zA-Z]))*|\\(?:nonumber|notag)(?![a-zA-Z])|\\.|[{}&]|%[^\n]*/gs,
  )) {
    const [token] = match
    const outer = depth === 0
    if (token === '{' || token.startsWith('\\begin')) depth++
    if (token === '}' || token.startsWith('\\end')) depth = Math.max(0, depth - 1)
    const parts = /^(&|\\\\|\\nonumber|\\notag|%)/.test(token) || token.startsWith('\\end')
    if (parts && outer) {
      layout += tex.slice(last, match.index) + ' '.repeat(token.length)
      last = match.index + token.length
    }
  }
  return layout + tex.slice(last)
}

/** The marks for the pieces of each line that differ from the line before. */
export function findLineChanges({ lines, steps }: Derivation): Map<DerivationLine, Mark[]> {
  return new Map(
    lines.map((line) => {
      const step = steps.find((it) => it.line === line.number)
      if (!step || step.left.kind === 'twin' || step.right.kind === 'twin' || line === lines[0])
        return [line, []]
      return [
        line,
        findChanges(step.left, step.right).map((span) => ({ span, className: 'changed' })),
      ]
    }),
  )
}
