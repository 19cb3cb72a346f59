import { describe, expect, test } from 'vitest'
import { UnluckyDraw } from '../../src/proof/decline.ts'
import { isPrime, Lanes, SMALLEST } from '../../src/proof/lanes.ts'
import { randomWords } from '../../src/proof/random-words.ts'
import { rational } from '../../src/proof/rational.ts'

const lanes = new Lanes(12, randomWords(7))
const random = randomWords(8)

/** The same in exact whole numbers. */
const exactly = (
  of: (a: bigint, b: bigint) => bigint,
  a: Float64Array,
  b: Float64Array,
): number[] =>
  lanes.primes.map((prime, n) => {
    const p = BigInt(prime)
    return Number(((of(BigInt(a[n]), BigInt(b[n])) % p) + p) % p)
  })

describe('arithmetic modulo twelve primes at once', () => {
  test('the primes are primes, between 2²⁵ and 2²⁶, and differ from seed to seed', () => {
    expect(
      lanes.primes.filter((it) => it > SMALLEST && it < 2 * SMALLEST && isPrime(it)),
    ).toHaveLength(12)
    expect(new Lanes(12, randomWords(9)).primes).not.toEqual(lanes.primes)
    expect([1, 2, 3, 4, 9, 25, 97, 33_554_467].map(isPrime)).toEqual([
      false,
      true,
      true,
      false,
      false,
      false,
      true,
      true,
    ])
  })

  test('sums, differences and products are those of whole numbers, also next to the primes', () => {
    const edge = Float64Array.from(lanes.primes, (prime) => prime - 1)
    const pairs = [[edge, edge], ...Array.from({ length: 500 }, () => [lanes.draw(), lanes.draw()])]
    for (const [a, b] of pairs) {
      expect([...lanes.add(a, b)]).toEqual(exactly((x, y) => x + y, a, b))
      expect([...lanes.multiply(a, b)]).toEqual(exactly((x, y) => x * y, a, b))
    }
  })

  test('a quotient times the divisor is the dividend, and powers are repeated products', () => {
    for (let n = 0; n < 200; n++) {
      const [a, b] = [lanes.draw(), lanes.draw()]
      expect([...lanes.multiply(lanes.multiply(a, lanes.invert(b)), b)]).toEqual([...a])
      expect([...lanes.power(a, 5)]).toEqual(exactly((x) => x ** 5n, a, b))
      expect([...lanes.multiply(lanes.invert(lanes.power(a, 3)), lanes.power(a, 3))]).toEqual(
        lanes.primes.map(() => 1),
      )
    }
  })

  test('a fraction is its numerator over its denominator', () => {
    const third = lanes.from(rational(-1n, 3n))
    expect([...lanes.multiply(third, lanes.from(rational(3n)))]).toEqual(
      lanes.primes.map((prime) => prime - 1),
    )
  })

  test('nothing is divided by 0: other numbers have to be drawn', () => {
    expect(() => lanes.invert(lanes.from(rational(0n)))).toThrow(UnluckyDraw)
  })

  test('numbers drawn fill all the range', () => {
    const drawn = Array.from({ length: 4000 }, () => lanes.draw()[0] / lanes.primes[0])
    const tenths = Array.from(
      { length: 10 },
      (_, n) => drawn.filter((it) => Math.floor(10 * it) === n).length,
    )
    for (const count of tenths) expect(Math.abs(count - 400)).toBeLessThan(120)
    expect(random()).not.toBe(random())
  })
})
