import type { Expression } from '../model/expression.ts'
import { matchFences } from '../tex/fences.ts'
import { multiply } from './multiply.ts'
import { readPower } from './read-power.ts'
import { foldOver, freshIndex, pickAt } from './read-vector.ts'
import { refuseAt, type Scope } from './scope.ts'
import { SCALAR } from '../model/shape.ts'
import type { Span } from '../tex/span.ts'
import { isMark, type Fence, type Script, type Token } from '../tex/token.ts'

export const isNorm = ({ open }: Fence): boolean => /^\\(\||lVert|Vert)$/.test(open)

/** `\lVert z \rVert`, `\lVert z \rVert_1`, `\|A\|_F^2`. */
export function readNorm(token: Fence | Script, fence: Fence, scope: Scope): Expression {
  const of = scope.grammar.expression(fence.body, scope, fence.span)
  const script = token.type === 'script' ? token : undefined
  const which = nameOf(script?.sub, of, token.span, scope)
  const { span } = token
  if (which === '1' || which === 'max') return power(entries(which, of, span), script, scope)
  const square = squareOf(of, scope)
  const [exponent, other] = script?.sup ?? []
  // The square of a norm is a sum of squares, also where the root has no slope.
  if (isMark(exponent, 'number', '2') && other === undefined) return { ...square, span }
  return power({ kind: 'call', fn: 'sqrt', args: [square], shape: SCALAR, span }, script, scope)
}

const power = (base: Expression, script: Script | undefined, scope: Scope): Expression =>
  script?.sup ? readPower(base, script, scope, { label: false }) : base

/** Which norm it is: 1, 2, the greatest entry; of a matrix, only Frobenius' is read. */
function nameOf(
  sub: readonly Token[] | undefined,
  of: Expression,
  span: Span,
  scope: Scope,
): '1' | '2' | 'max' {
  const [mark, other] = matchFences(sub ?? [])
  const rank = of.shape.sizes.length
  const text = other === undefined && mark && 'text' in mark ? mark.text : ''
  if (rank === 2 && /^(F|\\math(rm|sf|bf)\{F\}|\\operatorname\{F\}|Fro)$/.test(text)) return '2'
  if (rank === 1 && mark === undefined) return '2'
  if (rank === 1 && /^[12]$/.test(text)) return text as '1' | '2'
  if (rank === 1 && /^\\infty$/.test(text)) return 'max'
  const [reason, cure] =
    rank === 2
      ? [
          'the norm of a matrix may be the spectral one, Frobenius’ or another',
          'write _F below it, or write it out',
        ]
      : rank === 1
        ? ['which norm this is is not known', 'write _1, _2 or _\\infty below it, or write it out']
        : ['a norm is of a vector or a matrix', 'use \\lvert … \\rvert']
  return refuseAt(scope, span, 'unknown norm', reason, cure)
}

function squareOf(of: Expression, scope: Scope): Expression {
  const [size, columns] = of.shape.sizes
  if (columns === undefined || size === undefined) {
    if (of.shape.row) return multiply(of, transposed(of), scope)
    return multiply(transposed(of), of, scope)
  }
  const [row, column] = [freshIndex(of, 1), freshIndex(of)]
  const entry = pickAt(of, [row, column])
  const exponent: Expression = { kind: 'number', value: 2, shape: SCALAR, span: of.span }
  const square: Expression = { kind: 'power', base: entry, exponent, shape: SCALAR, span: of.span }
  return foldOver('sum', row, size, foldOver('sum', column, columns, square))
}

const transposed = (of: Expression): Expression => ({
  kind: 'transpose',
  of,
  shape: { sizes: of.shape.sizes, row: !of.shape.row },
  span: of.span,
})

function entries(which: '1' | 'max', of: Expression, span: Span): Expression {
  const index = freshIndex(of)
  const size: Expression = {
    kind: 'call',
    fn: 'abs',
    args: [pickAt(of, [index])],
    shape: SCALAR,
    span,
  }
  return foldOver(which === '1' ? 'sum' : 'max', index, of.shape.sizes[0], size)
}
