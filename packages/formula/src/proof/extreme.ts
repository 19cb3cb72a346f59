import { Unordered } from './decline.ts'
import { weightOfSum, type Element } from './element.ts'
import { generatorsOf } from './form.ts'
import { signsOf } from './sign-of.ts'
import { NEGATIVE, NONNEGATIVE, POSITIVE, within, ZERO, type SignSet } from './sign-set.ts'
import type { Tower } from './tower.ts'

type Op = 'max' | 'min'

/**
 * The greatest or least of some values: one of them where it is known which, or else a variable
 * named by the set of its arguments, so that max(max(a, b), c) is max(a, b, c).
 * @throws Unordered with `ordering`, where putting a vector in order would decide which one it is
 */
export function extremeOf(
  tower: Tower,
  op: Op,
  values: readonly Element[],
  ordering: boolean,
): Element {
  const parts = values.flatMap((it) => (it.extreme?.op === op ? it.extreme.of : [it]))
  const left = parts.filter(
    (a, n) => !parts.some((b, m) => n !== m && isBeaten(tower, op, [a, b], m < n)),
  )
  const [only = parts[0], other] = left
  if (other === undefined) return only
  if (ordering) askForOrder(tower, op, left)
  // Naming it compares it with every other extreme.
  for (const it of left) tower.weigh(weightOfSum(it.weight, it.weight))
  const names = left.map((it) => it.residues.join(' ')).sort()
  return tower.generator(`${op} ${names.join(', ')}`, signsOfExtreme(tower, op, left), {
    extreme: { op, of: left },
  })
}

/** Whether `b` makes `a` redundant; of two equal values the first is kept. */
function isBeaten(
  tower: Tower,
  op: Op,
  [a, b]: readonly [Element, Element],
  earlier: boolean,
): boolean {
  if (tower.equal(a, b)) return earlier
  return within(
    signsOf(tower, op === 'max' ? tower.subtract(b, a) : tower.subtract(a, b)),
    NONNEGATIVE,
  )
}

/** A maximum is above 0 if one of its values is, and below 0 if all are. */
function signsOfExtreme(tower: Tower, op: Op, values: readonly Element[]): SignSet {
  const [up, down] = op === 'max' ? [POSITIVE, NEGATIVE] : [NEGATIVE, POSITIVE]
  const each = values.map((it) => signsOf(tower, it))
  const all = each.reduce((a, b) => a | b)
  if (each.some((signs) => signs === up)) return up
  return each.some((signs) => within(signs, up | ZERO)) ? all & ~down : all
}

/**
 * Throws Unordered for the vector that the values depend on, found by the names of their
 * generators.
 */
function askForOrder(tower: Tower, op: Op, values: readonly Element[]): void {
  const names = values.flatMap((it) =>
    [...generatorsOf(it.form())].map((id) => tower.generators[id].name),
  )
  const vector = names.map((name) => /^entry (\S+) \d+$/.exec(name)?.[1]).find(Boolean)
  if (vector !== undefined) throw new Unordered({ kind: `${op}Undecided` }, vector)
}
