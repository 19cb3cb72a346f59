import { describe, expect, test } from 'vitest'
import { scaleLinear, contours } from 'd3'
import fc from 'fast-check'
import { shortPath } from '../../src/kernel/short-path.ts'

/** The points of a path, by the rules of SVG for the commands that are followed. */
function pointsOf(path: string): [number, number][] {
  const points: [number, number][] = []
  let [x, y, startX, startY] = [0, 0, 0, 0]
  for (const [, command, text] of path.matchAll(/([a-zA-Z])([^a-zA-Z]*)/g)) {
    const numbers = (text.match(/-?\d*\.?\d+/g) ?? []).map(Number)
    const [dx, dy] = /[a-z]/.test(command) ? [1, 1] : [0, 0]
    if (/z/i.test(command)) [x, y] = [startX, startY]
    const size = { m: 2, l: 2, h: 1, v: 1, c: 6, z: 1 }[command.toLowerCase()]!
    for (let at = 0; at < numbers.length; at += size) {
      const [fromX, fromY] = [x, y]
      const put = (a: number, b: number): void => {
        ;[x, y] = [a, b]
        points.push([x, y])
      }
      if (/h/i.test(command)) put(numbers[at] + dx * fromX, fromY)
      else if (/v/i.test(command)) put(fromX, numbers[at] + dy * fromY)
      else
        for (let n = at; n < at + size; n += 2)
          put(numbers[n] + dx * fromX, numbers[n + 1] + dy * fromY)
      if (/m/i.test(command) && at === 0) [startX, startY] = [x, y]
    }
  }
  return points
}

const number = fc.double({ min: -999, max: 999, noNaN: true }).map((it) => it.toFixed(3))
const step = fc.oneof(
  fc.tuple(number, number).map(([x, y]) => `L${x},${y}`),
  fc.tuple(number, number).map(([x, y]) => `M${x} ${y}`),
  fc.tuple(number, number).map(([x, y]) => `ZM${x} ${y}`),
  number.map((x) => `H${x}`),
  number.map((y) => `V${y}`),
  fc.array(number, { minLength: 6, maxLength: 6 }).map((all) => `C${all.join(',')}`),
)
const path = fc
  .tuple(number, number, fc.array(step, { minLength: 80, maxLength: 120 }))
  .map(([x, y, steps]) => `M${x},${y}${steps.join('')}`)

describe('a long path', () => {
  test('has each of its points within a twentieth of a unit of where it was', () => {
    fc.assert(
      fc.property(path, (long) => {
        const before = pointsOf(long)
        const after = pointsOf(shortPath(long))
        expect(after.length).toBe(before.length)
        for (const [n, [x, y]] of after.entries()) {
          expect(Math.abs(x - before[n][0])).toBeLessThanOrEqual(0.0501)
          expect(Math.abs(y - before[n][1])).toBeLessThanOrEqual(0.0501)
        }
      }),
    )
  })
  test('is the same the second time', () => {
    fc.assert(fc.property(path, (long) => shortPath(shortPath(long)) === shortPath(long)))
  })
  test('is two thirds as long where it is a contour', () => {
    const grid = Array.from({ length: 2500 }, (_, n) => Math.sin(n % 50) + Math.cos(n / 500))
    const [contour] = contours().size([50, 50]).thresholds([0.5])(grid)
    const [x, y] = [scaleLinear([0, 50], [40.3, 620.7]), scaleLinear([0, 50], [360.1, 20.9])]
    const at = ([a, b]: number[]): string => `${x(a).toFixed(2)},${y(b).toFixed(2)}`
    const long = contour.coordinates
      .flat()
      .map((ring) => `M${ring.map(at).join('L')}Z`)
      .join('')
    expect(shortPath(long).length).toBeLessThan((long.length * 2) / 3)
  })
  test('goes on from the point where a closed part began', () => {
    const long = `M10,10L20,10L20,20ZL5,5${'L30,30L10,10'.repeat(40)}`
    expect(shortPath(long)).toMatch(/^M10,10l10,0,0,10z/)
    expect(pointsOf(shortPath(long)).slice(0, 4)).toEqual([
      [10, 10],
      [20, 10],
      [20, 20],
      [5, 5],
    ])
  })
  test.each([
    ['arcs', `M0,0A5,5,0,1,1,10,10${'L1,1'.repeat(200)}`],
    ['relative steps', `M0,0l1,1${'L1,1'.repeat(200)}`],
    ['exponents', `M0,0L1e-7,1${'L1,1'.repeat(200)}`],
    ['too few numbers', `M0,0${'L1,1'.repeat(200)}L1`],
    ['no command', '1,1 '.repeat(200)],
  ])('is left as it is with %s', (_, long) => {
    expect(shortPath(long)).toBe(long)
  })
})

test('a short path is left as it is', () => {
  expect(shortPath('M1.23,4L5,6Z')).toBe('M1.23,4L5,6Z')
})
