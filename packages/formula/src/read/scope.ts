import { refuse, type Refusal } from '../tex/error.ts'
import type { Condition, Expression } from '../model/expression.ts'
import type { Declaration, Model } from '../model/model.ts'
import type { Shape } from '../model/shape.ts'
import type { Span } from '../tex/span.ts'
import type { Token } from '../tex/token.ts'

/** What is known where a piece of a formula stands, and how its inner pieces are read. */
export type Scope = {
  readonly tex: string
  readonly model: Model
  /** Indices that have a value here, with the size that each counts up to. */
  readonly indices: ReadonlyMap<string, string>
  /** Those of them that the whole formula is given for; sums bind the others. */
  readonly each: readonly string[]
  /** The arguments of the function that is being defined. */
  readonly params: ReadonlyMap<string, Shape>
  readonly grammar: Grammar
  /** Takes names and indices that are not there, so that all are told; where it is missing, the first is refused. */
  readonly lacking?: Refusal[]
  /** What a line says of its own parts, below braces; missing where nothing of the kind is checked. */
  readonly asides?: Asides
}

/** Relations to be checked beside a line, with the indices that have a value over all of it. */
export type Asides = {
  readonly found: Condition[]
  readonly indices: ReadonlyMap<string, string>
}

/** The ways into the parser that its parts need of each other. */
export type Grammar = {
  /** A sum of terms; `span` says where it would stand if there is nothing. */
  expression(tokens: readonly Token[], scope: Scope, span: Span): Expression
  /** Factors side by side, as far as they go. */
  product(tokens: readonly Token[], scope: Scope, span: Span): Expression
  /** The next factor; `tail` says why nothing may follow it without a bracket. */
  factor(cursor: Cursor, scope: Scope): Factor
}

export type Factor = {
  readonly expression: Expression
  /** Why nothing may stand beside it. */
  readonly tail?: string | undefined
  /** A sum that ends in a factor which does not need to be inside: harmless alone, unclear after `\log`. */
  readonly loose?: Expression | undefined
}

/** A place in a list of tokens. */
export class Cursor {
  private position = 0
  private readonly tokens: readonly Token[]

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens
  }

  get next(): Token | undefined {
    return this.tokens[this.position]
  }

  get last(): Token | undefined {
    return this.tokens[this.position - 1]
  }

  take(): Token {
    const token = this.tokens[this.position++]
    if (token === undefined) throw new Error('read past the last token')
    return token
  }

  /** All that is left; nothing is afterwards. */
  rest(): Token[] {
    const rest = this.tokens.slice(this.position)
    this.position = this.tokens.length
    return rest
  }
}

export const sourceOf = (scope: Scope, span: Span): string => scope.tex.slice(span.start, span.end)

/** Refuses what stands at `span`, as it is written there. */
// eslint-disable-next-line max-params -- said at every refusal, always in this order
export function refuseAt(
  scope: Scope,
  span: Span,
  kind: string,
  reason: string,
  cure: string,
): never {
  refuse(span, kind, sourceOf(scope, span) || 'nothing', reason, cure)
}

export function withIndex(scope: Scope, name: string, size: string): Scope {
  return { ...scope, indices: new Map(scope.indices).set(name, size) }
}

/** The declaration of a name, arguments of a function before names of the model. */
export function lookUp(
  scope: Scope,
  name: string,
): Declaration | { readonly kind: 'param'; readonly shape: Shape } | undefined {
  const shape = scope.params.get(name)
  return shape ? { kind: 'param', shape } : scope.model.declarations.get(name)
}

/** Refuses an index that has no value here. */
export function checkBound(scope: Scope, name: string, span: Span): void {
  if (scope.indices.has(name)) return
  const each = scope.each.join(' ')
  lack(scope, {
    span,
    kind: 'free index',
    found: name,
    reason: `no sum binds it${each ? `, and this is for each ${each}` : ' and it is not given for each'}`,
    cure: `bind it with a sum, ${each ? `write ${scope.each.join(' or ')}, ` : ''}or declare each="${name}"`,
  })
}

/** The size that an index counts up to, that of one without a value too; a size is its own. */
export function countsTo(scope: Scope, name: string): string {
  const declaration = lookUp(scope, name)
  return scope.indices.get(name) ?? (declaration?.kind === 'index' ? declaration.size : name)
}

/** Notes something that is not there, or refuses it where nobody takes notes. */
export function lack({ lacking }: Scope, { span, kind, found, reason, cure }: Refusal): void {
  if (!lacking) refuse(span, kind, found, reason, cure)
  lacking.push({ span, kind, found, reason, cure })
}
