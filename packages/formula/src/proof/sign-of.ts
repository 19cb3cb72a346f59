import type { Gap } from '../run/gap.ts'
import { Decline, Undecided, WorkSpent } from './decline.ts'
import type { Element } from './element.ts'
import { exponential } from './exponential.ts'
import { generatorsOf, isZeroForm, toForm, type Form } from './form.ts'
import { powerOfMonomial, powersOf, type Monomial } from './monomial.ts'
import { isSquare, nameOf, type Polynomial } from './polynomial.ts'
import { isNonnegativeQuadratic } from './quadratic-form.ts'
import { ONE, rational } from './rational.ts'
import {
  ANY,
  NEGATIVE,
  NONNEGATIVE,
  POSITIVE,
  signOf,
  signsOfNegative,
  signsOfPower,
  signsOfProduct,
  signsOfSum,
  within,
  ZERO,
  type SignSet,
} from './sign-set.ts'
import type { Tower } from './tower.ts'

/** The cost per term of looking for squares in a polynomial. */
const WORK_FOR_A_TERM = 20

/** The most logarithms within one another that are undone to find a sign. */
const DEEPEST = 2

/**
 * The signs that a value may have: found again from its expansion, which may tell more than its
 * parts did.
 */
export function signsOf(tower: Tower, element: Element, depth = 0): SignSet {
  if (isSettled(element.signs)) return element.signs
  const signs = element.signs & signsOfForm(tower, formOf(element), depth)
  // Every value has a sign: an empty set means that the domain is empty or a bound is wrong, so
  // nothing may be concluded.
  if (signs === 0) throw new Decline({ kind: 'noSign' })
  element.signs = signs
  return signs
}

const isSettled = (signs: SignSet): boolean =>
  signs === POSITIVE || signs === NEGATIVE || signs === ZERO

/** A value that cannot be expanded may have any sign. */
function formOf(element: Element): Form | undefined {
  try {
    return element.form()
  } catch (error) {
    if (error instanceof Decline && !(error instanceof WorkSpent)) return undefined
    throw error
  }
}

function signsOfForm(tower: Tower, form: Form | undefined, depth: number): SignSet {
  if (!form) return ANY
  if (isZeroForm(form)) return ZERO
  const own = signsOfProduct(signOf(form.constant.top), signsOfMonomial(tower, form.monomial))
  return [...form.factors.values()].reduce(
    (signs, { polynomial, exponent }) =>
      signsOfProduct(signs, signsOfPower(signsOfPolynomial(tower, polynomial, depth), exponent)),
    own,
  )
}

const signsOfMonomial = (tower: Tower, monomial: Monomial): SignSet =>
  [...powersOf(monomial)].reduce(
    (signs, [id, exponent]) =>
      signsOfProduct(signs, signsOfPower(tower.generators[id].signs, exponent)),
    POSITIVE,
  )

/**
 * By its terms, as a square, as a sum of squares, or as a logarithm, whose sign is that of its
 * argument less 1.
 */
export function signsOfPolynomial(tower: Tower, polynomial: Polynomial, depth = 0): SignSet {
  const known = tower.facts.get(nameOf(polynomial))
  if (known !== undefined) return known
  const byTerms = [...polynomial.values()]
    .map(({ monomial, coefficient }) =>
      signsOfProduct(signOf(coefficient), signsOfMonomial(tower, monomial)),
    )
    .reduce(signsOfSum)
  if (isSettled(byTerms)) return byTerms
  tower.options.budget.spend(WORK_FOR_A_TERM * polynomial.size)
  const signs = byTerms & signsOfSquares(polynomial) & signsOfLogarithm(tower, polynomial, depth)
  if (signs === 0) throw new Decline({ kind: 'noSign' })
  if (signs !== ANY || depth === 0) tower.facts.set(nameOf(polynomial), signs)
  return signs
}

function signsOfSquares(polynomial: Polynomial): SignSet {
  if (isSquare(polynomial) || isNonnegativeQuadratic(polynomial)) return NONNEGATIVE
  const opposite = new Map(
    [...polynomial].map(([key, term]) => [key, { ...term, coefficient: -term.coefficient }]),
  )
  return isSquare(opposite) || isNonnegativeQuadratic(opposite) ? signsOfNegative(NONNEGATIVE) : ANY
}

/**
 * Divided by the positive coefficient of a logarithm, the value is the logarithm of its own
 * exponential.
 */
function signsOfLogarithm(tower: Tower, polynomial: Polynomial, depth: number): SignSet {
  const beside = [...polynomial.values()]
    .map(({ monomial }) => besideLog(tower, monomial))
    .find((it) => it !== undefined)
  if (beside === undefined || depth >= DEEPEST || signsOfMonomial(tower, beside) !== POSITIVE)
    return ANY
  const value = tower.evaluate({
    ...toForm(ONE, powerOfMonomial(beside, -1)),
    factors: new Map([['', { polynomial, exponent: 1 }]]),
  })
  try {
    return signsOf(
      tower,
      tower.add(exponential(tower, value), tower.constant(rational(-1n))),
      depth + 1,
    )
  } catch (error) {
    if (error instanceof Decline && !(error instanceof WorkSpent)) return ANY
    throw error
  }
}

/** The rest of a term that holds a logarithm once. */
function besideLog(tower: Tower, monomial: Monomial): Monomial | undefined {
  const at = monomial.findIndex(
    (id, n) => n % 2 === 0 && monomial[n + 1] === 1 && tower.bases.has(id),
  )
  return at < 0 ? undefined : monomial.toSpliced(at, 2)
}

/**
 * Requires a sign on the whole domain.
 * @throws Undecided with the generators at whose zeros the domain may be split; Decline where the
 * sign is another
 */
export function requireSigns(tower: Tower, element: Element, allowed: SignSet, gap: Gap): void {
  const signs = signsOf(tower, element)
  if (within(signs, allowed)) return
  throw new Undecided(gap, cutsOf(tower, element))
}

/** The generators of a value at whose zeros the domain may be split, to narrow its sign. */
export function cutsOf(tower: Tower, element: Element): string[] {
  const form = formOf(element)
  if (!form) return []
  const single = form.factors.size === 0
  return [...generatorsOf(form)]
    .map((id) => tower.generators[id])
    .filter(({ cut, signs }) => cut && (within(signs, NONNEGATIVE) ? signs !== POSITIVE : single))
    .map(({ name }) => name)
}
