import { describe, expect, test } from 'vitest'
import type { Code } from '../src/run/code.ts'
import {
  encode,
  encodeModel,
  parseExpression,
  parseModel,
  toEvaluator,
  type Model,
  type Value,
} from '../src/index.ts'
import { dependsOn, namesOf } from '../src/model/model.ts'
import { namesIn } from '../src/model/expression.ts'
import { READ } from './corpus.ts'
import { CORPUS_MODEL } from './corpus-model.ts'
import { drawIndices, drawSetting, numbersIn, type Drawn } from './draw.ts'

const { raw } = String
const STEP = 1e-5
const SEED = 20240607

/** `value` with the component at `at` moved by `by`. */
const moved = (value: Value, [first, ...rest]: readonly number[], by: number): Value =>
  typeof value === 'number'
    ? value + by
    : value.map((part, n) => (n === first - 1 ? moved(part, rest, by) : part))

/** Every place of a value: `[]` for a number, `[2, 3]` inside a matrix. */
const placesOf = (value: Value, at: number[] = []): number[][] =>
  typeof value === 'number' ? [at] : value.flatMap((part, n) => placesOf(part, [...at, n + 1]))

type Question = {
  readonly model: Model
  readonly tex: string
  readonly each: string
  readonly setting: Drawn
}

function evaluatorOf({ model, tex, each, setting }: Question): {
  value: (code: Code, values?: Drawn['values']) => Value
  code: Code
  names: string[]
} {
  const expression = parseExpression(tex, model, each)
  const encoded = encodeModel(model, [expression])
  const names = namesOf(model, 'free').filter((name) => dependsOn(model, namesIn(expression), name))
  return {
    names,
    code: encode(expression),
    value: (code, values = setting.values) =>
      toEvaluator({ model: encoded, sizes: setting.sizes, values }).value(code, drawIndices(each)),
  }
}

/** The largest distance between automatic derivatives and central differences, over all free quantities. */
function largestError(question: Question): number {
  const { value, code, names } = evaluatorOf(question)
  const errors = names.flatMap((name) =>
    placesOf(question.setting.values[name]).map((at) => {
      const shifted = (by: number): Drawn['values'] => ({
        ...question.setting.values,
        [name]: moved(question.setting.values[name], at, by),
      })
      const [up, down] = [
        numbersIn(value(code, shifted(STEP))),
        numbersIn(value(code, shifted(-STEP))),
      ]
      const slopes = numbersIn(value(['d', code, name, ...at]))
      return Math.max(
        ...slopes.map(
          (slope, n) =>
            Math.abs(slope - (up[n] - down[n]) / (2 * STEP)) / Math.max(1, Math.abs(slope)),
        ),
      )
    }),
  )
  return Math.max(0, ...errors)
}

describe(`derivatives of every formula of the corpus agree with central differences (seed ${SEED})`, () => {
  const drawn = drawSetting(CORPUS_MODEL, { C: 5, D: 4 }, SEED)
  // Some formulas take the logarithm of these.
  const setting = { ...drawn, values: { ...drawn.values, a: 1.3, c: 0.7, T: 2.2 } }
  for (const [tex, , each = 'i'] of READ) {
    test(tex, () => {
      expect(largestError({ model: CORPUS_MODEL, tex, each, setting })).toBeLessThan(2e-7)
    })
  }
})

