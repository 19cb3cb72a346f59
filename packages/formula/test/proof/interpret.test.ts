import { describe, expect, test } from 'vitest'
import {
  encode,
  encodeModel,
  parseDerivation,
  toEvaluator,
  type Expression,
  type Value,
} from '../../src/index.ts'
import type { Algebra } from '../../src/proof/algebra.ts'
import { Decline } from '../../src/proof/decline.ts'
import { INTERVALS } from '../../src/proof/interval-algebra.ts'
import { point } from '../../src/proof/interval.ts'
import { Interpreter } from '../../src/proof/interpret.ts'
import { Slopes } from '../../src/proof/slopes.ts'
import { CHAPTERS, modelOf } from '../book.ts'
import { FIELD } from '../field-corpus.ts'
import { FIELD_MODEL } from '../field-model.ts'
import { drawIndices, drawSetting, numbersIn } from '../draw.ts'

/** Numbers in floating point, so that values can be held against those of the evaluator. */
const FLOATS: Algebra<number> = {
  constant: (value) => value,
  add: (a, b) => a + b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  power: (a, b) => a ** b,
  call: (fn, a) => (Math as unknown as Record<string, (a: number) => number>)[fn](a),
  extreme: (op, values) => Math[op](...values),
  compare: (a, relation, b) =>
    relation === '='
      ? a === b
      : relation === '!'
        ? a !== b
        : relation === '<'
          ? a < b
          : relation === '>'
            ? a > b
            : relation === '<='
              ? a <= b
              : a >= b,
}

type Case = {
  readonly name: string
  readonly each: string
  readonly model: ReturnType<typeof modelOf>
  readonly sides: readonly Expression[]
}

const cases: Case[] = Object.entries(CHAPTERS).flatMap(([chapter, it]) =>
  Object.entries(it.derivations).map(([name, spec]) => {
    const model = modelOf(it)
    const sides = parseDerivation({ ...spec, model }).steps.flatMap((step) => [
      step.left,
      step.right,
    ])
    return {
      name: `${chapter}: ${name}`,
      each: spec.each ?? '',
      model,
      sides: sides.filter((side) => side.kind !== 'twin'),
    }
  }),
)

const entryOf =
  (values: Readonly<Record<string, Value>>) =>
  (name: string, at: readonly number[]): number =>
    at.reduce<Value>((value, n) => (value as readonly Value[])[n - 1], values[name]) as number

const fieldCases: Case[] = FIELD.flatMap(([family, entries]) =>
  entries.flatMap(([tex, outcome, each = '', fate]) => {
    if (typeof outcome !== 'string' || fate === 'undefined') return []
    const sides = parseDerivation({ tex, model: FIELD_MODEL, each, approx: 0.01 }).steps.flatMap(
      (step) => (step.conditions.length > 0 ? [] : [step.left, step.right]),
    )
    const read = sides.filter((side) => side.kind !== 'twin')
    return [{ name: `${family}: ${tex}`, each, model: FIELD_MODEL, sides: read }]
  }),
)

/** Values, where the prover follows the formula. */
function valuesOf(compute: () => number[]): number[] | undefined {
  try {
    return compute()
  } catch (error) {
    if (error instanceof Decline) return undefined
    throw error
  }
}

test('the corpus of the field comes to the same numbers in both', () => {
  let compared = 0
  for (const { name, model, each, sides } of fieldCases) {
    const { sizes, values } = drawSetting(model, { C: 4, D: 3, n: 4 }, 5)
    const encoded = encodeModel(model, sides)
    const evaluator = toEvaluator({ model: encoded, sizes, values })
    const floats = new Interpreter(
      { model: encoded, sizes, component: entryOf(values) },
      new Slopes(FLOATS),
    )
    const indices = drawIndices(each)
    for (const side of sides) {
      if (/"(floor|ceil)"/.test(JSON.stringify(encode(side)))) continue
      const expected = numbersIn(evaluator.value(encode(side), indices))
      const found = valuesOf(() => floats.values(encode(side), indices))
      if (found === undefined || !expected.every(Number.isFinite)) continue
      expect(found, name).toHaveLength(expected.length)
      found.forEach((value, n) => expect(value, name).toBeCloseTo(expected[n], 8))
      compared += expected.length
    }
  }
  expect(compared).toBeGreaterThan(1000)
})

describe('what is proved of is what is evaluated: both readings of an expression give the same numbers', () => {
  test.each(cases)('$name', ({ model, each, sides }) => {
    const { sizes, values } = drawSetting(model, { C: 4, D: 3 }, 5)
    const encoded = encodeModel(model, sides)
    const evaluator = toEvaluator({ model: encoded, sizes, values })
    const component = entryOf(values)
    const floats = new Interpreter({ model: encoded, sizes, component }, new Slopes(FLOATS))
    const intervals = new Interpreter(
      { model: encoded, sizes, component: (name, at) => point(component(name, at)) },
      new Slopes(INTERVALS),
    )
    const indices = drawIndices(each)
    for (const side of sides) {
      const expected = numbersIn(evaluator.value(encode(side), indices))
      const found = floats.values(encode(side), indices)
      expect(found).toHaveLength(expected.length)
      found.forEach((value, n) => expect(value).toBeCloseTo(expected[n], 10))
      intervals.values(encode(side), indices).forEach(({ low, high }, n) => {
        expect(low).toBeLessThanOrEqual(expected[n] + 1e-12)
        expect(high).toBeGreaterThanOrEqual(expected[n] - 1e-12)
        expect(high - low).toBeLessThan(1e-9)
      })
    }
  })
})
