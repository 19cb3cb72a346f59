import { expect, test } from 'vitest'
import { crossEntropyGradient, softmax } from 'accurate-softmax'
import { returnedGradients } from '../../src/library/returned-gradients.ts'
import { runTfjs } from './run-tfjs.ts'

const shortForm = (logits: readonly number[], labels: readonly number[]): number[] =>
  softmax(logits).map((p, i) => p - labels[i])

function expectClose(actual: readonly number[], expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length)
  actual.forEach((it, i) => expect(it).toBeCloseTo(expected[i], 5))
}

test('the gradients that the book shows are those that TensorFlow.js returns now', async () => {
  await expect(await runTfjs()).toMatchFileSnapshot('../../content/data/returned-gradients.csv')
})
test('its fused loss returns probability minus label, for any labels', () => {
  const fused = returnedGradients.filter((it) => it.function.startsWith('tf.losses'))
  expect(fused).toHaveLength(4)
  for (const { logits, labels, gradient } of fused) expectClose(gradient, shortForm(logits, labels))
})
test('a loss composed of its parts gets the gradient of that loss', () => {
  const composed = returnedGradients.filter((it) => !it.function.startsWith('tf.losses'))
  expect(composed).toHaveLength(8)
  for (const { logits, labels, gradient } of composed)
    expectClose(gradient, crossEntropyGradient(logits, labels))
})
test('for two true labels the first score is pushed the wrong way', () => {
  const [fused, , composed] = returnedGradients.filter((it) => String(it.labels) === '1,1,0')
  expect(fused.gradient.map((it) => it.toFixed(3))).toEqual(['-0.396', '-0.634', '0.030'])
  expect(composed.gradient.map((it) => it.toFixed(3))).toEqual(['0.207', '-0.268', '0.060'])
  expect(Math.sign(fused.gradient[0])).toBe(-Math.sign(composed.gradient[0]))
})
