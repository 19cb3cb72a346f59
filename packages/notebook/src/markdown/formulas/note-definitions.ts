import { findUnused } from '@cellgraph/formula'
import type { PageFormulas } from './check-formulas.ts'
import { findClashes } from './check-meanings.ts'
import { usesOf, type FormulaContext } from './formula-context.ts'

/**
 * Notes at each definition of a page which of its names nothing checked is made from, and which
 * formulas of the page give its names another meaning.
 */
export function noteDefinitions(page: PageFormulas, context: FormulaContext): void {
  const unused = unusedDefinitions(page, context)
  const clashes = findClashes([...page.models.values()].map(({ model }) => model))
  const numbers = new Map(page.equations.map(({ node, number }) => [node.value, number]))
  for (const equation of page.equations.filter(({ status }) => status === 'definition')) {
    const tex = equation.node.value
    equation.unused = unused.get(tex) ?? []
    const elsewhere = clashes.flatMap((clash) => {
      const number = clash.tex === tex ? numbers.get(clash.other) : undefined
      return number === undefined ? [] : [{ name: clash.name, number }]
    })
    if (elsewhere.length > 0) equation.elsewhere = elsewhere
  }
}

/**
 * By the TeX of its definition, every name that no checked formula of the page is made from, in
 * whichever model.
 */
function unusedDefinitions(
  { models }: Pick<PageFormulas, 'models'>,
  context: FormulaContext,
): Map<string, string[]> {
  const unused = new Map<string, Set<string>>()
  const used = new Set<string>()
  for (const [name, { model }] of models) {
    const expressions = usesOf(context, name)
    const left = new Set(expressions ? findUnused(model, expressions) : [])
    for (const definition of model.definitions) {
      if (!left.has(definition.name)) used.add(`${definition.tex} ${definition.name}`)
      unused.set(definition.tex, (unused.get(definition.tex) ?? new Set()).add(definition.name))
    }
  }
  return new Map(
    [...unused].map(([tex, names]) => [tex, [...names].filter((it) => !used.has(`${tex} ${it}`))]),
  )
}
