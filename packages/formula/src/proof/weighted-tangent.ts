import type { Element } from './element.ts'
import { exponential } from './exponential.ts'
import { isZeroForm, termsOf, toForm } from './form.ts'
import { powersOf, type Monomial } from './monomial.ts'
import { invertRational, multiplyRational, ONE, rational, type Rational } from './rational.ts'
import { signsOf } from './sign-of.ts'
import { ANY, NONNEGATIVE, NONZERO, within } from './sign-set.ts'
import type { Tower } from './tower.ts'

/**
 * Logarithms and real numbers whose coefficients are the same up to a constant factor, as one
 * logarithm.
 */
type Group = {
  readonly coefficient: Element
  readonly log: Element
  /** The numbers by which the coefficients of its members differ. */
  readonly ratios: readonly Rational[]
}

/**
 * Whether a value c₁ log X₁ + … + cₙ log Xₙ + c log X is from 0 up, by a tangent to each of n
 * logarithms. With ρ = c / (c₁ + … + cₙ) it is the sum of ρ cᵢ log Yᵢ, where Yᵢ = Xᵢ^(1/ρ) X, and
 * so at least the sum of ρ cᵢ (1 − 1/Yᵢ) if no ρ cᵢ is below 0. A real number z is log eᶻ. This
 * is Jensen's inequality for the logarithm, with the weights that stand in the value.
 */
export function isNonnegativeByWeights(tower: Tower, value: Element): boolean {
  const groups = toGroups(tower, value)
  return groups.some((shared) => {
    const others = groups.filter((group) => group !== shared)
    return shared.ratios
      .flatMap((ratio) => [ratio, multiplyRational(ratio, rational(-1n))])
      .some((ratio) => isShownWith(tower, others, scaled(tower, shared, ratio)))
  })
}

/** The same value with another coefficient: c log X = r c log X^(1/r). */
const scaled = (tower: Tower, { coefficient, log, ratios }: Group, ratio: Rational): Group => ({
  coefficient: tower.multiply(tower.constant(ratio), coefficient),
  log: tower.multiply(tower.constant(invertRational(ratio)), log),
  ratios,
})

function isShownWith(tower: Tower, others: readonly Group[], { coefficient, log }: Group): boolean {
  if (others.length === 0) return false
  const total = others.map((group) => group.coefficient).reduce((a, b) => tower.add(a, b))
  const isKnown = [total, coefficient].every((it) => within(signsOf(tower, it), NONZERO))
  if (!isKnown) return false
  const ratio = tower.multiply(coefficient, tower.invert(total))
  const weights = others.map((group) => tower.multiply(ratio, group.coefficient))
  if (!weights.every((weight) => within(signsOf(tower, weight), NONNEGATIVE))) return false
  const bound = weights
    .map((weight, n) => {
      const exponent = tower.add(tower.multiply(others[n].log, tower.invert(ratio)), log)
      return tower.multiply(weight, lessInverse(tower, exponential(tower, exponent)))
    })
    .reduce((a, b) => tower.add(a, b))
  const zero = tower.constant(rational(0n))
  return tower.equal(bound, zero) || within(signsOf(tower, bound), NONNEGATIVE)
}

/** 1 − 1/Y */
const lessInverse = (tower: Tower, value: Element): Element =>
  tower.subtract(tower.constant(ONE), tower.invert(value))

/** Empty where a term has none, or several, of logarithms and real numbers. */
function toGroups(tower: Tower, value: Element): Group[] {
  const { terms, denominator } = termsOf(value.form())
  const coefficients = new Map<number, Element>()
  for (const { factor, monomial } of terms) {
    const [at, more] = logsIn(tower, monomial)
    if (at === undefined || more !== undefined) return []
    const form = { ...toForm(factor, monomial.toSpliced(at, 2)), factors: denominator.factors }
    const before = coefficients.get(monomial[at])
    const part = tower.evaluate(form)
    coefficients.set(monomial[at], before ? tower.add(before, part) : part)
  }
  return gather(tower, coefficients)
}

/** The places in a monomial of logarithms and real numbers to the first power. */
const logsIn = (tower: Tower, monomial: Monomial): number[] =>
  [...powersOf(monomial)].flatMap(([id, exponent], n) => {
    const isLog = tower.bases.has(id) || tower.generators[id].signs === ANY
    return isLog && exponent === 1 ? [2 * n] : []
  })

function gather(tower: Tower, coefficients: ReadonlyMap<number, Element>): Group[] {
  const groups: Group[] = []
  for (const [id, coefficient] of coefficients) {
    if (isZeroForm(coefficient.form())) continue
    const log = tower.generators[id].element
    const ratios = groups.map((group) => ratioOf(tower, coefficient, group.coefficient))
    const at = ratios.findIndex((ratio) => ratio !== undefined)
    const ratio = ratios[at]
    if (ratio) groups[at] = joined(tower, groups[at], log, ratio)
    else groups.push({ coefficient, log, ratios: [ONE] })
  }
  return groups
}

const joined = (tower: Tower, group: Group, log: Element, ratio: Rational): Group => ({
  ...group,
  log: tower.add(group.log, tower.multiply(tower.constant(ratio), log)),
  ratios: [...group.ratios, ratio],
})

/** The constant ratio of two values, if it is the same everywhere. */
function ratioOf(tower: Tower, a: Element, b: Element): Rational | undefined {
  if (!within(signsOf(tower, b), NONZERO)) return undefined
  const { constant, monomial, factors } = tower.multiply(a, tower.invert(b)).form()
  return monomial.length === 0 && factors.size === 0 ? constant : undefined
}
