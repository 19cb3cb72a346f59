import type { Code, ConditionCode, RelationCode } from './code.ts'
import type { Derivation, Side, Step } from '../model/derivation.ts'
import type { Domain } from '../model/domain.ts'
import { encode, encodeCondition, RELATIONS } from './encode.ts'
import { isExpression } from '../model/expression.ts'
import { namesOf } from '../model/model.ts'
import type { Outcome } from './record.ts'

/**
 * Two sides that are compared on every sample, and what came out. A `skip` compares the lines before and after one
 * that may be off alone; a `drift` compares what stands at both ends of several ≈.
 */
export type Test = {
  readonly step: Step
  readonly relation: RelationCode
  readonly left: TestSide
  readonly right: TestSide
  readonly conditions: readonly ConditionCode[]
  readonly role: 'step' | 'reason' | 'skip' | 'drift'
  compared: number
  /** In how many draws it was compared. */
  drawn: number
  /** How often rounding hid whether it holds, in draws far out. */
  aside: number
  failed: number
  largest: number
  /** The least room that an inequality left, relative to the larger side. */
  slack: number
  first: Outcome | undefined
  /** The first failure in which the sides differ by a number. */
  differs: Outcome | undefined
}

/** A side with the code that is evaluated; equal sides are one object. */
export type TestSide = { readonly side: Side; readonly code: Code | undefined }

type Pair = { readonly relation: string; readonly left: Side; readonly right: Side }

export function toTests({ steps }: Derivation, nonnegative: ReadonlySet<string>): Test[] {
  const known = new Map<Side, TestSide>()
  const toSide = (side: Side): TestSide => {
    const found = known.get(side) ?? {
      side,
      code: isExpression(side) ? toCode(encode(side), nonnegative) : undefined,
    }
    known.set(side, found)
    return found
  }
  return steps.flatMap((step, position): Test[] => {
    const conditions = step.conditions.map((it) => toCode(encodeCondition(it), nonnegative))
    const toTest = ({ relation, left, right }: Pair, role: Test['role']): Test => ({
      step,
      relation: RELATIONS[relation],
      left: toSide(left),
      right: toSide(right),
      conditions,
      role,
      compared: 0,
      drawn: 0,
      aside: 0,
      failed: 0,
      largest: 0,
      slack: Infinity,
      first: undefined,
      differs: undefined,
    })
    const start = driftStart(steps, position)
    return [
      toTest(step, 'step'),
      ...step.reasons.map((reason) => toTest(reason, 'reason')),
      ...(skips(step, steps[position + 1])
        ? [toTest({ ...step, right: steps[position + 1].right }, 'skip')]
        : []),
      ...(start ? [toTest({ ...step, left: start }, 'drift')] : []),
    ]
  })
}

const skips = (step: Step, next: Step | undefined): boolean =>
  next?.left === step.right && next.relation === '=' && step.relation === '='

/** The side that a chain of = and ≈ starts from, where another ≈ stands before this one. */
function driftStart(steps: readonly Step[], position: number): Side | undefined {
  const step = steps[position]
  if (step.relation !== '\\approx') return undefined
  let start = step
  let others = 0
  for (let n = position - 1; n >= 0; n--) {
    const before = steps[n]
    if (before.right !== start.left || !/^(=|\\approx)$/.test(before.relation)) break
    if (before.relation === '\\approx') others++
    start = before
  }
  return others > 0 ? start.left : undefined
}

const NONNEGATIVE = new Set([
  'positive',
  'nonnegative',
  'unit',
  'binary',
  'onehot',
  'multihot',
  'simplex',
  'interior',
  'ones',
])

/** The quantities that are never below 0 where they are drawn from. */
export function nonnegativeNames(
  { model }: Derivation,
  domains: ReadonlyMap<string, Domain>,
): Set<string> {
  return new Set(
    namesOf(model, 'free').filter((name) => {
      const declaration = model.declarations.get(name)
      return (
        declaration?.kind === 'free' &&
        NONNEGATIVE.has((domains.get(name) ?? declaration.domain).kind)
      )
    }),
  )
}

/** Bars round what is never below 0 change nothing, and have no kink at 0. */
export function toCode<T>(code: T, nonnegative: ReadonlySet<string>): T {
  if (Array.isArray(code)) {
    const [op, fn, arg] = code
    const bars =
      op === 'c' && fn === 'abs' && Array.isArray(arg) && arg[0] === 'q' && nonnegative.has(arg[1])
    return bars ? (arg as T) : (code.map((part) => toCode(part, nonnegative)) as T)
  }
  if (typeof code !== 'object' || code === null) return code
  return Object.fromEntries(
    Object.entries(code).map(([key, part]) => [key, toCode(part, nonnegative)]),
  ) as T
}
