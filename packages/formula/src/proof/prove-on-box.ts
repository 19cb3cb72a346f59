import type { Code } from '../run/code.ts'
import type { Indices } from '../run/evaluate.ts'
import type { Budget } from './budget.ts'
import { BoxedComponents, halves, type Ranges } from './boxes.ts'
import type { Choice } from './choice.ts'
import { Decline } from './decline.ts'
import { INTERVALS } from './interval-algebra.ts'
import type { Interval } from './interval.ts'
import { Interpreter } from './interpret.ts'
import { assignmentsAt, type Claim, type Problem } from './problem.ts'
import { Slopes } from './slopes.ts'

/**
 * The most boxes for one choice of sizes and labels: a count, since a time limit would depend on
 * the machine.
 */
const MOST_BOXES = 600
/** The cost of one box for one value of the indices, in operations on elements. */
const OPERATIONS_FOR_A_BOX = 100

export type BoxProblem = {
  readonly problem: Problem
  readonly budget: Budget
  readonly sizes: Readonly<Record<string, number>>
  readonly labels: Choice['labels']
  /** Vectors whose shifts leave the difference of the sides unchanged. */
  readonly shifted: ReadonlySet<string>
}

/**
 * Proves an inequality on a box by interval arithmetic: a box on which it is not decided is split
 * in two.
 * @returns for how many values of the indices it was proved
 * @throws Decline where it is not proved
 */
export function proveOnBox(
  claim: Claim,
  { problem, budget, sizes, labels, shifted }: BoxProblem,
): number {
  const components = new BoxedComponents(problem.domains, sizes, labels, shifted)
  const assignments = assignmentsAt(problem, sizes)
  let boxes = 0
  const open: Ranges[] = [components.whole()]
  const due = new Set<number>()
  for (let ranges = open.pop(); ranges; ranges = open.pop()) {
    budget.spend(OPERATIONS_FOR_A_BOX * assignments.length)
    if (++boxes > MOST_BOXES) throw new Decline({ kind: 'manyBoxes' })
    if (!components.isPossible(ranges)) continue
    const shown = tryBox(claim, problem, assignments, interpreterAt(ranges))
    if (shown) for (const n of shown) due.add(n)
    else open.push(...halvesOf(ranges))
  }
  return due.size

  function interpreterAt(ranges: Ranges): Interpreter<Interval> {
    const component = (name: string, at: readonly number[]): Interval =>
      components.at(ranges, name, at)
    return new Interpreter({ model: problem.model, sizes, component }, new Slopes(INTERVALS))
  }
}

function halvesOf(ranges: Ranges): [Ranges, Ranges] {
  const both = ranges.size === 0 ? undefined : halves(ranges)
  if (!both) throw new Decline({ kind: 'tooNear' })
  return both
}

/**
 * The indices for which the claim holds on the whole box; undefined where that is undecided, or a
 * side has no value.
 */
function tryBox(
  claim: Claim,
  problem: Problem,
  assignments: readonly Indices[],
  interpreter: Interpreter<Interval>,
): number[] | undefined {
  const shown: number[] = []
  try {
    for (const [n, indices] of assignments.entries()) {
      if (
        !interpreter.holds(problem.where, indices) ||
        !interpreter.holds(claim.conditions, indices)
      )
        continue
      if (!interpreter.values(differenceOf(claim), indices).every((it) => isShown(claim, it)))
        return undefined
      shown.push(n)
    }
    return shown
  } catch (error) {
    if (error instanceof Decline) return undefined
    throw error
  }
}

const differenceOf = ({ left, right }: Claim): Code => ['+', right, ['-', left]]

/** Whether right minus left has the sign that the relation demands, on a whole interval. */
function isShown({ relation }: Claim, difference: Interval): boolean {
  switch (relation) {
    case '<=':
      return difference.low >= 0
    case '<':
      return difference.low > 0
    case '>=':
      return difference.high <= 0
    case '>':
      return difference.high < 0
    case '!':
      return difference.low > 0 || difference.high < 0
    default:
      return false
  }
}

/**
 * The claim that the difference of the sides is unchanged when all components of a vector rise by
 * the same amount.
 */
export function shiftClaim(claim: Claim, vector: string, size: string): Claim {
  const index = 'shifted component'
  const slope: Code = ['S', '+', index, 1, size, [], ['d', differenceOf(claim), vector, index]]
  return { ...claim, relation: '=', left: slope, right: 0 }
}
