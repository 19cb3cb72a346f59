import { argumentAfter } from './argument-after.ts'
import { namesIn, type Condition, type Expression } from '../model/expression.ts'
import { matchFences } from '../tex/fences.ts'
import { checkNumber, multiply } from './multiply.ts'
import { readConditionList } from './read-conditions.ts'
import { splitAt } from './read-index.ts'
import { foldOver, freshIndex, pickAt } from './read-vector.ts'
import { checkBound, lookUp, refuseAt, withIndex, type Cursor, type Scope } from './scope.ts'
import { SCALAR } from '../model/shape.ts'
import { cover, type Span } from '../tex/span.ts'
import { isMark, type Fence, type Mark, type Script, type Token } from '../tex/token.ts'

type Operator = 'mean' | 'variance' | 'covariance' | 'probability'

/** Means and their like over a named distribution, where the model has no such name. */
const OPERATORS: ReadonlyMap<string, Operator> = new Map([
  ['\\mathbb{E}', 'mean'],
  ['\\mathbf{E}', 'mean'],
  ['\\mathrm{E}', 'mean'],
  ['\\operatorname{E}', 'mean'],
  ['\\mathrm{Var}', 'variance'],
  ['\\operatorname{Var}', 'variance'],
  ['\\mathbb{V}', 'variance'],
  ['\\mathrm{Cov}', 'covariance'],
  ['\\operatorname{Cov}', 'covariance'],
  ['\\mathbb{P}', 'probability'],
  ['\\Pr', 'probability'],
])

export const isChance = (name: string): boolean => OPERATORS.has(name)

type Named = { readonly name: string; readonly script: Script | undefined; readonly span: Span }

/** An index with the distribution that it is drawn from. */
type Draw = { readonly index: string; readonly size: string; readonly weights: Expression }

