import { expect, test } from 'vitest'
import {
  encode,
  encodeModel,
  parseDerivation,
  parseModel,
  toEvaluator,
  type Derivation,
  type Expression,
} from '../../src/index.ts'
import { proveDerivation } from '../../src/proof/prove-derivation.ts'
import { randomWords } from '../../src/proof/random-words.ts'

const { raw } = String
const seed = 41
const random = randomWords(seed)
const pick = <T>(list: readonly T[]): T => list[random() % list.length]

const MODEL = parseModel(
  {
    sizes: { C: [2, 2] },
    index: { C: 'i j' },
    free: {
      a: 'real',
      c: 'real',
      t: 'positive',
      n: 'nonnegative',
      w: 'unit',
      z: 'vector',
      v: 'vector',
      y: 'onehot',
      q: 'interior',
      p: 'simplex',
      m: 'nonzero',
    },
  },
  [raw`\sigma_i = \frac{e^{z_i}}{\sum_j e^{z_j}}`],
)

const LEAVES = [
  'a',
  'c',
  't',
  'n',
  'w',
  'z_1',
  'z_2',
  'q_1',
  'q_2',
  'p_1',
  'm',
  '1',
  '2',
  raw`\sigma_1`,
  'y_1',
  'v_1',
  raw`\max_j z_j`,
  raw`\min_j z_j`,
  raw`\max_j v_j`,
  raw`\log \sum_j e^{z_j}`,
  raw`\sum_j \sigma_j z_j`,
  raw`\sum_j y_j z_j`,
]

/** Random TeX of values, of whatever sign, that may have none. */
function drawTeX(depth: number): string {
  if (depth === 0) return pick(LEAVES)
  const [x, y] = [drawTeX(depth - 1 - (random() % 2) * Number(depth > 1)), drawTeX(depth - 1)]
  return pick([
    `(${x} + ${y})`,
    `(${x} - ${y})`,
    `(${x}) (${y})`,
    raw`\frac{${x}}{${y}}`,
    `e^{${x}}`,
    `e^{-${x}}`,
    raw`\log(${x})`,
    raw`\max(${x}, ${y})`,
    raw`\min(${x}, ${y})`,
    raw`\lvert ${x} \rvert`,
    `(${x})^2`,
    raw`\sqrt{${x}}`,
    raw`[${x} > ${y}]`,
    raw`\frac{\partial (${x})}{\partial a}`,
  ])
}

/** Places in the domains: their edges and corners, ties, and what lies between. */
function drawPoint(): Record<string, number | number[]> {
  const real = (): number => pick([0, 1, -1, 2, 0.5, -3, 7, -7, (random() / 2 ** 32 - 0.5) * 6])
  const [above, share] = [pick([0.01, 0.5, 1, 2, 9]), pick([0.001, 0.25, 0.5, 0.9])]
  const [tie, corner, first] = [real(), pick([0, 1, 0.5, 0.3]), pick([0, 0, 1, 3.5])]
  return {
    a: real(),
    c: real(),
    t: above,
    n: first,
    w: pick([0, 1, 0.5, 0.1]),
    z: pick([
      [tie, tie],
      [real(), real()],
    ]),
    v: [real(), real()],
    y: pick([
      [1, 0],
      [0, 1],
    ]),
    q: [share, 1 - share],
    p: [corner, 1 - corner],
    m: pick([1, -1, 0.1, -4]),
  }
}

/** A line that is proved and does not hold at a point, with the point. */
function findCounterexample({ tex, model, steps: [step] }: Derivation): string | undefined {
  // Of one exponential within another numbers overflow, and have no value for that reason only.
  const mayOverflow = tex.split(/e\^|\\sigma/).length > 2
  const [left, right] = [step.left, step.right] as Expression[]
  const encoded = encodeModel(model, [left, right])
  for (let n = 0; n < 60; n++) {
    const values = drawPoint()
    const evaluator = toEvaluator({ model: encoded, sizes: { C: 2 }, values })
    const [a, b] = [left, right].map((side) => evaluator.value(encode(side)) as number)
    if (mayOverflow && !(Number.isFinite(a) && Number.isFinite(b))) continue
    if (!holds(step.relation, a, b))
      return `${a} ${step.relation} ${b} at ${JSON.stringify(values)}`
  }
  return undefined
}

/** Whether a relation holds but for rounding; what is too large is not counted. */
function holds(relation: string, a: number, b: number): boolean {
  if (Math.abs(a) > 1e12 || Math.abs(b) > 1e12) return true
  const room = 1e-6 * Math.max(1, Math.abs(a), Math.abs(b))
  switch (relation) {
    case '=':
      return Math.abs(a - b) <= room
    case '\\le':
    case '<':
      return a - b <= room
    default:
      return b - a <= room
  }
}

test(`whatever is proved of random formulas holds at every point that is tried (seed ${seed})`, () => {
  const wrong: string[] = []
  let [tried, proved] = [0, 0]
  for (let n = 0; n < 3000; n++) {
    const left = drawTeX(1 + (random() % 3))
    const right = pick(['0', '1', drawTeX(1), drawTeX(2), left])
    const tex = `${left} ${pick(['=', raw`\le`, raw`\ge`, '<', '>'])} ${right}`
    const derivation = parseDerivation({ model: MODEL, tex })
    if (derivation.errors.length > 0 || derivation.steps.length !== 1) continue
    tried++
    const [{ verdict }] = proveDerivation(derivation, { seed: n })
    if (!verdict.proved) continue
    proved++
    const found = findCounterexample(derivation)
    if (found !== undefined) wrong.push(`${tex} is proved by ${verdict.by}: ${found}`)
  }
  console.log(`${proved} of ${tried} random lines proved`)
  expect(wrong).toEqual([])
  expect(proved).toBeGreaterThan(200)
})
