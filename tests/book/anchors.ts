import {
  encode,
  encodeModel,
  parseExpression,
  drawSample,
  seededRandom,
  toEvaluator,
  type Model,
} from '@cellgraph/formula'
import {
  binaryCrossEntropy,
  crossEntropy,
  entropy,
  hardmax,
  klDivergence,
  logSoftmax,
  logSumExp,
  normalise,
  onlineAdd,
  onlineStart,
  regressionScores,
  sigmoid,
  smoothLabels,
  softmax,
  zlpr,
  type OnlineState,
} from 'accurate-softmax'
import { numbersIn } from '../../packages/formula/test/draw.ts'

const { raw } = String
const SEED = 7
const SAMPLES = 30

type Values = Readonly<Record<string, number & number[]>>

const [LAMBDA, MU, NU] = [raw`\lambda`, raw`\mu`, raw`\nu`]
const [ALPHA, EPSILON] = [raw`\alpha`, raw`\varepsilon`]
const surprise = (p: number): number => -p * Math.log(p)
const sum = <T>(list: readonly T[], valueOf: (it: T, i: number) => number): number =>
  list.reduce((total, it, i) => total + valueOf(it, i), 0)
/** What is known after 1, 2, 3, … scores. */
const runs = (z: readonly number[]): OnlineState[] =>
  z.map((_, n) => z.slice(0, n + 1).reduce(onlineAdd, onlineStart))
const rowsOf = (matrix: number & number[]): number[][] => matrix as unknown as number[][]

/** A definition of the book, and the function of the maths module that must agree with it. */
export interface Anchor {
  page: string
  /** The formula that defines it. */
  formula: string
  /** The quantity, or one component of it for each i. */
  tex: string
  each: '' | 'i'
  compute: (values: Values) => number | number[]
}

