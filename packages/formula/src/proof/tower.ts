import type { Budget } from './budget.ts'
import { Decline, WorkSpent } from './decline.ts'
import {
  LIGHT,
  weightOfInverse,
  weightOfPower,
  weightOfProduct,
  weightOfSum,
  type Element,
} from './element.ts'
import { addForms, multiplyForms, powerOfForm, toForm, ZERO_FORM, type Form } from './form.ts'
import { sameResidues, type Lanes, type Residues } from './lanes.ts'
import { powersOf } from './monomial.ts'
import { nameOf, type Polynomial } from './polynomial.ts'
import {
  addRational,
  bitsOf,
  invertRational,
  multiplyRational,
  ONE,
  powerRational,
  rational,
  type Rational,
} from './rational.ts'
import {
  ANY,
  NONZERO,
  signOf,
  signsOfPower,
  signsOfProduct,
  signsOfSum,
  ZERO,
  type SignSet,
} from './sign-set.ts'

/**
 * A variable of the quotients. Generators may depend on one another: then a true claim may stay
 * unproved, but no false one is proved.
 */
export type Generator = {
  /** What it stands for, the same in every tower. */
  readonly name: string
  readonly signs: SignSet
  /** Its own logarithm, where it stands for an exponential. */
  readonly log: (() => Element) | undefined
  readonly element: Element
  /** Whether the domain may be cut where it is 0. */
  readonly cut: boolean
}

/** How exponentials and logarithms become generators. */
export type TowerOptions = {
  /** Finds the signs of an element: passed in, since `sign-of.ts` needs exponentials in turn. */
  readonly signsOf: (tower: Tower, element: Element) => SignSet
  readonly lanes: Lanes
  /**
   * The exponential of a term is this power of a generator: more than 1 where exponents are
   * fractions.
   */
  readonly roots: number
  /**
   * Whether logarithms of products are split into those of the factors; bounds by tangents need
   * them whole.
   */
  readonly logs: 'split' | 'whole'
  /** Whether eᵗ with t ≥ 0 is written as 1 + v with v ≥ 0, which shows signs. */
  readonly shifted: boolean
  readonly budget: Budget
}

/**
 * A field of quotients of polynomials in generators, to which exponentials and logarithms are added
 * as they are met. Values are told apart by their residues at random numbers, as in G. Gonnet, “New
 * results for random determination of equivalence of expressions”, SYMSAC 1986,
 * https://doi.org/10.1145/32439.32465
 */
export class Tower {
  readonly options: TowerOptions
  readonly generators: Generator[] = []
  /** The arguments of logarithms, by generator. */
  readonly bases = new Map<number, Element>()
  /** Logarithms that are not generators, by the keys of their arguments. */
  readonly knownLogs = new Map<string, Element>()
  /** The cache of exponentials and logarithms, by the first residues of their arguments. */
  readonly known = new Map<string, { argument: Element; value: Element }[]>()
  /** Polynomials whose signs are given by the domain. */
  readonly facts = new Map<string, SignSet>()
  /** The arguments of logarithms, by which other polynomials are divided. */
  readonly divisors = new Map<string, Polynomial>()
  /** The arguments of logarithms that are kept whole, by generator. */
  readonly whole = new Map<number, Element>()
  /** How often two values were taken as equal because their residues are. */
  comparisons = 0
  /** The largest weight of two values that were compared. */
  heaviest = 0
  readonly #byName = new Map<string, Element>()
  readonly #constants = new Map<string, Element>()

  constructor(options: TowerOptions) {
    this.options = options
  }

  constant(value: Rational): Element {
    const key = `${value.top}/${value.bottom}`
    const found = this.#constants.get(key)
    // It counts as work each time: what is proved does not depend on what is known already.
    if (found) this.options.budget.spend(WORK_FOR_AN_ELEMENT)
    const constant = found ?? this.#toConstant(value)
    this.#constants.set(key, constant)
    return constant
  }

