import { expect, test } from 'vitest'
import { fileLimits, fitInFile, readFile, toFile } from '../../src/kept/book-file.ts'
import type { ChangesError } from '../../src/kept/read-changes.ts'
import type { Kept } from '../../src/kept/store.ts'

const records: Kept[] = [
  { page: 'a/', kind: 'edit', name: 'p', at: 5, value: { source: '1', original: '2' } },
  {
    page: 'b/',
    kind: 'own',
    name: 'mine',
    at: 6,
    value: { source: '3', original: '', after: 'p' },
  },
  { page: 'b/', kind: 'input', name: 'T', at: 7, value: { value: 1, at: 7 } },
]
const refusalOf = (text: string): string => {
  try {
    readFile(text)
    return 'taken'
  } catch (error) {
    return (error as ChangesError).refusal
  }
}
const altered = (change: object): string =>
  JSON.stringify({ ...(JSON.parse(toFile('a-book', records)) as object), ...change })

test('a file that was saved is read as it was', () => {
  expect(readFile(toFile('a-book', records))).toEqual({ book: 'a-book', records })
})
test.each<[string, string]>([
  ['damaged', ''],
  ['damaged', '[]'],
  ['damaged', '{"format":"other"}'],
  ['damaged', altered({ v: undefined })],
  ['newer', altered({ v: 2 })],
  ['damaged', altered({ book: 5 })],
  ['damaged', altered({ records: [{ ...records[0], kind: 'script' }] })],
  ['damaged', altered({ records: [{ ...records[0], at: 'now' }] })],
  ['damaged', altered({ records: [{ ...records[0], value: { source: 5 } }] })],
  ['tooMany', altered({ records: Array(5001).fill(records[0]) })],
  ['tooLarge', ' '.repeat(50_000_001)],
  ['damaged', altered({ records: [{ ...records[0], page: '/elsewhere.example/' }] })],
  ['damaged', altered({ records: [{ ...records[0], page: 'a/../../b/' }] })],
  ['damaged', altered({ records: [{ ...records[0], page: 'javascript:alert(1)' }] })],
  ['damaged', altered({ records: [{ ...records[0], value: { source: '1' } }] })],
  [
    'tooLarge',
    altered({
      records: [{ ...records[0], value: { source: '1', original: 'x'.repeat(100_001) } }],
    }),
  ],
])('%s: %#', (refusal, text) => {
  expect(refusalOf(text)).toBe(refusal)
})

test('whatever is kept, a file can be opened again: only the longest is left out, and told', () => {
  const data = (name: string, length: number): Kept => ({
    page: 'a/',
    kind: 'input',
    name: `data:${name}`,
    at: 1,
    // Each line end takes two characters in the file.
    value: { at: 1, value: '1,2\n'.repeat(length / 4) },
  })
  const many = [data('most', 40_000_000), ...records, data('much', 20_000_000)]
  const { kept, left } = fitInFile(many)
  expect(left.map(({ name }) => name)).toEqual(['data:most'])
  const text = toFile('a-book', kept)
  expect(text.length).toBeLessThan(fileLimits.text)
  expect(readFile(text).records).toEqual(kept)
  const crowd = Array.from({ length: 6000 }, (_, i) => ({ ...records[0], name: `p${i}` }))
  expect(readFile(toFile('a-book', fitInFile(crowd).kept)).records).toHaveLength(5000)
})