/** Every quantity that the maths module has too. */
export const ANCHORS: readonly Anchor[] = [
  { page: '01', formula: 'plain', tex: 'r_i', each: 'i', compute: ({ v }) => normalise(v) },
  {
    page: '01',
    formula: 'hardmax',
    tex: 'h_i',
    each: 'i',
    // Where several lead, each of them is a place of the greatest.
    compute: ({ z }) => hardmax(z, { ties: 'share' }).map((share) => Number(share > 0)),
  },
  {
    page: '01',
    formula: 'softmax',
    tex: raw`\sigma_i(z)`,
    each: 'i',
    compute: ({ z }) => softmax(z),
  },
  {
    page: '01',
    formula: 'temperature',
    tex: raw`\sigma_i(z; T)`,
    each: 'i',
    compute: ({ z, T }) => softmax(z, { temperature: T }),
  },
  { page: '01', formula: 'entropy', tex: 'H(p)', each: '', compute: ({ p }) => entropy(p) },
  { page: '02', formula: 'softmax', tex: raw`\sigma_i`, each: 'i', compute: ({ z }) => softmax(z) },
  { page: '02', formula: 'sigmoid', tex: 's(d)', each: '', compute: ({ d }) => sigmoid(d) },
  { page: '02', formula: 'loss', tex: 'L', each: '', compute: ({ z, y }) => crossEntropy(z, y) },
  {
    page: '03',
    formula: 'mean-surprise',
    tex: 'L',
    each: '',
    compute: ({ q, p }) => crossEntropy(p.map(Math.log), q),
  },
  { page: '03', formula: 'entropy', tex: 'H(q)', each: '', compute: ({ q }) => entropy(q) },
  {
    page: '03',
    formula: 'divergence',
    tex: 'D(q, p)',
    each: '',
    compute: ({ q, p }) => klDivergence(q, p),
  },
  {
    page: '03',
    formula: 'from-scores',
    tex: 'L',
    each: '',
    compute: ({ z, y }) => crossEntropy(z, y),
  },
  {
    page: '03',
    formula: 'from-scores',
    tex: raw`\operatorname{LSE}(z)`,
    each: '',
    compute: ({ z }) => logSumExp(z),
  },
  { page: '04', formula: 'softmax', tex: raw`\sigma_i`, each: 'i', compute: ({ z }) => softmax(z) },
  {
    page: '04',
    formula: 'cross-entropy',
    tex: 'L',
    each: '',
    compute: ({ z, y }) => crossEntropy(z, y),
  },
  {
    page: '05',
    formula: 'cross-entropy',
    tex: 'L',
    each: '',
    compute: ({ z, y }) => crossEntropy(z, y),
  },
  { page: '05', formula: 'binary', tex: 's_i', each: 'i', compute: ({ z }) => z.map(sigmoid) },
  {
    page: '05',
    formula: 'binary',
    tex: 'L',
    each: '',
    compute: ({ z, y }) => binaryCrossEntropy(z, y),
  },
  { page: '05', formula: 'zlpr', tex: 'L', each: '', compute: ({ z, y }) => zlpr(z, y) },
  {
    page: '06',
    formula: 'lse',
    tex: raw`\operatorname{LSE}(z)`,
    each: '',
    compute: ({ z }) => logSumExp(z),
  },
  {
    page: '06',
    formula: 'warm-lse',
    tex: raw`\operatorname{LSE}(z; T)`,
    each: '',
    compute: ({ z, T }) => logSumExp(z, { temperature: T }),
  },
  {
    page: '06',
    formula: 'warm-softmax',
    tex: raw`\sigma_i`,
    each: 'i',
    compute: ({ z, T }) => softmax(z, { temperature: T }),
  },
  { page: '06', formula: 'plain-shares', tex: 'r_i', each: 'i', compute: ({ v }) => normalise(v) },
  {
    page: '06',
    formula: 'softmax',
    tex: raw`\operatorname{LSE}(z)`,
    each: '',
    compute: ({ z }) => logSumExp(z),
  },
  { page: '06', formula: 'softmax', tex: raw`\sigma_i`, each: 'i', compute: ({ z }) => softmax(z) },
  { page: '07', formula: 'softmax', tex: raw`\sigma_i`, each: 'i', compute: ({ z }) => softmax(z) },
  {
    page: '07',
    formula: 'log-parts',
    tex: raw`\log \sigma_i`,
    each: 'i',
    compute: ({ z }) => logSoftmax(z),
  },
  { page: '07', formula: 'log-parts', tex: 'm', each: '', compute: ({ z }) => Math.max(...z) },
  {
    page: '07',
    formula: 'log-parts',
    tex: raw`\operatorname{LSE}(z)`,
    each: '',
    compute: ({ z }) => logSumExp(z),
  },
  {
    page: '07',
    formula: 'lse',
    tex: raw`\operatorname{LSE}(z)`,
    each: '',
    compute: ({ z }) => logSumExp(z),
  },
  {
    page: '07',
    formula: 'running',
    tex: 'm_i',
    each: 'i',
    compute: ({ z }) => runs(z).map(({ top }) => top),
  },
  {
    page: '07',
    formula: 'running',
    tex: 'S_i',
    each: 'i',
    compute: ({ z }) => runs(z).map(({ sum }) => sum),
  },
  {
    page: '07',
    formula: 'running',
    tex: raw`\tilde{m}_1`,
    each: '',
    compute: ({ z }) => runs(z.slice(1)).at(-1)!.top,
  },
  {
    page: '07',
    formula: 'running',
    tex: raw`\tilde{S}_1`,
    each: '',
    compute: ({ z }) => runs(z.slice(1)).at(-1)!.sum,
  },
  { page: '08', formula: 'entropy', tex: 'H(p)', each: '', compute: ({ p }) => entropy(p) },
  { page: '08', formula: 'lagrangian', tex: 'J', each: '', compute: lagrangian },
  {
    page: '08',
    formula: 'conditional',
    tex: raw`\bar{H}`,
    each: '',
    compute: ({ p }) => sum(rowsOf(p), (row) => sum(row, surprise)) / p.length,
  },
  {
    page: '08',
    formula: 'bound',
    tex: 'G',
    each: '',
    compute: ({ f, [LAMBDA]: lambda, [MU]: mean }) =>
      logSumExp(f.map((it) => lambda * it)) - lambda * mean,
  },
  {
    page: '09',
    formula: 'classifier',
    tex: 'z_i',
    each: 'i',
    compute: ({ w, x, b }) => regressionScores({ weights: rowsOf(w), biases: b }, x),
  },
  {
    page: '09',
    formula: 'classifier',
    tex: raw`\sigma_i`,
    each: 'i',
    compute: ({ w, x, b }) => softmax(regressionScores({ weights: rowsOf(w), biases: b }, x)),
  },
  {
    page: '09',
    formula: 'heated',
    tex: raw`\sigma_i`,
    each: 'i',
    compute: ({ z, T }) => softmax(z, { temperature: T }),
  },
  {
    page: '09',
    formula: 'heated',
    tex: 'L',
    each: '',
    compute: ({ z, T, y }) =>
      crossEntropy(
        z.map((score) => score / T),
        y,
      ),
  },
  {
    page: '10',
    formula: 'reward',
    tex: raw`\Omega(p)`,
    each: '',
    compute: ({ p, [ALPHA]: alpha }) =>
      sum(p, (it) => it * (1 - it ** (alpha - 1))) / (alpha * alpha - alpha),
  },
  {
    page: '10',
    formula: 'smooth',
    tex: 'q_i',
    each: 'i',
    compute: ({ y, [EPSILON]: share }) => smoothLabels(y, share),
  },
  { page: '10', formula: 'smooth', tex: raw`\sigma_i`, each: 'i', compute: ({ z }) => softmax(z) },
  {
    page: '10',
    formula: 'smooth',
    tex: 'L',
    each: '',
    compute: ({ z, y, [EPSILON]: share }) => crossEntropy(z, smoothLabels(y, share)),
  },
  {
    page: '10',
    formula: 'race',
    tex: 'F',
    each: '',
    compute: ({ z, a }) => Math.exp(-sum(z, (it) => Math.exp(it - a))),
  },
  { page: '10', formula: 'race', tex: raw`\sigma_i`, each: 'i', compute: ({ z }) => softmax(z) },
  { page: '10', formula: 'attention', tex: 'O', each: '', compute: attention },
]

