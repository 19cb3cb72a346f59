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
    const residue = (value: bigint, prime: number): number => {
      const rest = Number(value % BigInt(prime))
      return rest < 0 ? rest + prime : rest
    }
    const whole = this.#map((n) => residue(top, this.primes[n]))
    return bottom === 1n
      ? whole
      : this.divide(
          whole,
          this.#map((n) => residue(bottom, this.primes[n])),
        )
  }

  add(a: Residues, b: Residues): Residues {
    return this.#map((n) => {
      const sum = a[n] + b[n]
      return sum >= this.primes[n] ? sum - this.primes[n] : sum
    })
  }

  subtract(a: Residues, b: Residues): Residues {
    return this.#map((n) => (a[n] < b[n] ? a[n] - b[n] + this.primes[n] : a[n] - b[n]))
  }

  multiply(a: Residues, b: Residues): Residues {
    return this.#map((n) => multiplyModulo(a[n], b[n], this.primes[n]))
  }

  /** Throws UnluckyDraw where the divisor is 0 in a lane. */
  divide(a: Residues, b: Residues): Residues {
    return this.#map((n) =>
      multiplyModulo(a[n], invertModulo(b[n], this.primes[n]), this.primes[n]),
    )
  }

  /** To a whole power, which may be negative. */
  power(base: Residues, exponent: number): Residues {
    if (exponent < 0)
      return this.power(this.divide(this.from({ top: 1n, bottom: 1n }), base), -exponent)
    return this.#map((n) => powerModulo(base[n], exponent, this.primes[n]))
  }

  #map(value: (lane: number) => number): Residues {
    const result = new Float64Array(this.primes.length)
    for (let n = 0; n < result.length; n++) result[n] = value(n)
    return result
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
    ;[rest, next, factor, following] = [
      next,
      rest - quotient * next,
      following,
      factor - quotient * following,
    ]
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