describe('functions have the slopes that calculus gives them', () => {
  const model = parseModel({ free: { a: 'real' } })
  const at = (tex: string, a: number): Value => {
    const expression = parseExpression(tex, model)
    return toEvaluator({ model: encodeModel(model, [expression]), sizes: {}, values: { a } }).value(
      encode(expression),
    )
  }
  test.each<[string, (a: number) => number]>([
    [raw`\exp(a)`, Math.exp],
    [raw`\log(a)`, (a) => 1 / a],
    [raw`\sqrt{a}`, (a) => 0.5 / Math.sqrt(a)],
    [raw`\tanh(a)`, (a) => 1 / Math.cosh(a) ** 2],
    [raw`\sin(a)`, Math.cos],
    [raw`\cos(a)`, (a) => -Math.sin(a)],
    [raw`\sinh(a)`, Math.cosh],
    [raw`\cosh(a)`, Math.sinh],
    [raw`\lvert a \rvert`, Math.sign],
    [raw`a^3`, (a) => 3 * a ** 2],
    [raw`a^{-2}`, (a) => -2 * a ** -3],
    [raw`2^a`, (a) => 2 ** a * Math.log(2)],
    [raw`(a^a)`, (a) => a ** a * (Math.log(a) + 1)],
    [raw`\max(a, 1)`, (a) => (a > 1 ? 1 : 0)],
    [raw`\min(a, 1)`, (a) => (a < 1 ? 1 : 0)],
    [raw`(1 / a)`, (a) => -1 / a ** 2],
  ])('%s', (tex, slope) => {
    for (const a of [0.3, 0.9, 1.7])
      expect(at(raw`\frac{\partial}{\partial a} ` + tex, a)).toBeCloseTo(slope(a), 12)
  })

  test('a whole exponent takes a negative base', () => {
    expect(at(raw`\frac{\partial}{\partial a} a^3`, -2)).toBe(12)
    expect(at(raw`\frac{\partial}{\partial a} a^0`, -2)).toBe(0)
  })

  test('a derivative inside a derivative keeps the two apart', () => {
    // d/da (a · d/da (a · a)) = 4a; a single perturbation for both would give 6a or 2a.
    expect(
      at(raw`\frac{\partial}{\partial a} \left( a \frac{\partial}{\partial a} (a a) \right)`, 3),
    ).toBe(12)
    expect(at(raw`\frac{\partial^2}{\partial a^2} \exp(2 a)`, 0.5)).toBeCloseTo(4 * Math.E, 12)
    expect(at(raw`\frac{\partial^3}{\partial a^3} a^4`, 2)).toBe(48)
    const twice = (a: number): number => a ** a * ((Math.log(a) + 1) ** 2 + 1 / a)
    expect(at(raw`\frac{\partial^2}{\partial a^2} a^a`, 1.3)).toBeCloseTo(twice(1.3), 12)
    expect(at(raw`\frac{\partial^2}{\partial a^2} (a - 1)^{a - 1}`, 1.3)).toBeCloseTo(
      0.3 ** 0.3 * ((Math.log(0.3) + 1) ** 2 + 1 / 0.3),
      12,
    )
  })
})

test('the derivative by a defined quantity moves that quantity, and what it is made from stays', () => {
  const model = parseModel({ free: { a: 'real' } }, ['b = a^2', 'c = a b'])
  const at = (tex: string): Value => {
    const expression = parseExpression(tex, model)
    return toEvaluator({
      model: encodeModel(model, [expression]),
      sizes: {},
      values: { a: 3 },
    }).value(encode(expression))
  }
  expect(at(raw`\frac{\partial c}{\partial b}`)).toBe(3)
  expect(at(raw`\frac{\mathrm{d} c}{\mathrm{d} a}`)).toBe(27)
})

test('an argument of a function can be what a derivative is taken by', () => {
  const model = parseModel({ free: { a: 'real', t: 'real' } }, [
    'f(t) = t^3',
    raw`g(t) = \frac{\partial f(t)}{\partial t} + t`,
  ])
  const expression = parseExpression('g(2 a)', model)
  const { value } = toEvaluator({
    model: encodeModel(model, [expression]),
    sizes: {},
    values: { a: 2 },
  })
  expect(value(encode(expression))).toBe(3 * 16 + 4)
  expect(value(['d', encode(expression), 'a'])).toBe(2 * (6 * 4 + 1))
})

test('a Jacobian stands as the model lays it out', () => {
  const at = (layout: 'numerator' | 'denominator'): Value => {
    const model = parseModel(
      {
        sizes: { C: [2, 2], D: [3, 3] },
        index: { C: 'i', D: 'm' },
        free: { A: 'matrix C D', x: 'vector D' },
        layout,
      },
      ['u = A x'],
    )
    const expression = parseExpression(raw`\frac{\partial u}{\partial x}`, model)
    return toEvaluator({
      model: encodeModel(model, [expression]),
      sizes: { C: 2, D: 3 },
      values: {
        A: [
          [1, 2, 3],
          [4, 5, 6],
        ],
        x: [0, 0, 0],
      },
    }).value(encode(expression))
  }
  expect(at('numerator')).toEqual([
    [1, 2, 3],
    [4, 5, 6],
  ])
  expect(at('denominator')).toEqual([
    [1, 4],
    [2, 5],
    [3, 6],
  ])
})
