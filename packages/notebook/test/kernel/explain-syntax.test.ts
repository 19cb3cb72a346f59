import { describe, expect, test } from 'vitest'
import { parseCell } from '../../src/kernel/compile/parse-cell.ts'
import { inEnglish } from './run.ts'

/** What is told of code that does not parse. */
function toldOf(source: string): string {
  try {
    inEnglish(() => parseCell('a', source))
  } catch (error) {
    return (error as Error).message
  }
  return 'no fault'
}

describe('a name that is spelt like a keyword', () => {
  test.each([
    '[lat lon]',
    'f(car b)',
    'f(1, car b)',
    'const x = [\n  lat lon\n]',
    'const p = { lat lon }',
    'f({ car b })',
    'const x = lat lon',
    'const f = () => ({ lat lon })',
  ])('is a name where no keyword may stand: %s', (source) => {
    expect(toldOf(source)).not.toContain('did you mean')
  })
  test.each(['[lat lon]', 'f(car b)'])('of which the comma is missing: %s', (source) => {
    expect(toldOf(source)).toMatch(/comma|,/)
  })
  test.each([
    ['lat a = 1', 'let'],
    ['f()\ncosnt a = 1', 'const'],
    ['function f() { retrun 1 }', 'return'],
    ['const f = () => { retrun 1 }', 'return'],
    ['if (a) retrun 1', 'return'],
    ['f(() => {\n  cosnt a = 1\n})', 'const'],
    ['const x = awiat f', 'await'],
    ['async fucntion f() {}', 'function'],
  ])('is that keyword where a statement begins: %s', (source, keyword) => {
    expect(toldOf(source)).toContain(`did you mean \`${keyword}\``)
  })
})

describe('a semicolon in a list', () => {
  test('between its items is a comma', () => {
    expect(toldOf('const a = [1; 2]')).toMatch(/write ,$/)
  })
  test('behind the items leaves the list open', () => {
    const told = toldOf('const a = [1, 2;\nconst b = [3]')
    expect(told).not.toMatch(/write ,$/)
    expect(told).toContain(']')
  })
})
