import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as math from '../src/index.ts'
import {
  exact,
  exponential as fixedExponential,
  fixed,
  logarithm as fixedLogarithm,
} from './oracle.ts'
import { ulpError } from './ulp.ts'
import * as b from './fuzz/ball.ts'
import { fuzz, type Outcomes } from './fuzz/fuzz.ts'
import { subjects } from './fuzz/subjects.ts'

const SEED = 7
const CASES = 6000

describe('the maths module, fuzzed', () => {
  it(`holds what its docstrings claim in ${CASES} cases of seed ${SEED}`, () => {
    const { outcomes, failures } = fuzz(SEED, CASES)
    expect(failures).toEqual([])
    expect(Object.keys(outcomes).sort()).toEqual(subjects.map(({ name }) => name).sort())
  })

  it('is the same for the same seed', () => {
    expect(fuzz(3, 50)).toEqual(fuzz(3, 50))
    expect(fuzz(3, 50)).not.toEqual(fuzz(4, 50))
  })

  it('one function alone can be chosen, and no other than there is', () => {
    expect(Object.keys(fuzz(1, 20, 'sigmoid').outcomes)).toEqual(['sigmoid'])
    expect(() => fuzz(1, 1, 'sine')).toThrow('invalid function: sine; give softmax, ')
  })
})

describe('the judge of the fuzzer', () => {
  const random = math.randomSource(SEED)
  const near = (value: b.Ball, other: bigint): number => {
    const apart = b.subtract(value, { middle: other, radius: 0n, exponent: -1300 })
    return Math.abs(b.about(apart)) / Math.max(1, Math.abs(b.about(value)))
  }

  it('agrees with another oracle on exponentials and logarithms', () => {
    for (let run = 0; run < 50; run++) {
      const x = 200 * (random() - 0.5)
      expect(near(b.exponential(b.ball(x)), fixedExponential(fixed(x)))).toBeLessThan(1e-40)
      const y = Math.exp(20 * (random() - 0.5))
      expect(near(b.logarithm(b.ball(y)), fixedLogarithm(fixed(y)))).toBeLessThan(1e-40)
    }
  })

  it('measures an error as the other does', () => {
    for (let run = 0; run < 50; run++) {
      const [x, bits] = [random(), BigInt(Math.floor(4 * random()))]
      const value = fixed(x) + (fixed(2 ** -54) >> bits)
      const own = b.errorInUlp(x, { middle: value, radius: 0n, exponent: -1300 })
      expect(own).toBeCloseTo(ulpError(x, exact(value)), 9)
    }
  })

  it('takes more bits where few are not certain', () => {
    const tries: number[] = []
    const judge = (): number => {
      const third = b.divide(b.ONE, b.ball(3))
      tries.push(-third.exponent)
      const rest = b.subtract(b.ONE, b.multiply(b.ball(3), b.add(third, b.ball(2 ** -500))))
      return b.errorInUlp(-3 * 2 ** -500, rest)
    }
    expect(b.withEnoughBits(judge)).toBe(0)
    expect(tries.length).toBeGreaterThan(1)
    expect(tries).toEqual(tries.toSorted((x, y) => x - y))
  })

  it('finds a result that is rounded twice, or cut', () => {
    const cut = 2.0813909998381325e-308
    const exactly = (): number => b.errorInUlp(cut, b.exponential(b.ball(-708.4631722220442)))
    expect(b.withEnoughBits(exactly)).toBeCloseTo(0.743, 3)
    expect(b.withEnoughBits(() => b.errorInUlp(Infinity, b.exponential(b.ball(709))))).toBe(
      Infinity,
    )
    expect(b.withEnoughBits(() => b.errorInUlp(Infinity, b.exponential(b.ball(710))))).toBe(0)
    expect(b.withEnoughBits(() => b.errorInUlp(NaN, b.ONE))).toBe(Infinity)
  })
})

describe('the table of worst errors, which the reference shows', () => {
  const file = new URL('../../../src/making/worst-errors.json', import.meta.url)
  const table = JSON.parse(readFileSync(file, 'utf8')) as { cases: number; functions: Outcomes }

  it('has every function that is fuzzed, and counts its cases', () => {
    expect(Object.keys(table.functions).sort()).toEqual(subjects.map(({ name }) => name).sort())
    const counts = Object.values(table.functions).map(({ cases }) => cases)
    expect(counts.reduce((total, count) => total + count, 0)).toBe(table.cases)
  })

  it.each(Object.entries(table.functions))(
    '%s: its worst error is within the limit',
    (_, { error, limit }) => {
      expect(error).toBeLessThanOrEqual(limit)
    },
  )
})
