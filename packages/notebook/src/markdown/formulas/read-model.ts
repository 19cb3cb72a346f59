import type { Math } from 'mdast-util-math'
import {
  FormulaError,
  parseModel,
  SpecError,
  type AuthorError,
  type Model,
  type ModelSpec,
} from '@cellgraph/formula'
import { ChapterError } from '../syntax/chapter-error.ts'
import { attributePlace, type Holder } from './find-formulas.ts'
import { locateError } from './formula-error.ts'
import { Mistakes } from '../syntax/mistakes.ts'
import type { Reading } from './read-displays.ts'
import { placeOf } from '../syntax/place.ts'
import { about, plainly, type Mistake } from '../../strings/mistakes.ts'

/** A model with the formulas of the page that define its quantities. */
export interface ReadModel {
  model: Model
  /** As its author wrote it. */
  spec: ModelSpec
  formulas: Math[]
}

/**
 * Reads every `<Model>` of a page, by name. Declarations and definitions with mistakes are left out
 * of their model. A model whose list of definitions is invalid is not read; its name is added to
 * the unread models.
 */
export function readModels(reading: Reading, mistakes: Mistakes): Map<string, ReadModel> {
  const named = new Map(
    [...reading.specs].flatMap(([formula, { name }]) =>
      name === undefined ? [] : [[name, formula] as const],
    ),
  )
  return new Map(
    reading.found.holders
      .filter((it) => it.kind === 'Model')
      .flatMap((holder) => {
        const listed = mistakes.attempt(() => findListed(holder, named, mistakes.file))
        if (!listed) reading.found.unread.models.add(holder.name)
        return listed
          ? [
              [
                holder.name,
                readModel(holder, [...listed, ...holder.formulas], { reading, mistakes }),
              ] as const,
            ]
          : []
      }),
  )
}

/**
 * Reads a `<Model>`: first the definitions that it takes from elsewhere on the page, then those
 * within it.
 */
function readModel(
  holder: Holder,
  formulas: Math[],
  { reading, mistakes }: { reading: Reading; mistakes: Mistakes },
): ReadModel {
  const spec = holder.props as ModelSpec
  const known = new Set(reading.refused)
  const report = (error: AuthorError): void => {
    const formula =
      error instanceof FormulaError ? formulas.find((it) => it.value === error.tex) : undefined
    if (formula && known.has(formula)) return
    if (formula) reading.refused.add(formula)
    const cure = formula && cureOfOrder(error, formula, formulas)
    mistakes.add(locateModelError(error, holder, { formula, file: mistakes.file, cure }))
  }
  return {
    spec,
    model: parseModel(
      spec,
      formulas.map((it) => it.value),
      report,
    ),
    formulas,
  }
}

/** What to do about a name whose definition stands below the one that uses it, or is that one. */
function cureOfOrder(
  error: AuthorError,
  formula: Math,
  formulas: readonly Math[],
): Mistake | undefined {
  if (!(error instanceof FormulaError) || error.kind !== 'unknown name') return undefined
  const defining = formulas.find(({ value }) => defines(value.trim(), error.found))
  if (!defining) return undefined
  return defining === formula
    ? { kind: 'definesItself' }
    : { kind: 'definedBelow', line: placeOf(defining).line }
}

/** Whether a definition begins with a name, and with no longer one. */
const defines = (tex: string, name: string): boolean =>
  tex.startsWith(name) && /^\s*(?:[_(=^]|\\left\()/.test(tex.slice(name.length))

/** Locates a mistake in a definition in its formula, and one in a declaration at its attribute. */
function locateModelError(
  error: AuthorError,
  holder: Holder,
  { formula, file, cure }: { formula: Math | undefined; file: string; cure: Mistake | undefined },
): ChapterError {
  const subject = { kind: 'aModel', name: holder.name } as const
  if (formula) return locateError({ file, formula, subject, cure }, error)
  const attribute = error instanceof SpecError ? error.attribute : undefined
  return new ChapterError(
    file,
    attributePlace(holder, attribute ?? ''),
    about(subject, error.message),
    { cause: error },
  )
}

/**
 * The formulas named by `definitions={["wave"]}`. Throws ChapterErrors for names that are not on
 * the page.
 */
function findListed(holder: Holder, named: ReadonlyMap<string, Math>, file: string): Math[] {
  const { definitions = [] } = holder.props
  const place = attributePlace(holder, 'definitions')
  if (!Array.isArray(definitions)) {
    throw new ChapterError(file, place, { kind: 'invalidDefinitions' })
  }
  const mistakes = new Mistakes(file)
  const formulas = definitions.flatMap((name) => {
    const found = named.get(String(name))
    if (!found)
      mistakes.report(place, {
        kind: 'unknownFormula',
        name: String(name),
        names: plainly([...named.keys()]),
      })
    return found ?? []
  })
  mistakes.throwAny()
  return formulas
}
