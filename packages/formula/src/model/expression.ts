import type { Affine } from './affine.ts'
import type { Contraction, Shape } from './shape.ts'
import type { Span } from '../tex/span.ts'

/** A formula as read: every name known, every shape checked, every piece with its place in the TeX. */
export type Expression = Reading & { readonly shape: Shape; readonly span: Span }

export type Reading =
  | {
      readonly kind: 'number'
      readonly value: number
      /** The model's name for it, where it has one. */
      readonly constant?: string
    }
  /** An index or a size where a number is wanted, as in `1/C`. */
  | { readonly kind: 'index'; readonly name: string }
  /** A declared or defined quantity; fewer indices than its rank leave a vector or a matrix. */
  | { readonly kind: 'quantity'; readonly name: string; readonly indices: readonly Affine[] }
  /** A function that the model defines, at arguments: `f(x)`, `f(x)_i`. */
  | {
      readonly kind: 'apply'
      readonly name: string
      readonly args: readonly Expression[]
      readonly indices: readonly Affine[]
    }
  /** A component of something that has no name: `(A x)_i`. */
  | { readonly kind: 'pick'; readonly of: Expression; readonly indices: readonly Affine[] }
  | { readonly kind: 'negate'; readonly of: Expression }
  | { readonly kind: 'add'; readonly terms: readonly Expression[] }
  /** A product where at least one side is a number. */
  | { readonly kind: 'multiply'; readonly left: Expression; readonly right: Expression }
  /** Component by component: `\odot`. */
  | { readonly kind: 'entrywise'; readonly left: Expression; readonly right: Expression }
  | {
      readonly kind: 'contract'
      readonly how: Contraction
      readonly left: Expression
      readonly right: Expression
    }
  | { readonly kind: 'divide'; readonly top: Expression; readonly bottom: Expression }
  | { readonly kind: 'power'; readonly base: Expression; readonly exponent: Expression }
  | { readonly kind: 'call'; readonly fn: string; readonly args: readonly Expression[] }
  | { readonly kind: 'fold'; readonly op: FoldOp; readonly over: Binder; readonly body: Expression }
  | { readonly kind: 'cases'; readonly cases: readonly Case[] }
  /** 1 where the conditions hold, else 0: Kronecker's delta, `[k = i]`, `\mathbb{1}`. */
  | { readonly kind: 'indicator'; readonly when: readonly Condition[] }
  | { readonly kind: 'transpose'; readonly of: Expression }
  /** A vector or a matrix by its components: bold 1, `I`, `\operatorname{diag}`. */
  | {
      readonly kind: 'list'
      readonly index: string
      readonly size: string
      readonly body: Expression
    }
  | { readonly kind: 'inverse'; readonly of: Expression }
  | { readonly kind: 'determinant'; readonly of: Expression }
  | {
      readonly kind: 'derivative'
      readonly of: Expression
      readonly by: Variable
      readonly layout: 'numerator' | 'denominator' | undefined
    }

export type FoldOp = 'sum' | 'product' | 'max' | 'min'

/** The index that a sum runs over, its bounds, and what it leaves out. */
export type Binder = {
  readonly index: string
  /** The size that the index belongs to. */
  readonly size: string
  readonly from: Affine
  readonly to: Affine
  readonly when: readonly Condition[]
}

export type Relation = '=' | '\\ne' | '\\le' | '\\ge' | '<' | '>'

export type Condition = {
  readonly relation: Relation
  readonly left: Expression
  readonly right: Expression
}

/** `when` is missing for “otherwise”. */
export type Case = { readonly value: Expression; readonly when: readonly Condition[] | undefined }

/** What a derivative is taken by: a quantity or one of its components. */
export type Variable = {
  readonly name: string
  readonly indices: readonly Affine[]
  readonly shape: Shape
}

/** Whether a side of a line is read, and not computed by a twin. */
export const isExpression = <T extends { readonly kind: string }>(
  side: Expression | T,
): side is Expression => side.kind !== 'twin'

/** The expressions directly inside one, conditions included. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'number':
    case 'index':
    case 'quantity':
      return []
    case 'apply':
    case 'call':
      return expression.args
    case 'pick':
    case 'negate':
    case 'transpose':
    case 'inverse':
    case 'determinant':
    case 'derivative':
      return [expression.of]
    case 'list':
      return [expression.body]
    case 'add':
      return expression.terms
    case 'multiply':
    case 'entrywise':
    case 'contract':
      return [expression.left, expression.right]
    case 'divide':
      return [expression.top, expression.bottom]
    case 'power':
      return [expression.base, expression.exponent]
    case 'fold':
      return [...operands(expression.over.when), expression.body]
    case 'cases':
      return expression.cases.flatMap(({ value, when }) => [value, ...operands(when ?? [])])
    case 'indicator':
      return operands(expression.when)
  }
}

const operands = (conditions: readonly Condition[]): Expression[] =>
  conditions.flatMap(({ left, right }) => [left, right])

/** Every quantity, function, index and size that an expression names, itself or inside. */
export function namesIn(expression: Expression, names = new Set<string>()): Set<string> {
  for (const name of ownNames(expression)) names.add(name)
  for (const part of partsOf(expression)) namesIn(part, names)
  return names
}

function ownNames(expression: Expression): string[] {
  switch (expression.kind) {
    case 'index':
      return [expression.name]
    case 'number':
      return expression.constant === undefined ? [] : [expression.constant]
    case 'quantity':
    case 'apply':
      return [expression.name, ...indexNames(expression.indices)]
    case 'pick':
      return indexNames(expression.indices)
    case 'derivative':
      return [expression.by.name, ...indexNames(expression.by.indices)]
    case 'fold':
      return indexNames([expression.over.from, expression.over.to])
    case 'list':
      return [expression.size]
    default:
      return []
  }
}

const indexNames = (indices: readonly Affine[]): string[] =>
  indices.flatMap(({ names }) => Object.keys(names))
