import { constant, isConstant, named, plus, showAffine, type Affine } from '../model/affine.ts'
import { refuse } from '../tex/error.ts'
import { matchFences } from '../tex/fences.ts'
import type { Binder, Condition } from '../model/expression.ts'
import { readChain } from './read-conditions.ts'
import {
  differs,
  endsOf,
  isIn,
  readRange,
  readSet,
  splitList,
  stretchOf,
  type SetOf,
} from './ranges.ts'
import { readIndex, splitAt } from './read-index.ts'
import { lookUp, refuseAt, withIndex, type Scope } from './scope.ts'
import type { Span } from '../tex/span.ts'
import { isMark, type Mark, type Token } from '../tex/token.ts'

type Bound = Omit<Binder, 'when'> & {
  readonly ranged: boolean
  /** What a set leaves out of its range. */
  readonly out?: readonly Condition[]
}

/** What a sum runs over, and what is known inside it. */
type Binders = {
  readonly binders: readonly Binder[]
  readonly inner: Scope
  /** The indices of a pair such as `i < j`, which both stand in the body: else one of them may be meant to have a value. */
  readonly pair: readonly string[]
}

/** What stands below and above a sum: `k=1, k\ne i`, `j`, `j \ne i`, `1 \le k \le C`, rows of `\substack`. */
export function readBinders(
  sub: readonly Token[],
  sup: readonly Token[] | undefined,
  scope: Scope,
  span: Span,
): Binders {
  const binders: Bound[] = []
  const conditions: Token[][] = []
  const pair: string[] = []
  let inner = scope
  const bind = (bound: Bound): void => {
    binders.push(bound)
    inner = withIndex(inner, bound.index, bound.size)
  }
  for (const part of partsOf(matchFences(sub))) {
    checkListed(part, conditions.length > 0, scope)
    const members = membersIn(part, inner)
    const pairs = members ? [] : pairIn(part, inner)
    for (const name of pairs) bind({ ...whole(name, inner), ranged: false })
    // A chain with both ends, as in 1 ≤ i < j ≤ C, runs over both, whatever the body says.
    if (relationsIn(part).length < 3) pair.push(...pairs.map(({ text }) => text))
    if (members) {
      for (const bound of members) bind(bound)
      continue
    }
    const bound = pairs.length > 0 ? undefined : readBound(part, sup, inner, span)
    if (bound) bind(bound)
    if (!bound || isConditional(part)) conditions.push(part)
  }
  checkBounds(binders, sup, scope, span)
  const when = [
    ...binders.flatMap(({ out = [] }) => out),
    ...conditions.flatMap((part): Condition[] => {
      const own = stretchOf(part, span)
      return readRange(part, inner, own) ?? readChain(part, inner, own)
    }),
  ]
  // All conditions stand on the innermost sum, where every index has its value.
  const last = binders.length - 1
  return {
    inner,
    pair,
    binders: binders.map(({ ranged: _, out: __, ...binder }, position) => ({
      ...binder,
      when: position === last ? when : [],
    })),
  }
}

function partsOf(sub: readonly Token[]): Token[][] {
  const rows = sub.flatMap((token): Token[][] =>
    token.type === 'table' ? token.rows.map((row) => row.flat()) : [[token]],
  )
  const hasRows = sub.some((token) => token.type === 'table')
  const lists = hasRows ? rows : [sub as Token[]]
  const parts = (token: Token): boolean =>
    isMark(token, 'comma') ||
    (isMark(token, 'relation') && /^(:|\\mid)$/.test(token.text)) ||
    isBar(token)
  return lists.flatMap((list) => spread(splitList(list, parts)))
}

/** `1 \le i, j \le C` bounds both. */
function spread(parts: readonly Token[][]): Token[][] {
  const first = parts.findIndex(isLower)
  const last = parts.findIndex((part, n) => n > first && isUpper(part))
  const between = first < 0 || last < 0 ? undefined : parts.slice(first + 1, last)
  if (!between?.every((part) => part.length === 1)) return [...parts]
  const [lower, upper] = [parts[first].slice(0, -1), parts[last].slice(1)]
  const names = [parts[first].at(-1)!, ...between.flat(), parts[last][0]]
  return [
    ...parts.slice(0, first),
    ...names.map((name) => [...lower, name, ...upper]),
    ...parts.slice(last + 1),
  ]
}

const isLess = (token: Token | undefined): boolean =>
  isMark(token, 'relation') && /^(<|\\le)$/.test(token.text)

const isLower = (part: readonly Token[]): boolean =>
  relationsIn(part).length === 1 && isLess(part.at(-2)) && isMark(part.at(-1), 'name')

