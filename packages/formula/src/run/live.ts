import type { Code, ConditionCode, ModelCode, RelationCode } from './code.ts'
import { compare } from './compare.ts'
import type { Matrices } from './matrices.ts'
import { toEvaluator, type Evaluator, type Indices } from './evaluate.ts'
import type { Value } from '../model/value.ts'

/** A derivation as plain data, evaluated in the page at the reader's own values. */
export type LiveDerivation = {
  readonly model: ModelCode
  /** The indices that it is given for, each with its size. */
  readonly each: Readonly<Record<string, string>>
  readonly where: readonly ConditionCode[]
  /** Every expression once; steps point into this list. */
  readonly sides: readonly Code[]
  readonly steps: readonly LiveStep[]
  readonly approx?: number
  /** Whether it needs the operations on whole vectors and matrices, which are loaded by themselves. */
  readonly matrices?: true
}

export type LiveStep = readonly [
  line: number,
  relation: RelationCode,
  left: number,
  right: number,
  conditions: readonly ConditionCode[],
  reasons: readonly ConditionCode[],
]

/** One comparison at the reader's values. */
export type LiveResult = {
  readonly line: number
  readonly indices: Indices
  /** Missing where a side has no value. */
  readonly left: Value | undefined
  readonly right: Value | undefined
  /** The distance, or by how much an inequality is violated. */
  readonly gap: number
  readonly holds: boolean
  /** The sides of each relation that the line gives as its reason. */
  readonly reasons: readonly {
    readonly left: Value
    readonly right: Value
    readonly holds: boolean
  }[]
}

/** Both sides of every line, for every value of the indices that the derivation is given for. */
export function runDerivation(
  live: LiveDerivation,
  values: Readonly<Record<string, Value>>,
  matrices?: Matrices,
): LiveResult[] {
  const sizes = sizesOf(live.model, values)
  const evaluator = toEvaluator({ model: live.model, sizes, values, matrices })
  const all = Object.entries(live.each).reduce<Indices[]>(
    (list, [name, size]) =>
      list.flatMap((indices) =>
        Array.from({ length: sizes[size] }, (_, n) => ({ ...indices, [name]: n + 1 })),
      ),
    [{}],
  )
  return all
    .filter((indices) => evaluator.holds(live.where, indices))
    .flatMap((indices) =>
      live.steps
        .filter((step) => evaluator.holds(step[4], indices))
        .map((step) => runStep(live, step, indices, evaluator)),
    )
}

/** The lines that fail at these values. */
export const failingLines = (results: readonly LiveResult[]): number[] => [
  ...new Set(
    results
      .filter(({ holds, reasons }) => !holds || reasons.some((reason) => !reason.holds))
      .map(({ line }) => line),
  ),
]

function runStep(
  live: LiveDerivation,
  step: LiveStep,
  indices: Indices,
  evaluator: Evaluator,
): LiveResult {
  const [line, relation, from, to, , given] = step
  const value = (code: Code): Value => evaluator.value(code, indices)
  const failed = { left: undefined, right: undefined, gap: Infinity, holds: false, reasons: [] }
  try {
    const [left, right] = [value(live.sides[from]), value(live.sides[to])]
    const { gap, holds } = compare(relation, left, right, live.approx)
    const reasons = given.map(([sign, ...codes]) => {
      const [left, right] = codes.map(value)
      return { left, right, holds: compare(sign, left, right).holds }
    })
    return { line, indices, left, right, gap, holds, reasons }
  } catch {
    return { line, indices, ...failed }
  }
}

/** How long vectors are, from the values themselves. */
function sizesOf(
  { free }: ModelCode,
  values: Readonly<Record<string, Value>>,
): Record<string, number> {
  const sizes: Record<string, number> = {}
  for (const [name, names] of Object.entries(free)) {
    let part = values[name]
    for (const size of names) {
      const length = Array.isArray(part) ? part.length : 0
      if ((sizes[size] ??= length) !== length || length === 0) {
        throw new Error(`invalid value: ${name}: ${size} is ${sizes[size]}, and here ${length}`)
      }
      part = (part as readonly Value[])[0]
    }
  }
  return sizes
}
