import { refuse } from '../tex/error.ts'
import { namesIn, type Expression, type Variable } from '../model/expression.ts'
import { matchFences } from '../tex/fences.ts'
import { argumentAfter } from './argument-after.ts'
import { checkThrough } from './check-through.ts'
import { dependsOn } from '../model/model.ts'
import { readIndices } from './read-index.ts'
import { nameAt } from './read-name.ts'
import { Cursor, lookUp, refuseAt, sourceOf, type Factor, type Scope } from './scope.ts'
import { isScalar, shapeOf, showShape } from '../model/shape.ts'
import { cover, type Span } from '../tex/span.ts'
import { isMark, type Token } from '../tex/token.ts'

type Fraction = Extract<Token, { type: 'fraction' }>

const isDel = (token: Token | undefined): boolean =>
  isMark(token, 'name', '\\partial') || isMark(token, 'name', '\\mathrm{d}')

/** `\mathrm{d}` asks for the total derivative: everything that depends on the variable moves with it. */
const isTotal = ({ top }: { readonly top: readonly Token[] }): boolean =>
  !isMark(baseOf(top[0]), 'name', '\\partial')

const baseOf = (token: Token | undefined): Token | undefined =>
  token?.type === 'script' ? token.base[0] : token

/** `\frac{\partial L}{\partial z_i}`, `\frac{\partial^2 L}{\partial z_i \partial z_j}`, `\frac{\partial}{\partial z_i}` before a factor. */
export function isDerivative({ top, bottom }: Fraction): boolean {
  return isDel(baseOf(top[0])) && isDel(baseOf(bottom[0]))
}

/** Letters that are often the d of a derivative, declared or not. */
const D =
  /^(\\math(it|sf|bf|bb|cal|tt|scr)\{)?[dD]\}?$|^\\(delta|Delta)$|^\\bold(symbol)?\{d\}$|^\\boldsymbol\{d\}$/

/** A d before a name: `dL`, `d^2 L`. */
export const isDifferential = ([first, second]: readonly Token[]): boolean =>
  isLetterD(first) &&
  (second === undefined ||
    isMark(baseOf(second), 'name') ||
    isMark(baseOf(second), 'function') ||
    second.type === 'fence')

const isLetterD = (token: Token | undefined): boolean => {
  const base = baseOf(token)
  return (
    isMark(base, 'name') &&
    D.test(base.text) &&
    !(token?.type === 'script' && token.sub !== undefined)
  )
}

/** `\frac{dL}{dz}`: a fraction to the parser, a derivative to every reader. */
export function checkFraction({ top, bottom, span }: Fraction): void {
  if (isLetterD(top[0]) && isDifferential(bottom) && bottom.length > 1) refuseDifferential(span)
}

export function refuseDifferential(span: Span): never {
  refuse(
    span,
    'two readings',
    'd … d',
    'a reader sees a derivative, and as letters it is a fraction of products',
    'write \\partial or \\mathrm{d}, or the other factor before the d',
  )
}

export function readDerivative(cursor: Cursor, scope: Scope): Factor {
  const fraction = cursor.take() as Fraction
  const variables = readVariables(fraction.bottom, scope, fraction.span)
  const order = orderOf(fraction.top[0], scope)
  if (order !== variables.length) {
    refuseAt(
      scope,
      fraction.span,
      'orders differ',
      `order ${order} above, ${variables.length} below`,
      'write as in \\frac{\\partial^2 L}{\\partial z_i \\partial z_j}',
    )
  }
  const above = matchFences(fraction.top.slice(1))
  const operator = above.length === 0
  const inner = operator ? cursor : new Cursor(above)
  if (!inner.next || isMark(inner.next, 'operator')) {
    refuseAt(
      scope,
      fraction.span,
      'missing factor',
      'nothing is differentiated',
      'write it after \\partial, or in brackets after the fraction',
    )
  }
  const { expression: of } = scope.grammar.factor(inner, scope)
  if (!operator && inner.next) {
    refuseAt(
      scope,
      inner.next.span,
      'two readings',
      'it is open how far \\partial reaches',
      'put brackets round what is differentiated',
    )
  }
  const span = operator ? cover(fraction.span, of.span) : fraction.span
  checkEvaluatedAt(cursor, fraction, operator, scope)
  if (!isTotal(fraction)) for (const by of variables) checkThrough(of, by, span, scope)
  return {
    expression: differentiate(of, variables, span, scope),
    tail: operator ? 'it is open how far the derivative reaches' : undefined,
  }
}

/** `\nabla_z L`: the derivatives by all components. */
export function readGradient(cursor: Cursor, scope: Scope): Factor {
  const token = cursor.take()
  const script = token.type === 'script' ? token : undefined
  if (!script?.sub || script.sup) {
    return refuseAt(
      scope,
      token.span,
      'two readings',
      'it does not say by what, or may be a Hessian or a Laplacian',
      'write \\nabla_z or \\frac{\\partial …}{\\partial …}',
    )
  }
  const variables = readVariables(
    [{ type: 'name', text: '\\partial', span: token.span }, ...script.sub],
    scope,
    token.span,
  )
  if (!cursor.next) {
    refuseAt(
      scope,
      token.span,
      'missing factor',
      'nothing is differentiated',
      'write it after the \\nabla',
    )
  }
  const { expression: of } = scope.grammar.factor(cursor, scope)
  return {
    expression: differentiate(of, variables, cover(token.span, of.span), scope),
    tail: 'it is open how far \\nabla reaches',
  }
}

