import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { library } from '../../src/library/config.ts'
import { openCache } from '../../packages/notebook/src/hosts/cache/open-cache.ts'
import { runProgram } from '../../packages/notebook/src/hosts/build/run-program.ts'
import type { CompiledCell } from '../../packages/notebook/src/kernel/program.ts'
import { readChapter } from '../../packages/notebook/src/markdown/chapter/chapter.ts'
import { inputEnds } from '../../packages/notebook/src/markdown/chapter/input-ends.ts'
import { compileChapter } from '../../packages/notebook/src/markdown/chapter/compile-chapter.ts'

/** A chart of the book that stands in a cell as a specification of Observable Plot. */
interface Chart {
  name: string
  specification: string[]
}

const readPage = (file: string) => readChapter(file, readFileSync(join('content/en', file), 'utf8'))

const files = readdirSync('content/en').filter((name) => /^\d/.test(name))
const pages = files.map((file) => ({ file, charts: findCharts(file) }))

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
  expect(pages.flatMap(({ charts }) => charts).length).toBeGreaterThanOrEqual(12)
})

test('the specification of a chart is at most 15 lines of at most 100 letters', () => {
  for (const { file, charts } of pages) {
    for (const { name, specification } of charts) {
      expect(specification.length, `${file}, ${name}`).toBeLessThanOrEqual(15)
      expect(
        specification.filter((line) => line.length > 100),
        `${file}, ${name}`,
      ).toEqual([])
    }
  }
})

describe.each(files)('the charts of %s', (file) => {
  const chapter = readPage(file)
  const { program } = compileChapter(chapter)
  const names = findCharts(file).map(({ name }) => name)
  const cells = cellsFor(names, program.cells)
  const runWith = (inputs: typeof program.inputs) =>
    runProgram({ ...program, inputs, cells }, { library, cache: openCache() })

  test('name their axes, and have the page’s colours only', async () => {
    const results = await runWith(program.inputs)
    for (const name of names) {
      for (const markup of drawingsOf(results.get(name))) {
        expect(textsOf(markup).filter((it) => /[→↑]/.test(it)).length, name).toBeGreaterThan(0)
        expect(coloursOf(markup), name).toEqual([])
      }
      expect(textsOf(drawingsOf(results.get(name))[0]), name).toEqual(
        expect.arrayContaining(said[file]?.[name] ?? []),
      )
    }
  })
  test('are drawn with finite numbers, at either end of every input', async () => {
    for (const end of [0, 1]) {
      const inputs = chapter.inputs.map(({ spec }) => ({
        name: spec.name,
        value: inputEnds(spec)[end],
      }))
      const results = await runWith(inputs)
      for (const name of names) {
        expect(results.get(name)?.failure, name).toBeUndefined()
        for (const markup of drawingsOf(results.get(name))) {
          expect(markup, name).not.toMatch(/="[^"]*\b(NaN|Infinity)\b/)
          // Negative numbers have a minus sign, and not a hyphen.
          expect(
            textsOf(markup).filter((it) => /(^|\s)-[\d.]|\de-\d/.test(it)),
            name,
          ).toEqual([])
        }
      }
    }
  })
})

function findCharts(file: string): Chart[] {
  return readPage(file)
    .cells.filter(({ source }) => source.includes('Plot.plot('))
    .map(({ name, source }) => ({ name, specification: readSpecification(source) }))
}

/** The cells of these names with all that they need. */
function cellsFor(names: readonly string[], cells: readonly CompiledCell[]): CompiledCell[] {
  const kept = new Set(cells.filter(({ name }) => names.includes(name)))
  // A set is walked with what is added to it on the way.
  for (const { inputs } of kept) {
    for (const cell of cells) if (cell.outputs.some((it) => inputs.includes(it))) kept.add(cell)
  }
  return cells.filter((cell) => kept.has(cell))
}

/** From the line that calls `Plot.plot` to the one that closes its brackets. */
function readSpecification(code: string): string[] {
  const lines = code.split('\n')
  const first = lines.findIndex((line) => line.includes('Plot.plot('))
  const last = lines.findIndex((line, n) => n > first && line.startsWith('})'))
  return lines.slice(first, last + 1)
}

type Results = Awaited<ReturnType<typeof runProgram>>

function drawingsOf(results: ReturnType<Results['get']>): string[] {
  return [...(results?.roomy ?? []), ...(results?.narrow ?? [])].flatMap((output) =>
    output.type === 'svg' || output.type === 'html' ? [output.html] : [],
  )
}

/** Every text of a drawing, with a space where one of its lines ends. */
function textsOf(markup: string): string[] {
  return [...markup.matchAll(/<text[^>]*>(.*?)<\/text>/gs)].map(([, text]) =>
    text
      .replace(/<\/tspan><tspan/g, '</tspan> <tspan')
      .replace(/<[^>]*>/g, '')
      .trim(),
  )
}

/** The colours that are not the page's: those would not change in the dark. */
function coloursOf(markup: string): string[] {
  return [...markup.matchAll(/\s(?:fill|stroke)="([^"]*)"/g)]
    .map(([, colour]) => colour)
    .filter((it) => !['none', 'currentColor', 'inherit'].includes(it))
    .filter((it) => !/^var\(--[\w-]+\)$/.test(it))
}
