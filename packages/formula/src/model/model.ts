import type { Domain } from './domain.ts'
import type { Expression } from './expression.ts'
import type { Shape } from './shape.ts'
import type { Span } from '../tex/span.ts'

/** What an author declares; the definitions stand beside it as TeX. Names are written in TeX. */
export type ModelSpec = {
  /** How long vectors may be, both ends included: `{ C: [2, 6] }`. */
  readonly sizes?: Readonly<Record<string, readonly [number, number]>>
  /** Index names by the size that they count up to: `{ C: 'i j k' }`. */
  readonly index?: Readonly<Record<string, string>>
  /** Free quantities, each with its domain: `{ z: 'vector', y: 'onehot' }`. */
  readonly free?: Readonly<Record<string, string>>
  /** Numbers with a name: `{ '\\pi': Math.PI }`. */
  readonly constants?: Readonly<Record<string, number>>
  /** How ∂ of a vector by a vector is laid out; without it such derivatives are refused. */
  readonly layout?: 'numerator' | 'denominator'
}

export type Parameter = { readonly name: string; readonly shape: Shape }

/** `σ_i = …`, `L = …`, `f(x) = …` as read. */
export type Definition = {
  readonly name: string
  /** The arguments of a function; none for a quantity. */
  readonly params: readonly Parameter[]
  /** The indices on the left: one component is defined for each. */
  readonly indices: readonly string[]
  readonly body: Expression
  readonly tex: string
  readonly span: Span
}

export type Declaration =
  | { readonly kind: 'size'; readonly range: readonly [number, number] }
  | { readonly kind: 'index'; readonly size: string }
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'free'; readonly shape: Shape; readonly domain: Domain }
  | { readonly kind: 'defined'; readonly shape: Shape; readonly definition: Definition }
  | { readonly kind: 'function'; readonly shape: Shape; readonly definition: Definition }

/** Every name that formulas may use, and how the definitions read. */
export type Model = {
  readonly declarations: ReadonlyMap<string, Declaration>
  readonly definitions: readonly Definition[]
  readonly layout: 'numerator' | 'denominator' | undefined
  /** For every defined name, all that it is made from, directly or through others. */
  readonly uses: ReadonlyMap<string, ReadonlySet<string>>
  /** Names that an author declared or defined wrongly, where mistakes were collected; else none. */
  readonly refused: ReadonlySet<string>
  /** Whether of a definition not even the name could be read: a name that the model does not know may be that. */
  readonly isPartial?: boolean
}

/** Names of one kind, in the order of their declaration. */
export function namesOf(model: Model, kind: Declaration['kind']): string[] {
  return [...model.declarations]
    .filter(([, declaration]) => declaration.kind === kind)
    .map(([name]) => name)
}

/** Whether a change of `by` can reach one of `names`. */
export function dependsOn(model: Model, names: Iterable<string>, by: string): boolean {
  return [...names].some((name) => name === by || model.uses.get(name)?.has(by) === true)
}
