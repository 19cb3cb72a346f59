import { build } from 'vite'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import {
  checkDerivation,
  encodeDerivation,
  failingLines,
  parseDerivation,
  parseModel,
  runDerivation,
  type LiveDerivation,
  type Model,
} from '../src/index.ts'
import { loadMatrices, runDerivation as inPage } from '../src/live.ts'
import { seededRandom } from '../src/run/random.ts'
import { drawSample } from '../src/run/sample.ts'
import { CHAPTERS, CROSS_ENTROPY, derivationOf, LAYER } from './book.ts'

const GRADIENT = derivationOf(CROSS_ENTROPY, 'the gradient of cross-entropy')

/** What the page gets: parsed back from JSON. */
const send = (derivation: typeof GRADIENT): LiveDerivation =>
  JSON.parse(JSON.stringify(encodeDerivation(derivation))) as LiveDerivation

const derivation = (model: Model, tex: string): LiveDerivation =>
  send(parseDerivation({ tex, model }))

const LIVE = send(GRADIENT)
const z = [1, 0.5, -2]

describe('a derivation at the reader’s own numbers', () => {
  test('holds in every line for one label', () => {
    const results = runDerivation(LIVE, { z, y: [0, 1, 0] })
    expect(results).toHaveLength(3 * 8)
    expect(failingLines(results)).toEqual([])
    expect(Math.max(...results.map(({ gap }) => gap))).toBeLessThan(1e-15)
  })

  test('breaks in the last line alone for two labels, with both values, the distance and the reason', () => {
    const results = runDerivation(LIVE, { z, y: [1, 1, 0] })
    expect(failingLines(results)).toEqual([8])
    const last = results.filter(({ line }) => line === 8)
    // The true gradient and p − y of a known example: the second component has the wrong size, the third half of it.
    expect(last.map(({ left }) => Number((left as number).toFixed(3)))).toEqual([
      0.207, -0.268, 0.06,
    ])
    expect(last.map(({ right }) => Number((right as number).toFixed(3)))).toEqual([
      -0.396, -0.634, 0.03,
    ])
    expect(
      last.map(({ gap, left, right }) => gap - Math.abs((left as number) - (right as number))),
    ).toEqual([0, 0, 0])
    expect(last[0].reasons).toEqual([{ left: 2, right: 1, holds: false }])
  })

  test('holds for soft labels and for a single class', () => {
    expect(failingLines(runDerivation(LIVE, { z, y: [0.2, 0.5, 0.3] }))).toEqual([])
    expect(failingLines(runDerivation(LIVE, { z: [3], y: [1] }))).toEqual([])
  })

  test('takes vectors where a quantity is one', () => {
    const live = send(derivationOf(LAYER, 'to weights and biases'))
    const results = runDerivation(live, {
      w: [
        [1, 2],
        [0, -1],
      ],
      x: [1, 0.5],
      b: [0, 0.1],
      y: [1, 0],
    })
    expect(failingLines(results)).toEqual([])
    expect(results[0].left).toHaveLength(2)
  })

  test('operations on whole vectors are loaded by themselves, and only for a derivation that uses some', async () => {
    const model = parseModel({
      sizes: { C: [2, 3], D: [2, 3] },
      index: { C: 'i' },
      free: { A: 'matrix C D', u: 'vector C', v: 'vector D' },
    })
    const matrices = derivation(model, String.raw`u^\top A v = v^\top A^\top u`)
    const sums = derivation(model, String.raw`\sum_i u_i + u_1 = u_1 + \sum_i u_i`)
    expect([matrices, sums, LIVE].map((live) => live.matrices)).toEqual([
      true,
      undefined,
      undefined,
    ])
    const values = {
      A: [
        [1, 2, 3],
        [4, 5, 6],
      ],
      u: [1, -1],
      v: [2, 0, 1],
    }
    const [result] = inPage(matrices, values, await loadMatrices(matrices))
    expect(result).toMatchObject({ left: -9, right: -9, holds: true })
    expect(inPage(matrices, values)[0]).toMatchObject({ left: undefined, holds: false })
    expect(await loadMatrices(sums)).toBeUndefined()
    expect(failingLines(inPage(sums, values))).toEqual([])
  })

  test('says what is wrong with values that do not fit', () => {
    expect(() => runDerivation(LIVE, { z, y: [1, 0] })).toThrow(
      'invalid value: y: C is 3, and here 2',
    )
    expect(() => runDerivation(LIVE, { z: 2, y: [1, 0] })).toThrow(
      'invalid value: z: C is 0, and here 0',
    )
  })

  test('a line without a value says why, and the others go on', () => {
    const results = runDerivation(LIVE, { z: [800, 0], y: [0, 1] })
    expect(results.some(({ holds }) => !holds)).toBe(true)
    expect(results.every(({ gap }) => !Number.isNaN(gap))).toBe(true)
  })
})

test('the page and the build find the same lines, on the same samples', () => {
  const random = seededRandom(11)
  const domains = new Map([['y', { kind: 'multihot' as const, sizes: ['C'] }]])
  const atBuild = checkDerivation({ ...GRADIENT, domains, breaks: [] }, { samples: 20, seed: 11 })
  const found = new Set<number>()
  for (let n = 0; n < 20; n++) {
    const { pattern, values } = drawSample(GRADIENT.model, domains, n, random)
    // The page computes with doubles, which hold no exponential of hundreds.
    if (pattern === 'extreme') continue
    failingLines(runDerivation(LIVE, values)).forEach((line) => found.add(line))
  }
  expect([...found]).toEqual([...new Set(atBuild.failures.map(({ line }) => line))])
})

describe('what the page loads', () => {
  test('is at most 1 kB a derivation, compressed', () => {
    for (const chapter of Object.values(CHAPTERS)) {
      for (const name of Object.keys(chapter.derivations)) {
        expect(
          gzipSync(JSON.stringify(encodeDerivation(derivationOf(chapter, name)))).length,
        ).toBeLessThanOrEqual(1000)
      }
    }
  })

  test('is at most 5 kB of evaluator, compressed, without KaTeX', async () => {
    const result = await build({
      configFile: false,
      logLevel: 'silent',
      build: {
        write: false,
        minify: true,
        lib: { entry: 'packages/formula/src/run/live.ts', formats: ['es'], fileName: 'live' },
      },
    })
    const [output] = Array.isArray(result) ? result : [result]
    const chunk = 'output' in output ? output.output[0] : undefined
    expect(
      Object.keys(chunk!.modules)
        .map((id) => id.replace(/.*\/formula\/src\/run\//, ''))
        .sort(),
    ).toEqual(['compare.ts', 'dual.ts', 'evaluate.ts', 'live.ts'])
    expect(gzipSync(chunk!.code).length).toBeLessThanOrEqual(5000)
  })
})
