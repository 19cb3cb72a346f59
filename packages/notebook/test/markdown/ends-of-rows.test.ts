import { expect, test } from 'vitest'
import { toEquationSpec } from '../../src/markdown/formulas/equation.ts'

const { raw } = String

const read = (value: string) => () =>
  toEquationSpec({ type: 'math', value, meta: 'name=rows' }, 'a.mdx')

test.each([
  ['over two lines', raw`a &= b` + '\n' + raw`  & \quad c &= d \\`],
  ['with a rule behind its end', raw`a &= b \\ \hline` + '\n&= c'],
  ['at whose end no page breaks', raw`a &= b \\*` + '\n&= c'],
  ['with a space and a comment behind its end', raw`a &= b \\[1ex] % so` + '\n&= c'],
  ['that ends as in plain TeX', raw`a &= b \cr` + '\n&= c'],
])('a row %s has its end', (_, rows) => {
  expect(read(rows)).not.toThrow()
})

test.each(['&= c', '& = c', raw`& \le c`, raw`& \approx c`, '& > c'])(
  'a row before one that begins with %s lacks its end',
  (next) => {
    expect(read(`a &= b\n${next}`)).toThrow(/no end of a line/)
  },
)
