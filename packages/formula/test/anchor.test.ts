import { describe, expect, test } from 'vitest'
import {
  encode,
  encodeModel,
  parseExpression,
  parseModel,
  toEvaluator,
  type Model,
} from '../src/index.ts'
import {
  binaryCrossEntropy,
  binaryCrossEntropyGradient,
  crossEntropy,
  crossEntropyGradient,
  entropy,
  klDivergence,
  logSoftmax,
  logSumExp,
  logSumExpHessian,
  normalise,
  sigmoid,
  softmax,
  softmaxJacobian,
  zlpr,
  zlprGradient,
} from 'accurate-softmax'
import { drawSample } from '../src/run/sample.ts'
import { seededRandom } from '../src/run/random.ts'
import { numbersIn } from './draw.ts'

const { raw } = String
const SEED = 5

type Values = Readonly<Record<string, number & number[]>>

/** The definitions that the book shows; the maths module computes the same by other means. */
const MODEL: Model = parseModel(
  {
    sizes: { C: [1, 7] },
    index: { C: 'i j k' },
    free: {
      z: 'vector',
      y: 'onehot',
      m: 'multihot',
      p: 'interior',
      q: 'interior',
      w: 'positive vector',
      t: 'real',
      T: 'positive',
    },
  },
  [
    raw`\sigma_i = \frac{e^{z_i / T}}{\sum_{j=1}^{C} e^{z_j / T}}`,
    raw`\pi_i = \frac{e^{z_i}}{\sum_{j=1}^{C} e^{z_j}}`,
    raw`M = \log \sum_{j=1}^{C} e^{z_j}`,
    raw`L = - \sum_{i=1}^{C} y_i \log \pi_i`,
    raw`K = - \sum_{i=1}^{C} m_i \log \pi_i`,
    raw`s(t) = \frac{1}{1 + e^{-t}}`,
    raw`B = - \sum_i \left( m_i \log(s(z_i)) + (1 - m_i) \log(1 - s(z_i)) \right)`,
    raw`Z = \log \left( 1 + \sum_{k : m_k = 0} e^{z_k} \right) + \log \left( 1 + \sum_{k : m_k = 1} e^{-z_k} \right)`,
  ],
)

type Computed = number | ArrayLike<number> | number[][]

/** A formula, and the function of the maths module that must agree with it. */
const ANCHORS: readonly (readonly [
  name: string,
  tex: string,
  compute: (values: Values) => Computed,
])[] = [
  ['softmax', raw`\sigma`, ({ z, T }) => softmax(z, { temperature: T })],
  ['logSumExp', 'M', ({ z }) => logSumExp(z)],
  ['logSoftmax', raw`\log \pi_i`, ({ z }) => logSoftmax(z)],
  ['normalise', raw`\frac{w_i}{\sum_j w_j}`, ({ w }) => normalise(w)],
  ['sigmoid', 's(t)', ({ t }) => sigmoid(t)],
  ['crossEntropy', 'L', ({ z, y }) => crossEntropy(z, y)],
  ['crossEntropy of many labels', 'K', ({ z, m }) => crossEntropy(z, m)],
  [
    'crossEntropyGradient',
    raw`\frac{\partial L}{\partial z}`,
    ({ z, y }) => crossEntropyGradient(z, y),
  ],
  [
    'crossEntropyGradient of many labels',
    raw`\frac{\partial K}{\partial z}`,
    ({ z, m }) => crossEntropyGradient(z, m),
  ],
  ['entropy', raw`- \sum_i p_i \log p_i`, ({ p }) => entropy(p)],
  ['klDivergence', raw`\sum_i p_i \log \frac{p_i}{q_i}`, ({ p, q }) => klDivergence(p, q)],
  ['binaryCrossEntropy', 'B', ({ z, m }) => binaryCrossEntropy(z, m)],
  ['binaryCrossEntropyGradient', raw`\nabla_z B`, ({ z, m }) => binaryCrossEntropyGradient(z, m)],
  ['zlpr', 'Z', ({ z, m }) => zlpr(z, m)],
  ['zlprGradient', raw`\nabla_z Z`, ({ z, m }) => zlprGradient(z, m)],
  ['softmaxJacobian', raw`\frac{\partial \pi_i}{\partial z}`, ({ z }) => softmaxJacobian(z)],
  [
    'logSumExpHessian',
    raw`\frac{\partial}{\partial z_i} \frac{\partial M}{\partial z}`,
    ({ z }) => logSumExpHessian(z),
  ],
]

const flat = (value: Computed): number[] =>
  typeof value === 'number' ? [value] : Array.from<number | number[]>(value).flat()

describe(`the book’s definitions and the maths module agree, derivatives included (seed ${SEED})`, () => {
  test.each(ANCHORS)('%s', (_, tex, compute) => {
    const each = /_i\b/.test(tex) && !/\\sum_\{?i/.test(tex) ? 'i' : ''
    const expression = parseExpression(tex, MODEL, each)
    const model = encodeModel(MODEL, [expression])
    const random = seededRandom(SEED)
    for (let n = 0; n < 40; n++) {
      const { sizes, values, far } = drawSample(MODEL, new Map(), n, random)
      // Far out, plain numbers lose what the maths module keeps.
      if (far) continue
      const { value } = toEvaluator({ model, sizes, values })
      const components = each
        ? Array.from({ length: sizes.C }, (_, k) => value(encode(expression), { i: k + 1 }))
        : value(encode(expression))
      const [read, computed] = [numbersIn(components), flat(compute(values as Values))]
      expect(read).toHaveLength(computed.length)
      read.forEach((number, k) =>
        expect(Math.abs(number - computed[k])).toBeLessThan(
          1e-13 * Math.max(1, Math.abs(computed[k])),
        ),
      )
    }
  })
})
