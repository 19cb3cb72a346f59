import { describe, expect, test } from 'vitest'
import {
  checkDerivation,
  FormulaError,
  type AuthorError,
  isClaim,
  parseDerivation,
  parseModel,
} from '../src/index.ts'
import { drawInteger, seededRandom, type Random } from '../src/run/random.ts'

const { raw } = String
const SEED = 20261128
const SEQUENCES = 10_000
/** Little, so that many sequences come to the end of it. */
const WORK = 4_000
/** What one draw may do beyond the work that is left, once it is found to be done. */
const DONE = 1

const MODEL = parseModel(
  {
    sizes: { C: [2, 4] },
    index: { C: 'i j k' },
    free: {
      z: 'vector',
      y: 'onehot',
      p: 'simplex',
      a: 'real',
      c: 'real',
      T: 'positive',
      A: 'matrix C C',
      P: 'table C C',
    },
  },
  [
    raw`\sigma_i = \frac{e^{z_i}}{\sum_j e^{z_j}}`,
    raw`f(a) = \frac{1}{1 + e^{-a}}`,
    raw`L = -\sum_k y_k \log \sigma_k`,
  ],
)

const PIECES = [
  'a',
  'c',
  'T',
  'z',
  'z_i',
  'z_j',
  'y_k',
  'p_i',
  raw`\sigma_i`,
  'L',
  'f(a)',
  'f',
  'C',
  'i',
  'k',
  'e',
  '0',
  '1',
  '2',
  '10',
  '0.5',
  '.',
  ',',
  ';',
  '+',
  '-',
  raw`\cdot`,
  raw`\times`,
  '/',
  raw`\odot`,
  '=',
  '=',
  raw`\le`,
  raw`\ge`,
  '<',
  '>',
  raw`\ne`,
  raw`\approx`,
  ':=',
  ':',
  raw`\in`,
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  raw`\{`,
  raw`\}`,
  raw`\left(`,
  raw`\right)`,
  raw`\lvert`,
  raw`\rvert`,
  '|',
  '^',
  '_',
  '^2',
  '^{-1}',
  '^i',
  '_1',
  '_{i+1}',
  "'",
  raw`\sum_j`,
  'A',
  'P',
  'P(i, k)',
  'I',
  '!',
  raw`\|`,
  raw`\lVert z \rVert`,
  raw`z \cdot z`,
  raw`\mathbf{1}`,
  raw`\mathbf{1}^\top`,
  raw`\top`,
  raw`A^{-1}`,
  raw`\operatorname{diag}(z)`,
  raw`\operatorname{tr}(A)`,
  raw`\det A`,
  raw`\lfloor`,
  raw`\rfloor`,
  raw`\binom{C}{2}`,
  raw`\sin^2`,
  raw`\arg\max_j`,
  raw`\mathbb{E}_{j \sim p}`,
  raw`\mathbb{E}_{j \sim p}[z_j]`,
  raw`\Pr_{j \sim p}`,
  raw`\iff`,
  raw`\implies`,
  raw`\overset{(1)}{=}`,
  raw`\underbrace{a c}_{c}`,
  raw`\boxed{a}`,
  raw`\forall`,
  raw`i = 1, \ldots, C`,
  raw`i \in \{1, \ldots, C\}`,
  raw`\sum_{j<k}`,
  raw`\text{，其中 }`,
  raw`\text{if and only if}`,
  raw`\sum_{k=1}^{C}`,
  raw`\sum_{k \ne i}`,
  raw`\prod_j`,
  raw`\max_j`,
  raw`\log`,
  raw`\exp`,
  raw`\max`,
  raw`\sqrt`,
  raw`\sqrt{a}`,
  raw`\frac{a}{c}`,
  raw`\frac`,
  raw`\frac{\partial L}{\partial z_i}`,
  raw`\frac{\partial}{\partial a}`,
  raw`\partial`,
  raw`\nabla_z`,
  raw`^\top`,
  raw`\cdots`,
  raw`\delta_{ik}`,
  raw`\mathbb{1}`,
  raw`\text{if }`,
  raw`\text{for }`,
  raw`\text{since }`,
  raw`\text{so }`,
  raw`\text{and }`,
  raw`\text{note}`,
  raw`\quad`,
  raw`\;`,
  raw`\\`,
  '&',
  '&=',
  raw`\begin{aligned}`,
  raw`\end{aligned}`,
  raw`\begin{cases}`,
  raw`\end{cases}`,
  raw`\boxed{a = c}`,
  raw`\infty`,
  '%',
  '$',
  '#',
  '~',
  'é',
  '等',
  raw`\unknown`,
]

