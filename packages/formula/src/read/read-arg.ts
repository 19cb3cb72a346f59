import { refuse } from '../tex/error.ts'
import type { Condition, Expression } from '../model/expression.ts'
import { Cursor, refuseAt, type Scope } from './scope.ts'
import type { Affine } from '../model/affine.ts'
import { SCALAR } from '../model/shape.ts'
import { cover, type Span } from '../tex/span.ts'
import { isMark, type Mark, type Script, type Token } from '../tex/token.ts'
import { toExpression } from './counts.ts'

/** Why an arg max is no number, and what to write. */
export const NO_INDEX: readonly [reason: string, cure: string] = [
  'where several values tie for the greatest, arg max is a set of indices, and no single one',
  'write i \\in \\arg\\max_j z_j, or compare z_i with \\max_j z_j',
]

type Written = { readonly extremum: Script; readonly rest: readonly Token[]; readonly span: Span }

/** `\arg\max_j …`, `\operatorname*{arg\,max}_j …`, at the beginning of a list of tokens. */
function findArg(tokens: readonly Token[]): Written | undefined {
  const [first, second] = tokens
  const isArg = isMark(first, 'function', '\\arg')
  const head = isArg ? second : first
  if (head?.type !== 'script' || head.base.length !== 1) return undefined
  const [base] = head.base
  const word = isArg
    ? isMark(base, 'function') && /^\\(max|min)$/.exec(base.text)
    : isMark(base, 'name') && /^\\(?:operatorname|mathrm)\{arg(max|min)\}$/.exec(base.text)
  if (!word) return undefined
  const mark: Mark = { type: 'function', text: `\\${word[1]}`, span: base.span }
  return {
    extremum: { ...head, base: [mark] },
    rest: tokens.slice(isArg ? 2 : 1),
    span: cover(first.span, tokens.at(-1)!.span),
  }
}

export const isArg = (tokens: readonly Token[]): boolean => findArg(tokens) !== undefined

type Fold = Extract<Expression, { kind: 'fold' }>

/** The places of a greatest or least value: an index, and when it is one of them. */
function readPlaces(
  tokens: readonly Token[],
  scope: Scope,
): { fold: Fold; when: Condition[]; span: Span } {
  const { extremum, rest, span } = findArg(tokens)!
  const cursor = new Cursor([extremum, ...rest])
  const { expression } = scope.grammar.factor(cursor, scope)
  if (expression.kind !== 'fold' || expression.body.kind === 'fold')
    refuseAt(scope, span, 'two readings', 'it may be a set of pairs', 'write it over one index')
  if (cursor.next)
    refuse(
      cursor.next.span,
      'two readings',
      'what stands behind arg max',
      'it is open how far it reaches',
      'put brackets round what is compared',
    )
  const when: Condition[] = [
    ...expression.over.when,
    { relation: '=', left: expression.body, right: expression },
  ]
  return { fold: expression, when, span }
}

/** The set as a list of 1 for each index in it: two sets are equal if these are. */
export function readArg(tokens: readonly Token[], scope: Scope): Expression {
  const { fold, when, span } = readPlaces(tokens, scope)
  const { index, size, from, to } = fold.over
  if (
    from.constant !== 1 ||
    Object.keys(from.names).length > 0 ||
    to.names[size] !== 1 ||
    to.constant !== 0
  )
    refuseAt(
      scope,
      span,
      'unknown range',
      'as a set it is read over a whole range',
      'write the index alone below it',
    )
  const body: Expression = { kind: 'indicator', when, shape: SCALAR, span }
  return { kind: 'list', index, size, body, shape: { sizes: [`set of ${size}`], row: false }, span }
}

/** `i \in \arg\max_j z_j`: for one j that is i the value is the greatest. */
export function isInArg(name: Affine, tokens: readonly Token[], scope: Scope, at: Span): Condition {
  const { fold, when, span } = readPlaces(tokens, scope)
  const { over } = fold
  const same: Condition = {
    relation: '=',
    left: { kind: 'index', name: over.index, shape: SCALAR, span },
    right: toExpression(name, at),
  }
  const one: Expression = { kind: 'number', value: 1, shape: SCALAR, span }
  return {
    relation: '=',
    left: {
      ...fold,
      op: 'sum',
      over: { ...over, when: [same, ...when] },
      body: one,
      shape: SCALAR,
    },
    right: one,
  }
}
