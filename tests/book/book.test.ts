import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { book } from '../../src/library/config.ts'
import { checkChapter } from '../../packages/notebook/src/markdown/lint/check-chapter.ts'
import { checkFileNames } from '../../packages/notebook/src/markdown/lint/check-file-names.ts'
import { readChapter } from '../../packages/notebook/src/markdown/chapter/chapter.ts'
import type { ChapterResults } from '../../packages/notebook/src/markdown/chapter/run-chapter.ts'
import { runPage } from './run-page.ts'

const files = readdirSync('content/en')
  .filter((name) => name.endsWith('.mdx'))
  .map((name) => join('content/en', name))

test('the book has a front page, a reference, and chapters with valid file names', () => {
  expect(files).toEqual(
    expect.arrayContaining(['content/en/index.mdx', 'content/en/reference.mdx']),
  )
  expect(() =>
    checkFileNames(
      files.map((file) => file.replace('content/', '')),
      'content',
      book.appendices,
    ),
  ).not.toThrow()
})

describe.each(files)('%s', (file) => {
  const chapter = readChapter(file, readFileSync(file, 'utf8'))
  const running = runPage(file)

  test('the page is written without mistakes', () => {
    expect(() => checkChapter(file, readFileSync(file, 'utf8'), book)).not.toThrow()
  })
  test('every cell of the page runs without a failure, and every value and table has an output', async () => {
    const { results } = await running
    for (const cell of chapter.cells.filter((it) => !it.throws))
      expect(results.get(cell.name)?.failure, cell.name).toBeUndefined()
    const tables = chapter.cells.map((cell) => cell.tableName)
    for (const value of chapter.values)
      expect(results.get(value.name)?.roomy, value.source).toMatchObject([
        { type: tables.includes(value.name) ? 'table' : 'text' },
      ])
  })
  test('every symbol is listed, and every formula is checked, defined or marked with a reason', async () => {
    const { formulas } = await running
    for (const { name, status, report } of formulas.equations) {
      expect(['checked', 'definition', 'twin', 'unchecked', 'none'], name).toContain(status)
      if (report) expect(report.largestError, name).toBeLessThan(1e-9)
    }
  })
  test('no value of the page shows undefined, null or an object', async () => {
    const { results } = await running
    for (const value of chapter.values)
      expect(textOf(results, value.name), value.source).not.toMatch(/\b(undefined|null|\[object)\b/)
  })
  test('every figure of the page has a text alternative with numbers in it', async () => {
    const { results } = await running
    const figures = chapter.cells.filter((cell) =>
      results.get(cell.name)?.roomy.some((output) => output.type === 'svg'),
    )
    for (const figure of figures) {
      expect(figure.altName, `${figure.name}: give the cell an alt="…"`).toBeDefined()
      expect(textOf(results, figure.altName ?? ''), figure.name).toMatch(/\d/)
    }
  })
  test('every figure of the page has a table of its numbers', async () => {
    const { results } = await running
    const figures = chapter.cells.filter((cell) =>
      results.get(cell.name)?.roomy.some((output) => output.type === 'svg'),
    )
    for (const { name, tableName } of figures) {
      expect(tableName, `${name}: give the cell a table="…"`).toBeDefined()
      const [table] = results.get(tableName ?? '')?.roomy ?? []
      expect(JSON.stringify(table), name).not.toMatch(/\b(undefined|null|NaN)\b/)
    }
  })
  test('no figure of the page has letters under 9 px, roomy or narrow', async () => {
    const { results } = await running
    for (const { name } of chapter.cells) {
      for (const drawn of ['roomy', 'narrow'] as const) {
        for (const output of results.get(name)?.[drawn] ?? [])
          if (output.type === 'svg')
            expect(smallestLetter(output.html), `${name}, ${drawn}`).toBeGreaterThanOrEqual(9)
      }
    }
  })
})

function textOf(results: ChapterResults['results'], name: string): string {
  return (results.get(name)?.roomy ?? [])
    .map((output) => (output.type === 'text' ? output.text : ''))
    .join('')
}

/** Every font size that a figure sets, as an attribute or a style. */
function smallestLetter(svg: string): number {
  const sizes = [...svg.matchAll(/font-size(?:="|:\s*)([\d.]+)(px)?/g)].map((match) =>
    Number(match[1]),
  )
  return Math.min(Infinity, ...sizes)
}
