import { isConstant, minus, named, plus, sameAffine, type Affine } from '../model/affine.ts'
import { toCount, toExpression } from './counts.ts'
import { refuse } from '../tex/error.ts'
import { partsOf, type Expression, type FoldOp } from '../model/expression.ts'
import { refuseAt, type Scope } from './scope.ts'
import { cover, type Span } from '../tex/span.ts'

/** A term, a factor or an argument in a list that may hold `⋯`. */
export type Item =
  | { readonly dots: true; readonly minus: boolean; readonly span: Span }
  | {
      readonly dots: false
      readonly minus: boolean
      readonly span: Span
      readonly expression: Expression
    }

type Written = Extract<Item, { dots: false }>

const CURE = 'write it with \\sum, or so that the terms differ in one index that goes up by one'

/**
 * Reads `a_1 + a_2 + ⋯ + a_n` as the sum of a_m for m from 1 to n. Everything that is part of the run
 * is inside that sum, so that a short run (n = 1, or i = 1 in `a_1 + ⋯ + a_{i-1}`) has no term too many.
 */
export function closeRuns(items: readonly Item[], op: FoldOp, scope: Scope): Expression[] {
  const closed: Expression[] = []
  let rest = items
  while (rest.length > 0) {
    const dots = rest.findIndex((item) => item.dots)
    if (dots < 0) return [...closed, ...rest.map((item) => plain(item as Written))]
    const run = readRun(rest, dots, scope)
    closed.push(
      ...rest.slice(0, run.first).map((item) => plain(item as Written)),
      fold(run, op, scope),
    )
    rest = rest.slice(run.end)
  }
  return closed
}

/** As `closeRuns` where the order does not count, so that a run may go down: `z_n + z_{n-1} + ⋯ + z_1`. */
export function closeUnordered(items: readonly Item[], op: FoldOp, scope: Scope): Expression[] {
  const dots = items.findIndex((item) => item.dots)
  const [before, after] = [items[dots - 1], items[dots + 1]]
  const sites =
    isWritten(before) && isWritten(after) ? differences(before.expression, after.expression) : []
  const falls =
    sites?.length &&
    sites.every(([from, to]) => {
      const [least, most] = range(minus(to, from), scope)
      return least < 0 && most <= 0
    })
  return falls ? closeRuns(items.toReversed(), op, scope) : closeRuns(items, op, scope)
}

const plain = ({ minus: negative, expression, span }: Written): Expression =>
  negative ? { kind: 'negate', of: expression, shape: expression.shape, span } : expression

type Run = {
  readonly first: number
  readonly end: number
  readonly template: Template
  readonly minus: boolean
  readonly span: Span
}

type Template = {
  readonly body: Expression
  readonly from: Affine
  readonly to: Affine
  readonly index: string
}

/** The stretch of items round the dots at `dots`: back and forth as far as indices are consecutive. */
function readRun(items: readonly Item[], dots: number, scope: Scope): Run {
  const before = items[dots - 1]
  const sign = items[dots]
  let first = dots - 1
  let end = dots + 2
  if (!isWritten(before) || !isWritten(items[dots + 1])) {
    refuse(sign.span, 'unclear dots', '\\cdots', 'dots stand between two terms', CURE)
  }
  while (follows(items[first - 1], items[first], scope)) first--
  for (;;) {
    if (items[end]?.dots === true && comparable(items[first], items[end + 1])) end += 2
    else if (follows(items[end - 1], items[end], scope, items[end + 1]?.dots === true)) end++
    else break
  }
  const from = items[first] as Written
  const to = items[end - 1] as Written
  checkSigns(items.slice(first, end))
  return {
    first,
    end,
    minus: from.minus,
    span: cover(from.span, to.span),
    template: toTemplate(from, to, scope),
  }
}

const isWritten = (item: Item | undefined): item is Written => item !== undefined && !item.dots

/** Whether the second dots of `a_1 + ⋯ + a_i + a_{i+1} + ⋯ + a_n` go on with the run. */
const comparable = (left: Item | undefined, right: Item | undefined): boolean => {
  if (!isWritten(left) || !isWritten(right)) return false
  const sites = differences(left.expression, right.expression) ?? []
  return (
    sites.length > 0 &&
    sites.every((site) => sameAffine(minus(site[1], site[0]), minus(sites[0][1], sites[0][0])))
  )
}

/** Whether `right` comes after `left` in a run; refuses other steps than one. */
function follows(
  left: Item | undefined,
  right: Item | undefined,
  scope: Scope,
  opens = false,
): boolean {
  if (!isWritten(left) || !isWritten(right) || left.minus !== right.minus) return false
  const step = steps(left, right)
  if (step === undefined || step === 1) return step === 1
  // A gap before a term that opens a run of its own is meant: `a_{i-1} + a_{i+1} + ⋯`.
  if (opens) return false
  return refuseAt(
    scope,
    right.span,
    'unclear dots',
    `the index goes by ${step} from the term before, and dots go on by one`,
    CURE,
  )
}

/** By how much the index goes up from one term to another, if that is a number and nothing else differs. */
function steps(left: Written, right: Written): number | undefined {
  const sites = differences(left.expression, right.expression)
  const [site] = sites ?? []
  if (!site) return sites ? 0 : undefined
  const step = minus(site[1], site[0])
  if (!isConstant(step)) return undefined
  return sites!.every((other) => sameAffine(minus(other[1], other[0]), step))
    ? step.constant
    : undefined
}

