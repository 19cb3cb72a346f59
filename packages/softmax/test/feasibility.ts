/**
 * An independent judge of which means can be had: linear programming in fractions of whole numbers,
 * by the simplex method with
 * Bland's rule, which cannot circle. Nothing here is shared with the module, which looks for
 * nearest points instead.
 */

export interface Fraction {
  over: bigint
  under: bigint
}

const commonDivisor = (a: bigint, b: bigint): bigint => {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b]
  while (y !== 0n) [x, y] = [y, x % y]
  return x
}

export const fraction = (over: bigint, under = 1n): Fraction => {
  const divisor = commonDivisor(over, under) * (under < 0n ? -1n : 1n)
  return divisor === 0n ? { over, under } : { over: over / divisor, under: under / divisor }
}

/** A double, exactly. */
export function toFraction(x: number): Fraction {
  let [value, under] = [x, 1n]
  while (!Number.isInteger(value)) {
    value *= 2
    under *= 2n
  }
  return fraction(BigInt(value), under)
}

const plus = (a: Fraction, b: Fraction): Fraction =>
  fraction(a.over * b.under + b.over * a.under, a.under * b.under)
const minus = (a: Fraction, b: Fraction): Fraction => plus(a, { over: -b.over, under: b.under })
const times = (a: Fraction, b: Fraction): Fraction => fraction(a.over * b.over, a.under * b.under)
const divide = (a: Fraction, b: Fraction): Fraction => fraction(a.over * b.under, a.under * b.over)
const isBelow = (a: Fraction, b: Fraction): boolean => a.over * b.under < b.over * a.under
const ZERO = fraction(0n)
const ONE = fraction(1n)

/**
 * Where a problem of greatest entropy has its answer: "inside" all outcomes, on a "face" of some,
 * or nowhere.
 * Outcome i belongs to the face when some distribution that meets the targets has it.
 */
export function judge(
  features: readonly (readonly number[])[],
  targets: readonly number[],
): { kind: 'inside' | 'face' | 'outside'; face: number[] } {
  const rows = features.map((feature, j) =>
    feature.map((value) => minus(toFraction(value), toFraction(targets[j]))),
  )
  rows.push(features[0].map(() => ONE))
  const sums = rows.map((_, j) => (j === features.length ? ONE : ZERO))
  const possible = new Set<number>()
  for (let i = 0; i < features[0].length; i++) {
    if (possible.has(i)) continue
    const solution = maximise(rows, sums, i)
    if (solution === undefined) return { kind: 'outside', face: [] }
    solution.forEach((value, k) => value.over > 0n && possible.add(k))
  }
  const face = [...possible].sort((a, b) => a - b)
  return { kind: face.length === features[0].length ? 'inside' : 'face', face }
}

/** A solution p ≥ 0 of the equations with the greatest pᵢ, or nothing where they have none. */
function maximise(
  rows: readonly (readonly Fraction[])[],
  sums: readonly Fraction[],
  i: number,
): Fraction[] | undefined {
  const count = rows[0].length
  // An artificial variable a row, all of them in the basis at first; the last column is the
  // right-hand side, 0 or above.
  const table = rows.map((row, r) => [
    ...row,
    ...rows.map((_, l) => (l === r ? ONE : ZERO)),
    sums[r],
  ])
  const basis = rows.map((_, r) => count + r)
  const cost = (k: number): Fraction => (k >= count ? fraction(-1n) : ZERO)
  run(table, basis, cost, count + rows.length)
  if (table.some((row, r) => basis[r] >= count && row[row.length - 1].over !== 0n)) return undefined
  driveOut(table, basis, count)
  run(table, basis, (k) => (k === i ? ONE : ZERO), count)
  const solution = rows[0].map(() => ZERO)
  basis.forEach((k, r) => k < count && (solution[k] = table[r][table[r].length - 1]))
  return solution
}

/**
 * Artificial variables that are still in the basis, at 0, are exchanged, or their rows, which say
 * nothing, are dropped.
 */
function driveOut(table: Fraction[][], basis: number[], count: number): void {
  for (let r = table.length - 1; r >= 0; r--) {
    if (basis[r] < count) continue
    const k = table[r].findIndex((value, at) => at < count && value.over !== 0n)
    if (k >= 0) pivot(table, basis, r, k)
    else {
      table.splice(r, 1)
      basis.splice(r, 1)
    }
  }
}

function run(
  table: Fraction[][],
  basis: number[],
  cost: (k: number) => Fraction,
  width: number,
): void {
  for (;;) {
    const enters = Array.from({ length: width }, (_, k) => k).find((k) => {
      const price = table.reduce(
        (total, row, r) => plus(total, times(cost(basis[r]), row[k])),
        ZERO,
      )
      return isBelow(price, cost(k))
    })
    if (enters === undefined) return
    let leaves = -1
    table.forEach((row, r) => {
      if (row[enters].over <= 0n) return
      const ratio = divide(row[row.length - 1], row[enters])
      const best =
        leaves < 0 ? undefined : divide(table[leaves][row.length - 1], table[leaves][enters])
      if (
        best === undefined ||
        isBelow(ratio, best) ||
        (!isBelow(best, ratio) && basis[r] < basis[leaves])
      )
        leaves = r
    })
    if (leaves < 0) throw new Error('a distribution is bounded')
    pivot(table, basis, leaves, enters)
  }
}

function pivot(table: Fraction[][], basis: number[], r: number, k: number): void {
  const own = table[r][k]
  table[r] = table[r].map((value) => divide(value, own))
  table.forEach((row, l) => {
    if (l !== r && row[k].over !== 0n)
      table[l] = row.map((value, at) => minus(value, times(row[k], table[r][at])))
  })
  basis[r] = k
}
