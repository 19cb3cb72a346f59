import { closeUnordered, type Item } from './ellipsis.ts'
import { refuse } from '../tex/error.ts'
import type { Expression } from '../model/expression.ts'
import { divide, entrywise, inner, multiply } from './multiply.ts'
import { Cursor, refuseAt, sourceOf, type Scope } from './scope.ts'
import { isDifferential, refuseDifferential } from './read-derivative.ts'
import { isScalar } from '../model/shape.ts'
import { cover, type Span } from '../tex/span.ts'
import { isMark, type Token } from '../tex/token.ts'

/** Each factor of a product stands inside the product with those before it. */
const MOST = 200

type Join = 'beside' | 'dot' | 'times' | 'entrywise' | 'over'

const JOINS: Readonly<Record<string, Join>> = {
  '\\cdot': 'dot',
  '\\times': 'times',
  '\\odot': 'entrywise',
  '/': 'over',
}

const CURES: Readonly<Record<string, [reason: string, cure: string]>> = {
  '*': ['a star may mean a product or a convolution', 'write \\cdot'],
  '\\pm': ['it stands for two formulas at once', 'write both'],
  '\\mp': ['it stands for two formulas at once', 'write both'],
}

/** Factors side by side or joined by `\cdot`, `\odot`, `/`. */
export function readProduct(tokens: readonly Token[], scope: Scope, span: Span): Expression {
  const cursor = new Cursor(tokens)
  const items: { item: Item; join: Join }[] = []
  let tail: string | undefined
  while (cursor.next) {
    const join = takeJoin(cursor, items.length === 0)
    if (join === 'over') checkDifferentials(tokens, cursor.next)
    if (tail !== undefined) {
      const whole = cover(tokens[0].span, tokens.at(-1)!.span)
      refuse(
        cursor.next.span,
        'two readings',
        sourceOf(scope, whole),
        tail,
        'put brackets round what is meant',
      )
    }
    if (isMark(cursor.next, 'dots'))
      items.push({ join, item: { dots: true, minus: false, span: cursor.take().span } })
    else {
      checkBeside(cursor, join)
      const factor = scope.grammar.factor(cursor, scope)
      items.push({
        join,
        item: {
          dots: false,
          minus: false,
          span: factor.expression.span,
          expression: factor.expression,
        },
      })
      tail =
        join === 'over' ? 'what stands after the slash may be below it or beside it' : factor.tail
    }
  }
  if (items.length > MOST) {
    refuse(
      span,
      'too long',
      `${items.length} factors`,
      `at most ${MOST} are read`,
      'write it with \\prod',
    )
  }
  if (items.length === 0)
    refuse(span, 'missing factor', 'nothing', 'an expression was expected', 'write it')
  return join(items, scope)
}

function takeJoin(cursor: Cursor, first: boolean): Join {
  const token = cursor.next
  if (!isMark(token, 'operator')) return 'beside'
  const join = JOINS[token.text]
  if (join === undefined) {
    const [reason, cure] = CURES[token.text] ?? ['it has no reading', 'write it in other words']
    refuse(token.span, 'unknown operator', token.text, reason, cure)
  }
  cursor.take()
  if (first)
    refuse(token.span, 'missing factor', token.text, 'nothing stands before it', 'write the factor')
  const next = cursor.next
  if (next === undefined || isMark(next, 'operator')) {
    refuse(
      token.span,
      'missing factor',
      token.text,
      next ? 'another sign stands after it' : 'nothing stands after it',
      'write the factor, in brackets if it has a sign',
    )
  }
  return join
}

/** `dL/dx` as letters. */
function checkDifferentials(tokens: readonly Token[], below: Token): void {
  const bottom =
    below.type === 'fence' ? below.body : [below, ...tokens.slice(tokens.indexOf(below) + 1)]
  if (isDifferential(tokens) && isDifferential(bottom))
    refuseDifferential(cover(tokens[0].span, below.span))
}

/** Side by side, a number comes first: `2x`, never `x2` or `1 2`. */
function checkBeside(cursor: Cursor, join: Join): void {
  const { last, next } = cursor
  const base = next?.type === 'script' ? next.base[0] : next
  if (join !== 'beside' || last === undefined || next === undefined || isMark(last, 'dots')) return
  if (isMark(base, 'number')) {
    refuse(
      next.span,
      'two readings',
      base.text,
      'a number after a factor may be a factor, an index or more digits',
      'write it first, or with \\cdot',
    )
  }
  const mixed =
    isMark(last, 'number') &&
    next.type === 'fraction' &&
    [next.top, next.bottom].every((side) => isMark(side[0], 'number'))
  if (mixed) {
    refuse(
      next.span,
      'two readings',
      `${last.text} and a fraction`,
      'this may be a product or a mixed number',
      'write \\cdot, or one fraction',
    )
  }
}

function join(items: readonly { item: Item; join: Join }[], scope: Scope): Expression {
  const dots = items.find(({ item }) => item.dots)
  if (dots) return joinRun(items, dots.item.span, scope)
  const mixed = items.some(({ join: how }) => how === 'entrywise')
  const pair = items.filter(({ item }) => !isNumber(item)).length === 2
  return items
    .map(({ item, join: how }) => ({
      how,
      expression: (item as Extract<Item, { dots: false }>).expression,
    }))
    .reduce((left, { how, expression }) => ({
      how,
      expression: checkMixed(
        how === 'dot' && pair
          ? inner(left.expression, expression, scope)
          : combine(left.expression, how, expression, scope),
        mixed,
        scope,
      ),
    })).expression
}

const isNumber = (item: Item): boolean => !item.dots && isScalar(item.expression.shape)

/** `A z \odot y`: (A z) ⊙ y and A (z ⊙ y) differ. */
function checkMixed(product: Expression, mixed: boolean, scope: Scope): Expression {
  if (mixed && product.kind === 'contract') {
    refuseAt(
      scope,
      product.span,
      'two readings',
      '\\odot stands beside another product, and which comes first changes the result',
      'put brackets round what is meant',
    )
  }
  return product
}

function combine(left: Expression, how: Join, right: Expression, scope: Scope): Expression {
  if (how === 'over') return divide(left, right, scope)
  return how === 'entrywise' ? entrywise(left, right, scope) : multiply(left, right, scope)
}

/** `a_1 a_2 \cdots a_n`: only where every instance is one factor is it clear what goes on. */
function joinRun(
  items: readonly { item: Item; join: Join }[],
  span: Span,
  scope: Scope,
): Expression {
  const odd = items.find(({ join: how }) => how === 'entrywise' || how === 'over')
  if (odd) {
    refuse(
      span,
      'unclear dots',
      '\\cdots',
      'dots in a product go with plain factors only',
      'write it with \\prod',
    )
  }
  const factors = closeUnordered(
    items.map(({ item }) => item),
    'product',
    scope,
  )
  if (factors.length > 1) {
    refuse(
      span,
      'unclear dots',
      '\\cdots',
      'with other factors beside them it is open what goes on',
      'write it with \\prod',
    )
  }
  return factors[0]
}
