import { mentioned } from './mentioned.ts'
import type { KindOf } from './read-beside.ts'
import { toDomain, type Domain } from '../model/domain.ts'
import {
  maybe,
  maybeAll,
  maybeAttribute,
  refuse,
  SpecError,
  withSource,
  type AuthorError,
  type Refusal,
} from '../tex/error.ts'
import { namesIn, type Expression } from '../model/expression.ts'
import { matchFences } from '../tex/fences.ts'
import { GRAMMAR } from './grammar.ts'
import { toLines, type Line } from './lines.ts'
import { labelOf, markOf, spellings } from '../tex/marked-name.ts'
import {
  namesOf,
  type Declaration,
  type Definition,
  type Model,
  type ModelSpec,
  type Parameter,
} from '../model/model.ts'
import { splitAt } from './read-index.ts'
import { refuseAt, type Scope } from './scope.ts'
import { isScalar, shapeOf, type Shape } from '../model/shape.ts'
import type { Span } from '../tex/span.ts'
import { checkSettled } from './unknown-size.ts'
import { toTokens } from '../tex/tokens.ts'
import { innerLists, isMark, type Fence, type Token } from '../tex/token.ts'

/** Receives an author's mistakes: to throw the first, or to collect all. */
export type ReportError = (error: AuthorError) => void

const raise: ReportError = (error) => {
  throw error
}

/**
 * Reads what a model declares and the definitions that stand beside it.
 * Throws the first mistake, or hands each one to `report` and continues. Names whose declaration or
 * definition has a mistake are added to the model's `refused`; definitions that use them are
 * skipped without a second report.
 */
export function parseModel(
  spec: ModelSpec,
  definitions: readonly string[] = [],
  report = raise,
): Model {
  return definitions.reduce(
    (model, tex) => addDefinitions(model, tex, report),
    declare(spec, report),
  )
}

function declare(spec: ModelSpec, report: ReportError): Model {
  const declarations = new Map<string, Declaration>()
  const refused = new Set<string>()
  let isPartial = false
  const add = (
    attribute: keyof ModelSpec,
    written: string,
    toDeclaration: () => Declaration,
  ): void => {
    const silent = attribute === 'free' && [...refused].some((name) => name in (spec.sizes ?? {}))
    const done = maybeAttribute(attribute, silent ? () => {} : report, () =>
      declareName(declarations, written, toDeclaration()),
    )
    const read = maybeAttribute(
      attribute,
      () => {},
      () => toName(written),
    )
    const name = read ?? written
    isPartial ||= read === undefined
    if (!done && !declarations.has(name)) refused.add(name)
  }
  for (const [name, range] of Object.entries(spec.sizes ?? {}))
    add('sizes', name, () => ({ kind: 'size', range: checkRange(name, range) }))
  const sizes = [...declarations.keys()]
  for (const [size, names] of Object.entries(spec.index ?? {})) {
    const letters = names.split(/[\s,]+/).filter(Boolean)
    const known = refused.has(size)
      ? undefined
      : maybeAttribute('index', report, () => checkSize(size, sizes))
    for (const name of letters) {
      if (known) add('index', name, () => ({ kind: 'index', size }))
      else refused.add(name)
    }
  }
  for (const [name, text] of Object.entries(spec.free ?? {}))
    add('free', name, () => toFree(toDomain(text, sizes)))
  for (const [name, value] of Object.entries(spec.constants ?? {}))
    add('constants', name, () => ({ kind: 'constant', value }))
  return { declarations, definitions: [], layout: spec.layout, uses: new Map(), refused, isPartial }
}

const toFree = (domain: Domain): Declaration => ({
  kind: 'free',
  shape: shapeOf(domain.sizes),
  domain,
})

function declareName(
  declarations: Map<string, Declaration>,
  written: string,
  declaration: Declaration,
): true {
  const name = toName(written)
  if (declarations.has(name))
    throw new SpecError('declared twice', `${name}: every name of a model means one thing`)
  if (name === 'e')
    throw new SpecError('invalid name', 'e: it is the base of the natural logarithm')
  declarations.set(name, declaration)
  return true
}