/** Pieces that may stand beside each other, so that many sequences are read. */
const FACTORS = [
  'a',
  'c',
  'T',
  'z_i',
  'y_i',
  'p_i',
  raw`\sigma_i`,
  'L',
  'f(a)',
  'C',
  'i',
  '2',
  'e^{a}',
  raw`\log T`,
  raw`\sum_j z_j`,
  raw`\sum_j \sum_k z_j z_k`,
  raw`\max_j z_j`,
  raw`\frac{a}{c}`,
  raw`\frac{\partial L}{\partial z_i}`,
  raw`\lvert a \rvert`,
  raw`\sqrt{T}`,
  raw`(a - c)`,
  raw`\delta_{i1}`,
  raw`z^\top y`,
  'z_{i+1}',
]
const JOINS = [
  '+',
  '-',
  raw`\cdot`,
  '',
  '/',
  '=',
  raw`\le`,
  '<',
  raw`\\`,
  raw`\text{ if }`,
  raw`\quad \text{since }`,
]

const pick = (list: readonly string[], random: Random): string =>
  list[drawInteger(random, 0, list.length - 1)]

/** Anything beside anything, or something like a formula with one piece of it changed at times. */
function draw(random: Random): string {
  if (random() < 0.5)
    return Array.from({ length: drawInteger(random, 1, 14) }, () => pick(PIECES, random)).join(' ')
  const side = (): string[] =>
    Array.from({ length: drawInteger(random, 1, 4) }, () => [
      pick(FACTORS, random),
      pick(JOINS, random),
    ])
      .flat()
      .slice(0, -1)
  const pieces = [...side(), pick(['=', raw`\le`, '<', raw`\ge`], random), ...side()]
  if (random() < 0.4) pieces[drawInteger(random, 0, pieces.length - 1)] = pick(PIECES, random)
  return pieces.join(' ')
}

type End = 'reading' | 'refusal'

/** Reads and checks; anything but a reading or a refusal with place, reason and cure is thrown. */
function end(tex: string): End {
  const derivation = parseDerivation({ tex, model: MODEL, each: 'i', approx: 0.01 })
  for (const error of derivation.errors) checkRefusal(error)
  if (derivation.errors.length > 0) return 'refusal'
  const report = checkDerivation(derivation, { work: WORK, samples: 20 })
  expect(report.work).toBeLessThanOrEqual(WORK + DONE)
  for (const { message } of report.failures) expect(message).toMatch(/^\S/)
  return 'reading'
}

function checkRefusal(error: AuthorError): void {
  if (!(error instanceof FormulaError)) throw error
  expect([error.kind, error.reason, error.cure].every((part) => part.trim() !== '')).toBe(true)
  expect(error.place.line).toBeGreaterThan(0)
}

describe(`any sequence of tokens ends in a reading or a refusal, within its work (seed ${SEED})`, () => {
  test(`${SEQUENCES} sequences`, () => {
    const random = seededRandom(SEED)
    const ends = { reading: 0, refusal: 0 }
    for (let n = 0; n < SEQUENCES; n++) {
      const tex = draw(random)
      try {
        ends[end(tex)]++
        isClaim(tex)
      } catch (error) {
        throw new Error(`sequence ${n}: ${tex}: ${(error as Error).message}`, { cause: error })
      }
    }
    expect(ends.reading).toBeGreaterThan(500)
    expect(ends.refusal).toBeGreaterThan(5000)
  })
})
