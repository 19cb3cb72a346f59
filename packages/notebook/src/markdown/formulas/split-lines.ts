import { findChanges, type Derivation, type DerivationLine } from '@cellgraph/formula'
import type { Mark } from './light.ts'

/** A stretch of the derivation's TeX. */
export interface Piece {
  tex: string
  /** Where it begins in the source. */
  from: number
}

/** A line as it is set: its sides apart, so that relations stand under each other. */
export interface LinePieces {
  left: Piece | undefined
  relation: Piece | undefined
  right: Piece
  /** What stands beside it: a condition, a reason. */
  beside: Piece | undefined
}

/** Parts the lines of a derivation, each into what stands left of its relation, right of it, and beside it. */
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

/** The wide gap before a remark is the display's; here the remark has a place of its own. */
function withoutGap(beside: Piece | undefined): Piece | undefined {
  const gap = /^(?:[,;.]?\s*(?:\\q?quad(?![a-zA-Z])|\\[,;:! ]))*\s*/.exec(beside?.tex ?? '')![0]
    .length
  return beside && { tex: beside.tex.slice(gap), from: beside.from + gap }
}

/**
 * Overwrites with blanks what parts lines and columns, so that every sign keeps its place: `&`, `\\` and the environment's
 * ends where they are not inside braces or an environment of their own.
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

/** What a reader should look at in each line: the pieces that the line before has not. */
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
