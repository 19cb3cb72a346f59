import text from '../../content/data/returned-gradients.csv'

/** What a library returned as the gradient of a loss. */
export interface ReturnedGradient {
  version: string
  function: string
  logits: number[]
  labels: number[]
  gradient: number[]
}

const [, ...rows] = text.trim().split('\n')
const toNumbers = (cell: string): number[] => cell.split(' ').map(Number)

/**
 * The gradients that TensorFlow.js returns for one example, as a test of this book runs it
 * (`tests/book/returned-gradients.test.ts`).
 */
export const returnedGradients: readonly ReturnedGradient[] = rows.map((row) => {
  const [version, name, logits, labels, gradient] = row.split(',')
  return {
    version,
    function: name,
    logits: toNumbers(logits),
    labels: toNumbers(labels),
    gradient: toNumbers(gradient),
  }
})
