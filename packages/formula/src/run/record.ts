import { compare } from './compare.ts'
import type { Sample } from '../model/derivation.ts'
import type { Value } from '../model/value.ts'
import { judge, type Verdict } from './judge.ts'
import type { SideValues } from './side-values.ts'
import type { Test } from './to-tests.ts'

/** A comparison that failed. */
export type Outcome = {
  readonly sample: Sample
  /** Missing where a side has no value. */
  readonly gap: number | undefined
  readonly left: Value | undefined
  readonly right: Value | undefined
  readonly error: string | undefined
}

/** Compares the sides of a test at one sample, unless its condition has no value there, and keeps what came out. */
export function record(
  test: Test,
  sides: SideValues,
  condition: string | undefined,
  approx: number | undefined,
): void {
  if (isTwin(test) && sides.draw.far) return setAside(test)
  if (condition !== undefined)
    return fail(test, {
      sample: sides.sample,
      gap: undefined,
      left: undefined,
      right: undefined,
      error: condition,
    })
  const [left, right] = [sides.value(test.left), sides.value(test.right)]
  const error = 'error' in left ? left.error : 'error' in right ? right.error : undefined
  const [a, b] = [left, right].map((side) => ('value' in side ? side.value : undefined))
  const verdict =
    a === undefined || b === undefined ? undefined : weigh(test, [a, b], sides, approx)
  if (verdict?.kind === 'unclear' && sides.draw.far) return setAside(test)
  if (verdict?.kind !== 'holds')
    return fail(test, { sample: sides.sample, gap: gapOf(verdict), left: a, right: b, error })
  test.compared++
  test.largest = Math.max(test.largest, verdict.error)
  // Room is relative to the larger side, and says nothing where that is so large.
  if (sides.draw.pattern !== 'extreme') test.slack = Math.min(test.slack, verdict.slack)
}

function setAside(test: Test): void {
  test.compared++
  test.aside++
}

/** A twin computes with plain numbers, which far out may come to nothing. */
const isTwin = ({ left, right }: Test): boolean =>
  left.code === undefined || right.code === undefined

function weigh(
  test: Test,
  values: readonly [Value, Value],
  sides: SideValues,
  approx: number | undefined,
): Verdict {
  const { left, right, relation } = test
  if (!isTwin(test)) {
    return judge(relation, values, () => [sides.bounded(left), sides.bounded(right)], approx)
  }
  const { gap, error, holds } = compare(relation, ...values, approx)
  return {
    kind: holds ? 'holds' : Number.isFinite(gap) ? 'differs' : 'nothing',
    gap,
    error,
    slack: 0,
  }
}

/** Sides that are equal where one is to be smaller differ by 0. */
const gapOf = (verdict: Verdict | undefined): number | undefined =>
  verdict === undefined || verdict.kind === 'nothing' || !Number.isFinite(verdict.gap)
    ? undefined
    : verdict.gap

function fail(test: Test, outcome: Outcome): void {
  test.compared++
  test.failed++
  test.first ??= outcome
  if (outcome.gap !== undefined) test.differs ??= outcome
}
