import type { Math } from 'mdast-util-math'
import { FormulaError, parseModel, type Model, type ModelSpec } from '@cellgraph/formula'
import { ChapterError } from '../syntax/chapter-error.ts'
import type { EquationSpec } from './equation.ts'
import { attributePlace, type FoundFormulas, type Holder } from './find-formulas.ts'
import { toChapterError } from './formula-error.ts'

/** A model with the formulas of the page that define its quantities. */
export interface ReadModel {
  model: Model
  /** As its author wrote it. */
  spec: ModelSpec
  formulas: Math[]
}

/** Reads every `<Model>` of a page, by its name. Throws ChapterError. */
export function readModels(
  { displays, holders }: FoundFormulas,
  specs: ReadonlyMap<Math, EquationSpec>,
  file: string,
): Map<string, ReadModel> {
  const named = new Map(
    displays.flatMap((it) => (specs.get(it)?.name ? [[specs.get(it)!.name!, it] as const] : [])),
  )
  return new Map(
    holders.filter((it) => it.kind === 'Model').map((it) => [it.name, readModel(it, named, file)]),
  )
}

/** Reads a `<Model>`: first the definitions that it takes from elsewhere on the page, then those within it. */
function readModel(holder: Holder, named: ReadonlyMap<string, Math>, file: string): ReadModel {
  const formulas = [...findNamed(holder, named, file), ...holder.formulas]
  try {
    const spec = holder.props as ModelSpec
    return {
      spec,
      model: parseModel(
        spec,
        formulas.map((it) => it.value),
      ),
      formulas,
    }
  } catch (error) {
    const formula = error instanceof FormulaError && formulas.find((it) => it.value === error.tex)
    if (formula)
      throw toChapterError(file, formula, [error as FormulaError], `model \`${holder.name}\`: `)
    throw new ChapterError(
      file,
      holder.place,
      `model \`${holder.name}\`: ${(error as Error).message}`,
      error,
    )
  }
}

function findNamed(holder: Holder, named: ReadonlyMap<string, Math>, file: string): Math[] {
  const { definitions = [] } = holder.props
  const place = attributePlace(holder, 'definitions')
  if (!Array.isArray(definitions))
    throw new ChapterError(
      file,
      place,
      'invalid definitions: write a list of formulas’ names, as in definitions={["softmax"]}',
    )
  return definitions.map((name) => {
    const found = named.get(String(name))
    if (!found)
      throw new ChapterError(
        file,
        place,
        `unknown formula: ${String(name)}; this page has ${[...named.keys()].join(', ')}`,
      )
    return found
  })
}
