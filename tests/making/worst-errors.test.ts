import { expect, it } from 'vitest'
import { toRows, worstErrors } from '../../src/making/worst-errors.ts'

const of = (unit: string, error: number, limit: number, call = 'f(1)'): string[] => {
  const [row] = toRows({ cases: 1, functions: { f: { cases: 1234567, unit, error, limit, call } } })
  return [row.cases, row.error, row.limit, row.call]
}

it('`toRows` shows errors in the unit that their function claims, rounded up', () => {
  expect(of('ulp', 0.50001, 0.52)).toEqual(['1,234,567', '0.5001 ulp', '0.52 ulp', 'f(1)'])
  expect(of('absolute', 1.5e-16, 4e-16)).toEqual(['1,234,567', '1.5e-16', '4.0e-16', 'f(1)'])
  expect(of('limit', 0.801, 1)).toEqual(['1,234,567', '81 %', '100 %', 'f(1)'])
})

it('`toRows` cuts long calls', () => {
  expect(of('ulp', 0, 1, `f(${'1, '.repeat(100)}1)`)[3]).toHaveLength(121)
})

it('`toRows` has a row for each function of the table, sorted by name', () => {
  const names = toRows(worstErrors).map(({ name }) => name)
  expect(names).toHaveLength(Object.keys(worstErrors.functions).length)
  expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b, 'en')))
})
