import {
  constant,
  isConstant,
  minus,
  named,
  plus,
  sameAffine,
  type Affine,
} from '../model/affine.ts'
import { refuse } from '../tex/error.ts'
import type { Condition, Expression, Relation } from '../model/expression.ts'
import { numberAt, toExpression } from './counts.ts'
import { isArg, isInArg } from './read-arg.ts'
import { readIndex, splitAt } from './read-index.ts'
import { checkBound, lookUp, refuseAt, sourceOf, type Scope } from './scope.ts'
import { SCALAR } from '../model/shape.ts'
import { cover, type Span } from '../tex/span.ts'
import { isMark, type Mark, type Token } from '../tex/token.ts'

/** Parts a list at its commas, but for those inside a range: `i, j = 1, \ldots, C` stays whole. */
export function splitList(
  tokens: readonly Token[],
  parts = (token: Token): boolean => isMark(token, 'comma'),
): Token[][] {
  const inside = commasInRanges(tokens)
  return splitAt(tokens, (token) => parts(token) && !inside.has(token))
}

/** The commas round the dots of a range, between the numbers before them and between its names. */
export function commasInRanges(tokens: readonly Token[]): Set<Token> {
  const inside = new Set<Token>()
  tokens.forEach((token, position) => {
    const opens = isMark(token, 'dots') && isMark(tokens[position - 1], 'comma')
    const relation = opens ? listStart(tokens, position - 1) : undefined
    if (relation !== undefined) {
      for (let n = relation + 1; n <= position + 1; n++)
        if (isMark(tokens[n], 'comma')) inside.add(tokens[n])
    }
    const named = isMark(token, 'relation', '\\in') ? position : relation
    if (named !== undefined) for (const comma of commasOfNames(tokens, named)) inside.add(comma)
  })
  return inside
}

/** The `=` that the list before the dots begins after: `k = 1, 2, \ldots`. */
function listStart(tokens: readonly Token[], comma: number): number | undefined {
  let position = comma
  while (position > 0 && /^(name|number|operator|comma)$/.test(tokens[position].type)) position--
  return isMark(tokens[position], 'relation', '=') ? position : undefined
}

function commasOfNames(tokens: readonly Token[], relation: number): Token[] {
  const commas: Token[] = []
  for (let n = relation - 1; isMark(tokens[n], 'name'); n -= 2) {
    const [before, other, start] = [tokens[n - 1], tokens[n - 2], tokens[n - 3]]
    const listed = isMark(other, 'name') && (start === undefined || isMark(start, 'comma'))
    if (!isMark(before, 'comma') || !listed) break
    commas.push(before)
  }
  return commas
}

/** `i = 1, \ldots, C`, `i, j \in \{1, 2\}`, `i \in [C]` as conditions on indices that have a value; nothing where it is none of these. */
export function readRange(
  part: readonly Token[],
  scope: Scope,
  span: Span,
): Condition[] | undefined {
  const at = part.findIndex((token) => isMark(token, 'relation'))
  const relation = part[at] as Mark | undefined
  const after = part.slice(at + 1)
  const dotted = relation?.text === '=' && after.some((token) => isMark(token, 'dots'))
  if (relation === undefined || !(dotted || /^\\(in|notin)$/.test(relation.text))) return undefined
  const names = part.slice(0, at).filter((token) => !isMark(token, 'comma'))
  if (names.length === 0) refuseRange(scope, span)
  const indices = names.map((token) => readName(token, scope))
  if (relation.text === '\\notin')
    return indices.flatMap((name) => isNone(name, after, scope, span))
  if (isArg(after)) return indices.map((name) => isInArg(named(name.text), after, scope, span))
  const set = dotted ? { elements: after, less: [] } : readSet(after, scope, span)
  return indices.flatMap((name) => [
    ...isIn(name, set.elements, scope, span),
    ...set.less.map((element) => differs(name, readIndex(element, scope, span))),
  ])
}

function readName(token: Token, scope: Scope): Mark {
  if (!isMark(token, 'name')) return refuseRange(scope, token.span)
  const declared = lookUp(scope, token.text)
  if (declared?.kind !== 'index') {
    refuse(
      token.span,
      'unknown index',
      token.text,
      'what counts through a range is an index of the model',
      'declare it in the model, with the size that it counts up to',
    )
  }
  checkBound(scope, token.text, token.span)
  return token
}

function refuseRange(scope: Scope, span: Span): never {
  return refuse(
    span,
    'unknown range',
    sourceOf(scope, span) || 'nothing',
    'only lists of indices are read as sets',
    'write as in i = 1, \\ldots, C or i \\in \\{1, 2\\}, or a weight that is 0 or 1',
  )
}

export type SetOf = {
  readonly elements: readonly Token[]
  readonly less: readonly (readonly Token[])[]
}

