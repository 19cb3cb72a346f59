import { parseModel } from '../src/index.ts'

/** The names that the corpus is read with: vectors, a matrix, functions, a marked and an accented name. */
export const CORPUS_MODEL = parseModel(
  {
    sizes: { C: [1, 5], D: [1, 4] },
    index: { C: 'i j k l', D: 'm n' },
    free: {
      z: 'vector C',
      y: 'simplex C',
      p: 'interior C',
      'p^*': 'interior C',
      '\\hat{y}': 'vector C',
      v: 'vector C',
      w: 'matrix C D',
      x: 'vector D',
      b: 'vector C',
      a: 'real',
      c: 'real',
      t: 'real',
      s: 'real',
      T: 'positive',
    },
    constants: { '\\pi': Math.PI },
  },
  [
    String.raw`\sigma_i = \frac{e^{z_i}}{\sum_{j=1}^{C} e^{z_j}}`,
    String.raw`L = -\sum_{i=1}^{C} y_i \log \sigma_i`,
    String.raw`f(t) = \frac{1}{1 + e^{-t}}`,
    String.raw`\operatorname{LSE}(v) = \log \sum_j e^{v_j}`,
    String.raw`\operatorname{softmax}(v)_i = \frac{e^{v_i}}{\sum_{j} e^{v_j}}`,
    String.raw`S_i(v) = \frac{v_i}{\sum_{j} v_j}`,
    String.raw`g(t, s) = t^2 s`,
    String.raw`u_i = w_i^\top x + b_i`,
  ],
)
