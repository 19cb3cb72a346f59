import { scaleLinear, scaleLog, scalePow } from 'd3'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  fromFraction,
  moveAlong,
  readTrack,
  stepAlong,
  toFraction,
  toLine,
  type Line,
} from '../../src/figure/track.ts'

describe('a line', () => {
  test('a line is made from a D3 scale, from Plot’s description of a scale, or from plain numbers', () => {
    const line = { domain: [-4, 4], from: [40, 0], to: [600, 0] }
    expect(toLine(scaleLinear([-4, 4], [40, 600]), 'x')).toEqual(line)
    expect(toLine({ type: 'linear', domain: [-4, 4], range: [40, 600] }, 'x')).toEqual(line)
    expect(toLine({ domain: [-4, 4], range: [40, 600] }, 'x')).toEqual(line)
    expect(toLine(scaleLog([0.1, 10], [200, 20]), 'y')).toEqual({
      type: 'log',
      domain: [0.1, 10],
      from: [0, 200],
      to: [0, 20],
    })
  })
  test.each([
    [
      scalePow([0, 1], [0, 1]).exponent(2),
      'unknown scale: power; a handle moves along a linear or logarithmic scale',
    ],
    [
      { type: 'ordinal', domain: ['a', 'b'], range: [0, 1] },
      'invalid domain of a scale: ["a","b"]; a handle needs two different numbers',
    ],
    [
      { domain: [0, 1, 2], range: [0, 1] },
      'invalid domain of a scale: [0,1,2]; a handle needs two different numbers',
    ],
    [
      { domain: [0, 1], range: [5, 5] },
      'invalid range of a scale: [5,5]; a handle needs two different numbers',
    ],
  ])('no line is made from %j', (scale, message) => {
    expect(() => toLine(scale, 'x')).toThrow(message)
  })
  test('a step across a line moves nothing, and a step along it moves the value', () => {
    const line = toLine(scaleLinear([0, 10], [100, 200]), 'x')
    expect(moveAlong(line, 3, [0, 55])).toBe(3)
    expect(moveAlong(line, 3, [20, 55])).toBe(5)
  })
  test('a line may lie at an angle to the axes', () => {
    const line: Line = { domain: [1, 6], from: [0, 0], to: [30, 40] }
    expect(moveAlong(line, 1, [30, 40])).toBe(6)
    expect(moveAlong(line, 1, [40, -30])).toBe(1)
  })
  test('any value on a line survives the round trip to its place and back', () => {
    const number = fc.double({ min: 0.01, max: 100, noNaN: true })
    fc.assert(
      fc.property(
        number,
        number,
        number,
        number,
        fc.constantFrom('log' as const, undefined),
        (first, last, value, other, type) => {
          fc.pre(Math.abs(Math.log(last / first)) > 0.1)
          const line: Line = {
            domain: [first, last],
            from: [10, 90],
            to: [200, 30],
            ...(type && { type }),
          }
          const error = (found: number): number =>
            Math.abs(found - value) / Math.max(value, first, last)
          expect(error(fromFraction(line, toFraction(line, value)))).toBeLessThan(1e-9)
          expect(error(moveAlong(line, other, stepAlong(line, other, value)))).toBeLessThan(1e-9)
        },
      ),
    )
  })
})

describe('readTrack', () => {
  const line = { domain: [0, 1], from: [0, 0], to: [10, 0] }
  test('a valid track is read as it was written', () => {
    for (const track of [
      [line],
      [line, { ...line, to: [0, 10] }],
      [{ ...line, domain: [0.1, 10], type: 'log' }],
      {
        corners: [
          [0, 0],
          [10, 0],
          [5, -8],
        ],
      },
    ])
      expect(readTrack(JSON.stringify(track))).toEqual(track)
  })
  test.each([
    '',
    'null',
    '{}',
    '[]',
    '[1]',
    '{',
    JSON.stringify([line, line, line]),
    JSON.stringify([{ ...line, domain: [0, 0] }]),
    JSON.stringify([{ ...line, domain: [0, null] }]),
    JSON.stringify([{ ...line, type: 'log' }]),
    JSON.stringify([{ ...line, type: 'sqrt' }]),
    JSON.stringify([{ ...line, to: [0, 0] }]),
    JSON.stringify([{ ...line, from: 'here' }]),
    '[{"domain":[0,1],"from":[0,0],"to":[1e999,0]}]',
    '{"corners":[[0,0],[1,1]]}',
    '{"corners":[[0,0],[1,1],[2,2]]}',
    '{"corners":[[0,0],[1,1],[2,"x"]]}',
  ])('an invalid track is ignored: %s', (json) => {
    expect(readTrack(json)).toBeUndefined()
  })
})
