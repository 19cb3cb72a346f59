import { describe, expect, test } from 'vitest'
import {
  encode,
  encodeModel,
  parseExpression,
  parseModel,
  toEvaluator,
  type Value,
} from '../src/index.ts'
import { seededRandom, type Random } from '../src/run/random.ts'

const { raw } = String

const MODEL = parseModel(
  {
    sizes: { C: [1, 6], D: [1, 4] },
    index: { C: 'i j k', D: 'm' },
    free: { z: 'vector C', y: 'vector C', w: 'matrix C D', x: 'vector D', a: 'real', c: 'real' },
  },
  ['f(a) = a^2 + c', raw`r_i = z_i^2`],
)

type Values = {
  readonly z: readonly number[]
  readonly y: readonly number[]
  readonly a: number
  readonly c: number
}
const VALUES: Values = { z: [0.5, -1, 2, 0.25], y: [1, 0, 3, -2], a: 0.7, c: -1.5 }

function valueOf(tex: string, values: Readonly<Record<string, Value>> = VALUES, i?: number): Value {
  const expression = parseExpression(tex, MODEL, i === undefined ? '' : 'i')
  const sizes = { C: (values.z as number[]).length, D: 2 }
  return toEvaluator({
    model: encodeModel(MODEL, [expression]),
    sizes,
    values: {
      w: [
        [1, 2],
        [3, 4],
        [5, 6],
        [7, 8],
      ],
      x: [1, 10],
      ...values,
    },
  }).value(encode(expression), i === undefined ? {} : { i })
}

describe('what is evaluated is what is shown', () => {
  const { z, y, a, c } = VALUES
  const sum = (f: (k: number) => number, indices = [0, 1, 2, 3]): number =>
    indices.reduce((total, k) => total + f(k), 0)
  test.each<[string, Value, number?]>([
    [raw`\sum_{k=1,k\ne i}^{C} z_k`, sum((k) => z[k], [0, 1, 3]), 3],
    [raw`\sum_{k=i}^{C} z_k`, z[2] + z[3], 3],
    [raw`\sum_{k=i+1}^{C} z_k`, 0, 4],
    [raw`\sum_{1 < k < C} z_k y_k`, z[1] * y[1] + z[2] * y[2]],
    [raw`\sum_{j, k, j \ne k} z_j z_k`, sum((k) => z[k]) ** 2 - sum((k) => z[k] ** 2)],
    [raw`\sum_{k : y_k > 0} z_k`, z[0] + z[2]],
    [raw`\prod_{k=1}^{0} z_k`, 1],
    [raw`\prod_k (z_k - a)`, z.reduce((product, x) => product * (x - a), 1)],
    [raw`\max_{k \ne i} z_k`, 0.5, 3],
    [raw`\min(a, c, z_2)`, -1.5],
    [raw`\max z - \min z`, 3],
    [raw`z_1 + \cdots + z_{i-1} + z_{i+1} + \cdots + z_C`, sum((k) => z[k]) - z[0], 1],
    [raw`z_1 + z_2 + \cdots + z_{i-1}`, 0, 1],
    [raw`z_1 + z_2 + \cdots + z_{i-1}`, z[0], 2],
    [raw`z_1 y_2 + z_2 y_3 + \cdots + z_{C-1} y_C`, z[0] * y[1] + z[1] * y[2] + z[2] * y[3]],
    [raw`\begin{cases} a & \text{if } i = 1 \\ c & \text{if } i > 1 \end{cases}`, c, 2],
    [raw`\delta_{i2} + [i \ge 2]`.replace('i2', 'i,2'), 2, 2],
    [raw`\frac{a}{c} - a / c`, 0],
    ['-a^2', -(a ** 2)],
    ['2^{-a}', 2 ** -a],
    [raw`\log_2 8`, 3],
    ['f(f(a))', (a ** 2 + c) ** 2 + c],
    [raw`w_i^\top x`, 43, 2],
    ['w x', [21, 43, 65, 87]],
    [raw`z^\top w`, [0.5 - 3 + 10 + 1.75, 1 - 4 + 12 + 2]],
    [raw`(x x^\top)_{m,1}`.replace('m', '2'), 10],
    [
      raw`w^\top`,
      [
        [1, 3, 5, 7],
        [2, 4, 6, 8],
      ],
    ],
    [raw`\langle z, y \rangle`, sum((k) => z[k] * y[k])],
    [raw`z \odot y + 2 z`, z.map((x, k) => x * y[k] + 2 * x)],
    ['r', z.map((x) => x ** 2)],
    [raw`\frac{\partial r_i}{\partial z}`, [0, 0, 4, 0], 3],
    [raw`\nabla_r \left( \sum_k r_k z_k \right)`, z],
    [raw`\sum_{k=1}^{0} z_k x`, [0, 0]],
  ])('%s', (tex, expected, i) => {
    const flat = (value: Value): number[] =>
      typeof value === 'number' ? [value] : value.flatMap(flat)
    const [got, wanted] = [flat(valueOf(tex, VALUES, i)), flat(expected)]
    expect(got).toHaveLength(wanted.length)
    got.forEach((number, n) => expect(number).toBeCloseTo(wanted[n], 12))
  })

  test('dots over one term are that term', () => {
    expect(valueOf(raw`z_1 + z_2 + \cdots + z_C`, { ...VALUES, z: [5], y: [1] })).toBe(5)
  })

  test('an index out of range, and cases that leave a gap or overlap, have no value', () => {
    expect(() => valueOf('z_{i+1}', VALUES, 4)).toThrow('index out of range: z_5, of 4')
    expect(() => valueOf('z_{i-1}', VALUES, 1)).toThrow('index out of range: z_0, of 4')
    expect(() => valueOf('r_{i+1}', VALUES, 4)).toThrow('index out of range: r_5, of 4')
    expect(() => valueOf(raw`\begin{cases} a & i = 1 \\ c & i = 2 \end{cases}`, VALUES, 3)).toThrow(
      'no case fits',
    )
    expect(() =>
      valueOf(raw`\begin{cases} a & i \ge 1 \\ c & i = 2 \end{cases}`, VALUES, 2),
    ).toThrow('two cases fit')
  })
})

