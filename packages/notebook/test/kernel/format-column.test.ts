import { expect, test } from 'vitest'
import { toColumnFormat } from '../../src/kernel/format-column.ts'

const format = (numbers: number[]): string[] => numbers.map(toColumnFormat(numbers))

test.each([
  ['whole numbers stay whole', [2, 10, -3], ['2', '10', '-3']],
  ['one that is not gives all its decimals', [2, 1, 0.1, -1.2], ['2.0', '1.0', '0.1', '-1.2']],
  [
    'the greatest has five digits',
    [0.641761, 0.236091, 0.095987, 0.02616],
    ['0.64176', '0.23609', '0.09599', '0.02616'],
  ],
  ['large numbers have few decimals', [12345.678, 23.46], ['12345.7', '23.5']],
  [
    'a small number beside a large one keeps three digits',
    [1234, 0.0123456],
    ['1234.0000', '0.0123'],
  ],
  [
    'what is far smaller than the rest is a power of ten',
    [0.5, 1.25e-9, 3e-12],
    ['0.5', '1.25e-9', '3.00e-12'],
  ],
  ['what is beyond whole numbers is a power of ten', [3, 1.5e300], ['3', '1.5e+300']],
  ['what is no number is named', [0.5, NaN, -Infinity], ['0.5', 'NaN', '-Infinity']],
  ['a negative zero is told', [-0, 0.25], ['-0.00', '0.25']],
  ['rounding may add a digit', [9.99999999, 1], ['10', '1']],
  ['nothing at all is nothing', [], []],
] as [string, number[], string[]][])('in a column, %s', (_, numbers, texts) => {
  expect(format(numbers)).toEqual(texts)
})
