import { signsOf } from './sign-of.ts'
import type { Indices } from '../run/evaluate.ts'
import type { Budget } from './budget.ts'
import { Infeasible, keyOfChoice, permutations, type Choice } from './choice.ts'
import { Components } from './components.ts'
import { Decline, NeedsRoots, Undecided, UnluckyDraw, Unordered } from './decline.ts'
import type { Element } from './element.ts'
import { Interpreter } from './interpret.ts'
import { Lanes, SMALLEST } from './lanes.ts'
import { assignmentsAt, type Claim, type Problem } from './problem.ts'
import { randomWords, type RandomWords } from './random-words.ts'
import { Slopes } from './slopes.ts'
import { isSymmetric } from './symmetry.ts'
import { Tower, type TowerOptions } from './tower.ts'
import { towerAlgebra } from './tower-algebra.ts'

/**
 * How a claim is attempted: the options of its tower, whether vectors may be put in order, and
 * whether the domain may be split.
 */
export type Manner = Pick<TowerOptions, 'logs' | 'shifted'> & {
  readonly ordering: boolean
  readonly cutting: boolean
}

/** A tower for one part of the domain, with what was computed in it. */
type Workplace = {
  readonly tower: Tower
  readonly interpreter: Interpreter<Element>
  readonly values: Map<string, readonly Element[]>
}

/** What is tested for every component of both sides; throws Decline where it is not shown. */
export type Test = (tower: Tower, left: Element, right: Element) => void

/** The number of primes for residues. */
const LANES = 12
/** The most cuts within one another, and the most parts for one claim. */
const MOST_PARTS = 6_000
/** The longest vector that is tried in all orders, where its components are not interchangeable. */
const LONGEST = 4
/** The cost of a new tower. */
const WORK_FOR_A_TOWER = 300
/** How often numbers are drawn anew after a draw that makes a denominator 0. */
const MOST_DRAWS = 8

/** Tries claims of one derivation, at one choice of sizes after another. */
export class Prover {
  readonly #problem: Problem
  readonly #random: RandomWords
  readonly #lanes: Lanes
  readonly #budget: Budget
  readonly #workplaces = new Map<string, Workplace>()
  /** Whether components are interchangeable, for each claim at the present sizes. */
  readonly #symmetric = new Map<Claim, boolean>()
  #roots = 1
  #parts = 0
  #sizes: Readonly<Record<string, number>> = {}
  /** A bound for the chance that one of the comparisons erred: the sum over all of them. */
  risk = 0

  constructor(problem: Problem, budget: Budget, seed: number) {
    this.#problem = problem
    this.#budget = budget
    this.#random = randomWords(seed)
    this.#lanes = new Lanes(LANES, this.#random)
  }

  /** Goes to other sizes and labels. */
  moveTo(sizes: Readonly<Record<string, number>>): void {
    this.#sizes = sizes
    this.#workplaces.clear()
  }

  /**
   * Runs a test of a claim on a part of the domain, which is split further where that helps.
   * @returns how often the sides were compared
   * @throws Decline where the claim is not shown
   */
  run(claim: Claim, choice: Choice, manner: Manner, test: Test): number {
    this.#parts = 0
    return this.#runOn(claim, choice, manner, test)
  }

  #runOn(claim: Claim, choice: Choice, manner: Manner, test: Test): number {
    if (++this.#parts > MOST_PARTS) throw new Decline({ kind: 'manyParts' })
    try {
      return this.#attempt(claim, choice, manner, test)
    } catch (error) {
      if (error instanceof Infeasible) return 0
      if (!manner.cutting) throw error
      const parts = this.#split(error, claim, choice)
      return parts.reduce((total, part) => total + this.#runOn(claim, part, manner, test), 0)
    }
  }

  /**
   * The parts into which the domain is split after something was undecided. Throws that error again
   * where it cannot be split.
   */
  #split(error: unknown, claim: Claim, choice: Choice): Choice[] {
    if (error instanceof Unordered) return this.#ordersOf(error, claim, choice)
    const [generator] = error instanceof Undecided ? error.generators : []
    if (generator === undefined) throw error
    // Weights and increments are never negative: for them that part is empty and costs nothing.
    const sides = /^(share|step) /.test(generator)
      ? (['zero', 'positive'] as const)
      : (['negative', 'zero', 'positive'] as const)
    const kind = this.#problem.domains.get(/^entry (\S+) /.exec(generator)?.[1] ?? '')?.kind
    const possible = sides.filter(
      (side) =>
        !(side === 'negative' && kind === 'nonnegative') &&
        !(side === 'zero' && kind === 'nonzero'),
    )
    return possible.map((side) => ({
      ...choice,
      cuts: new Map([...choice.cuts, [generator, side]]),
    }))
  }