/** `\mathbb{E}_{i \sim p}[z_i]`, `\operatorname{Var}_{i \sim p}[z_i]`, `\Pr_{i \sim p}[z_i > a]`. */
export function readChance(
  { name, script, span }: Named,
  cursor: Cursor,
  scope: Scope,
): Expression {
  const fence = cursor.next
  const brackets =
    fence?.type === 'fence' && /^(\[|\(|\\\{|\\lbrace)$/.test(fence.open) ? fence : undefined
  const draw = script?.sub && !script.sup ? readDraw(script.sub, scope, script.span) : undefined
  if (!draw || !brackets) {
    return refuseAt(
      scope,
      brackets ? cover(span, brackets.span) : span,
      'two readings',
      draw
        ? 'without brackets it is open how far it reaches'
        : 'what is drawn, and from which distribution, is not said',
      `write as in ${name}_{i \\sim p}[z_i], or as a sum`,
    )
  }
  cursor.take()
  checkSecond(cursor, cover(span, brackets.span), scope)
  checkDistribution(draw, scope, span)
  const inner = withIndex(scope, draw.index, draw.size)
  const operator = OPERATORS.get(name)!
  const whole = cover(span, brackets.span)
  return { ...operate(operator, draw, brackets, inner), span: whole }
}

/** Brackets after these may be an argument too. */
export function checkSecond(cursor: Cursor, span: Span, scope: Scope): void {
  const after = argumentAfter(cursor, undefined, scope)
  if (!after) return
  refuseAt(
    scope,
    cover(span, after.span),
    'two readings',
    'what stands in the second brackets may be an argument or a factor',
    'write \\cdot before them for a product',
  )
}

function operate(operator: Operator, draw: Draw, fence: Fence, scope: Scope): Expression {
  if (operator === 'probability') {
    const when = readConditionList(fence.body, scope, fence.span)
    return mean(draw, { kind: 'indicator', when, shape: SCALAR, span: fence.span }, scope)
  }
  const parts = splitAt(matchFences(fence.body), (token) => isMark(token, 'comma')).map((tokens) =>
    scope.grammar.expression(tokens, scope, fence.span),
  )
  const wanted = operator === 'covariance' ? 2 : 1
  if (parts.length !== wanted)
    refuseAt(
      scope,
      fence.span,
      'wrong arguments',
      `it takes ${wanted}`,
      'write that many, with commas between',
    )
  const [first, second] = parts as [Expression, Expression?]
  if (operator === 'mean') return mean(draw, first, scope)
  const [left, right] = [first, second ?? first].map((part) =>
    deviation(draw, checkNumber(part, 'what varies', scope), scope),
  ) as [Expression, Expression]
  return mean(draw, multiply(left, right, scope), scope)
}

/** Σ p_i x_i. */
const mean = ({ index, size, weights }: Draw, of: Expression, scope: Scope): Expression =>
  foldOver('sum', index, size, multiply(pickAt(weights, [index]), of, scope))

function deviation(draw: Draw, of: Expression, scope: Scope): Expression {
  const centre = mean(draw, of, scope)
  const less: Expression = { kind: 'negate', of: centre, shape: SCALAR, span: of.span }
  return { kind: 'add', terms: [of, less], shape: SCALAR, span: of.span }
}

/** `i \sim p`. */
function readDraw(sub: readonly Token[], scope: Scope, span: Span): Draw | undefined {
  const [name, sign, ...rest] = sub
  if (!isMark(name, 'name') || !isMark(sign, 'relation', '\\sim') || rest.length === 0)
    return undefined
  const declared = lookUp(scope, name.text)
  if (declared?.kind !== 'index' || scope.indices.has(name.text)) {
    refuseAt(
      scope,
      name.span,
      scope.indices.has(name.text) ? 'index bound twice' : 'unknown index',
      'what is drawn is an index without a value here',
      'write as in i \\sim p, with an index of the model',
    )
  }
  const weights = scope.grammar.expression(rest, scope, span)
  const [size, other] = weights.shape.sizes
  if (size !== declared.size || other !== undefined || weights.shape.row) {
    refuseAt(
      scope,
      weights.span,
      'shapes differ',
      `a distribution over ${name.text} is a vector of ${declared.size}`,
      'name one',
    )
  }
  return { index: name.text, size, weights }
}

/** That the weights are shares of 1 is checked beside the line, or known of their domain. */
function checkDistribution({ weights, size }: Draw, scope: Scope, span: Span): void {
  const declared = weights.kind === 'quantity' ? lookUp(scope, weights.name) : undefined
  const isSure =
    declared?.kind === 'free' && /^(simplex|interior|onehot)$/.test(declared.domain.kind)
  if (!scope.asides) {
    if (isSure) return
    refuseAt(
      scope,
      span,
      'unknown distribution',
      'that its weights sum to 1 is checked in derivations only',
      'write it as a sum',
    )
  }
  const { indices } = scope.asides
  const bound = [...namesIn(weights)].find((name) => scope.indices.has(name) && !indices.has(name))
  if (bound !== undefined)
    refuseAt(
      scope,
      span,
      'unknown distribution',
      `it depends on ${bound}, which has its value inside a sum only`,
      'write the mean as a sum',
    )
  const index = freshIndex(weights)
  const part = pickAt(weights, [index])
  const number = (value: number): Expression => ({ kind: 'number', value, shape: SCALAR, span })
  const least: Expression = { ...foldOver('max', index, size, part), op: 'min' } as Expression
  const found: Condition[] = [
    { relation: '=', left: foldOver('sum', index, size, part), right: number(1) },
    { relation: '\\ge', left: least, right: number(0) },
  ]
  scope.asides.found.push(...found)
}

/** `P(i, m)`, `P(i)`, `P(i \mid m)` of a table whose entries sum to 1. */
export function readTable(
  name: string,
  sizes: readonly string[],
  fence: Fence,
  scope: Scope,
): Expression {
  const semicolon = fence.body.find((token) => isMark(token, 'comma', ';'))
  if (semicolon)
    refuseAt(
      scope,
      fence.span,
      'two readings',
      'what stands behind a semicolon may be another event or what is given',
      'write a comma, or \\mid',
    )
  const [given, condition, more] = splitAt(matchFences(fence.body), isBar)
  const [left, right] = [given, condition ?? []].map((tokens) =>
    readEvents(tokens, fence, scope),
  ) as [Mark[], Mark[]]
  const axes = [...left, ...right].map((mark) => sizes.indexOf(scope.indices.get(mark.text) ?? ''))
  const isPlain = condition === undefined && left.length === 2
  const apart = sizes[0] !== sizes[1] && new Set(axes).size === axes.length
  const counts = condition === undefined ? left.length > 0 : left.length === 1 && right.length === 1
  if (more || !counts || axes.includes(-1) || !(apart || (isPlain && sizes[0] === sizes[1]))) {
    return refuseAt(
      scope,
      fence.span,
      'unknown event',
      `${name} is a table of ${sizes.join(' and ')}, and its events are indices of each`,
      `write as in ${name}(i, m), ${name}(i) or ${name}(i \\mid m)`,
    )
  }
  const at = (marks: readonly Mark[]): Expression =>
    entry({ name, sizes }, marks, scope, fence.span)
  if (condition === undefined) return at(left)
  const [top, bottom] = [at([...left, ...right]), at(right)]
  return { kind: 'divide', top, bottom, shape: SCALAR, span: fence.span }
}

const isBar = (token: Token): boolean =>
  isMark(token, 'relation', '\\mid') || (isMark(token, 'name') && /^(\||\\vert)$/.test(token.text))

function readEvents(tokens: readonly Token[], fence: Fence, scope: Scope): Mark[] {
  if (tokens.length === 0) return []
  return splitAt(tokens, (token) => isMark(token, 'comma')).map(([token, other]) => {
    if (
      !isMark(token, 'name') ||
      other !== undefined ||
      lookUp(scope, token.text)?.kind !== 'index'
    ) {
      return refuseAt(
        scope,
        token?.span ?? fence.span,
        'unknown event',
        'the events of a table are its indices',
        'write an index of the model',
      )
    }
    checkBound(scope, token.text, token.span)
    return token
  })
}

/** An entry, or the sum along the axis that is not named. */
function entry(
  { name, sizes }: { name: string; sizes: readonly string[] },
  marks: readonly Mark[],
  scope: Scope,
  span: Span,
): Expression {
  const same = sizes[0] === sizes[1]
  const names = sizes.map((size, axis) =>
    same ? marks[axis]?.text : marks.find((mark) => scope.indices.get(mark.text) === size)?.text,
  )
  const indices = names.map((it) => ({ constant: 0, names: { [it ?? '#1']: 1 } }))
  const value: Expression = { kind: 'quantity', name, indices, shape: SCALAR, span }
  const open = names.indexOf(undefined)
  return open < 0 ? value : foldOver('sum', '#1', sizes[open], value)
}
