import type { Math as MathNode } from 'mdast-util-math'
import {
  compare,
  drawSample,
  hashTeX,
  lintStanding,
  mentionsRefused,
  seededRandom,
  type Model,
  type Report,
  type Sample,
  type Value,
} from '@cellgraph/formula'
import { toKey } from '../../hosts/cache/to-key.ts'
import { ChapterError } from '../syntax/chapter-error.ts'
import { findModel, recordUse, type FormulaContext } from './formula-context.ts'
import { attributePlaceOf, type EquationSpec } from './equation.ts'
import { quoted } from './formula-error.ts'
import { compileTwin, type TwinFunction } from './twins.ts'
import { type Mistake, about } from '../../strings/mistakes.ts'

const samples = 60
const seed = 1

/**
 * Checks a formula that the engine cannot read, by a function written for its TeX: the function
 * returns both sides for a sample of the model, which must agree for every value of `each`.
 * @returns undefined if its model has a mistake, which is reported there
 * @throws ChapterError at the formula's attribute for a twin that is out of date, does not run, or
 * finds a difference.
 */
export async function checkTwin(
  formula: MathNode,
  spec: EquationSpec,
  context: FormulaContext,
): Promise<Report | undefined> {
  const {
    file,
    options: { source },
  } = context
  const fail = (told: Mistake, attribute = 'twin'): never => {
    const place = attributePlaceOf(formula, attribute, source)
    const subject = { kind: 'aFormula', name: spec.name ?? '' } as const
    throw new ChapterError(file, place, about(subject, quoted(told, formula.value, 1)))
  }
  checkHash(formula.value, spec, (told) => fail(told, spec.hash ? 'hash' : 'twin'))
  const model = findModel(spec.model, attributePlaceOf(formula, 'model', source), context)
  if (!model || mentionsRefused(formula.value, model)) return undefined
  const twin = await compileTwin(
    spec.twin ?? '',
    attributePlaceOf(formula, 'twin', source),
    context,
  )
  recordUse(context, spec.model ?? '', [
    { kind: 'twin', value: () => NaN, shape: undefined, span: { start: 0, end: 0 } },
  ])
  const { largestError, draws, compared } = compareOnce(twin, { model, spec, fail }, context)
  const lines = [{ line: 1, reason: false, compared, draws, aside: 0, slack: 0 }]
  return {
    ok: true,
    errors: [],
    failures: [],
    claims: [],
    grades: [],
    samples,
    draws,
    work: 0,
    shortage: undefined,
    lines,
    largestError,
    seed,
    messages: [],
  }
}

function checkHash(tex: string, { hash }: EquationSpec, fail: (told: Mistake) => never): void {
  if (!hash) return fail({ kind: 'twinWithoutHash', hash: hashTeX(tex) })
  const [stale] = lintStanding(tex, { kind: 'twin', hash })
  if (!stale) return
  const { kind: what, found, reason, cure } = stale
  fail({ kind: 'refusedFormula', what, found, reason, cure })
}

interface Comparison {
  model: Model
  spec: EquationSpec
  fail: (told: Mistake) => never
}

/** What was compared, where nothing differed. */
type Compared = Pick<Report, 'largestError' | 'draws'> & { compared: number }

const known = new Map<string, Compared>()

/** Compares both sides, but for a comparison that has held in this process, which loads the library once. */
function compareOnce(
  twin: TwinFunction,
  comparison: Comparison,
  { options: { library, root, symbols } }: FormulaContext,
): Compared {
  const { model, spec } = comparison
  const key = toKey([library?.numbers, root, symbols, model, spec.twin, spec.each, spec.approx])
  const before = key && known.get(key)
  if (before) return before
  const compared = compareSides(twin, comparison)
  if (key) known.set(key, compared)
  return compared
}

/** Compares both sides over all samples, and fails if they differ. */
function compareSides(twin: TwinFunction, { model, spec, fail }: Comparison): Compared {
  const random = seededRandom(seed)
  const draws = Array.from(
    { length: samples },
    (_, n) => drawSample(model, new Map(), n, random),
    // A twin computes with plain numbers, which far out may come to nothing.
  ).filter(({ far }) => !far)
  const errors = draws
    .flatMap((draw) => toSamples(model, spec, draw))
    .map((sample) => {
      const [left, right] = sidesOf(twin, sample, fail)
      const approx = spec.approx === undefined ? undefined : Number(spec.approx)
      const { holds, error } = compare(approx === undefined ? '=' : '~', left, right, approx)
      if (holds) return error
      const at = JSON.stringify({ ...sample.indices, ...sample.values })
      return fail({
        kind: 'twinDiffers',
        left: JSON.stringify(left),
        right: JSON.stringify(right),
        at,
      })
    })
  return { largestError: Math.max(0, ...errors), draws: draws.length, compared: errors.length }
}

function sidesOf(
  twin: TwinFunction,
  sample: Sample,
  fail: (told: Mistake) => never,
): [Value, Value] {
  const sides = attempt(() => twin(sample), fail)
  if (Array.isArray(sides) && sides.length === 2) return sides as [Value, Value]
  const found = JSON.stringify(sides) ?? 'nothing'
  return fail({ kind: 'twinGives', found })
}

function attempt(run: () => unknown, fail: (told: Mistake) => never): unknown {
  try {
    return run()
  } catch (error) {
    return fail({
      kind: 'twinThrows',
      message: error instanceof Error ? error.message : String(error),
    })
  }
}

/** One sample for each combination of the indices in `each`. */
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