function orderOf(token: Token, scope: Scope): number {
  if (token.type !== 'script') return 1
  const [order] = token.sup ?? []
  if (token.sub || token.sup?.length !== 1 || !isMark(order, 'number')) {
    return refuseAt(
      scope,
      token.span,
      'unknown order',
      'the order is a number',
      'write as in \\partial^2',
    )
  }
  return Number(order.text)
}

/** What stands below: `\partial z_i \partial z_j`, `\partial z_i^2`. */
function readVariables(tokens: readonly Token[], scope: Scope, span: Span): Variable[] {
  const variables: Variable[] = []
  for (let position = 0; position < tokens.length; position += 2) {
    const [del, token] = [tokens[position], tokens[position + 1]]
    if (!isDel(del) || token === undefined) {
      refuse(
        del?.span ?? span,
        'invalid derivative',
        sourceOf(scope, span),
        'below stand \\partial and a quantity, in turn',
        'write as in \\partial z_i',
      )
    }
    variables.push(...readVariable(token, scope))
  }
  return variables
}

function readVariable(token: Token, scope: Scope): Variable[] {
  if (!isMark(baseOf(token), 'name')) {
    refuseAt(
      scope,
      token.span,
      'invalid derivative',
      'a derivative is taken by a quantity',
      'name what it is taken by',
    )
  }
  const { name, script } = nameAt(token, scope)
  const declaration = lookUp(scope, name)
  if (
    declaration?.kind !== 'free' &&
    declaration?.kind !== 'defined' &&
    declaration?.kind !== 'param'
  ) {
    return refuse(
      token.span,
      declaration ? 'invalid derivative' : 'unknown name',
      name,
      declaration
        ? `${name} is not a quantity of the model`
        : `the model knows ${[...scope.model.declarations.keys()].join(', ')}`,
      'take it by a declared quantity',
    )
  }
  const { sizes } = declaration.shape
  const indices = script?.sub ? readIndices(script.sub, scope, sizes, token.span) : []
  const [times] = script?.sup ?? []
  if (script?.sup && (script.sup.length !== 1 || !isMark(times, 'number'))) {
    refuseAt(
      scope,
      token.span,
      'invalid derivative',
      'a superscript down here is an order, a number',
      'write as in \\partial z_i^2',
    )
  }
  const variable: Variable = { name, indices, shape: shapeOf(sizes.slice(indices.length)) }
  return Array.from({ length: isMark(times, 'number') ? Number(times.text) : 1 }, () => variable)
}

function differentiate(
  of: Expression,
  variables: readonly Variable[],
  span: Span,
  scope: Scope,
): Expression {
  return variables.reduceRight((inner, by) => {
    checkDepends(inner, by, span, scope)
    return {
      kind: 'derivative',
      of: inner,
      by,
      layout: scope.model.layout,
      shape: derivedShape(inner, by, span, scope),
      span,
    }
  }, of)
}

/** Refuses a derivative that is 0 for all values: it is a slip. */
function checkDepends(of: Expression, by: Variable, span: Span, scope: Scope): void {
  if (!dependsOn(scope.model, namesIn(of), by.name)) {
    refuseAt(
      scope,
      span,
      'constant derivative',
      `nothing here is made from ${by.name}, so this is always 0`,
      'take it by what it depends on',
    )
  }
}

function derivedShape(of: Expression, by: Variable, span: Span, scope: Scope): Expression['shape'] {
  if (isScalar(by.shape)) return of.shape
  if (isScalar(of.shape)) return by.shape
  const { layout } = scope.model
  const [rows, columns] = layout === 'denominator' ? [by.shape, of.shape] : [of.shape, by.shape]
  const vectors = rows.sizes.length === 1 && columns.sizes.length === 1
  if (layout === undefined || !vectors) {
    refuseAt(
      scope,
      span,
      'two readings',
      `the derivative of ${showShape(of.shape)} by ${showShape(by.shape)} may stand either way round`,
      vectors ? 'write it with indices, or declare a layout in the model' : 'write it with indices',
    )
  }
  return shapeOf([...rows.sizes, ...columns.sizes])
}

/** `\frac{\partial L}{\partial z}(x)` may be a product or the derivative at x. */
function checkEvaluatedAt(
  cursor: Cursor,
  fraction: Fraction,
  operator: boolean,
  scope: Scope,
): void {
  if (operator) return
  const fence = argumentAfter(cursor, undefined, scope)
  if (fence === undefined) return
  refuseAt(
    scope,
    cover(fraction.span, fence.span),
    'two readings',
    'this may be a product or the derivative at that place',
    'write \\cdot before the brackets for a product',
  )
}
