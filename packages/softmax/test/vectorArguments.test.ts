import { describe, expect, it } from 'vitest'
import {
  crossEntropyGradient,
  hardmax,
  logSoftmax,
  logSumExp,
  normalise,
  softmax,
  sparsemax,
} from '../src/index.ts'

const scores = [2, 1, 0.125]

describe('vectors, going in', () => {
  const same = softmax(scores)
  it.each([
    ['a plain array', (): number[] => scores],
    ['a Float64Array', (): Float64Array => Float64Array.from(scores)],
    ['a Float32Array', (): Float32Array => Float32Array.from(scores)],
    ['a set', (): Set<number> => new Set(scores)],
    ['a generator', (): Iterable<number> => scores.values()],
    ['another typed array', (): Iterable<number> => Float64Array.from(scores).subarray(0)],
  ])('%s gives the same answer', (_, make) => {
    expect(softmax(make())).toEqual(same)
    expect(logSumExp(make())).toBe(logSumExp(scores))
    expect(logSoftmax(make())).toEqual(logSoftmax(scores))
  })

  it('an iterable is read once', () => {
    let read = 0
    const counted = function* (): Generator<number> {
      for (const score of scores) {
        read++
        yield score
      }
    }
    softmax(counted())
    expect(read).toBe(3)
  })

  it('nothing is written to an input', () => {
    const frozen = Object.freeze([...scores])
    const typed = Float64Array.from(scores)
    for (const f of [softmax, logSoftmax, hardmax, normalise, sparsemax]) {
      f(frozen)
      f(typed)
      expect([...typed]).toEqual(scores)
    }
    crossEntropyGradient(typed, typed)
    expect([...typed]).toEqual(scores)
  })

  it('a call inside the reading of another does not disturb it', () => {
    const nested = function* (): Generator<number> {
      for (const score of scores) {
        softmax([9, 9, 9])
        yield score
      }
    }
    expect(softmax(nested())).toEqual(same)
  })
})

describe('vectors, coming out', () => {
  it('are plain arrays, so that map can make strings of them', () => {
    expect(softmax([0, 0]).map((share) => share.toFixed(2))).toEqual(['0.50', '0.50'])
  })

  it('fill out and are out, whatever kind it is', () => {
    const plain = [0, 0, 0]
    const double = new Float64Array(3)
    const single = new Float32Array(3)
    expect(softmax(scores, { out: plain })).toBe(plain)
    expect(softmax(scores, { out: double })).toBe(double)
    expect(softmax(scores, { out: single })).toBe(single)
    expect(plain).toEqual(softmax(scores))
    expect([...double]).toEqual(plain)
    expect([...single]).toEqual(plain.map(Math.fround))
  })

  it('may go where the input was', () => {
    const inPlace = Float64Array.from(scores)
    softmax(inPlace, { out: inPlace })
    expect([...inPlace]).toEqual(softmax(scores))
    const plain = [...scores]
    expect(logSoftmax(plain, { out: plain })).toEqual(logSoftmax(scores))
  })

  it('are not rounded on the way when out is a Float32Array', () => {
    const z = [0, -80, -100]
    expect([...softmax(z, { out: new Float32Array(3) })]).toEqual(softmax(z).map(Math.fround))
  })
})
