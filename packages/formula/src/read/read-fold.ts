import { readBinders } from './read-binder.ts'
import { refuse } from '../tex/error.ts'
import { namesIn, type Binder, type Expression, type FoldOp } from '../model/expression.ts'
import { checkNumber } from './multiply.ts'
import { refuseAt, type Cursor, type Factor, type Scope } from './scope.ts'
import { FOLDS } from '../tex/signs.ts'
import { cover, type Span } from '../tex/span.ts'
import { isMark, type Mark, type Script, type Token } from '../tex/token.ts'

/** `\sum`, `\prod`, `\max_i`, `\min_i`, with everything up to the end of the term as body. */
export function readFold(cursor: Cursor, scope: Scope): Factor {
  const token = cursor.take()
  const script = token.type === 'script' ? token : undefined
  const sign = (script ? script.base[0] : token) as Mark
  const op: FoldOp = FOLDS.get(sign.text) ?? (sign.text === '\\max' ? 'max' : 'min')
  if (!script?.sub) {
    return refuse(
      token.span,
      'missing index',
      sign.text,
      'it does not say what it runs over',
      `write ${sign.text}_{j} or ${sign.text}_{j=1}^{…}`,
    )
  }
  const { binders, inner, pair } = readBinders(script.sub, script.sup, scope, script.span)
  const tokens = cursor.rest()
  if (tokens.length === 0) {
    refuseAt(
      scope,
      token.span,
      'missing body',
      'nothing stands after it',
      'write what it runs over',
    )
  }
  const body = readBody(tokens, inner, token.span)
  if (op !== 'sum') checkNumber(body, `what ${sign.text} runs over`, scope)
  checkPair(pair, body, script, scope)
  if (op === 'max' || op === 'min') checkVaries(body, binders, sign, scope)
  const loose = looseFactor(body, binders)
  if (loose && op !== 'sum') {
    refuseAt(
      scope,
      loose.span,
      'two readings',
      `this may stand inside ${sign.text} or after it`,
      'put brackets round what is meant',
    )
  }
  return { expression: nest(op, binders, body, cover(token.span, body.span)), loose }
}

/** `\sum_{j \ne k} z_j` may run over both, or over one of them where the other has a value. */
function checkPair(
  pair: readonly string[],
  body: Expression,
  { span }: Script,
  scope: Scope,
): void {
  const names = namesIn(body)
  const unused = pair.find((name) => !names.has(name))
  if (unused === undefined) return
  refuseAt(
    scope,
    span,
    'two readings',
    `${unused} does not stand in the body: the sum may run over one of these or over both`,
    'write one sum for each index',
  )
}

/** Refuses a maximum whose body does not depend on the index: it is a slip. */
function checkVaries(body: Expression, binders: readonly Binder[], sign: Mark, scope: Scope): void {
  const names = namesIn(body)
  const unused = binders.find(({ index }) => !names.has(index))
  if (!unused) return
  refuseAt(
    scope,
    body.span,
    'unused index',
    `it is the same for every ${unused.index} that ${sign.text} runs over`,
    `write ${unused.index} in it, or leave ${sign.text} out`,
  )
}

function readBody(tokens: readonly Token[], scope: Scope, span: Span): Expression {
  const [first, ...others] = tokens
  const sign = isMark(first, 'operator') ? first : undefined
  if (sign?.text === '+')
    refuse(sign.span, 'two signs', '+', 'a plus right after the sum', 'leave it out')
  if (sign?.text !== '-') return scope.grammar.product(tokens, scope, span)
  const of = scope.grammar.product(others, scope, sign.span)
  return { kind: 'negate', of, shape: of.shape, span: cover(sign.span, of.span) }
}

/** The last factor of a body, if it does not change with the index. */
function looseFactor(body: Expression, binders: readonly Binder[]): Expression | undefined {
  const product = body.kind === 'negate' ? body.of : body
  const last = lastFactor(product)
  if (last === undefined) return undefined
  const names = namesIn(last)
  return binders.some(({ index }) => names.has(index)) ? undefined : last
}

/** The factor that a product written without brackets ends with. */
function lastFactor(body: Expression): Expression | undefined {
  const product = body.kind === 'multiply' || body.kind === 'contract' || body.kind === 'entrywise'
  const last = product ? body.right : body.kind === 'divide' ? body.bottom : undefined
  return last?.span.end === body.span.end ? last : undefined
}

const nest = (op: FoldOp, binders: readonly Binder[], body: Expression, span: Span): Expression =>
  binders.reduceRight<Expression>(
    (inner, over) => ({ kind: 'fold', op, over, body: inner, shape: inner.shape, span }),
    body,
  )
