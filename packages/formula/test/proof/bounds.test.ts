import { describe, expect, test } from 'vitest'
import { verdictsOn } from './prove.ts'

const { raw } = String
type Line = readonly [tex: string, each?: string]
const on = (tex = '', each?: string): string[] => verdictsOn(tex, each ? { each } : {})

describe('a bound is proved by the signs of what is written out, over the whole domain', () => {
  const proved: readonly Line[] = [
    ['p_i \\ge 0', 'i'],
    [raw`\sigma_i > 0`, 'i'],
    [raw`\sigma_i \le 1`, 'i'],
    [raw`s(a) (1 - s(a)) > 0`],
    [raw`a^2 + c^2 \ge 2 a c`],
    [raw`\left(\frac{a + c}{2}\right)^2 \le \frac{a^2 + c^2}{2}`],
    [raw`s(a) (1 - s(a)) \le \frac{1}{4}`],
    [raw`\max_j z_j \le \log \sum_j e^{z_j}`],
    [raw`\log \sum_j e^{z_j} \le \max_j z_j + \log C`],
    [raw`t \log \sum_j e^{z_j / t} \le \max_j z_j + t \log C`],
    [raw`\sum_j \sigma_j z_j \le \max_j z_j`],
    [raw`\max_j z_j - z_i \ge 0`, 'i'],
    [raw`\min_j z_j \le \max_j z_j`],
    [raw`\log(1 + e^a) > 0`],
    [raw`w \le 1`],
    [raw`w (1 - w) \ge 0`],
    [raw`\lvert a \rvert \ge 0`],
    [raw`n + t > 0`],
    [raw`\tanh a < 1`],
    [raw`\log(1 + e^a) > 0.9 a`],
  ]
  test.each(proved)('%s', (...line) => {
    expect(on(...line)).toEqual(['signs'])
  })
})

describe('a bound is proved by a tangent to each logarithm', () => {
  test.each<Line>([
    [raw`\sum_i q_i \log \frac{q_i}{r_i} \ge 0`],
    [raw`\sum_i q_i \log \frac{r_i}{q_i} \le 0`],
    [raw`\log t \le t - 1`],
    [raw`\log t \ge 1 - \frac{1}{t}`],
    [raw`\sum_i q_i z_i - \sum_i q_i \log q_i \le \log \sum_i e^{z_i}`],
    [raw`\log\left(\frac{1}{C} \sum_j e^{z_j}\right) \le \sum_j \sigma_j z_j`],
    [raw`-\sum_i q_i \log q_i \le \log C`],
    [raw`-\sum_i q_i \log \frac{r_i}{q_i} \ge -\sum_i q_i \left(\frac{r_i}{q_i} - 1\right)`],
  ])('%s', (...line) => {
    expect(on(...line)).toEqual(['signs'])
  })
})

describe('a bound that has room is proved by intervals, on a box', () => {
  test.each<Line>([[raw`e^a - a > 0.5`], [raw`s(a) (1 - s(a)) < 0.2600001`]])('%s', (...line) => {
    expect(on(...line)).toEqual(['intervals'])
  })
})

/** Each is false somewhere, and most hold wherever the draws go. */
const FALSE: readonly Line[] = [
  [raw`\log \sum_j e^{z_j} \le \max_j z_j + 0.8 \log C`],
  [raw`\log \sum_j e^{z_j} \le \max_j z_j + 0.99 \log C`],
  [raw`\log \sum_j e^{z_j} < \max_j z_j + \log C`],
  [raw`\log \sum_j e^{z_j} \ge \max_j z_j + 0.002`],
  [raw`\log \sum_j e^{z_j} > \max_j z_j`],
  [raw`\sum_j \sigma_j z_j < \max_j z_j`],
  [raw`s(a) (1 - s(a)) > 0.04`],
  [raw`s(a) (1 - s(a)) < \frac{1}{4}`],
  [raw`s(a) (1 - s(a)) \le 0.2499999999`],
  [raw`\sigma_i > 10^{-4}`, 'i'],
  [raw`\sigma_i < 1`, 'i'],
  [raw`\lvert z_i \rvert < 3`, 'i'],
  ['t < 5'],
  ['t > 0.2'],
  [raw`e^a \le 1 + a + 2 a^2`],
  [raw`a^4 \le 9 a^2`],
  [raw`\log(1 + e^a) \le a + 4`],
  [raw`L \ge 0.002`],
  [raw`L \le 8`],
  [raw`\log(1 + t) \le 0.97 t`],
  [raw`-\sum_i q_i \log q_i \le \log C - 0.0001`],
  [raw`\sum_i q_i \log \frac{q_i}{r_i} > 0`],
  [raw`\sum_i q_i \log \frac{q_i}{r_i} \ge 10^{-10}`],
  [raw`\sum_i q_i \log \frac{q_i}{r_i} \le 3`],
  ['C \\le 3'],
  [raw`\lvert a \rvert > 0`],
  ['a^2 > 0'],
  ['p_i > 0', 'i'],
  ['n > 0'],
  [raw`a \le a - 10^{-10}`],
  [raw`a^2 + c^2 \ge 2.0000000001 a c`],
  [raw`z_1 \le \max_j z_j - 10^{-10}`],
  [raw`\max_j z_j \le z_C`],
  [raw`\log t \le t - 1.0000000001`],
  [raw`\sum_i q_i z_i - \sum_i q_i \log q_i \le \log \sum_i e^{z_i} - 10^{-10}`],
  [raw`\log\left(\frac{1}{C} \sum_j e^{z_j}\right) \le \sum_j \sigma_j z_j - 10^{-10}`],
  [raw`\log\left(\frac{1.0000000001}{C} \sum_j e^{z_j}\right) \le \sum_j \sigma_j z_j`],
  [raw`\log \sum_j e^{z_j} - \log C \le \frac{1}{C} \sum_j z_j`],
  [raw`-\sum_i q_i \log q_i < \log C`],
  [raw`w < 1`],
  [raw`w > 0`],
]

describe('of a bound that is false nothing is said', () => {
  test.each(FALSE)('%s', (...line) => {
    expect(['signs', 'intervals', 'identity']).not.toContain(on(...line)[0])
  })
})
