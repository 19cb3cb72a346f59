import { namesIn, partsOf, type Expression } from './expression.ts'
import type { Model } from './model.ts'

/** Declared names that neither a definition nor any of `expressions` uses. */
export function findUnused(model: Model, expressions: readonly Expression[]): string[] {
  const used = new Set<string>()
  for (const { body, indices, params } of model.definitions) {
    for (const name of [...allNames(body), ...indices, ...params.map((param) => param.name)])
      used.add(name)
  }
  for (const name of expressions.flatMap(allNames)) used.add(name)
  for (const [name, declaration] of model.declarations) {
    const sizes =
      declaration.kind === 'free'
        ? declaration.shape.sizes
        : declaration.kind === 'index'
          ? [declaration.size]
          : []
    if (used.has(name)) for (const size of sizes) used.add(size)
  }
  return [...model.declarations.keys()].filter((name) => !used.has(name))
}

/** Every name in an expression, the indices of its sums among them. */
const allNames = (expression: Expression): string[] => [
  ...namesIn(expression),
  ...boundIn(expression),
]

const boundIn = (expression: Expression): string[] => [
  ...(expression.kind === 'fold' ? [expression.over.index] : []),
  ...partsOf(expression).flatMap(boundIn),
]
