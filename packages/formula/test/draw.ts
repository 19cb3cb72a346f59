import { namesOf, type Model } from '../src/model/model.ts'
import { drawSample } from '../src/run/sample.ts'
import { seededRandom } from '../src/run/random.ts'
import type { Value } from '../src/index.ts'

export type Drawn = {
  readonly sizes: Record<string, number>
  readonly values: Record<string, Value>
}

/** Values for every free quantity of a model at fixed sizes, away from the edges of their domains. */
export function drawSetting(model: Model, sizes: Record<string, number>, seed: number): Drawn {
  const fixed: Model = {
    ...model,
    declarations: new Map(
      [...model.declarations].map(([name, declaration]) => [
        name,
        declaration.kind === 'size'
          ? { kind: 'size', range: [sizes[name], sizes[name]] }
          : declaration,
      ]),
    ),
  }
  // The first draw is of usual values, at the edges of no domain but the simplex.
  const inside = new Map(
    namesOf(model, 'free').flatMap((name) => {
      const declaration = model.declarations.get(name)
      return declaration?.kind === 'free' && declaration.domain.kind === 'simplex'
        ? [[name, { ...declaration.domain, kind: 'interior' as const }] as const]
        : []
    }),
  )
  return { sizes, values: drawSample(fixed, inside, 0, seededRandom(seed)).values }
}

/** A value for each index, inside its range so that neighbours exist. */
export const drawIndices = (each: string): Record<string, number> =>
  Object.fromEntries(
    each
      .split(' ')
      .filter(Boolean)
      .map((name, position) => [name, 2 + position]),
  )

export const numbersIn = (value: Value): number[] =>
  typeof value === 'number' ? [value] : value.flatMap(numbersIn)
