import { Decline, NeedsRoots } from './decline.ts'
import type { Element } from './element.ts'
import { isZeroForm, multiplyForms, nameOfForm, termsOf, toForm, type Form } from './form.ts'
import type { Monomial } from './monomial.ts'
import { ONE, rational, type Rational } from './rational.ts'
import { NONNEGATIVE, POSITIVE, within } from './sign-set.ts'
import { recall } from './recall.ts'
import type { Tower } from './tower.ts'

/** The largest whole exponent that is kept as a power. */
const HIGHEST = 64

/**
 * The exponential of a value: a product with a factor for each of its terms, since e^(a + b) = e^a
 * e^b.
 */
export const exponential = (tower: Tower, exponent: Element): Element =>
  recall(tower, 'exp', exponent, () => {
    const form = exponent.form()
    if (isZeroForm(form)) return tower.constant(ONE)
    const { terms, denominator } = termsOf(form)
    return terms
      .map(({ factor, monomial }) => ofTerm(tower, factor, monomial, denominator))
      .reduce((a, b) => tower.multiply(a, b))
  })

/** The exponential of a number times a product of generators; of a logarithm it is the argument. */
function ofTerm(tower: Tower, factor: Rational, monomial: Monomial, denominator: Form): Element {
  const [id, exponent, more] = monomial
  const single = exponent === 1 && more === undefined && denominator.factors.size === 0
  const base = single ? tower.bases.get(id) : undefined
  const form = multiplyForms(toForm(ONE, monomial), denominator)
  if (!base) return powerOf(tower, generatorFor(tower, form), factor)
  const whole = floor(factor)
  const rest = rational(factor.top - BigInt(whole) * factor.bottom, factor.bottom)
  const fraction =
    rest.top === 0n ? tower.constant(ONE) : powerOf(tower, generatorFor(tower, form), rest)
  return tower.multiply(wholePower(tower, base, whole, HIGHEST * tower.options.roots), fraction)
}

const floor = ({ top, bottom }: Rational): number =>
  Number((top - (((top % bottom) + bottom) % bottom)) / bottom)

type Root = { readonly element: Element; readonly roots: number }

function powerOf(tower: Tower, { element, roots }: Root, factor: Rational): Element {
  const times = rational(factor.top * BigInt(roots), factor.bottom)
  if (times.bottom !== 1n) {
    if (tower.options.roots === 1) throw new NeedsRoots()
    throw new Decline({ kind: 'fractionExponent' })
  }
  return wholePower(tower, element, Number(times.top), HIGHEST * roots)
}

function wholePower(tower: Tower, base: Element, exponent: number, highest: number): Element {
  if (Math.abs(exponent) > highest) throw new Decline({ kind: 'largeExponent' })
  return exponent < 0 ? tower.invert(tower.power(base, -exponent)) : tower.power(base, exponent)
}

/** The generator for the exponential of a term; where that is at least 1 it is written 1 + v. */
function generatorFor(tower: Tower, form: Form): Root {
  const name = `exp ${nameOfForm(form)}`
  const term = (): Element => tower.evaluate(form)
  const { roots, shifted } = tower.options
  const signs = shifted && roots === 1 ? tower.options.signsOf(tower, term()) : undefined
  if (signs !== undefined && within(signs, NONNEGATIVE))
    return { element: onePlus(tower, name, form), roots: 1 }
  const log = (): Element => tower.multiply(tower.constant(rational(1n, BigInt(roots))), term())
  return { element: tower.generator(name, POSITIVE, { log }), roots }
}

function onePlus(tower: Tower, name: string, form: Form): Element {
  const term = tower.evaluate(form)
  const sum = tower.add(
    tower.constant(ONE),
    tower.generator(`${name} - 1`, tower.options.signsOf(tower, term)),
  )
  const [factor] = sum.form().factors.keys()
  tower.knownLogs.set(factor, term)
  return sum
}
