import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findDrawnMistakes } from '../../scripts/check/find-drawn-mistakes.ts'
import { drawingsOf, findCharts, runCharts, textsOf } from '../../scripts/check/read-charts.ts'
import { readChapter } from '../../packages/notebook/src/markdown/chapter/chapter.ts'

const files = readdirSync('content/en').filter((name) => /^\d/.test(name))
const readPage = (file: string) => readFileSync(join('content/en', file), 'utf8')
const chapterOf = (file: string) => readChapter(file, readPage(file))

/** What charts say as their chapters open, with the numbers that readers are told in their sentences. */
const said: Record<string, Record<string, string[]>> = {
  '01-from-scores-to-probabilities.mdx': {
    comparison: ['divided by the sum ✗ one is negative', 'softmax ✓ sums to 1', '1.05', '−0.63'],
    sweep: ['softmax 0.236', 'tie at 2.0', 'score of the badger →'],
    curves: ['fox 0.642', 'owl 0.026', 'entropy 0.946', 'temperature T →'],
  },
  '02-sigmoid-and-shift.mdx': {
    zeros: ['as given', 'largest is 0', '+2.0', '−3.2', '+3.2'],
    valley: ['end', 'bias of the fox →'],
  },
  '03-cross-entropy.mdx': {
    line: ['H(q) 0.611 + D 0.446 = L 1.057', 'no foxes: 0.29', 'only foxes: 1.39'],
    profiles: ['cross-entropy 3.049', 'squared error 1.815', 'mistakes 1'],
  },
  '06-logsumexp.mdx': { means: ['LSE 2.44', 'average 1.50', 'mellowmax 1.06', 'max', 'mean'] },
  '07-floating-point.mdx': {
    cliffs: ['float16 17', 'float32 104', 'float64 745', '∞'],
    digits: ['textbook: ✗ NaN', 'added to all scores →'],
  },
  '08-maximum-entropy.mdx': {
    ledger: ['mean score +0.740', 'entropy +1.030', 'divergence +0.359', 'LSE(z) = 2.128'],
    dual: ['largest H = 1.614', 'multiplier λ →'],
  },
  '10-beyond-softmax.mdx': {
    targets: ['0.925', '0.025'],
    smoothing: ['lowest at a lead of 3.61', 'lead of the true score →'],
  },
}

// A new chapter may draw with D3 alone.
test('the book has at least twelve charts that readers can rewrite', () => {
  expect(files.flatMap((file) => findCharts(chapterOf(file))).length).toBeGreaterThanOrEqual(12)
})

describe.each(files)('what %s draws', (file) => {
  test('breaks no rule of the book, at either end of every input', async () => {
    const told = await findDrawnMistakes(join('content/en', file), readPage(file))
    expect(told.map(({ line, message }) => `${line}: ${message}`)).toEqual([])
  })
  test('says the numbers that readers are told in its sentences', async () => {
    const { opening } = await runCharts(chapterOf(file))
    for (const [name, texts] of Object.entries(said[file] ?? {}))
      expect(textsOf(drawingsOf(opening.get(name))[0]), name).toEqual(expect.arrayContaining(texts))
  })
})