function checkSize(size: string, sizes: readonly string[]): true {
  if (sizes.includes(size)) return true
  throw new SpecError(
    'unknown size',
    `${size}: the declared sizes are ${sizes.join(', ') || 'none'}`,
  )
}

function checkRange(name: string, range: readonly [number, number]): readonly [number, number] {
  const [low, high] = range
  if (!Number.isInteger(low) || !Number.isInteger(high) || low < 1 || high < low) {
    throw new SpecError(
      'invalid size',
      `${name}: [${low}, ${high}]: two whole numbers from 1 up, the smaller first`,
    )
  }
  return range
}

/** The name that the parser knows a symbol by: `\hat y` is `\hat{y}`, `p^*` stays. */
export function toName(written: string): string {
  const [token, ...others] = withSource(written, () => toTokens(written))
  const name = others.length === 0 && token && nameOf(token)
  if (!name)
    throw new SpecError(
      'invalid name',
      `${written}: a name is one letter or command, with an accent, a mark or a label${commandHint(written)}`,
    )
  return name
}

/** A word of letters was mostly to be a command, which has two backslashes in a quoted text. */
const commandHint = (written: string): string =>
  /^[A-Za-z]{2,}$/.test(written) ? `; a command is written "\\\\${written}"` : ''

function nameOf(token: Token): string | undefined {
  const [longest] = spellings(token)
  return longest?.rest?.sub || longest?.rest?.sup ? undefined : longest?.name
}

function addDefinitions(model: Model, tex: string, report: ReportError): Model {
  const lines = maybe(tex, report, () => toLines(toTokens(tex), (name) => kindOf(model, name)))
  if (!lines) return withoutUnread(model, tex)
  return lines.reduce((known, line) => {
    if (
      mentionsLost(
        line.steps.flatMap(({ right }) => right),
        known,
      )
    )
      return without(known, line)
    return (
      maybeAll(tex, report, (lacking) => define(known, line, { tex, lacking })) ??
      without(known, line)
    )
  }, model)
}

/** A model that lacks what a line should have defined. */
function without(model: Model, { left }: Pick<Line, 'left'>): Model {
  const names = left?.[0] ? spellings(left[0]).map(({ name }) => name) : []
  return {
    ...model,
    refused: new Set([...model.refused, ...names.filter((name) => !model.declarations.has(name))]),
  }
}

/** A model that lacks what a formula should have defined that cannot be read: its left sides mostly can. */
function withoutUnread(model: Model, tex: string): Model {
  const sides = leftSides(tex)
  if (sides.length === 0) return { ...model, isPartial: true }
  return sides.reduce((known, side) => {
    const left = maybe(
      side,
      () => {},
      () => toTokens(side),
    )
    return left?.[0] ? without(known, { left }) : { ...known, isPartial: true }
  }, model)
}

/** What stands before each sign of equality, as far back as the definition before it reaches. */
const leftSides = (tex: string): string[] =>
  tex
    .split('=')
    .slice(0, -1)
    .map((it) => it.replace(/^[^]*(?:\\q?quad|\\\\|\\text\{[^{}]*\}|\\begin\{\w+\})/, ''))
    .map((it) => afterComma(it).replaceAll('&', '').trim())
    .filter((it) => it !== '' && hasEvenBraces(it))

/** What stands behind the last comma outside of all brackets: those within are of indices and arguments. */
function afterComma(tex: string): string {
  let [depth, from] = [0, 0]
  // A sign behind a backslash is no bracket of an index; `\,` is a space.
  for (const { 0: sign, index } of tex.matchAll(/\\.|[{}()[\],]/g)) {
    if ('{(['.includes(sign)) depth += 1
    else if ('})]'.includes(sign)) depth = Math.max(0, depth - 1)
    else if (sign === ',' && depth === 0) from = index + 1
  }
  return tex.slice(from)
}

