import type { RelationCode } from './code.ts'
import type { Leaf } from './dual.ts'
import type { Value } from '../model/value.ts'
import { toRough, type Rough } from './rough.ts'

/**
 * How two sides of a relation stand to each other: `holds`, `differs` by a number, `nothing` where a side has no value,
 * `unclear` where rounding hides which it is.
 */
export type Verdict = {
  readonly kind: 'holds' | 'differs' | 'nothing' | 'unclear'
  /** The distance, or by how much an inequality is violated. */
  readonly gap: number
  /** The same, relative to the larger side. */
  readonly error: number
  /** Of an inequality, how much room there is, relative to the larger side. */
  readonly slack: number
}

/** What plain arithmetic may be off by, relative to the larger side, without being looked at more closely. */
const ROUNDING = 1e-12

type Bounded = Value<number | Leaf>

/**
 * Compares component by component. What plain numbers do not settle is computed again with bounds for the error
 * (`bounded`), so that distances count relative to the largest term that they come from, and nothing overflows.
 */
export function judge(
  relation: RelationCode,
  sides: readonly [Value, Value],
  bounded: () => readonly [Bounded, Bounded],
  approx = 0,
): Verdict {
  const [left, right] = sides.map(flat) as [number[], number[]]
  if (left.length !== right.length) return NOTHING
  const quick = left.map((a, n) => settle(relation, a, right[n], approx))
  if (quick.every((verdict) => verdict !== undefined)) return worst(quick)
  const [a, b] = bounded().map(flat) as [(number | Leaf)[], (number | Leaf)[]]
  if (a.length !== left.length || b.length !== left.length) return NOTHING
  return worst(a.map((x, n) => quick[n] ?? weigh(relation, toRough(x), toRough(b[n]), approx)))
}

const flat = <N>(value: Value<N>): N[] =>
  Array.isArray(value) ? value.flatMap(flat<N>) : [value as N]

const NOTHING: Verdict = { kind: 'nothing', gap: Infinity, error: Infinity, slack: 0 }
const RANK = { holds: 0, unclear: 1, differs: 2, nothing: 3 }

function worst(verdicts: readonly Verdict[]): Verdict {
  const first = verdicts.toSorted((a, b) => RANK[b.kind] - RANK[a.kind])[0]
  return {
    kind: first.kind,
    gap: Math.max(...verdicts.map(({ gap }) => gap)),
    error: Math.max(...verdicts.map(({ error }) => error)),
    slack: Math.min(...verdicts.map(({ slack }) => slack)),
  }
}

/** The verdict where plain numbers leave no doubt. */
function settle(relation: RelationCode, a: number, b: number, approx: number): Verdict | undefined {
  const size = Math.max(Math.abs(a), Math.abs(b))
  // What is 0 in plain numbers may be too small for them.
  if (!Number.isFinite(size) || size === 0) return undefined
  const [up, distance] = [b - a, Math.abs(b - a)]
  const error = distance / size
  const holds: Verdict = { kind: 'holds', gap: 0, error: 0, slack: error }
  switch (relation) {
    case '=':
      return error <= ROUNDING / 10 ? { ...holds, gap: distance, error } : undefined
    case '~':
      return error <= approx ? { ...holds, gap: distance, error } : undefined
    case '<=':
    case '<':
      return up > NEAR * size ? holds : undefined
    case '>=':
    case '>':
      return -up > NEAR * size ? holds : undefined
    case '!':
      return error > NEAR ? holds : undefined
  }
}

const NEAR = 1e-9

/** The verdict on two numbers that know their errors. */
function weigh(relation: RelationCode, a: Rough, b: Rough, approx: number): Verdict {
  if (Number.isNaN(a.mantissa) || Number.isNaN(b.mantissa)) return NOTHING
  if (isEndless(a) || isEndless(b)) return weighEndless(relation, a.mantissa, b.mantissa)
  const difference = a.apply('subtract', b, a)
  const exponent = Math.max(
    ...[a, b, difference].map((it) =>
      it.mantissa === 0 && it.bound === 0 ? -Infinity : it.exponent,
    ),
  )
  if (exponent === -Infinity)
    return toVerdict(relation, { up: 0, doubt: 0, size: 0, approx, gap: 0 })
  const [x, y, up] = [a, b, difference].map((it) =>
    times2(it.mantissa, it.exponent - exponent),
  ) as [number, number, number]
  const doubt = times2(difference.bound, difference.exponent - exponent)
  const size = Math.max(Math.abs(x), Math.abs(y))
  return toVerdict(relation, { up, doubt, size, approx, gap: Math.abs(difference.value) })
}

/** The right side above the left one, what rounding may have added to that, the larger side; all in one unit. */
type Weighed = {
  readonly up: number
  readonly doubt: number
  readonly size: number
  readonly approx: number
  readonly gap: number
}

const isStrict = (relation: RelationCode): boolean =>
  relation === '<' || relation === '>' || relation === '!'

/** Which way the right side has to stand from the left one: 0 where the distance alone counts. */
const wayOf = (relation: RelationCode): number =>
  relation === '<=' || relation === '<' ? 1 : relation === '>=' || relation === '>' ? -1 : 0

function toVerdict(relation: RelationCode, weighed: Weighed): Verdict {
  const { up, doubt, size, approx, gap } = weighed
  const way = wayOf(relation)
  const over = way === 0 ? Math.abs(up) : Math.max(0, -way * up)
  // Relative to the largest term: what rounding may do tells how large that was.
  const error = over === 0 ? 0 : over / Math.max(size, doubt * 2 ** 52)
  if (doubt === Infinity) return { kind: 'unclear', gap: Infinity, error, slack: 0 }
  if (isStrict(relation) && Math.abs(up) <= doubt) return { kind: 'unclear', gap, error, slack: 0 }
  const room = relation === '~' ? approx * size + doubt : Math.max(2 * doubt, ROUNDING * size)
  const holds = relation === '!' || (isStrict(relation) ? way * up > 0 : over <= room)
  const slack = way === 0 || size === 0 ? 0 : Math.max(0, way * up) / size
  return { kind: holds ? 'holds' : 'differs', gap: holds && over === 0 ? 0 : gap, error, slack }
}

const times2 = (x: number, n: number): number => (x === 0 || n < -1000 ? 0 : x * 2 ** n)

const isEndless = ({ mantissa }: Rough): boolean => !Number.isFinite(mantissa)

/** −∞, the maximum of nothing or log 0, is below every number; two infinities are not compared. */
function weighEndless(relation: RelationCode, a: number, b: number): Verdict {
  const way = wayOf(relation)
  const [low, high] = way > 0 ? [a, b] : [b, a]
  const below = low === -Infinity ? high !== -Infinity : high === Infinity && low !== Infinity
  return way !== 0 && below ? { kind: 'holds', gap: 0, error: 0, slack: Infinity } : NOTHING
}
