import { describe, expect, test } from 'vitest'
import { emulatedLogSumExp, floatLimits, logSumExp, roundTo, softmax } from 'accurate-softmax'
import { runPage } from './run-page.ts'

/** The first output of a cell, as readers see it. */
async function outputOf(page: string, cell: string) {
  const { results } = await (running[page] ??= runPage(`content/en/${page}.mdx`))
  return results.get(cell)?.roomy[0]
}
const running: Record<string, ReturnType<typeof runPage>> = {}

/** The rows of a cell's table, without the names of the columns. */
async function rowsOf(page: string, cell: string): Promise<string[][]> {
  const output = await outputOf(page, cell)
  if (output?.type !== 'table') throw new Error(`no table: ${cell} of ${page}`)
  return output.rows
}

/** All numbers in what a cell prints. */
async function numbersOf(page: string, cell: string): Promise<number[]> {
  const output = await outputOf(page, cell)
  if (output?.type !== 'text') throw new Error(`no text: ${cell} of ${page}`)
  return output.text.match(/-?\d+(\.\d+)?(e-?\d+)?/g)!.map(Number)
}

describe('chapter 6', () => {
  test('the exponential of LSE at temperature T obeys the triangle inequality up to T = 1 only', async () => {
    for (const [temperature, added, ofSum] of await rowsOf('06-logsumexp', 'norms'))
      expect(Number(added) - Number(ofSum) >= -1e-9, temperature).toBe(Number(temperature) <= 1)
  })
})

describe('chapter 7', () => {
  const page = '07-floating-point'
  const vocabulary = [0, ...new Array<number>(131071).fill(-17.4)]
  test('lost terms add up to several units of roundoff in float16, and to nothing in wider formats', async () => {
    const [half, ...others] = await rowsOf(page, 'lost')
    expect(half[0]).toBe('float16')
    expect(Number(half[2])).toBeGreaterThan(5)
    for (const [format, , inUnits] of others) expect(Number(inUnits), format).toBeLessThan(1e-20)
  })
  test('float16 loses every small term of the example, which come to more than its rounding', () => {
    expect(roundTo(Math.exp(-17.4), 'float16')).toBe(0)
    expect(emulatedLogSumExp(vocabulary, 'float16')).toBe(0)
    const exact = Math.exp(logSumExp(vocabulary))
    expect(exact).toBeCloseTo(1.0036, 4)
    expect((exact - 1) * 2 ** floatLimits('float16').precision).toBeGreaterThan(5)
  })
  test('an exponential is infinite from the score that the table gives, and finite below it', async () => {
    const rows = (await rowsOf(page, 'limits')).filter(([format]) => format !== 'float64')
    expect(rows).toHaveLength(3)
    for (const [name, , shown] of rows) {
      const format = name as Parameters<typeof floatLimits>[0]
      const { largest, precision: bits } = floatLimits(format)
      const from = Math.log(largest * (1 + 2 ** -bits / (2 - 2 ** (1 - bits))))
      expect(Number(shown)).toBeCloseTo(from, 2)
      expect(roundTo(Math.exp(from - 1e-9), format), name).toBe(largest)
      expect(roundTo(Math.exp(from + 1e-9), format), name).toBe(Infinity)
    }
  })
})

describe('chapter 8', () => {
  const page = '08-maximum-entropy'
  test('the table of certificates gives no multiplier on the edge, only the end to which it tends', async () => {
    const rows = await rowsOf(page, 'certificates')
    expect(rows.map(([asked, , lambda]) => [Number(asked), lambda])).toEqual([
      [1, '→ −∞'],
      [3.5, '0.00000'],
      [4.5, '0.37105'],
      [6, '→ ∞'],
      [6.4, 'none'],
    ])
  })
  test('no multiplier gives a mean of 6, and large ones come near it', () => {
    const faces = [1, 2, 3, 4, 5, 6]
    const meanAt = (lambda: number) =>
      softmax(faces.map((face) => lambda * face)).reduce((sum, p, i) => sum + p * faces[i], 0)
    for (const lambda of [0, 1, 5, 20]) expect(meanAt(lambda)).toBeLessThan(6)
    expect(meanAt(20)).toBeGreaterThan(6 - 1e-8)
  })
})

describe('chapter 9', () => {
  test('a batch of 32 points the right way on average, and by itself less and less', async () => {
    const rows = await rowsOf('09-a-real-classifier', 'batches')
    const [alone, averaged] = [1, 2].map((column) => rows.map((row) => Number(row[column])))
    expect(rows.map(([step]) => Number(step))).toEqual([0, 36, 100, 600])
    expect(alone).toEqual(alone.toSorted((a, b) => b - a))
    expect(alone[0]).toBeLessThan(0.7)
    expect(Math.min(...averaged)).toBeGreaterThan(0.9)
  })
})

describe('chapter 10', () => {
  const page = '10-beyond-softmax'
  test('each rule of drawing keeps as many letters, or as much probability, as it promises', async () => {
    const rows = await rowsOf(page, 'keeping')
    const [none, topK, topP, minP] = rows.map(([, ...numbers]) => numbers.map(Number))
    expect(rows.map(([rule]) => rule)).toEqual(['none', 'top-k', 'top-p', 'min-p'])
    expect([none[0], none[1]]).toEqual([27, 1])
    expect(topK[0]).toBe(3)
    expect(topP[1]).toBeGreaterThanOrEqual(0.8)
    expect(minP[0]).toBeLessThan(27)
    for (const [letters, , perplexity] of [none, topK, topP, minP])
      expect(perplexity).toBeLessThanOrEqual(letters)
  })
  test('one vector added to all keys changes no weight, but with rotations it changes all', async () => {
    const halves = async (cell: string) => {
      const numbers = await numbersOf(page, cell)
      expect(numbers, cell).toHaveLength(6)
      return [numbers.slice(0, 3), numbers.slice(3)]
    }
    const [plain, shifted] = await halves('shifted')
    expect(shifted).toEqual(plain)
    const [before, after] = await halves('rotated')
    before.forEach((weight, i) => expect(Math.abs(weight - after[i])).toBeGreaterThan(0.02))
  })
})
