import { partsOf, type Expression, type Variable } from '../model/expression.ts'
import { refuseAt, type Scope } from './scope.ts'
import type { Span } from '../tex/span.ts'

/**
 * Refuses ∂ of what depends on a number both by itself and through a quantity made from it: some hold the others fixed,
 * some do not. Components are moved with all that is made from them, as the field writes it.
 */
export function checkThrough(of: Expression, by: Variable, span: Span, scope: Scope): void {
  if (by.shape.sizes.length > 0 || by.indices.length > 0) return
  const made = ambiguous(of, by.name, scope, new Set())
  if (made === undefined) return
  refuseAt(
    scope,
    span,
    'two readings',
    `this depends on ${by.name} by itself and through ${made}: \\partial may hold ${made} fixed or not`,
    `write \\mathrm{d} where ${made} moves along, or write ${made} out`,
  )
}

/** A quantity through which `name` is reached where it also stands itself. */
function ambiguous(
  expression: Expression,
  name: string,
  scope: Scope,
  seen: Set<string>,
): string | undefined {
  const direct = directNames(expression)
  const made = [...direct].filter((other) => scope.model.uses.get(other)?.has(name))
  if (direct.has(name)) {
    const quantity = made.find((other) => scope.model.declarations.get(other)?.kind === 'defined')
    if (quantity !== undefined) return quantity
  }
  for (const other of made) {
    const declaration = scope.model.declarations.get(other)
    if (declaration?.kind !== 'defined' || seen.has(other)) continue
    seen.add(other)
    const found = ambiguous(declaration.definition.body, name, scope, seen)
    if (found !== undefined) return found
  }
  return undefined
}

/** The quantities and functions that an expression is written with. */
function directNames(expression: Expression, names = new Set<string>()): Set<string> {
  if (expression.kind === 'quantity' || expression.kind === 'apply') names.add(expression.name)
  for (const part of partsOf(expression)) directNames(part, names)
  return names
}
