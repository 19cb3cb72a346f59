import { describe, expect, test } from 'vitest'
import {
  encode,
  encodeModel,
  FormulaError,
  parseExpression,
  showReading,
  toEvaluator,
} from '../src/index.ts'
import { READ, REFUSED } from './corpus.ts'
import { CORPUS_MODEL } from './corpus-model.ts'
import { drawIndices, drawSetting, numbersIn } from './draw.ts'

describe('a formula with one reading is read that way', () => {
  for (const [tex, reading, each = 'i'] of READ) {
    test(tex, () => {
      expect(showReading(parseExpression(tex, CORPUS_MODEL, each))).toBe(reading)
    })
  }
})

describe('a formula with two readings, or none, is refused at its place', () => {
  for (const [tex, kind, found, each = 'i'] of REFUSED) {
    test(tex, () => {
      const error = refusal(tex, each)
      expect({ kind: error.kind, found: error.found }).toEqual({ kind, found })
      expect(error.reason).not.toBe('')
      expect(error.cure).not.toBe('')
      if (error.span.end > error.span.start) expect(tex.slice(error.span.start)).not.toBe('')
    })
  }
})

describe('what is read has a value', () => {
  for (const [tex, , each = 'i'] of READ) {
    test(tex, () => {
      const expression = parseExpression(tex, CORPUS_MODEL, each)
      const { sizes, values } = drawSetting(CORPUS_MODEL, { C: 5, D: 4 }, 7)
      const model = encodeModel(CORPUS_MODEL, [expression])
      const value = toEvaluator({
        model,
        sizes,
        values: { ...values, a: 1.3, c: 0.7, T: 2.2 },
      }).value(encode(expression), drawIndices(each))
      expect(numbersIn(value).every(Number.isFinite)).toBe(true)
    })
  }
})

test('blanks, invisible braces, sizes of brackets and colours change no reading', () => {
  const same = [
    String.raw`\frac{a + z_i}{c}`,
    String.raw`\frac{ a+z_{i} }{ {c} }`,
    String.raw`\dfrac{a\,+\;z_i}{c}`,
    String.raw`\frac{\textcolor{red}{a} + z_i}{c}`,
    '\\frac{a % a remark\n + z_i}{c}',
    String.raw`{a + z_i \over c}`,
  ]
  expect(new Set(same.map((tex) => showReading(parseExpression(tex, CORPUS_MODEL, 'i'))))).toEqual(
    new Set(['((a + z[i]) / c)']),
  )
})

test('the corpus is large enough to mean something', () => {
  expect(READ.length + REFUSED.length).toBeGreaterThanOrEqual(250)
  expect(new Set([...READ, ...REFUSED].map(([tex]) => tex)).size).toBe(READ.length + REFUSED.length)
})

function refusal(tex: string, each: string): FormulaError {
  try {
    const reading = showReading(parseExpression(tex, CORPUS_MODEL, each))
    throw new Error(`read as ${reading}`)
  } catch (error) {
    if (error instanceof FormulaError) return error
    throw error
  }
}
