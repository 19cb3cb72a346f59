import type { Code, ConditionCode, ModelCode, RelationCode } from '../run/code.ts'
import type { Derivation, Side, Step } from '../model/derivation.ts'
import type { Domain } from '../model/domain.ts'
import { encode, encodeCondition, encodeModel, RELATIONS } from '../run/encode.ts'
import type { Indices } from '../run/evaluate.ts'
import type { Expression } from '../model/expression.ts'
import { labelings, type Choice } from './choice.ts'

/** Two sides as code to be interpreted. */
export type Claim = {
  readonly line: number
  readonly relation: RelationCode
  readonly left: Code
  readonly right: Code
  readonly conditions: readonly ConditionCode[]
}

/** All claims of a derivation whose sides could be read, with what they need of its model. */
export type Problem = {
  readonly model: ModelCode
  readonly domains: ReadonlyMap<string, Domain>
  /** Sizes by name, smallest and largest. */
  readonly ranges: ReadonlyMap<string, readonly [number, number]>
  /** The indices of `each`, with their sizes. */
  readonly each: readonly (readonly [name: string, size: string])[]
  readonly where: readonly ConditionCode[]
  readonly claims: readonly Claim[]
}

export function toProblem(derivation: Derivation): Problem {
  const { model, where, steps } = derivation
  const expressions = [
    ...steps.flatMap(({ left, right }) => [left, right]),
    ...[...where, ...steps.flatMap(besides)].flatMap(({ left, right }) => [left, right]),
  ]
  const encoded = encodeModel(model, expressions.filter(isRead))
  const each = derivation.each.map((name) => [name, sizeOf(derivation, name)] as const)
  const [claims, conditions] = [steps.flatMap(toClaims), where.map(encodeCondition)]
  return {
    model: encoded,
    domains: toDomains(derivation, encoded),
    ranges: toRanges(derivation, [encoded, claims, conditions, each]),
    each,
    where: conditions,
    claims,
  }
}

const besides = ({ conditions, reasons }: Step): Step['reasons'] => [...conditions, ...reasons]

export const isRead = (side: Side): side is Expression => side.kind !== 'twin'

/** The claims of a step: its comparison, and the reasons that its line gives. */
export function toClaims({ line, relation, left, right, conditions, reasons }: Step): Claim[] {
  if (!isRead(left) || !isRead(right)) return []
  const base = { line, conditions: conditions.map(encodeCondition) }
  const given = reasons.map((reason) => ({
    ...base,
    relation: RELATIONS[reason.relation],
    left: encode(reason.left),
    right: encode(reason.right),
  }))
  return [
    { ...base, relation: RELATIONS[relation], left: encode(left), right: encode(right) },
    ...given,
  ]
}

function toDomains({ model, domains }: Derivation, { free }: ModelCode): Map<string, Domain> {
  return new Map(
    Object.keys(free).flatMap((name) => {
      const declaration = model.declarations.get(name)
      const domain =
        domains.get(name) ?? (declaration?.kind === 'free' ? declaration.domain : undefined)
      return domain ? [[name, domain] as const] : []
    }),
  )
}

/** The sizes that occur in the code. */
function toRanges(
  { model }: Derivation,
  interpreted: unknown,
): Map<string, readonly [number, number]> {
  const used = stringsIn(interpreted)
  return new Map(
    [...model.declarations].flatMap(([name, declaration]) =>
      declaration.kind === 'size' && used.has(name) ? [[name, declaration.range] as const] : [],
    ),
  )
}

function stringsIn(data: unknown, found = new Set<string>()): Set<string> {
  if (typeof data === 'string') found.add(data)
  else if (typeof data === 'object' && data !== null)
    for (const part of Object.values(data)) stringsIn(part, found)
  return found
}

function sizeOf({ model }: Derivation, name: string): string {
  const declaration = model.declarations.get(name)
  return declaration?.kind === 'index' ? declaration.size : ''
}

/** Every way to choose the sizes, smallest first. */
export function* sizesOf({ ranges }: Problem): Generator<Record<string, number>> {
  const lists = [...ranges].map(([name, [low, high]]) =>
    Array.from({ length: high - low + 1 }, (_, n) => [name, low + n] as const),
  )
  yield* lists.reduce<Record<string, number>[]>(
    (all, list) =>
      all.flatMap((sizes) => list.map(([name, value]) => ({ ...sizes, [name]: value }))),
    [{}],
  )
}

/** Every labelling at these sizes, with nothing cut yet. */
export function* choicesAt(
  { domains }: Problem,
  sizes: Readonly<Record<string, number>>,
): Generator<Choice> {
  const kinds = [...domains].flatMap(([name, { kind, sizes: own }]) => {
    const length = own.map((size) => sizes[size]).reduce((a, b) => a * b, 1)
    return kind === 'onehot' || kind === 'multihot' || kind === 'binary'
      ? [[name, kind, length] as const]
      : []
  })
  for (const labels of labelings(kinds)) yield { labels, cuts: new Map(), orders: new Map() }
}

/** Every way to give the indices of `each` a value. */
export const assignmentsAt = (
  { each }: Problem,
  sizes: Readonly<Record<string, number>>,
): Indices[] =>
  each.reduce<Indices[]>(
    (all, [name, size]) =>
      all.flatMap((indices) =>
        Array.from({ length: sizes[size] ?? 0 }, (_, n) => ({ ...indices, [name]: n + 1 })),
      ),
    [{}],
  )
