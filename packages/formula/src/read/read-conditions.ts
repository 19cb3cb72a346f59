import { refuse } from '../tex/error.ts'
import type { Condition, Expression, Relation } from '../model/expression.ts'
import { matchFences } from '../tex/fences.ts'
import { checkNumber } from './multiply.ts'
import { toExpression } from './counts.ts'
import { readRange, splitList, stretchOf } from './ranges.ts'
import { readIndices, splitAt } from './read-index.ts'
import { refuseAt, sourceOf, type Cursor, type Scope } from './scope.ts'
import { SCALAR } from '../model/shape.ts'
import { checkSettled } from './unknown-size.ts'
import { cover, type Span } from '../tex/span.ts'
import { isMark, type Mark, type Script, type Token } from '../tex/token.ts'

export const RELATIONS: readonly Relation[] = ['=', '\\ne', '\\le', '\\ge', '<', '>']
const AND = /^(and|且|并且)$/i

/** Conditions that must all hold: separated by commas, `\land` or the word “and”; ranges of indices among them. */
export function readConditionList(tokens: readonly Token[], scope: Scope, span: Span): Condition[] {
  const parts = splitList(matchFences(tokens), joinsConditions)
  checkBoth(parts)
  return parts.flatMap((part) => {
    const own = stretchOf(part, span)
    return readRange(part, scope, own) ?? readChain(part, scope, own)
  })
}

/** `0 \le a, c \le 1` may bound both by both. */
function checkBoth(parts: readonly (readonly Token[])[]): void {
  parts.slice(1).forEach((part, n) => {
    const [before, sign] = [parts[n], part[1]]
    const [lower, name] = before.slice(-2)
    const relations = [...before, ...part].filter((token) => isMark(token, 'relation'))
    const isBoth = [lower, sign].every((it) => isMark(it, 'relation') && wayOf(it.text) === 'up')
    if (!isBoth || relations.length !== 2 || !isMark(name, 'name') || !isOther(part[0], name))
      return
    refuse(
      cover(before[0].span, part.at(-1)!.span),
      'two readings',
      'a bound below and a bound above',
      'each may be for one of them or for both',
      'write both bounds for each, or join them with \\land',
    )
  })
}

const isOther = (token: Token | undefined, { text }: Mark): boolean =>
  isMark(token, 'name') && token.text !== text

const joinsConditions = (token: Token): boolean =>
  isMark(token, 'comma') ||
  isMark(token, 'operator', '\\land') ||
  isMark(token, 'operator', '\\wedge') ||
  (token.type === 'text' && AND.test(token.text))

/** `k \ne i`, or a chain `1 \le k \le n`. */
export function readChain(tokens: readonly Token[], scope: Scope, span: Span): Condition[] {
  const matched = matchFences(tokens)
  const relations = matched.filter((token): token is Mark => isMark(token, 'relation'))
  if (relations.length === 0) {
    refuse(
      span,
      'invalid condition',
      sourceOf(scope, span) || 'nothing',
      'a condition compares two sides',
      'write as in k \\ne i',
    )
  }
  for (const relation of relations) {
    if (!RELATIONS.some((known) => known === relation.text)) {
      refuse(
        relation.span,
        'invalid condition',
        relation.text,
        `conditions compare with ${RELATIONS.join(' ')}`,
        'write one of these',
      )
    }
  }
  checkChain(relations)
  const sides = splitAt(matched, (token) => isMark(token, 'relation')).map((side) =>
    checkSettled(
      checkNumber(scope.grammar.expression(side, scope, span), 'a side of a condition', scope),
      scope,
    ),
  )
  return relations.map(({ text }, position) => ({
    relation: text as Relation,
    left: sides[position],
    right: sides[position + 1],
  }))
}

/** `i \ne j \ne k` and `a \le b \ge c` say nothing of their ends: many mean more than their neighbours. */
function checkChain(relations: readonly Mark[]): void {
  if (relations.length < 2) return
  const ways = new Set(relations.map(({ text }) => wayOf(text)))
  if (!ways.has('apart') && !(ways.has('up') && ways.has('down'))) return
  refuse(
    cover(relations[0].span, relations.at(-1)!.span),
    'two readings',
    relations.map(({ text }) => text).join(' … '),
    'such a chain may speak of neighbours only, or of all',
    'write one relation each, joined by \\land or a comma',
  )
}

/** Where a relation leads in a chain. */
export function wayOf(relation: string): 'up' | 'down' | 'apart' | 'level' {
  if (relation === '\\le' || relation === '<') return 'up'
  if (relation === '\\ge' || relation === '>') return 'down'
  return relation === '\\ne' ? 'apart' : 'level'
}

/** `\delta_{ik}`: 1 where both indices agree. */
export function readKronecker(sub: readonly Token[], scope: Scope, span: Span): Expression {
  const size =
    sub.flatMap((token) =>
      isMark(token, 'name') ? [scope.indices.get(token.text) ?? token.text] : [],
    )[0] ?? ''
  const indices = readIndices(sub, scope, [size, size], span)
  const [left, right] = indices
  if (!left || !right) {
    return refuseAt(
      scope,
      span,
      'missing index',
      'this delta has two indices',
      'write as in \\delta_{ik}',
    )
  }
  const condition: Condition = {
    relation: '=',
    left: toExpression(left, span),
    right: toExpression(right, span),
  }
  return { kind: 'indicator', when: [condition], shape: SCALAR, span }
}

/** A condition in brackets of its own. */
function unwrap(tokens: readonly Token[]): readonly Token[] {
  const [only, other] = matchFences(tokens)
  const isGroup =
    only?.type === 'fence' && other === undefined && /^(\(|\[|\\\{|\\lbrace)$/.test(only.open)
  return isGroup ? only.body : tokens
}

/** `\mathbb{1}[k = i]`, `\mathbb{1}_{k = i}`, `\mathbb{1}_{[k = i]}`. */
export function readIndicator(
  script: Script | undefined,
  span: Span,
  cursor: Cursor,
  scope: Scope,
): Expression {
  const { next } = cursor
  if (script?.sup) {
    refuseAt(
      scope,
      script.span,
      'two readings',
      'a superscript on an indicator',
      'put the power round brackets',
    )
  }
  if (script?.sub)
    return {
      kind: 'indicator',
      when: readConditionList(unwrap(script.sub), scope, span),
      shape: SCALAR,
      span,
    }
  if (next?.type !== 'fence') {
    return refuseAt(
      scope,
      span,
      'missing condition',
      'an indicator has a condition',
      'write as in \\mathbb{1}[k = i], or declare a vector of ones',
    )
  }
  cursor.take()
  return {
    kind: 'indicator',
    when: readConditionList(next.body, scope, next.span),
    shape: SCALAR,
    span: cover(span, next.span),
  }
}
