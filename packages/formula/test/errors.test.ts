import { describe, expect, test } from 'vitest'
import { FormulaError, parseExpression } from '../src/index.ts'
import { toPlace } from '../src/tex/span.ts'
import { CORPUS_MODEL } from './corpus-model.ts'

const { raw } = String

function refusal(tex: string, each = 'i'): FormulaError {
  try {
    parseExpression(tex, CORPUS_MODEL, each)
  } catch (error) {
    if (error instanceof FormulaError) return error
    throw error
  }
  throw new Error(`not refused: ${tex}`)
}

describe('an error says what, where, why, and what to write instead', () => {
  test.each([
    [
      'log(a)',
      raw`letters: log (line 1, column 1): set as letters this is a product of single names; write \log`,
    ],
    [
      'z_j',
      'free index: j (line 1, column 3): no sum binds it, and this is for each i; bind it with a sum, write i, or declare each="j"',
    ],
    [
      raw`\sum_j z_j + y_j`,
      'free index: j (line 1, column 16): no sum binds it, and this is for each i; bind it with a sum, write i, or declare each="j"',
    ],
    [
      raw`\sum_j z_j z_k`,
      'free index: k (line 1, column 14): no sum binds it, and this is for each i; bind it with a sum, write i, or declare each="k"',
    ],
    [
      raw`\sum_j^C z_j`,
      raw`missing bound: \sum_j^C (line 1, column 1): j has an upper bound and no lower one; write j=1 below, or leave the upper bound out`,
    ],
    [
      raw`\sum_{i=1}^{C} z_i`,
      'index bound twice: i (line 1, column 7): it already has a value here; use another index',
    ],
    [
      raw`\sum z_1`,
      raw`missing index: \sum (line 1, column 1): it does not say what it runs over; write \sum_{j} or \sum_{j=1}^{…}`,
    ],
    [
      raw`\log a c`,
      raw`two readings: \log a c (line 1, column 8): without brackets it is open how far \log reaches; put brackets round what is meant`,
    ],
    [
      raw`\log(a)^2`,
      raw`two readings: \log(a)^2 (line 1, column 1): the script may belong to \log or to what stands in the brackets; write (\log …)^2 or \log((…)^2)`,
    ],
    [
      raw`\log \sum_j z_j a`,
      raw`two readings: a (line 1, column 17): this may stand inside the sum, or outside \log; put brackets round what is meant`,
    ],
    [
      'a / c T',
      'two readings: a / c T (line 1, column 7): what stands after the slash may be below it or beside it; put brackets round what is meant',
    ],
    [
      raw`f^{-1}(a)`,
      raw`two readings: f^{-1} (line 1, column 1): a script on a function may be a power, a repetition or an inverse; put the power behind the arguments`,
    ],
    [
      'a^{(t)}',
      'two readings: a^{(t)} (line 1, column 1): a superscript in brackets may count steps; write a power without brackets, or declare the name with its mark',
    ],
    [
      raw`w_i^T x`,
      raw`two readings: w_i^T (line 1, column 1): T may be a transpose or an exponent; write ^\top`,
    ],
    [
      'L(z)',
      raw`two readings: L(z) (line 1, column 1): L is made from z, so this may be a product or L as a function of it; write \cdot before the brackets for a product, or declare a function`,
    ],
    [
      '{a+c}^2',
      'two readings: {a+c}^2 (line 1, column 1): the braces cannot be seen, so the script seems to belong to the last sign only; put round brackets there',
    ],
    [
      'z y',
      raw`shapes differ: z y (line 1, column 1): a vector of C times a vector of C may be an inner, an outer or an entrywise product; write a^\top b, a b^\top or a \odot b`,
    ],
    [
      'z_m',
      'wrong index: m (line 1, column 3): m counts up to D, and here is counted up to C; use an index of C',
      'i m',
    ],
    [
      raw`\frac{\partial z_i}{\partial \sigma_i}`,
      raw`constant derivative: \frac{\partial z_i}{\partial \sigma_i} (line 1, column 1): nothing here is made from \sigma, so this is always 0; take it by what it depends on`,
    ],
    [
      raw`z_1 + z_3 + \cdots + z_C`,
      raw`unclear dots: z_3 (line 1, column 7): the index goes by 2 from the term before, and dots go on by one; write it with \sum, or so that the terms differ in one index that goes up by one`,
    ],
    [
      raw`\begin{cases} a & \text{unless } i = 1 \\ c & \text{otherwise} \end{cases}`,
      'unknown word: unless (line 1, column 19): it may change the condition beside it; use if, for, when, otherwise, 当, 若, 时, 否则',
    ],
    [
      raw`a \text{ times } c`,
      'text in a formula: \\text{ times } (line 1, column 3): words inside an expression would be dropped; put them at the end of the line',
    ],
    [
      'a 概率',
      raw`text in a formula: 概 (line 1, column 3): letters of this script are words, not names; put words into \text{…}`,
    ],
    [
      raw`\frac{a}{`,
      "invalid TeX: end of formula (line 1, column 10): unexpected end of input in a macro argument, expected '}'; each { has its }",
    ],
  ])('%s', (tex, message, each = 'i') => expect(refusal(tex, each).message).toBe(message))
})

describe('places', () => {
  test('count lines and columns from 1', () => {
    expect([0, 1, 2, 3, 5].map((offset) => toPlace('ab\ncd', offset))).toEqual([
      { line: 1, column: 1 },
      { line: 1, column: 2 },
      { line: 1, column: 3 },
      { line: 2, column: 1 },
      { line: 2, column: 3 },
    ])
  })

  test('are right after signs that carry none in KaTeX’s tree', () => {
    const at = (tex: string): string => {
      const { span } = refusal(tex)
      return `${tex.slice(0, span.start)}‹${tex.slice(span.start, span.end)}›${tex.slice(span.end)}`
    }
    expect(at(raw`\sum_{k \ne i} \log \frac{z_k}{c} + q`)).toBe(
      raw`\sum_{k \ne i} \log \frac{z_k}{c} + ‹q›`,
    )
    expect(at(raw`\left( \frac{a}{c} \right) \operatorname{foo}`)).toBe(
      raw`\left( \frac{a}{c} \right) ‹\operatorname{foo}›`,
    )
    expect(at(raw`\begin{cases} a & i \neq 1 \\ \frac{q}{c} & \text{otherwise} \end{cases}`)).toBe(
      raw`\begin{cases} a & i \neq 1 \\ \frac{‹q›}{c} & \text{otherwise} \end{cases}`,
    )
    expect(at(raw`z_1 + \cdots + z_C \, \hat{q}`)).toBe(raw`z_1 + \cdots + z_C \, ‹\hat{q}›`)
    expect(at('a + % q here\n \\sqrt{c} \\cdot q_i^2')).toBe(
      'a + % q here\n \\sqrt{c} \\cdot ‹q_i^2›',
    )
    expect(at(raw`x_1^{2} w_{i1} z_{i,1}`)).toBe(raw`x_1^{2} w_{‹i1›} z_{i,1}`)
  })
})
