import { UnluckyDraw } from './decline.ts'
import type { RandomWords } from './random-words.ts'
import type { Rational } from './rational.ts'

/** A number modulo each of several primes. */
export type Residues = Float64Array

/** Primes lie between 2²⁵ and 2²⁶, so that a product of two residues is below 2⁵² and exact. */
export const SMALLEST = 2 ** 25

/** Arithmetic modulo several random primes at once, one lane for each. */
export class Lanes {
  readonly primes: readonly number[]
  readonly #random: RandomWords

  constructor(count: number, random: RandomWords) {
    this.#random = random
    this.primes = Array.from({ length: count }, () => drawPrime(random))
  }

  /** A random number that is not 0 in any lane. */
  draw(): Residues {
    // The remainder of a number of 53 bits is very nearly uniform.
    return Float64Array.from(
      this.primes,
      (prime) => 1 + (((this.#random() & 0x1fffff) * 2 ** 32 + this.#random()) % (prime - 1)),
    )
  }

  from({ top, bottom }: Rational): Residues {
    const whole = this.#reduce(top)
    return bottom === 1n ? whole : this.multiply(whole, this.invert(this.#reduce(bottom)))
  }

  add(a: Residues, b: Residues): Residues {
    const { primes } = this
    const result = new Float64Array(primes.length)
    for (let n = 0; n < primes.length; n++) {
      const sum = a[n] + b[n]
      result[n] = sum >= primes[n] ? sum - primes[n] : sum
    }
    return result
  }

  multiply(a: Residues, b: Residues): Residues {
    const { primes } = this
    const result = new Float64Array(primes.length)
    for (let n = 0; n < primes.length; n++) result[n] = multiplyModulo(a[n], b[n], primes[n])
    return result
  }

  /** Throws UnluckyDraw where a value is 0. */
  invert(a: Residues): Residues {
    const { primes } = this
    const result = new Float64Array(primes.length)
    for (let n = 0; n < primes.length; n++) result[n] = invertModulo(a[n], primes[n])
    return result
  }

  /** To a whole power from 0 up. */
  power(base: Residues, exponent: number): Residues {
    const { primes } = this
    const result = new Float64Array(primes.length)
    for (let n = 0; n < primes.length; n++) result[n] = powerModulo(base[n], exponent, primes[n])
    return result
  }

  #reduce(value: bigint): Residues {
    return Float64Array.from(this.primes, (prime) => {
      const rest = Number(value % BigInt(prime))
      return rest < 0 ? rest + prime : rest
    })
  }
}

export const sameResidues = (a: Residues, b: Residues): boolean =>
  a.every((residue, n) => residue === b[n])

/** The product is exact, so the quotient is off by one at most, and the remainder is corrected. */
function multiplyModulo(a: number, b: number, prime: number): number {
  const product = a * b
  const rest = product - Math.floor(product / prime) * prime
  return rest < 0 ? rest + prime : rest >= prime ? rest - prime : rest
}

function powerModulo(base: number, exponent: number, prime: number): number {
  let [result, square] = [1, base]
  for (let rest = exponent; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = multiplyModulo(result, square, prime)
    square = multiplyModulo(square, square, prime)
  }
  return result
}

/** The inverse, by Euclid's algorithm with one of its two coefficients. */
function invertModulo(value: number, prime: number): number {
  if (value === 0) throw new UnluckyDraw('a denominator is 0 at the numbers drawn')
  let [rest, next, factor, following] = [prime, value, 0, 1]
  while (next !== 1) {
    const quotient = Math.floor(rest / next)
    const [left, before] = [rest - quotient * next, following]
    following = factor - quotient * following
    factor = before
    rest = next
    next = left
  }
  return following < 0 ? following + prime : following
}

function drawPrime(random: RandomWords): number {
  for (;;) {
    const candidate = SMALLEST + (random() % SMALLEST)
    if (isPrime(candidate)) return candidate
  }
}

export function isPrime(value: number): boolean {
  if (value % 2 === 0) return value === 2
  for (let divisor = 3; divisor * divisor <= value; divisor += 2)
    if (value % divisor === 0) return false
  return value > 1
}
