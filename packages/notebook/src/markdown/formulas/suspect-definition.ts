import { isMadeFrom, type Expression, type Model } from '@cellgraph/formula'
import type { FormulaContext, Outcome } from './formula-context.ts'

/** How many of the formulas that are made from a definition do not hold. */
export interface Suspicion {
  failing: number
  count: number
}

/**
 * Whether a definition is to be looked at before the formulas that do not hold: all of those are made from it, more than
 * one, and at least half of those that are. Of several definitions that is told of those whose formulas fail most often.
 * @param tex the definition, as it stands on the page
 */
export function findSuspicion(
  tex: string,
  { models, outcomes }: Pick<FormulaContext, 'models' | 'outcomes'>,
): Suspicion | undefined {
  if (!outcomes.some(({ fails }) => fails)) return undefined
  const all = [...models.values()].flatMap(({ definitions }) => definitions.map((it) => it.tex))
  const suspicions = new Map([...new Set(all)].map((it) => [it, suspect(it, outcomes)]))
  const most = Math.max(0, ...[...suspicions.values()].map(shareOf))
  const own = suspicions.get(tex)
  return own && shareOf(own) === most ? own : undefined
}

function suspect(tex: string, outcomes: readonly Outcome[]): Suspicion | undefined {
  const made = outcomes.filter((it) => isMadeFromDefinition(it, tex))
  const failing = made.filter(({ fails }) => fails).length
  const isOfAll = failing === outcomes.filter(({ fails }) => fails).length
  return isOfAll && failing > 1 && failing >= made.length / 2
    ? { failing, count: made.length }
    : undefined
}

/** A twin is a function of the library, which no definition has a part in. */
function isMadeFromDefinition({ model, sides }: Outcome, tex: string): boolean {
  const expressions = sides.filter((it): it is Expression => it.kind !== 'twin')
  return namesOf(model, tex).some((it) => isMadeFrom(expressions, it, model))
}

const namesOf = ({ definitions }: Model, tex: string): string[] =>
  definitions.filter((it) => it.tex === tex).map(({ name }) => name)

const shareOf = (it: Suspicion | undefined): number => (it ? it.failing / it.count : 0)
