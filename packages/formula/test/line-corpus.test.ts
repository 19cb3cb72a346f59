import { describe, expect, test } from 'vitest'
import { FormulaError, parseDerivation } from '../src/index.ts'
import { LINE_MODEL, LINES, type LineEntry } from './line-corpus.ts'

/** Every line as read; behind a bar, how many conditions stand beside each comparison, if there are any. */
function outcome([tex, , each = '']: LineEntry): LineEntry[1] {
  const {
    errors: [error],
    lines,
    steps,
  } = parseDerivation({ tex, model: LINE_MODEL, each })
  if (error instanceof FormulaError) return { refused: error.kind, found: error.found }
  if (error) throw error
  const reading = lines.map((line) => line.reading).join(' ; ')
  const conditions = steps.map((step) => step.conditions.length)
  return conditions.some((count) => count > 0) ? `${reading} | ${conditions.join(' ')}` : reading
}

describe.each(LINES)('%s: read as every reader reads it, or refused', (_, entries) => {
  test.each(entries.map((entry) => ({ tex: entry[0], entry })))('$tex', ({ entry }) => {
    expect(outcome(entry)).toEqual(entry[1])
  })
})
