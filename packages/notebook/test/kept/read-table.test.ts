import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type DataError, readData, toDataCode } from '../../src/kept/read-table.ts'

const valueOf = (text: string): unknown =>
  new Function(`${toDataCode('rows', readData(text))}\nreturn rows`)() as unknown
const reasonOf = (text: string): string => {
  try {
    readData(text)
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
  test('fields in quotes hold separators, line breaks and quotes', () => {
    expect(valueOf('a;b\r\n"x;""y""";"1\n2"')).toEqual([{ a: 'x;"y"', b: '1\n2' }])
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
        const read = readData(text)
        expect(read.kind === 'table' && read.rows).toEqual(
          rows.map((row) => row.map((it) => `=${it}`)),
        )
      }),
    )
  })
})