/** `\{1, \ldots, C\}`, `[C]`, either of them without some: `\setminus \{i\}`. */
export function readSet(tokens: readonly Token[], scope: Scope, span: Span): SetOf {
  const [set, sign, without, ...rest] = tokens
  const less = sign && isMark(sign, 'operator', '\\setminus') && isBraces(without)
  if (rest.length > 0 || (sign && !less)) return refuseRange(scope, span)
  if (set?.type === 'fence' && set.open === '[' && isMark(set.body[0], 'name')) {
    const one: Mark = { type: 'number', text: '1', span: set.span }
    const dots: Mark = { type: 'dots', text: '\\ldots', span: set.span }
    const comma: Mark = { type: 'comma', text: ',', span: set.span }
    return toSet([one, comma, dots, comma, ...set.body], without)
  }
  if (!isBraces(set)) return refuseRange(scope, span)
  return toSet(set.body, without)
}

const isBraces = (token: Token | undefined): token is Extract<Token, { type: 'fence' }> =>
  token?.type === 'fence' && /^(\\\{|\\lbrace)$/.test(token.open)

const toSet = (elements: readonly Token[], without: Token | undefined): SetOf => ({
  elements,
  less: isBraces(without) ? splitAt(without.body, (token) => isMark(token, 'comma')) : [],
})

/** The ends of `1, 2, \ldots, C`; nothing for a list without dots. */
export function endsOf(
  tokens: readonly Token[],
  scope: Scope,
  span: Span,
): { readonly from: Affine; readonly to: Affine } | undefined {
  const parts = splitAt(tokens, (token) => isMark(token, 'comma'))
  const dots = parts.findIndex((part) => part.some((token) => isMark(token, 'dots')))
  if (dots < 0) return undefined
  const before = parts.slice(0, dots).map((part) => readIndex(part, scope, span))
  const [last, ...more] = parts.slice(dots + 1)
  const [from] = before
  const isRun = before.every(
    (it, n) => from !== undefined && sameAffine(it, plus(from, constant(n))),
  )
  if (
    from === undefined ||
    last === undefined ||
    more.length > 0 ||
    !isRun ||
    parts[dots].length > 1
  )
    refuseAt(
      scope,
      span,
      'unclear dots',
      'dots go on by one, up to one end',
      'write as in 1, \\ldots, C',
    )
  return { from, to: readIndex(last, scope, span) }
}

export function isIn(
  name: Mark,
  elements: readonly Token[],
  scope: Scope,
  span: Span,
): Condition[] {
  const ends = endsOf(elements, scope, span)
  const size = scope.indices.get(name.text) ?? ''
  if (ends === undefined) return [isOneOf(name, elements, scope, span)]
  checkEnds(ends, size, scope, span)
  const { from, to } = ends
  const all = (affine: Affine, end: Affine): boolean => sameAffine(affine, end)
  return [
    ...(all(from, constant(1)) ? [] : [compare('\\ge', name, from)]),
    ...(all(to, named(size)) ? [] : [compare('\\le', name, to)]),
  ]
}

/** A range that ends at another size than that of its index is a slip. */
function checkEnds(
  { from, to }: { from: Affine; to: Affine },
  size: string,
  scope: Scope,
  span: Span,
): void {
  for (const name of [...Object.keys(from.names), ...Object.keys(to.names)]) {
    const own = scope.indices.get(name) ?? name
    if (own === size) continue
    refuse(span, 'wrong bound', name, `the index counts up to ${size}`, `use a bound of ${size}`)
  }
  const length = minus(to, from)
  if (isConstant(length) && length.constant < 0)
    refuseAt(
      scope,
      span,
      'unclear dots',
      'the range ends before it begins',
      'write the smaller end first',
    )
}

/** One of a list: as many of its elements as are the index make 1. */
function isOneOf(name: Mark, elements: readonly Token[], scope: Scope, span: Span): Condition {
  const list = splitAt(elements, (token) => isMark(token, 'comma')).map((part) =>
    readIndex(part, scope, span),
  )
  const twice = list.some((it, n) => list.slice(0, n).some((other) => sameAffine(it, other)))
  if (twice)
    refuseAt(scope, span, 'unknown range', 'an element stands there twice', 'leave one out')
  if (list.length > 1 && list.some((it) => !isConstant(it)))
    refuseAt(
      scope,
      span,
      'unknown range',
      'whether its elements differ depends on indices',
      'write conditions joined by \\land',
    )
  const terms = list.map((it): Expression => ({
    kind: 'indicator',
    when: [compare('=', name, it)],
    shape: SCALAR,
    span,
  }))
  const [only] = terms
  if (only?.kind === 'indicator' && terms.length === 1) return only.when[0]
  const left: Expression = { kind: 'add', terms, shape: SCALAR, span }
  return { relation: '=', left, right: numberAt(1, span) }
}

const isNone = (name: Mark, after: readonly Token[], scope: Scope, span: Span): Condition[] =>
  splitAt(readSet(after, scope, span).elements, (token) => isMark(token, 'comma')).map((part) =>
    compare('\\ne', name, readIndex(part, scope, span)),
  )

const compare = (relation: Relation, name: Mark, affine: Affine): Condition => ({
  relation,
  left: { kind: 'index', name: name.text, shape: SCALAR, span: name.span },
  right: toExpression(affine, name.span),
})

/** The condition that an index is not this. */
export const differs = (name: Mark, affine: Affine): Condition => compare('\\ne', name, affine)

/** The stretch of a list of tokens. */
export const stretchOf = (part: readonly Token[], otherwise: Span): Span =>
  part[0] ? cover(part[0].span, part.at(-1)!.span) : otherwise