describe('random formulas have the value that they were made with', () => {
  const SEED = 77

  /** A formula together with its value, made side by side; `body` is what stands in a sum over k. */
  type Made = { readonly tex: string; readonly value: (k: number) => number }
  const { z, y, a, c } = VALUES
  const LEAVES: readonly Made[] = [
    { tex: 'a', value: () => a },
    { tex: 'c', value: () => c },
    { tex: 'z_1', value: () => z[0] },
    { tex: 'z_C', value: () => z[3] },
    { tex: '2', value: () => 2 },
    { tex: 'C', value: () => 4 },
    { tex: raw`\frac12`, value: () => 0.5 },
  ]
  const INNER: readonly Made[] = [
    ...LEAVES,
    { tex: 'z_k', value: (k) => z[k] },
    { tex: 'y_{k}', value: (k) => y[k] },
    { tex: 'r_k', value: (k) => z[k] ** 2 },
  ]
  const pick = <T>(random: Random, list: readonly T[]): T =>
    list[Math.floor(random() * list.length)]

  function make(random: Random, depth: number, inSum: boolean): Made {
    if (depth === 0) return pick(random, inSum ? INNER : LEAVES)
    const part = (): Made => make(random, depth - 1, inSum)
    const [left, right] = [part(), part()]
    switch (Math.floor(random() * (inSum ? 8 : 10))) {
      case 0:
        return { tex: `(${left.tex} + ${right.tex})`, value: (k) => left.value(k) + right.value(k) }
      case 1:
        return {
          tex: `\\left(${left.tex} - ${right.tex}\\right)`,
          value: (k) => left.value(k) - right.value(k),
        }
      case 2:
        return {
          tex: `(${left.tex} \\cdot ${right.tex})`,
          value: (k) => left.value(k) * right.value(k),
        }
      case 3:
        return {
          tex: `\\frac{${left.tex}}{1 + (${right.tex})^2}`,
          value: (k) => left.value(k) / (1 + right.value(k) ** 2),
        }
      case 4:
        return { tex: `\\tanh(${left.tex})`, value: (k) => Math.tanh(left.value(k)) }
      case 5:
        return { tex: `e^{-(${left.tex})^2}`, value: (k) => Math.exp(-(left.value(k) ** 2)) }
      case 6:
        return {
          tex: `\\max(${left.tex}, ${right.tex})`,
          value: (k) => Math.max(left.value(k), right.value(k)),
        }
      case 7:
        return { tex: `(-\\lvert ${left.tex} \\rvert)`, value: (k) => -Math.abs(left.value(k)) }
      default: {
        const body = make(random, depth - 1, true)
        return {
          tex: `\\left( \\sum_{k=2}^{C} ${body.tex} \\right)`,
          value: () => [1, 2, 3].reduce((sum, k) => sum + body.value(k), 0),
        }
      }
    }
  }

  test(`seed ${SEED}`, () => {
    const random = seededRandom(SEED)
    for (let n = 0; n < 400; n++) {
      const { tex, value } = make(random, 1 + (n % 4), false)
      const expected = value(0)
      expect(Math.abs((valueOf(tex) as number) - expected), tex).toBeLessThanOrEqual(
        1e-12 * Math.max(1, Math.abs(expected)),
      )
    }
  })
})
