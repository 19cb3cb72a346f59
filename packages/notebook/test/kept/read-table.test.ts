import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toDataCode } from '../../src/kept/data-code.ts'
import type { DataError } from '../../src/kept/data-error.ts'
import { readData, type ReaderData } from '../../src/kept/read-table.ts'
import { longestField } from '../../src/kept/split-rows.ts'
import { runAtOnce } from '../../src/kernel/steps.ts'

const read = (text: string): ReaderData => runAtOnce(readData(text))

const valueOf = (text: string): unknown =>
  new Function(`${runAtOnce(toDataCode('rows', read(text)))}\nreturn rows`)() as unknown
const reasonOf = (text: string): string => {
  try {
    read(text)
    return 'read'
  } catch (error) {
    return (error as DataError).reason
  }
}

describe('data of the reader’s own', () => {
  test('a table is a list of records, with numbers as numbers and empty fields as null', () => {
    expect(valueOf('a,b\n1,x\n-2.5e3,\n')).toEqual([
      { a: 1, b: 'x' },
      { a: -2500, b: null },
    ])
  })
  test.each([
    [
      'NaN and the infinities, as programs write them',
      'x,y\nnan,1\ninf,2\n-Infinity,3',
      [NaN, Infinity, -Infinity],
    ],
    ['fields without a value among numbers', 'x,y\nNA,1\n2,2\nNone,3', [null, 2, null]],
    ['a decimal comma, where semicolons part columns', 'x;y\n1,5;a\n-,25;b\n3;c', [1.5, -0.25, 3]],
    ['codes that begin with zeros are texts', 'x,y\n007,1\n12,2', ['007', '12']],
    [
      'a column of words is of texts, be they “NaN” or “NA”',
      'x,y\nNA,1\nNaN,2\nwords,3',
      ['NA', 'NaN', 'words'],
    ],
    ['a column of both is of texts', 'x,y\n1,1\n>5,2', ['1', '>5']],
    [
      'commas within numbers are no decimal ones where commas part columns',
      'x,y\n"1,234",2',
      ['1,234'],
    ],
  ])('%s', (_, text, column) => {
    expect((valueOf(text) as { x: unknown }[]).map(({ x }) => x)).toEqual(column)
  })
  test('numbers that are not finite do not make names of the first row', () => {
    expect(valueOf('1,nan\n2,3')).toEqual([
      { column1: 1, column2: NaN },
      { column1: 2, column2: 3 },
    ])
  })
  test('fields in quotes hold separators, line breaks and quotes', () => {
    expect(valueOf('a;b\r\n"x;""y""";"1\n2"')).toEqual([{ a: 'x;"y"', b: '1\n2' }])
  })
  test('a field of half a million quotes is read', () => {
    const count = longestField / 2 - 1
    expect(valueOf(`a,b\n"${'""'.repeat(count)}",1`)).toEqual([{ a: '"'.repeat(count), b: 1 }])
  })
  test('a longer field is refused, quoted or not, long before its end', () => {
    for (const long of ['"'.repeat(longestField * 8), 'x'.repeat(longestField + 1)])
      expect(reasonOf(`a,b\n1,${long}`)).toBe('longField')
  })
  test('a table of numbers alone has columns by number, and tabs part columns too', () => {
    expect(valueOf('1\t2\n3\t4')).toEqual([
      { column1: 1, column2: 2 },
      { column1: 3, column2: 4 },
    ])
  })
  test('names that are missing or come twice get a number', () => {
    expect(valueOf('a,,a\n1,2,3')).toEqual([{ a: 1, column2: 2, a3: 3 }])
  })
  test('a number that makes a name of another column is not taken: no column is lost', () => {
    expect(valueOf('a,a,a2,column5,\n1,2,3,4,5')).toEqual([
      { a: 1, a3: 2, a2: 3, column5: 4, column6: 5 },
    ])
  })
  test('a column `__proto__` is a field as any other', () => {
    const [row] = valueOf('__proto__,b\n1,2') as object[]
    expect(Object.keys(row)).toEqual(['__proto__', 'b'])
  })
  test.each([
    ['', 'noRows'],
    [' \n ', 'noRows'],
    ['a,b', 'noRows'],
    ['{', 'noTable'],
    ['a,b\n1', 'noTable'],
    ['a,b\n"x"y,1', 'noTable'],
    ['a,b\n"x,1', 'noTable'],
    ['a,b\nx"y,1', 'noTable'],
    ['x'.repeat(20_000_001), 'tooLarge'],
  ])('%#: %s', (text, reason) => {
    expect(reasonOf(text)).toBe(reason)
  })
  test('any JSON list or record reaches cells as it is', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.array(fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue())),
        (value) => {
          const json = JSON.stringify(value)
          expect(JSON.stringify(valueOf(json))).toBe(JSON.stringify(JSON.parse(json)))
        },
      ),
    )
  })
  test('any table that is written with quotes is read as it was', () => {
    const cells = fc.array(fc.array(fc.string(), { minLength: 2, maxLength: 2 }), { minLength: 1 })
    fc.assert(
      fc.property(cells, (rows) => {
        const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`
        const text = [
          'name,other',
          ...rows.map((row) => row.map((it) => quote(`=${it}`)).join(',')),
        ].join('\n')
        const data = read(text)
        expect(data.kind === 'table' && data.rows).toEqual(
          rows.map((row) => row.map((it) => `=${it}`)),
        )
      }),
    )
  })
})