  #ordersOf(error: Unordered, claim: Claim, choice: Choice): Choice[] {
    const { vector } = error
    const domain = this.#problem.domains.get(vector)
    if (domain?.kind !== 'real' || domain.sizes.length !== 1 || choice.orders.has(vector))
      throw error
    const length = this.#sizes[domain.sizes[0]]
    const alike = choice.orders.size === 0 && this.#isSymmetric(claim)
    if (!alike && length > LONGEST) throw error
    const orders = alike ? [Array.from({ length }, (_, n) => n)] : permutations(length)
    return orders.map((order) => ({
      ...choice,
      orders: new Map([...choice.orders, [vector, order]]),
    }))
  }

  #isSymmetric(claim: Claim): boolean {
    const { model, where, ranges } = this.#problem
    const conditions = [...where, ...claim.conditions]
    const found =
      this.#symmetric.get(claim) ??
      (ranges.size === 1 && isSymmetric(model, [claim.left, claim.right, ['1', ...conditions]]))
    this.#symmetric.set(claim, found)
    return found
  }

  #attempt(claim: Claim, choice: Choice, manner: Manner, test: Test): number {
    for (let draw = 0; ; draw++) {
      try {
        return this.#compareAll(claim, choice, manner, test)
      } catch (error) {
        if (error instanceof NeedsRoots) this.#roots = 60
        else if (!(error instanceof UnluckyDraw) || draw >= MOST_DRAWS) throw error
        this.#workplaces.clear()
      }
    }
  }

  #compareAll(claim: Claim, choice: Choice, manner: Manner, test: Test): number {
    const place = this.#workplace(choice, manner)
    const { tower, interpreter } = place
    const due = assignmentsAt(this.#problem, this.#sizes).filter(
      (indices) =>
        interpreter.holds(this.#problem.where, indices) &&
        interpreter.holds(claim.conditions, indices),
    )
    for (const indices of due) {
      const left = valueOf(place, claim.left, indices)
      const right = valueOf(place, claim.right, indices)
      if (left.length !== right.length) throw new Decline({ kind: 'otherShapes' })
      left.forEach((a, n) => test(tower, a, right[n]))
    }
    this.risk += riskOf(tower)
    return due.length
  }

  #workplace(choice: Choice, manner: Manner): Workplace {
    const key = JSON.stringify([keyOfChoice(choice), manner])
    const found = this.#workplaces.get(key)
    if (found) return found
    this.#budget.spend(WORK_FOR_A_TOWER)
    const tower = new Tower({
      signsOf,
      lanes: this.#lanes,
      roots: this.#roots,
      logs: manner.logs,
      shifted: manner.shifted,
      budget: this.#budget,
    })
    const components = new Components(tower, this.#problem.domains, this.#sizes, choice)
    const domain = {
      model: this.#problem.model,
      sizes: this.#sizes,
      component: (name: string, at: readonly number[]) => components.at(name, at),
    }
    const place = {
      tower,
      interpreter: new Interpreter(domain, new Slopes(towerAlgebra(tower, manner.ordering))),
      values: new Map(),
    }
    this.#workplaces.set(key, place)
    return place
  }
}

function valueOf(
  { interpreter, values }: Workplace,
  code: Claim['left'],
  indices: Indices,
): readonly Element[] {
  const key = JSON.stringify([code, indices])
  const value = values.get(key) ?? interpreter.values(code, indices)
  values.set(key, value)
  return value
}

/**
 * The chance that one of a tower's comparisons erred: in every lane the bound of J. Schwartz, “Fast
 * probabilistic algorithms for verification of polynomial identities”, J. ACM 27 (1980),
 * https://doi.org/10.1145/322217.322225. Bits of coefficients count as degrees do: of the 1.9
 * million primes at most one divides a coefficient for each 25 bits that it has.
 */
function riskOf({ comparisons, heaviest }: Tower): number {
  return comparisons * Math.min(1, heaviest / SMALLEST) ** LANES
}
