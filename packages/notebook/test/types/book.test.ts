import { describe, expect, test } from 'vitest'
import { TypeChecker } from '../../src/types/type-checker.ts'

/** Another book, with a library of its own. */
const checker = new TypeChecker({
  library: {
    numbers: 'packages/notebook/test/types/documented.ts',
    parts: { more: 'packages/notebook/test/types/documented-again.ts' },
  },
  symbols: 'content/symbols.json',
  reference: 'packages/notebook/test/types/documented.ts',
})
const check = (pages: Record<string, string>) => {
  const { errors, ...counts } = checker.check(new Map(Object.entries(pages)))
  return { ...counts, errors: errors.map(({ message }) => message) }
}

const cell = (name: string, code: string): string => `\`\`\`ts cell name=${name}\n${code}\n\`\`\`\n`

describe('the type check of a book', () => {
  test('a book sees the library that it is set up with, and no other', () => {
    expect(
      check({ 'a.mdx': cell('a', 'const doubled: Doubled = { half: double(1) }') }).errors,
    ).toEqual([])
    expect(check({ 'a.mdx': cell('a', 'softmax([1])') }).errors).toEqual([
      'a.mdx:2:1: cell `a`: unknown name: `softmax` is not defined by any cell, input or the library; define it in a cell, or check its spelling',
    ])
  })
  test('a name that two modules export has the type of the first', () => {
    expect(check({ 'a.mdx': cell('a', 'double(1)\ntriple("")') }).errors).toEqual([])
  })
  test('pages do not see each other’s names', () => {
    const pages = {
      'a.mdx': cell('c', 'const n: number = 1'),
      'b.mdx': cell('c', "const n: string = ''") + '\nSo `{ts} n.length`.',
    }
    expect(check(pages)).toEqual({ cells: 2, values: 1, errors: [] })
  })
  test('mistakes are reported page by page, in the order of the pages', () => {
    const { errors } = check({
      'b.mdx': cell('c', 'double("")'),
      'a.mdx': cell('c', 'double("")\ndouble([])'),
    })
    expect(errors.map((it) => it.split(':').slice(0, 3).join(':'))).toEqual([
      'b.mdx:2:8',
      'a.mdx:2:8',
      'a.mdx:3:8',
    ])
  })
  test('checking a page twice gives the same result', () => {
    const pages = { 'a.mdx': cell('c', 'double("")') + cell('d', 'c.x') }
    expect(check(pages)).toEqual(check(pages))
  })
  test('a type error in a docstring’s example is reported in the docstring', () => {
    expect(check({ 'reference.mdx': '<Entries of="double" />\n' })).toEqual({
      cells: 1,
      values: 0,
      errors: [
        "packages/notebook/test/types/documented.ts:12:10: cell `double`: Property 'x' does not exist on type 'number'. (TS2339); check its spelling, and what the value is",
      ],
    })
  })
})

describe('a page that is not a program', () => {
  test.each([
    ['what cannot be read', 'one {', 'a.mdx:1:'],
    ['what does not parse', cell('a', 'const = 1'), 'a.mdx:2:7: cell `a`: syntax: unexpected `=`'],
    [
      'a name that nothing defines, though a browser’s window has it',
      'So `{ts} status`.',
      'a.mdx:1:10: value `{ts} status`: unknown name: `status`',
    ],
    [
      'a name defined twice',
      cell('a', 'const n = 1') + cell('b', 'const n = 2'),
      'a.mdx:5:7: cell `b`: defined twice: `n` is already defined by cell `a`',
    ],
    [
      'cells that wait for each other',
      cell('a', 'const a = b') + cell('b', 'const b = a'),
      'circle: `a` → `b` → `a`',
    ],
    [
      'a formula’s twin that does not parse',
      '$$ name=f hash=h twin="({ z }) =>"\na\n$$\n',
      'a.mdx:1:',
    ],
  ])('a page with %s is reported, and the others are still checked', (_, source, message) => {
    const { errors } = check({ 'a.mdx': source, 'b.mdx': cell('c', 'double("")') })
    expect(errors).toEqual([
      expect.stringContaining(message),
      expect.stringContaining('b.mdx:2:8: cell `c`: Argument of type'),
    ])
  })
})
