import { constant, named, plus, type Affine } from '../model/affine.ts'
import { refuse } from '../tex/error.ts'
import type { Binder, Condition } from '../model/expression.ts'
import { readChain } from './read-conditions.ts'
import { readIndex, splitAt } from './read-index.ts'
import { lookUp, refuseAt, sourceOf, withIndex, type Scope } from './scope.ts'
import { cover, type Span } from '../tex/span.ts'
import { isMark, type Mark, type Token } from '../tex/token.ts'

type Bound = Omit<Binder, 'when'> & { readonly ranged: boolean }

/** What a sum runs over, and what is known inside it. */
type Binders = { readonly binders: readonly Binder[]; readonly inner: Scope }

/** What stands below and above a sum: `k=1, k\ne i`, `j`, `j \ne i`, `1 \le k \le C`, rows of `\substack`. */
export function readBinders(
  sub: readonly Token[],
  sup: readonly Token[] | undefined,
  scope: Scope,
  span: Span,
): Binders {
  const binders: Bound[] = []
  const conditions: Token[][] = []
  let inner = scope
  for (const part of partsOf(sub)) {
    const bound = readBound(part, sup, inner, span)
    if (bound) {
      binders.push(bound)
      inner = withIndex(inner, bound.index, bound.size)
    }
    if (!bound || isConditional(part)) conditions.push(part)
  }
  checkBounds(binders, sup, scope, span)
  const when = conditions.flatMap((part): Condition[] => readChain(part, inner, spanOf(part, span)))
  // All conditions stand on the innermost sum, where every index has its value.
  const last = binders.length - 1
  return {
    inner,
    binders: binders.map(({ ranged: _, ...binder }, position) => ({
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
    isMark(token, 'comma') || isMark(token, 'relation', ':') || isMark(token, 'relation', '\\mid')
  return lists.flatMap((list) => splitAt(list, parts))
}

/** `k \ne i` and its like give an index its range and leave something out of it. */
const isConditional = (part: readonly Token[]): boolean =>
  relationsIn(part).length === 1 && !isMark(part[1], 'relation', '=')

const relationsIn = (part: readonly Token[]): Mark[] =>
  part.filter((token): token is Mark => isMark(token, 'relation'))

const spanOf = (part: readonly Token[], otherwise: Span): Span =>
  part.length > 0 ? cover(part[0]!.span, part.at(-1)!.span) : otherwise

/** The index that a part gives a range, if it is not only a condition. */
function readBound(
  part: readonly Token[],
  sup: readonly Token[] | undefined,
  scope: Scope,
  span: Span,
): Bound | undefined {
  const relations = relationsIn(part)
  const set = relations.find(({ text }) => text === '\\in')
  if (set) {
    refuse(
      set.span,
      'unknown range',
      sourceOf(scope, spanOf(part, span)),
      'sets are not read',
      'write bounds and conditions, or a weight that is 0 or 1',
    )
  }
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
  if (relations[0]?.text === '=' && left) return readFrom(left, part.slice(2), sup, scope, span)
  if (left && right) {
    refuseAt(
      scope,
      spanOf(part, span),
      'two readings',
      'the sum may run over one of these or over both',
      'write one sum for each index',
    )
  }
  return left || right ? open((left ?? right)!) : undefined
}

function refuseRange(part: readonly Token[], scope: Scope, span: Span): never {
  const [first] = part
  const taken = part.length === 1 && isMark(first, 'name') && scope.indices.has(first.text)
  refuseAt(
    scope,
    spanOf(part, span),
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
  from: readonly Token[],
  sup: readonly Token[] | undefined,
  scope: Scope,
  span: Span,
): Bound {
  if (!sup) {
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
    to: readIndex(sup, scope, span),
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
  if (!['\\le', '<'].includes(first!) || !['\\le', '<'].includes(second!)) {
    refuseAt(
      scope,
      spanOf(part, name.span),
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