const isUpper = (part: readonly Token[]): boolean =>
  relationsIn(part).length === 1 && isMark(part[0], 'name') && isLess(part[1])

const isBar = (token: Token): boolean => isMark(token, 'name') && /^(\||\\vert)$/.test(token.text)

/** The indices without a value that a part compares with each other: `i < j`, `1 \le i < j \le C`, `i \ne j`. */
function pairIn(part: readonly Token[], scope: Scope): Mark[] {
  const relations = relationsIn(part)
  if (!relations.every(({ text }) => /^(<|>|\\le|\\ge|\\ne)$/.test(text))) return []
  const sides = splitAt(part, (token) => isMark(token, 'relation'))
  const names = sides.flatMap((side) => {
    const name = side.length === 1 ? unboundName(side[0], scope) : undefined
    return name ? [name] : []
  })
  const isTwice = names.some((it, n) => names.slice(0, n).some(({ text }) => text === it.text))
  return names.length > 1 && !isTwice ? names : []
}

/** `k \ne i` and its like give an index its range and leave something out of it. */
const isConditional = (part: readonly Token[]): boolean =>
  relationsIn(part).length === 1 && !isMark(part[1], 'relation', '=')

const isMember = (token: Token): boolean => isMark(token, 'relation', '\\in')

/** `i < j, k` may say something of k. */
function checkListed(part: readonly Token[], follows: boolean, scope: Scope): void {
  const [name, other] = part
  if (!follows || other !== undefined || !isMark(name, 'name')) return
  refuseAt(
    scope,
    name.span,
    'two readings',
    'what stands before it may hold for this index too',
    'name all indices first, then what holds of them',
  )
}

/** What a set gives its indices: `i, j \in \{1, \ldots, C\}`, each without a value before. */
function membersIn(part: readonly Token[], scope: Scope): Bound[] | undefined {
  const at = part.findIndex(isMember)
  if (at < 0) return undefined
  const span = stretchOf(part, part[at].span)
  const names = part.slice(0, at).filter((token) => !isMark(token, 'comma'))
  const set = readSet(part.slice(at + 1), scope, span)
  return names.map((token) => {
    const name = unboundName(token, scope)
    if (!name) return refuseRange(part, scope, span)
    const own = { ...whole(name, scope), ranged: false }
    return { ...own, ...rangeOf(set, own, scope, span) }
  })
}

/** The ends of a set with dots, and what of it is left out; of a list, a condition. */
function rangeOf(
  { elements, less }: SetOf,
  { index, size }: Bound,
  scope: Scope,
  span: Span,
): Partial<Bound> {
  const inner = withIndex(scope, index, size)
  const name: Mark = { type: 'name', text: index, span }
  const out = less.map((element) => differs(name, readIndex(element, scope, span)))
  const ends = endsOf(elements, scope, span)
  if (ends) return { ...ends, out }
  checkElements(elements, size, scope, span)
  return { out: [...isIn(name, elements, inner, span), ...out] }
}

/** An element above the size would be left out without a word. */
function checkElements(elements: readonly Token[], size: string, scope: Scope, span: Span): void {
  const declared = scope.model.declarations.get(size)
  const least = declared?.kind === 'size' ? declared.range[0] : 0
  for (const part of splitAt(elements, (token) => isMark(token, 'comma'))) {
    const element = readIndex(part, scope, span)
    const isSure = isConstant(element)
      ? element.constant >= 1 && element.constant <= least
      : part.length === 1
    if (!isSure)
      refuseAt(
        scope,
        span,
        'unknown range',
        `whether ${showAffine(element)} is in it depends on ${size}`,
        `give ${size} more components, or write bounds`,
      )
  }
}

const relationsIn = (part: readonly Token[]): Mark[] =>
  part.filter((token): token is Mark => isMark(token, 'relation'))

/** The index that a part gives a range, if it is not only a condition. */
function readBound(
  part: readonly Token[],
  sup: readonly Token[] | undefined,
  scope: Scope,
  span: Span,
): Bound | undefined {
  const relations = relationsIn(part)
  if (relations.length === 2) return readChained(part, relations, scope)
  const left = unboundName(
    part.length === 1 || relations[0] === part[1] ? part[0] : undefined,
    scope,
  )
  const right = relations[0] === part.at(-2) ? unboundName(part.at(-1), scope) : undefined
  const open = (name: Mark): Bound => ({ ...whole(name, scope), ranged: false })
  if (relations.length === 0) {
    if (part.length === 1 && left) return open(left)
    return refuseRange(part, scope, span)
  }
  const [first] = part
  const taken =
    sup &&
    relations[0]?.text === '=' &&
    relations[0] === part[1] &&
    isMark(first, 'name') &&
    scope.indices.has(first.text)
  if (taken)
    refuse(
      first.span,
      'index bound twice',
      first.text,
      'it already has a value here',
      'use another index',
    )
  if (relations[0]?.text === '=' && left)
    return readFrom(left, { from: part.slice(2), to: sup }, scope, span)
  return left || right ? open((left ?? right)!) : undefined
}