/** Whether a text is no part of a sum's bound, such as the `k` of `\sum_{k=1}`. */
const hasEvenBraces = (tex: string): boolean => tex.split('{').length === tex.split('}').length

/**
 * Whether a formula uses a name that its model has refused. Such a formula cannot be checked until
 * the model is corrected.
 */
export function mentionsRefused(tex: string, model: Model): boolean {
  return (
    maybe(
      tex,
      () => {},
      () => mentionsLost(toTokens(tex), model),
    ) ?? false
  )
}

/** Whether tokens use a name that the model lacks by a mistake in it. */
function mentionsLost(
  tokens: readonly Token[],
  { refused, isPartial = false, declarations }: Model,
): boolean {
  if (isPartial && tokens.flatMap(mentioned).some((name) => !declarations.has(name))) return true
  return refused.size > 0 && mentionsAny(tokens, refused)
}

function mentionsAny(tokens: readonly Token[], names: ReadonlySet<string>): boolean {
  return tokens.some(
    (token) =>
      spellings(token).some(({ name }) => names.has(name)) ||
      innerLists(token).some((list) => mentionsAny(list, names)),
  )
}

/** What a name stands for beside a line: a count, a free number, or anything else. */
export function kindOf(model: Model, name: string): ReturnType<KindOf> {
  if (isCount(model, name)) return 'count'
  const declaration = model.declarations.get(name)
  return declaration?.kind === 'free' && isScalar(declaration.shape) ? 'number' : 'other'
}

/** Whether a name is an index or a size. */
function isCount(model: Model, name: string): boolean {
  const kind = model.declarations.get(name)?.kind
  return kind === 'index' || kind === 'size'
}

/** Whether a name has a value of its own that others can be made from. */
const isMade = (model: Model, name: string): boolean =>
  model.declarations.has(name) && !isCount(model, name)

type Left = {
  readonly name: string
  readonly params: readonly Parameter[]
  readonly indices: readonly string[]
}

function define(
  model: Model,
  line: Line,
  { tex, lacking }: { tex: string; lacking: Refusal[] },
): Model {
  const [step, second] = line.steps
  const invalid = (span: Span, reason: string, cure: string): never =>
    refuse(span, 'invalid definition', tex.slice(span.start, span.end), reason, cure)
  if (!line.left || !step || !/^:?=$/.test(step.relation)) {
    return invalid(line.span, 'it has no left side and =', 'write as in y_i = …')
  }
  if (second) {
    invalid(
      second.at,
      'it has more than one =',
      'keep the first right side, and put the rest into a derivation',
    )
  }
  if (line.conditions.length > 0 || line.reasons.length > 0) {
    invalid(line.span, 'a condition stands beside it', 'write cases')
  }
  const scope: Scope = {
    tex,
    model,
    indices: new Map(),
    each: [],
    params: new Map(),
    grammar: GRAMMAR,
    lacking,
  }
  const left = readLeft(matchFences(line.left), scope, line.span)
  const sizes = left.indices.map((index) => sizeOf(model, index))
  const body = GRAMMAR.expression(
    step.right,
    {
      ...scope,
      indices: new Map(left.indices.map((index, position) => [index, sizes[position]])),
      each: left.indices,
      params: new Map(left.params.map(({ name, shape }) => [name, shape])),
    },
    step.at,
  )
  checkSettled(body, scope)
  checkMentions(left, body, tex)
  checkArguments(left, body, model)
  return extend(
    model,
    { ...left, body, tex, span: line.span },
    shapeOf([...sizes, ...body.shape.sizes]),
  )
}

const sizeOf = (model: Model, index: string): string => {
  const declaration = model.declarations.get(index)
  return declaration?.kind === 'index' ? declaration.size : ''
}

