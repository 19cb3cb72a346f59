import text from '../../content/data/digits.csv.gz'
import type { LabelledExamples } from 'accurate-softmax'

/** Handwritten digits: 64 values from 0 to 1 each, row by row, 8 × 8, from paper to ink; `labels` tells which digit it is. */
export interface Digits extends LabelledExamples {
  inputs: number[][]
  labels: number[]
  classes: 10
}

const rows = text
  .trim()
  .split('\n')
  .map((line) => line.split(',').map(Number))

function select(keep: (n: number) => boolean): Digits {
  const kept = rows.filter((_, n) => keep(n))
  return {
    inputs: kept.map((row) => row.slice(0, 64).map((value) => value / 16)),
    labels: kept.map((row) => row[64]),
    classes: 10,
  }
}

/**
 * 1,797 digits that 13 people wrote (E. Alpaydin and C. Kaynak, 1998, the test part of "Optical Recognition of
 * Handwritten Digits", UCI Machine Learning Repository, CC BY 4.0), split for good: in the file's order, every fourth
 * one is kept for the test (449), the others are there to learn from (1,348).
 */
export const digits: { train: Digits; test: Digits } = {
  train: select((n) => n % 4 !== 3),
  test: select((n) => n % 4 === 3),
}
