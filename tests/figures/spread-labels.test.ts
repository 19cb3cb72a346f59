import { expect, test } from 'vitest'
import { spreadLabels } from '../../src/figures/marks/spread-labels.ts'

test('labels with enough room stay where they are', () => {
  expect(spreadLabels([10, 50, 90], 20, 0, 100)).toEqual([10, 50, 90])
})
test('labels that are too close move apart and keep their order', () => {
  expect(spreadLabels([52, 50, 51], 20, 0, 200)).toEqual([90, 50, 70])
})
test('labels at the end move back into the range', () => {
  expect(spreadLabels([95, 98, 100], 20, 0, 100)).toEqual([60, 80, 100])
})
