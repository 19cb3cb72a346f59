import type { Element } from './element.ts'
import { toForm } from './form.ts'
import { powersOf, type Monomial } from './monomial.ts'
import { addPolynomials, toPolynomial, type Polynomial, type Term } from './polynomial.ts'
import { ONE, rational } from './rational.ts'
import { signsOf } from './sign-of.ts'
import { NEGATIVE, NONNEGATIVE, POSITIVE, within, ZERO } from './sign-set.ts'
import type { Tower } from './tower.ts'

/**
 * Whether a value is from 0 up once each logarithm in it is replaced by a bound: 1 − 1/x ≤ log x ≤
 * x − 1, the lower where it is added and the upper where it is taken away. This is how Gibbs’
 * inequality is proved.
 */
export function isNonnegativeByTangents(tower: Tower, value: Element): boolean {
  const { constant, monomial, factors } = value.form()
  const [curved, ...more] = [...factors].filter(([, { polynomial }]) =>
    [...polynomial.values()].some((it) => logOf(tower, it.monomial) !== undefined),
  )
  if (
    !curved ||
    more.length > 0 ||
    curved[1].exponent !== 1 ||
    logOf(tower, monomial) !== undefined
  )
    return false
  const others = new Map([...factors].filter(([name]) => name !== curved[0]))
  const outside = signsOf(tower, tower.evaluate({ constant, monomial, factors: others }))
  if (outside !== POSITIVE && outside !== NEGATIVE) return false
  const bound = lowerBound(tower, curved[1].polynomial, outside === NEGATIVE)
  return (
    bound !== undefined &&
    (tower.equal(bound, tower.constant(rational(0n))) || within(signsOf(tower, bound), NONNEGATIVE))
  )
}

/** The generator of a logarithm that a term holds. */
const logOf = (tower: Tower, monomial: Monomial): number | undefined =>
  [...powersOf(monomial)].map(([id]) => id).find((id) => tower.whole.has(id))

/** A lower bound of a polynomial or of its negative. */
function lowerBound(tower: Tower, polynomial: Polynomial, opposite: boolean): Element | undefined {
  const coefficients = new Map<number | undefined, Polynomial>()
  for (const term of polynomial.values()) {
    const log = logOf(tower, term.monomial)
    const rest = withoutLog(term, log)
    if (!rest || logOf(tower, rest.monomial) !== undefined) return undefined
    const coefficient = opposite ? -rest.coefficient : rest.coefficient
    coefficients.set(
      log,
      addPolynomials(coefficients.get(log) ?? new Map(), toPolynomial(coefficient, rest.monomial)),
    )
  }
  const parts = [...coefficients].map(([log, coefficient]) =>
    boundOf(tower, log, valueOf(tower, coefficient)),
  )
  return parts.reduce((a, b) => a && b && tower.add(a, b))
}

/** A term without its logarithm, which must be to the first power. */
function withoutLog({ monomial, coefficient }: Term, log: number | undefined): Term | undefined {
  const at = monomial.findIndex((id, n) => n % 2 === 0 && id === log)
  if (log === undefined) return { monomial, coefficient }
  return monomial[at + 1] === 1 ? { monomial: monomial.toSpliced(at, 2), coefficient } : undefined
}

const valueOf = (tower: Tower, polynomial: Polynomial): Element =>
  tower.evaluate({ ...toForm(ONE), factors: new Map([['', { polynomial, exponent: 1 }]]) })

function boundOf(tower: Tower, log: number | undefined, factor: Element): Element | undefined {
  const argument = log === undefined ? undefined : tower.whole.get(log)
  if (!argument) return factor
  const signs = signsOf(tower, factor)
  const one = tower.constant(ONE)
  if (within(signs, NONNEGATIVE))
    return tower.multiply(factor, tower.subtract(one, tower.invert(argument)))
  return within(signs, NEGATIVE | ZERO)
    ? tower.multiply(factor, tower.subtract(argument, one))
    : undefined
}
