import type { DerivationSpec, Expression, Model, Side } from '@cellgraph/formula'
import type { ResultCache } from '../../hosts/cache/result-cache.ts'
import type { LibraryConfig } from '../../hosts/library.ts'
import type { Json } from '../../kernel/json.ts'
import type { Place } from '../../kernel/program.ts'
import { ChapterError } from '../syntax/chapter-error.ts'
import type { Mistakes } from '../syntax/mistakes.ts'
import type { BookSymbol } from './symbols.ts'
import { plainly } from '../../strings/mistakes.ts'

/** What a page's formulas are checked with. */
export interface FormulaOptions {
  /** Whether proofs are tried, which grade the lines. Default: false. */
  prove?: boolean
  symbols: readonly BookSymbol[]
  /** The file of that list, as messages name it. */
  symbolList?: string
  library?: Pick<LibraryConfig, 'numbers'>
  root?: string
  /** Where reports are kept. Default: nowhere. */
  cache?: ResultCache | undefined
  /** The page's text, if known: it allows exact places of the words behind `$$`. */
  source?: string
}

/** A formula and its attributes, as the page hands them to the formula engine. */
export interface GivenFormula {
  name: string
  /** The name of its model on the page. */
  model: string
  spec: DerivationSpec
}

/** What the check of a formula has come to. */
export interface Outcome {
  model: Model
  /** All that is evaluated of it. */
  sides: Side[]
  /** Whether a line of it does not hold. */
  fails: boolean
}

/** What the checks of one page share. */
export interface FormulaContext {
  file: string
  models: ReadonlyMap<string, Model>
  /** Names of models that are on the page and could not be read: their formulas are not checked. */
  unreadModels: ReadonlySet<string>
  /** The expressions that are evaluated in each model. */
  used: Map<string, Side[]>
  /** What has been checked so far. */
  outcomes: Outcome[]
  /** Everything handed to the formula engine so far. */
  given: GivenFormula[]
  options: FormulaOptions
  mistakes: Mistakes
}

/**
 * The model that a formula names; undefined if the page has that model and it could not be read,
 * which is reported there. Throws ChapterError for a model that is not on the page.
 */
export function findModel(
  name: Json | undefined,
  place: Place,
  context: FormulaContext,
): Model | undefined {
  const { file, models, unreadModels } = context
  const found = models.get(String(name))
  // One that has lost its name may be the one that is meant.
  if (found || unreadModels.has(String(name)) || unreadModels.has('')) return found
  const all = [...models.keys(), ...unreadModels]
  const names = all.length > 0 ? plainly(all) : ({ kind: 'noModel' } as const)
  throw new ChapterError(file, place, {
    kind: 'unknownModel',
    model: JSON.stringify(name ?? null),
    names,
  })
}

/** Records that a model's quantities are used in `sides`. */
export function recordUse({ used }: FormulaContext, model: string, sides: readonly Side[]): void {
  used.set(model, [...(used.get(model) ?? []), ...sides])
}

/**
 * The expressions recorded for a model; undefined if a twin is among them, which may use any
 * quantity.
 */
export function usesOf({ used }: FormulaContext, model: string): Expression[] | undefined {
  const sides = used.get(model) ?? []
  const expressions = sides.filter((it): it is Expression => it.kind !== 'twin')
  return expressions.length < sides.length ? undefined : expressions
}