/** Entropy and its two conditions, written the other way round: gathered by outcome. */
function lagrangian({ p, f, [LAMBDA]: lambda, [MU]: mean, [NU]: nu }: Values): number {
  return sum(p, (it, i) => surprise(it) + it * (lambda * f[i] + nu)) - lambda * mean - nu
}

/** The mean of the values by softmax of the scaled products. */
function attention({ Q, K, V }: Values): number[] {
  const weights = softmax(
    rowsOf(K).map((key) => sum(key, (it, n) => it * Q[n]) / Math.sqrt(Q.length)),
  )
  return rowsOf(V)[0].map((_, n) => sum(rowsOf(V), (value, i) => weights[i] * value[n]))
}

/** How far a definition is from the maths module at most, over samples of its model; sizes below 1 count as they are. */
export function distanceOf({ tex, each, compute }: Anchor, model: Model): number {
  const expression = parseExpression(tex, model, each)
  const encoded = encodeModel(model, [expression])
  const random = seededRandom(SEED)
  let worst = 0
  for (let n = 0; n < SAMPLES; n++) {
    const { sizes, values, far } = drawSample(model, new Map(), n, random)
    // Far out, plain numbers lose what the maths module keeps.
    if (far) continue
    const { value } = toEvaluator({ model: encoded, sizes, values })
    const parts = each
      ? Array.from({ length: sizes['C'] }, (_, k) => value(encode(expression), { i: k + 1 }))
      : value(encode(expression))
    const right = [compute(values as Values)].flat()
    // What the maths has no value for is left out by the formula's own `where`, as α = 1.
    if (right.some(Number.isNaN) && !numbersIn(parts).some(Number.isFinite)) continue
    numbersIn(parts).forEach((number, k) => {
      // What has no value is as far away as can be.
      const distance = Math.abs(number - right[k]) / Math.max(1, Math.abs(right[k]))
      worst = Math.max(worst, Number.isNaN(distance) ? Infinity : distance)
    })
  }
  return worst
}
