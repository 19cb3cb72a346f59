import type { ConditionCode, ModelCode } from './code.ts'
import type { Sample } from '../model/derivation.ts'
import { kinks, type Leaf } from './dual.ts'
import type { Evaluator, Indices } from './evaluate.ts'
import { toBounded, toEvaluator } from './full-evaluator.ts'
import type { Value } from '../model/value.ts'
import { ROUNDING } from './rounding.ts'
import type { Draw } from './sample.ts'
import type { TestSide } from './to-tests.ts'
import { OutOfWork, spend, type Work } from './work.ts'

/** What a side comes to, or why it comes to nothing. */
export type Known<N = number> = { readonly value: Value<N> } | { readonly error: string }

/** The sides of a derivation at one draw: each is evaluated once for each value of the indices. */
export class SideValues {
  readonly draw: Draw
  private readonly evaluator: Evaluator
  /** Takes slopes from the other side of every kink. */
  private readonly other: Evaluator
  private readonly rough: ReturnType<typeof toBounded>
  private known = new Map<TestSide, Known>()
  private indices: Indices = {}
  private kinked = false

  constructor(model: ModelCode, draw: Draw, work: Work) {
    const setting = {
      model,
      sizes: draw.sizes,
      values: draw.values,
      spend: (depth: number) => spend(work, depth),
      rounding: ROUNDING,
    }
    this.draw = draw
    this.evaluator = toEvaluator(setting)
    this.other = toEvaluator(setting)
    this.rough = toBounded(setting)
  }

  /** Goes on to other values of the indices; gives the sample that they make. */
  at(indices: Indices): Sample {
    this.indices = indices
    this.known = new Map()
    return this.sample
  }

  get sample(): Sample {
    const { sizes, values } = this.draw
    return { sizes, values, indices: this.indices }
  }

  /** Whether conditions hold, or why one has no value. */
  holds(conditions: readonly ConditionCode[]): boolean | string {
    if (conditions.length === 0) return true
    const found = attempt(() => Number(this.evaluator.holds(conditions, this.indices)))
    return 'error' in found ? found.error : found.value === 1
  }

  value(side: TestSide): Known {
    const found = this.known.get(side) ?? attempt(() => this.compute(side))
    this.known.set(side, found)
    return found
  }

  /** With bounds for the errors; of a twin, its plain numbers. What has no value with its bounds is no number. */
  bounded({ side, code }: TestSide): Value<number | Leaf> {
    if (side.kind === 'twin') return side.value(this.sample)
    const found = attempt<number | Leaf>(() => this.rough(code!, this.indices))
    return 'value' in found ? found.value : NaN
  }

  private compute({ side, code }: TestSide): Value {
    if (side.kind === 'twin') return side.value(this.sample)
    kinks.met = false
    const value = this.evaluator.value(code!, this.indices)
    // What was met stays in the values that are kept.
    this.kinked ||= kinks.met
    if (this.kinked) this.checkKink(code!, value)
    return value
  }

  private checkKink(code: NonNullable<TestSide['code']>, value: Value): void {
    kinks.last = true
    try {
      const other = this.other.value(code, this.indices)
      if (!isNear(value, other)) throw new Error('there is no derivative at a kink')
    } finally {
      kinks.last = false
    }
  }
}

/** Slopes from both sides of a kink, rounding aside. */
function isNear(a: Value, b: Value): boolean {
  if (typeof a !== 'number') return a.every((part, n) => isNear(part, (b as readonly Value[])[n]))
  return Object.is(a, b) || !(Math.abs(a - (b as number)) > 1e-9 * (1 + Math.abs(a)))
}

function attempt<N = number>(run: () => Value<N>): Known<N> {
  try {
    return { value: run() }
  } catch (error) {
    if (error instanceof OutOfWork) throw error
    return { error: error instanceof Error ? error.message : String(error) }
  }
}
