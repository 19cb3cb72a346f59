import { expect, test } from 'vitest'
import { toPath } from '../../src/figures/marks/draw-curve.ts'

test('`toPath` writes relative steps', () => {
  expect(
    toPath([
      [10, 20],
      [15.5, 18],
      [14, 18.25],
    ]),
  ).toBe('M10 20l5.5-2-1.5 0.3')
})
test('`toPath` does not accumulate rounding errors', () => {
  const points = Array.from({ length: 100 }, (_, i): [number, number] => [i * 0.34, 0])
  const steps = toPath(points).slice(1).split(/[l ]/).map(Number)
  expect(steps.filter((_, i) => i % 2 === 0).reduce((a, b) => a + b, 0)).toBeCloseTo(99 * 0.34, 1)
})
