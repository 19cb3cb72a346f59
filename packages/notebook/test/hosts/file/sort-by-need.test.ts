import { describe, expect, test } from 'vitest'
import { sortByNeed } from '../../../src/hosts/file/sort-by-need.ts'
import type { CellSource } from '../../../src/kernel/program.ts'

const cell = (name: string, source: string): CellSource => ({ name, source, kind: 'cell' })
const sorted = (...cells: CellSource[]): string[] => sortByNeed(cells, []).map(({ name }) => name)

describe('the order in which a notebook’s cells run', () => {
  test('is that of the page where each cell finds what it needs', () => {
    expect(sorted(cell('a', 'const x = 1'), cell('b', 'x + 1'), cell('c', '2'))).toEqual([
      'a',
      'b',
      'c',
    ])
  })
  test('has a cell before those that stood above it and need it', () => {
    expect(
      sorted(
        cell('figure', 'draw(p)'),
        cell('note', '1'),
        cell('p', 'const p: number[] = softmax(z)'),
        cell('z', 'function* z() {}'),
      ),
    ).toEqual(['z', 'p', 'figure', 'note'])
  })
  test('reads several names of one declaration', () => {
    expect(
      sorted(cell('sum', 'first + rest[0]'), cell('both', 'const [first, ...rest] = list')),
    ).toEqual(['both', 'sum'])
  })
  test('ends where two cells need each other', () => {
    expect(sorted(cell('a', 'const a = b'), cell('b', 'const b = a'))).toEqual(['b', 'a'])
  })
  test('knows the names of a cell that the build has read', () => {
    const outline = { ...cell('odd', ''), inputs: [], outputs: ['q'], async: false }
    const cells = [cell('uses', 'q'), cell('odd', 'let\n  q')]
    expect(sortByNeed(cells, [outline as never]).map(({ name }) => name)).toEqual(['odd', 'uses'])
  })
})