function refuseRange(part: readonly Token[], scope: Scope, span: Span): never {
  const [first] = part
  const taken = part.length === 1 && isMark(first, 'name') && scope.indices.has(first.text)
  refuseAt(
    scope,
    stretchOf(part, span),
    taken ? 'index bound twice' : 'unknown range',
    taken ? 'it already has a value here' : 'it is not clear what this runs over',
    taken ? 'use another index' : 'write as in \\sum_{k=1}^{C} or \\sum_{k}',
  )
}

/** A name that is an index and has no value yet. */
function unboundName(token: Token | undefined, scope: Scope): Mark | undefined {
  if (!isMark(token, 'name') || scope.indices.has(token.text)) return undefined
  const declaration = lookUp(scope, token.text)
  if (declaration === undefined) {
    refuse(
      token.span,
      'unknown index',
      token.text,
      'the model does not declare it',
      'declare it in the model, with the size that it counts up to',
    )
  }
  return declaration.kind === 'index' ? token : undefined
}

function whole(name: Mark, scope: Scope): Omit<Binder, 'when'> {
  const declaration = lookUp(scope, name.text)
  if (declaration?.kind !== 'index') throw new Error(`not an index: ${name.text}`)
  return {
    index: name.text,
    size: declaration.size,
    from: constant(1),
    to: named(declaration.size),
  }
}

/** `k=1` below and `C` above. */
function readFrom(
  name: Mark,
  { from, to }: { from: readonly Token[]; to: readonly Token[] | undefined },
  scope: Scope,
  span: Span,
): Bound {
  if (!to) {
    refuseAt(
      scope,
      span,
      'missing bound',
      `${name.text} has a lower bound and no upper one`,
      'write both, or neither for the whole range',
    )
  }
  return {
    ...whole(name, scope),
    from: readIndex(from, scope, span),
    to: readIndex(to, scope, span),
    ranged: true,
  }
}

/** `1 \le k \le C`, with `<` for bounds that are left out. */
function readChained(
  part: readonly Token[],
  relations: readonly Mark[],
  scope: Scope,
): Bound | undefined {
  const [lower, middle, upper] = splitAt(part, (token) => isMark(token, 'relation')) as [
    Token[],
    Token[],
    Token[],
  ]
  const name = middle.length === 1 ? unboundName(middle[0], scope) : undefined
  if (!name) return undefined
  const [first, second] = relations.map(({ text }) => text)
  if (!['\\le', '<'].includes(first) || !['\\le', '<'].includes(second)) {
    refuseAt(
      scope,
      stretchOf(part, name.span),
      'unknown range',
      'bounds go up from left to right',
      'write as in 1 \\le k \\le C',
    )
  }
  const shift = (affine: Affine, strict: boolean, by: number): Affine =>
    strict ? plus(affine, constant(by)) : affine
  return {
    ...whole(name, scope),
    ranged: false,
    from: shift(readIndex(lower, scope, name.span), first === '<', 1),
    to: shift(readIndex(upper, scope, name.span), second === '<', -1),
  }
}

function checkBounds(
  binders: readonly Bound[],
  sup: readonly Token[] | undefined,
  scope: Scope,
  span: Span,
): void {
  const [first, ...others] = binders
  if (!first) {
    refuseAt(
      scope,
      span,
      'missing index',
      'every index below it already has a value',
      'use an index that is free here',
    )
  }
  if (sup && others.length > 0) {
    refuseAt(
      scope,
      span,
      'two readings',
      'one upper bound stands over several indices',
      'write one sum for each index',
    )
  }
  if (sup && !first.ranged) {
    refuseAt(
      scope,
      span,
      'missing bound',
      `${first.index} has an upper bound and no lower one`,
      `write ${first.index}=1 below, or leave the upper bound out`,
    )
  }
  for (const { index, size, from, to } of binders) {
    for (const name of [...Object.keys(from.names), ...Object.keys(to.names)]) {
      const own = scope.indices.get(name) ?? name
      if (
        own !== size &&
        own !== index &&
        !binders.some((other) => other.index === name && other.size === size)
      ) {
        refuse(
          span,
          'wrong bound',
          name,
          `${index} counts up to ${size}, and ${name} belongs to ${own}`,
          `use a bound of ${size}`,
        )
      }
    }
  }
}