  #toConstant(value: Rational): Element {
    const weight = { ...LIGHT, bits: bitsOf(value) }
    return this.#element(
      this.options.lanes.from(value),
      weight,
      signOf(value.top),
      () => toForm(value),
      value,
    )
  }

  /** The variable of this name, made if there is none yet. */
  generator(
    name: string,
    signs: SignSet,
    {
      cut = false,
      log,
      extreme,
    }: Partial<Pick<Generator, 'cut' | 'log'> & Pick<Element, 'extreme'>> = {},
  ): Element {
    const found = this.#byName.get(name)
    if (found) return found
    const id = this.generators.length
    const form = toForm(ONE, [id, 1])
    const element: Element = {
      residues: this.options.lanes.draw(),
      weight: { top: 1, bottom: 0, bits: 1 },
      signs,
      constant: undefined,
      form: () => form,
      extreme,
    }
    this.generators.push({ name, signs, log, element, cut })
    this.#byName.set(name, element)
    return element
  }

  add(a: Element, b: Element): Element {
    if (a.constant?.top === 0n) return b
    if (b.constant?.top === 0n) return a
    const residues = this.options.lanes.add(a.residues, b.residues)
    const constant = a.constant && b.constant && addRational(a.constant, b.constant)
    return this.#element(
      residues,
      weightOfSum(a.weight, b.weight),
      signsOfSum(a.signs, b.signs),
      () => addForms(a.form(), b.form(), this.divisors.values()),
      constant,
    )
  }

  multiply(a: Element, b: Element): Element {
    if (a.constant?.top === 0n || isOne(b)) return a
    if (b.constant?.top === 0n || isOne(a)) return b
    const residues = this.options.lanes.multiply(a.residues, b.residues)
    const constant = a.constant && b.constant && multiplyRational(a.constant, b.constant)
    return this.#element(
      residues,
      weightOfProduct(a.weight, b.weight),
      signsOfProduct(a.signs, b.signs),
      () => multiplyForms(a.form(), b.form()),
      constant,
    )
  }

  negate(a: Element): Element {
    return this.multiply(this.constant(rational(-1n)), a)
  }

  subtract(a: Element, b: Element): Element {
    return this.add(a, this.negate(b))
  }

  /** The reciprocal of a value; the caller has ensured that it is nowhere 0. */
  invert(a: Element): Element {
    const residues = this.options.lanes.invert(a.residues)
    const constant = a.constant && invertRational(a.constant)
    return this.#element(
      residues,
      weightOfInverse(a.weight),
      a.signs & NONZERO,
      () => powerOfForm(a.form(), -1),
      constant,
    )
  }

  /** To a whole power from 0 up. */
  power(a: Element, exponent: number): Element {
    if (exponent === 1) return a
    const residues = this.options.lanes.power(a.residues, exponent)
    const constant = exponent === 0 ? ONE : a.constant && powerRational(a.constant, exponent)
    return this.#element(
      residues,
      weightOfPower(a.weight, exponent),
      signsOfPower(a.signs, exponent),
      () => powerOfForm(a.form(), exponent),
      constant,
    )
  }

  /** The value of a form. */
  evaluate(form: Form): Element {
    const parts = [...form.factors.values()].map(({ polynomial, exponent }) => {
      const sum = [...polynomial.values()]
        .map((term) =>
          this.multiply(this.constant(rational(term.coefficient)), this.#product(term.monomial)),
        )
        .reduce((a, b) => this.add(a, b))
      return this.#signedPower(
        { ...sum, signs: sum.signs & (this.facts.get(nameOf(polynomial)) ?? ANY) },
        exponent,
      )
    })
    return [this.#product(form.monomial), ...parts].reduce(
      (a, b) => this.multiply(a, b),
      this.constant(form.constant),
    )
  }

  #product(monomial: readonly number[]): Element {
    return [...powersOf(monomial)]
      .map(([id, exponent]) => this.#signedPower(this.generators[id].element, exponent))
      .reduce((a, b) => this.multiply(a, b), this.constant(ONE))
  }

  #signedPower(a: Element, exponent: number): Element {
    return exponent < 0 ? this.invert(this.power(a, -exponent)) : this.power(a, exponent)
  }

  /** Whether two values are equal, by their residues: only chance can make this wrong. */
  equal(a: Element, b: Element): boolean {
    this.weigh(weightOfSum(a.weight, b.weight))
    return sameResidues(a.residues, b.residues)
  }

  /** Counts that a quotient of this weight was compared with 0. */
  weigh({ top, bottom, bits }: Element['weight']): void {
    this.comparisons++
    this.heaviest = Math.max(this.heaviest, top + bottom + bits)
  }

  // eslint-disable-next-line max-params -- the hot loop of every proof: an object each would cost
  #element(
    residues: Residues,
    weight: Element['weight'],
    signs: SignSet,
    write: () => Form,
    constant?: Rational,
  ): Element {
    this.options.budget.spend(WORK_FOR_AN_ELEMENT)
    const number = constant ?? (signs === ZERO ? rational(0n) : undefined)
    const form = this.#once(number ? () => (number.top === 0n ? ZERO_FORM : toForm(number)) : write)
    return {
      residues,
      weight,
      constant: number,
      signs: number ? signOf(number.top) : signs,
      form,
    }
  }

  /**
   * Expands a value when that is first needed, and caches the form, or that it has too many terms.
   */
  #once(write: () => Form): () => Form {
    let known: Form | Decline | undefined
    return () => {
      known ??= this.#attempt(write)
      if (known instanceof Decline) throw known
      return known
    }
  }

  /** The work grows with the terms, and with the polynomials that a sum is divided by. */
  #attempt(write: () => Form): Form | Decline {
    try {
      const form = write()
      this.options.budget.spend(termsIn(form) * (1 + this.divisors.size))
      return form
    } catch (error) {
      if (!(error instanceof Decline) || error instanceof WorkSpent) throw error
      this.options.budget.spend(FAILED_WORK)
      return error
    }
  }
}

/** The cost of a new element: residues in all lanes, relative to one term expanded. */
const WORK_FOR_AN_ELEMENT = 3
/** The cost of finding that a value has too many terms. */
const FAILED_WORK = 20_000

const termsIn = ({ factors }: Form): number =>
  [...factors.values()].reduce((total, { polynomial }) => total + polynomial.size, 1)

const isOne = ({ constant }: Element): boolean => constant?.top === 1n && constant.bottom === 1n