function checkSigns(items: readonly Item[]): void {
  const odd = items.find((item) => item.minus !== items[0].minus)
  if (odd)
    refuse(odd.span, 'unclear dots', '\\cdots', 'the terms round dots have different signs', CURE)
}

function toTemplate(from: Written, to: Written, scope: Scope): Template {
  const span = cover(from.span, to.span)
  const sites = differences(from.expression, to.expression)
  const [site] = sites ?? []
  if (!site) {
    return refuseAt(
      scope,
      span,
      'unclear dots',
      sites
        ? 'the first and the last term are the same'
        : 'the first and the last term differ in more than an index',
      CURE,
    )
  }
  const [lower, upper] = site
  checkOrder(lower, upper, scope, span)
  const index = `#${depthOf(from.expression)}`
  const body = zip(from.expression, to.expression, (left, right) => {
    if (!sameAffine(minus(left, lower), minus(right, upper))) {
      refuseAt(
        scope,
        span,
        'unclear dots',
        'the indices of the first and the last term do not go up together',
        CURE,
      )
    }
    return plus(named(index), minus(left, lower))
  }) as Expression
  return { body, from: lower, to: upper, index }
}

function fold(
  { template: { body, from, to, index }, minus: negative, span }: Run,
  op: FoldOp,
  scope: Scope,
): Expression {
  const size = sizeOf(from, scope) ?? sizeOf(to, scope) ?? ''
  const sum: Expression = {
    kind: 'fold',
    op,
    over: { index, size, from, to, when: [] },
    body,
    shape: body.shape,
    span,
  }
  return negative ? { kind: 'negate', of: sum, shape: sum.shape, span } : sum
}

function sizeOf(affine: Affine, scope: Scope): string | undefined {
  const [name] = Object.keys(affine.names)
  return name === undefined ? undefined : (scope.indices.get(name) ?? name)
}

/** A run may be empty at an edge (from i+1 to C where i = C), but never run backwards. */
function checkOrder(lower: Affine, upper: Affine, scope: Scope, span: Span): void {
  const [least, most] = range(minus(upper, lower), scope)
  if (least < -1) {
    refuseAt(
      scope,
      span,
      'unclear dots',
      most < 0
        ? 'the index runs backwards'
        : 'for the smallest sizes the index would run backwards',
      CURE,
    )
  }
}

/** The least and the greatest value of an index expression over all sizes and indices. */
function range(affine: Affine, scope: Scope): [number, number] {
  const sizes = Object.keys(affine.names).map((name) => scope.indices.get(name) ?? name)
  const size = sizes[0]
  const declared = size === undefined ? undefined : scope.model.declarations.get(size)
  const [low, high] = declared?.kind === 'size' ? declared.range : [1, 1]
  const values: number[] = []
  for (let n = low; n <= high; n++) {
    for (let m = 1; m <= n; m++)
      values.push(valueAt(affine, (name) => (scope.indices.has(name) ? m : n)))
  }
  return [Math.min(...values), Math.max(...values)]
}

const valueAt = ({ constant, names }: Affine, at: (name: string) => number): number =>
  Object.entries(names).reduce((sum, [name, factor]) => sum + factor * at(name), constant)

/** Where two readings differ, if only in indices. */
function differences(left: Expression, right: Expression): [Affine, Affine][] | undefined {
  const sites: [Affine, Affine][] = []
  const merged = zip(left, right, (from, to) => {
    sites.push([from, to])
    return from
  })
  return merged === UNLIKE ? undefined : sites
}

const UNLIKE = Symbol('two readings of different form')

/** Goes through two readings side by side; what `at` makes of differing indices stands in the result. */
function zip(left: unknown, right: unknown, at: (left: Affine, right: Affine) => Affine): unknown {
  if (isAffine(left) && isAffine(right)) return sameAffine(left, right) ? left : at(left, right)
  if (isExpression(left) && isExpression(right)) {
    const [from, to] = [toCount(left), toCount(right)]
    if (from && to) return sameAffine(from, to) ? left : toExpression(at(from, to), left.span)
  }
  if (typeof left !== 'object' || typeof right !== 'object' || !left || !right)
    return Object.is(left, right) ? left : UNLIKE
  const from = fieldsOf(left)
  if (from.length !== fieldsOf(right).length) return UNLIKE
  const merged = from.map(
    ([key, value]) => [key, zip(value, (right as Record<string, unknown>)[key], at)] as const,
  )
  if (merged.some(([, value]) => value === UNLIKE)) return UNLIKE
  if (Array.isArray(left)) return merged.map(([, value]) => value)
  return 'span' in left
    ? { ...Object.fromEntries(merged), span: left.span }
    : Object.fromEntries(merged)
}

const isExpression = (value: unknown): value is Expression =>
  typeof value === 'object' && value !== null && 'kind' in value && 'shape' in value

const fieldsOf = (value: object): [string, unknown][] =>
  Object.entries(value).filter(([key]) => key !== 'span')

const isAffine = (value: unknown): value is Affine =>
  typeof value === 'object' && value !== null && 'constant' in value && 'names' in value

/** One more than the depth of the runs inside, so that each has an index of its own. */
export const depthOf = (expression: Expression): number => {
  const index =
    expression.kind === 'fold'
      ? expression.over.index
      : expression.kind === 'list'
        ? expression.index
        : ''
  const own = index.startsWith('#') ? Number(index.slice(1)) + 1 : 1
  return Math.max(own, ...partsOf(expression).map(depthOf))
}
