import { expect, test } from 'vitest'
import { findChanges, parseExpression } from '../src/index.ts'
import { CORPUS_MODEL } from './corpus-model.ts'

const { raw } = String

/** The second formula with the pieces marked that the first has not. */
function marked(left: string, right: string): string {
  const spans = findChanges(
    parseExpression(left, CORPUS_MODEL, 'i'),
    parseExpression(right, CORPUS_MODEL, 'i'),
  )
  return [...spans]
    .sort((a, b) => b.start - a.start)
    .reduce(
      (tex, { start, end }) => `${tex.slice(0, start)}‹${tex.slice(start, end)}›${tex.slice(end)}`,
      right,
    )
}

test.each([
  ['nothing changes', 'a + c', 'a + c', 'a + c'],
  ['a term changes', 'a + z_i + c', 'a + z_1 + c', 'a + ‹z_1› + c'],
  ['terms change places', 'a + c', 'c + a', 'c + a'],
  ['a term is new', 'a + c', 'a + c + z_i', 'a + c + ‹z_i›'],
  ['a term that stands twice is counted twice', 'a + a', 'a + a + a', 'a + a + ‹a›'],
  [
    'a factor inside a sum changes',
    raw`\sum_k y_k \frac{a}{c}`,
    raw`\sum_k y_k \frac{a}{T}`,
    raw`\sum_k y_k \frac{a}{‹T›}`,
  ],
  [
    'a derivative is carried out',
    raw`\sum_k \frac{\partial L}{\partial \sigma_k} z_k`,
    raw`\sum_k \frac{y_k}{\sigma_k} z_k`,
    raw`\sum_k ‹\frac{y_k}{\sigma_k}› z_k`,
  ],
  ['everything changes', raw`\log a`, 'c^2', '‹c^2›'],
  [
    'a sum is split',
    raw`\sum_k z_k`,
    raw`z_i + \sum_{k \ne i} z_k`,
    raw`‹z_i› + ‹\sum_{k \ne i} z_k›`,
  ],
])('what a reader should look at: %s', (_, left, right, expected) => {
  expect(marked(left, right)).toBe(expected)
})
