import { parseModel } from '../src/index.ts'

const { raw } = String

/** The names that formulas of the field are read with. */
export const FIELD_MODEL = parseModel(
  {
    sizes: { C: [2, 5], D: [1, 4], n: [1, 5] },
    index: { C: 'i j k', D: 'm', n: 'l t' },
    free: {
      z: 'vector C',
      v: 'vector C',
      u: 'positive vector C',
      y: 'onehot C',
      s: 'simplex C',
      p: 'interior C',
      q: 'interior C',
      x: 'vector D',
      w: 'matrix C D',
      A: 'matrix C C',
      B: 'matrix C C',
      X: 'matrix n D',
      P: 'table C D',
      a: 'real',
      c: 'real',
      b: 'real',
      r: 'unit',
      T: 'positive',
      '\\lambda': 'positive',
      '\\hat{y}': 'interior C',
      '\\mathbf{h}': 'vector D',
      '\\boldsymbol{\\theta}': 'vector D',
    },
    constants: { '\\pi': Math.PI },
  },
  [
    raw`\sigma_i = \frac{e^{z_i}}{\sum_{j=1}^{C} e^{z_j}}`,
    raw`L = - \sum_{k=1}^{C} y_k \log \sigma_k`,
    raw`f(a) = \frac{1}{1 + e^{-a}}`,
    raw`\operatorname{LSE}(z) = \log \sum_{j=1}^{C} e^{z_j}`,
    raw`H(p) = - \sum_{i=1}^{C} p_i \log p_i`,
    raw`\bar{x} = \frac{1}{D} \sum_{m=1}^{D} x_m`,
  ],
)
