import { partsOf, type Expression } from '../model/expression.ts'
import { matchFences } from '../tex/fences.ts'
import { checkNumber, multiply } from './multiply.ts'
import { lookUp, refuseAt, type Scope } from './scope.ts'
import { isScalar, SCALAR, showShape } from '../model/shape.ts'
import { isMark, type Script, type Token } from '../tex/token.ts'

/** What a superscript makes of its base: a transpose, or a power where it can be nothing else. */
export function readPower(
  base: Expression,
  script: Script,
  scope: Scope,
  { label }: { label: boolean },
): Expression {
  if (script.sup === undefined) return base
  const sup = matchFences(script.sup)
  const mark = sup.length === 1 ? sup[0] : undefined
  if (isMark(mark, 'name', '\\top') || isMark(mark, 'name', '\\intercal'))
    return transpose(base, script, scope)
  if (isSquare(base)) {
    const matrix = invert(base, sup, script, scope) ?? repeat(base, sup, script, scope)
    if (matrix) return matrix
  }
  if (mark) checkMark(mark, base, script, scope)
  if (label) checkCounter(sup, script, scope)
  if (!isScalar(base.shape)) {
    refuseAt(
      scope,
      script.span,
      'two readings',
      `this power of ${showShape(base.shape)} may be entrywise or a product`,
      'write the product, \\odot, or its entries with indices',
    )
  }
  const exponent = checkNumber(
    scope.grammar.expression(sup, scope, script.span),
    'an exponent',
    scope,
  )
  return { kind: 'power', base, exponent, shape: SCALAR, span: script.span }
}

const isSquare = ({ shape: { sizes } }: Expression): boolean =>
  sizes.length === 2 && sizes[0] === sizes[1]

/** `A^{-1}`, `A^{-\top}`. */
function invert(
  of: Expression,
  [sign, mark, other]: readonly Token[],
  script: Script,
  scope: Scope,
): Expression | undefined {
  if (!isMark(sign, 'operator', '-') || other !== undefined) return undefined
  const { shape } = of
  const inverse: Expression = { kind: 'inverse', of, shape, span: script.span }
  if (isMark(mark, 'number', '1')) return inverse
  return isMark(mark, 'name', '\\top') ? transpose(inverse, script, scope) : undefined
}

/** How many pieces a power of a matrix may be made of. */
const HEAVIEST = 1000

const weightOf = (expression: Expression): number =>
  partsOf(expression).reduce((total, part) => total + weightOf(part), 1)

/** `A^2`: a matrix times itself, as often as a digit says. */
function repeat(
  of: Expression,
  [mark, other]: readonly Token[],
  script: Script,
  scope: Scope,
): Expression | undefined {
  if (!isMark(mark, 'number') || !/^[2-9]$/.test(mark.text) || other !== undefined) return undefined
  if (weightOf(of) * Number(mark.text) > HEAVIEST) {
    refuseAt(
      scope,
      script.span,
      'too long',
      'written out, it is a product of too many pieces',
      'define a part of it in the model',
    )
  }
  let power = of
  for (let n = 1; n < Number(mark.text); n++) power = multiply(power, of, scope)
  return { ...power, span: script.span }
}

export function transpose(of: Expression, script: Script, scope: Scope): Expression {
  const { sizes, row } = of.shape
  if (sizes.length === 0)
    refuseAt(scope, script.span, 'shapes differ', 'a number has no transpose', 'leave \\top out')
  const shape =
    sizes.length === 1 ? { sizes, row: !row } : { sizes: [...sizes].reverse(), row: false }
  return { kind: 'transpose', of, shape, span: script.span }
}

/** Superscripts that are one sign and may be a mark instead of a power. */
function checkMark(mark: Token, base: Expression, script: Script, scope: Scope): void {
  const two = (reason: string, cure: string): never =>
    refuseAt(scope, script.span, 'two readings', reason, cure)
  if (isMark(mark, 'name', '\\prime')) {
    two(
      'a prime may mark a derivative, a transpose or another quantity',
      'write \\frac{\\partial …}{\\partial …} or ^\\top, or declare the name with its prime',
    )
  }
  if (
    isMark(mark, 'operator') ||
    isMark(mark, 'name', '\\star') ||
    isMark(mark, 'name', '\\dagger')
  ) {
    two(
      'this sign may mark another quantity',
      'declare the name with its mark; all of what is raised stands in braces, as in e^{-x}',
    )
  }
  const letterT = isMark(mark, 'name') && /^(T|\\math(rm|sf|bf)\{T\})$/.test(mark.text)
  if (letterT && (!isScalar(base.shape) || lookUp(scope, 'T') === undefined)) {
    two('T may be a transpose or an exponent', 'write ^\\top')
  }
  if (mark.type === 'fence') {
    two(
      'a superscript in brackets may count steps',
      'write a power without brackets, or declare the name with its mark',
    )
  }
}

/** `z^k`, `z^{k+1}`: what counts up there may be a label, as of the steps of an iteration. */
function checkCounter(sup: readonly Token[], script: Script, scope: Scope): void {
  const kinds = sup.flatMap((token) =>
    isMark(token, 'name') ? [lookUp(scope, token.text)?.kind] : [],
  )
  const counts = sup.every(
    (token) =>
      /^(name|number|comma)$/.test(token.type) ||
      (isMark(token, 'operator') && /^[+-]$/.test(token.text)),
  )
  if (!counts || kinds.length === 0 || !kinds.every((kind) => kind === 'index' || kind === 'size'))
    return
  refuseAt(
    scope,
    script.span,
    'two readings',
    'an index up there may be a label or an exponent',
    'put the base in round brackets if it is a power',
  )
}
