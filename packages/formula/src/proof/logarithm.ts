import { Decline } from './decline.ts'
import type { Element } from './element.ts'
import { nameOfForm, toForm, type Form } from './form.ts'
import { powersOf } from './monomial.ts'
import { nameOf, type Polynomial } from './polynomial.ts'
import { ONE, rational, type Rational } from './rational.ts'
import { recall } from './recall.ts'
import { requireSigns, signsOf, signsOfPolynomial } from './sign-of.ts'
import { ANY, POSITIVE } from './sign-set.ts'
import type { Tower } from './tower.ts'

/**
 * The logarithm of a positive value: the sum of the logarithms of its factors. Throws Decline where
 * the value may be 0 or negative.
 */
export function logarithm(tower: Tower, argument: Element): Element {
  requireSigns(tower, argument, POSITIVE, { kind: 'logOfZero' })
  return recall(tower, 'log', argument, () => {
    const form = argument.form()
    return tower.options.logs === 'whole' && !isExponential(tower, form)
      ? kept(tower, argument, form)
      : split(tower, form)
  })
}

/** Whether a form is a number times exponentials, whose logarithm is known. */
const isExponential = (tower: Tower, { monomial, factors }: Form): boolean =>
  factors.size === 0 &&
  [...powersOf(monomial)].every(([id]) => tower.generators[id].log !== undefined)

function split(tower: Tower, form: Form): Element {
  const parts = [
    ofConstant(tower, form.constant),
    ...[...powersOf(form.monomial)].map(([id, exponent]) =>
      times(tower, exponent, ofGenerator(tower, id)),
    ),
    ...[...form.factors.values()].map(({ polynomial, exponent }) =>
      times(tower, exponent, ofPolynomial(tower, polynomial)),
    ),
  ]
  return parts.reduce((a, b) => tower.add(a, b))
}

const times = (tower: Tower, factor: number, element: Element): Element =>
  tower.multiply(tower.constant(rational(BigInt(factor))), element)

/** The logarithm of the whole value, for bounds by tangents. */
function kept(tower: Tower, argument: Element, form: Form): Element {
  const element = tower.generator(
    `log of all ${form.constant.top}/${form.constant.bottom} ${nameOfForm(form)}`,
    ANY,
  )
  tower.whole.set(
    tower.generators.findIndex((it) => it.element === element),
    argument,
  )
  return element
}

/** The logarithms of primes are independent, so that a fraction is split into its primes. */
function ofConstant(tower: Tower, { top, bottom }: Rational): Element {
  if (top <= 0n) throw new Decline({ kind: 'logOfProduct' })
  const sum = (primes: readonly bigint[], sign: number): Element[] =>
    primes.map((prime) =>
      times(tower, sign, named(tower, `log ${prime}`, POSITIVE, tower.constant(rational(prime)))),
    )
  return [...sum(primesOf(top), 1), ...sum(primesOf(bottom), -1)].reduce(
    (a, b) => tower.add(a, b),
    tower.constant(rational(0n)),
  )
}

/**
 * The prime factors of a whole number, by trial division; a cofactor without divisors up to 100,000
 * counts as prime.
 */
export function primesOf(value: bigint): bigint[] {
  const primes: bigint[] = []
  let rest = value
  for (let divisor = 2n; divisor * divisor <= rest && divisor < 100_000n; divisor++) {
    for (; rest % divisor === 0n; rest /= divisor) primes.push(divisor)
  }
  return rest > 1n ? [...primes, rest] : primes
}

function ofGenerator(tower: Tower, id: number): Element {
  const { name, log, signs, element } = tower.generators[id]
  if (log) return log()
  if (signs !== POSITIVE) throw new Decline({ kind: 'logOfProduct' })
  return named(tower, `log ${name}`, ANY, element)
}

function ofPolynomial(tower: Tower, polynomial: Polynomial): Element {
  const name = nameOf(polynomial)
  const known = tower.knownLogs.get(name)
  if (known) return known
  if (signsOfPolynomial(tower, polynomial) !== POSITIVE) throw new Decline({ kind: 'logOfProduct' })
  const argument = tower.evaluate({
    ...toForm(ONE),
    factors: new Map([[name, { polynomial, exponent: 1 }]]),
  })
  tower.divisors.set(name, polynomial)
  // A logarithm has the sign of its argument less 1.
  return named(
    tower,
    `log (${name})`,
    signsOf(tower, tower.subtract(argument, tower.constant(ONE))),
    argument,
  )
}

/** The generator of a logarithm, with its argument recorded. */
function named(tower: Tower, name: string, signs: number, argument: Element): Element {
  const element = tower.generator(name, signs)
  tower.bases.set(
    tower.generators.findIndex((it) => it.element === element),
    argument,
  )
  return element
}
