import type { Math as MathNode } from 'mdast-util-math'
import {
  compare,
  drawSample,
  hashTeX,
  lintStanding,
  seededRandom,
  type Model,
  type Report,
  type Sample,
  type Value,
} from '@cellgraph/formula'
import { ChapterError } from '../syntax/chapter-error.ts'
import { placeOf } from '../syntax/place.ts'
import { findModel, type Checking } from './check-derivation.ts'
import type { EquationSpec } from './equation.ts'
import { quote } from './formula-error.ts'
import { toFunction } from './twins.ts'

const samples = 60
const seed = 1

/**
 * Checks a formula that cannot be read by a function written for its TeX: it gives both sides for a sample of the model,
 * and they must agree for every value of `each`.
 */
export async function checkTwin(
  formula: MathNode,
  spec: EquationSpec,
  checking: Checking,
): Promise<Report> {
  const { file } = checking
  const place = placeOf(formula as never)
  const fail = (message: string): never => {
    throw new ChapterError(
      file,
      place,
      `formula \`${spec.name}\`: ${message}${quote(formula.value, 1)}`,
    )
  }
  const hash = hashTeX(formula.value)
  if (!spec.hash)
    fail(`twin without a hash: compare the function with the formula, then write hash=${hash}`)
  const [stale] = lintStanding(formula.value, { kind: 'twin', hash: spec.hash! })
  if (stale) fail(`${stale.kind}: ${stale.found}: ${stale.reason}; ${stale.cure}`)
  const model = findModel(spec.model, place, checking)
  const twin = await toFunction(spec.twin!, place, checking)
  checking.used.set(spec.model!, [
    ...(checking.used.get(spec.model!) ?? []),
    { kind: 'twin', value: () => NaN, shape: undefined, span: { start: 0, end: 0 } },
  ])
  const random = seededRandom(seed)
  let largestError = 0
  for (let n = 0; n < samples; n++) {
    for (const sample of toSamples(model, spec, drawSample(model, new Map(), n, random))) {
      const sides = attempt(() => twin(sample))
      if (!Array.isArray(sides) || sides.length !== 2)
        return fail(
          `its twin gives ${JSON.stringify(sides) ?? 'nothing'}: it must give both sides, as in ({ z }) => [left, right]`,
        )
      const { holds, error } = compare(
        spec.approx ? '~' : '=',
        sides[0] as Value,
        sides[1] as Value,
        spec.approx ? Number(spec.approx) : undefined,
      )
      if (!holds)
        fail(
          `its twin finds ${JSON.stringify(sides[0])} ≠ ${JSON.stringify(sides[1])}, at ${JSON.stringify({ ...sample.indices, ...sample.values })}; put the formula or its twin right`,
        )
      largestError = Math.max(largestError, error)
    }
  }
  return {
    ok: true,
    errors: [],
    failures: [],
    claims: [],
    grades: [],
    samples,
    largestError,
    seed,
    messages: [],
  }

  function attempt(run: () => unknown): unknown {
    try {
      return run()
    } catch (error) {
      return fail(`its twin throws: ${(error as Error).message}`)
    }
  }
}

/** A draw with every value of the indices that the formula is given for. */
function toSamples(
  model: Model,
  { each = '' }: EquationSpec,
  draw: Omit<Sample, 'indices'>,
): Sample[] {
  return each
    .split(/[\s,]+/)
    .filter(Boolean)
    .reduce<Sample[]>(
      (all, name) => {
        const declaration = model.declarations.get(name)
        const size = declaration?.kind === 'index' ? draw.sizes[declaration.size] : 0
        return all.flatMap((sample) =>
          Array.from({ length: size }, (_, n) => ({
            ...sample,
            indices: { ...sample.indices, [name]: n + 1 },
          })),
        )
      },
      [{ ...draw, indices: {} }],
    )
}