/** `y_i`, `L`, `f(x)`, `f(x)_i`, `f_i(x)`. */
function readLeft(tokens: readonly Token[], scope: Scope, span: Span): Left {
  const [head, tail] = tokens
  const script = head?.type === 'script' ? head : undefined
  const base = script ? script.base[0] : head
  const outer = tail?.type === 'script' ? tail : undefined
  const fence = outer ? outer.base[0] : tail
  const invalid = (reason: string): never =>
    refuseAt(scope, span, 'invalid definition', reason, 'write as in y_i = …, L = …, f(x) = …')
  if (!isMark(base, 'name') || tokens.length > 2) return invalid('the left side is not a name')
  const mark = script?.sup && markOf(script.sup)
  if ((script?.sup && !mark) || outer?.sup) invalid('a power stands on the left side')
  if (tail && fence?.type !== 'fence') invalid('the left side is not a name')
  const label = labelOf(script?.sub)
  const name = `${base.text}${label ? `_{${label}}` : ''}${mark ? `^${mark}` : ''}`
  if (scope.model.declarations.has(name)) {
    refuse(
      base.span,
      'defined twice',
      name,
      'it already means something in this model',
      'use another name',
    )
  }
  const indices = readLeftIndices((label ? undefined : script?.sub) ?? outer?.sub ?? [], scope)
  return { name, indices, params: fence?.type === 'fence' ? readParams(fence, scope) : [] }
}

function readLeftIndices(sub: readonly Token[], scope: Scope): string[] {
  const names = sub.filter((token) => !isMark(token, 'comma'))
  return names.map((token, position) => {
    const name = isMark(token, 'name') ? token.text : ''
    const again = names.slice(0, position).some((other) => isMark(other, 'name', name))
    if (scope.model.declarations.get(name)?.kind !== 'index' || again) {
      const known = namesOf(scope.model, 'index').join(', ')
      refuseAt(
        scope,
        token.span,
        'invalid definition',
        'below a defined name stand different indices',
        known
          ? `use ${known}`
          : 'the model has none: give it index={{ … }} with the letters of each size',
      )
    }
    return name
  })
}

function readParams(fence: Fence, scope: Scope): Parameter[] {
  return splitAt(fence.body, (token) => isMark(token, 'comma')).map((tokens) => {
    const [token] = tokens
    const name = tokens.length === 1 && isMark(token, 'name') ? token.text : ''
    const declaration = scope.model.declarations.get(name)
    if (declaration?.kind !== 'free') {
      return refuseAt(
        scope,
        token?.span ?? fence.span,
        'invalid definition',
        'an argument is a free quantity of the model, whose shape it takes',
        'declare it as free',
      )
    }
    return { name, shape: declaration.shape }
  })
}

/** What stands on the left and not on the right is a slip. */
function checkMentions({ indices, params }: Left, body: Expression, tex: string): void {
  const names = namesIn(body)
  const unused = [...indices, ...params.map(({ name }) => name)].find((name) => !names.has(name))
  if (unused) {
    refuse(
      body.span,
      'unused name',
      unused,
      `it stands on the left of ${tex.slice(body.span.start, body.span.end)} and not in it`,
      'leave it out, or use it',
    )
  }
}

/** What is made from a quantity with an argument's name would not change with the argument. */
function checkArguments({ name, params }: Left, body: Expression, model: Model): void {
  for (const param of params) {
    const made = [...namesIn(body)].find((other) => model.uses.get(other)?.has(param.name))
    if (made === undefined) continue
    refuse(
      body.span,
      'two readings',
      made,
      `it is made from ${param.name}, which is the argument of ${name} here`,
      `write out what ${made} is, or name the argument otherwise`,
    )
  }
}

function extend(model: Model, definition: Definition, shape: Shape): Model {
  const kind = definition.params.length > 0 ? ('function' as const) : ('defined' as const)
  const own = new Set(definition.params.map(({ name }) => name))
  const direct = [...namesIn(definition.body)].filter(
    (name) => !own.has(name) && isMade(model, name),
  )
  const all = new Set(direct.flatMap((name) => [name, ...(model.uses.get(name) ?? [])]))
  return {
    ...model,
    declarations: new Map(model.declarations).set(definition.name, { kind, shape, definition }),
    definitions: [...model.definitions, definition],
    uses: new Map(model.uses).set(definition.name, all),
  }
}
