import { describe, expect, test } from 'vitest'
import {
  findUnused,
  FormulaError,
  mentionsRefused,
  parseExpression,
  parseModel,
  showReading,
  SpecError,
  toName,
  type AuthorError,
  type ModelSpec,
} from '../src/index.ts'

const { raw } = String

const SPEC: ModelSpec = {
  sizes: { C: [2, 4] },
  index: { C: 'i j' },
  free: { z: 'vector', t: 'real' },
}
const define =
  (...definitions: string[]): (() => unknown) =>
  () =>
    parseModel(SPEC, definitions)

describe('what a model declares', () => {
  test('one name means one thing', () => {
    expect(() => parseModel({ ...SPEC, constants: { z: 1 } })).toThrow(
      'declared twice: z: every name of a model means one thing',
    )
    expect(() => parseModel({ free: { e: 'real' } })).toThrow(
      'invalid name: e: it is the base of the natural logarithm',
    )
    expect(define('z = 1')).toThrow(
      'defined twice: z (line 1, column 1): it already means something in this model; use another name',
    )
  })

  test('domains say a kind, a rank and sizes', () => {
    expect(() => parseModel({ ...SPEC, free: { z: 'vektor' } })).toThrow(
      'invalid domain: vektor: did you mean vector?',
    )
    expect(() => parseModel({ ...SPEC, free: { z: 'positiv vector' } })).toThrow(
      'invalid domain: positiv vector: did you mean positive?',
    )
    expect(() => parseModel({ ...SPEC, free: { z: 'sometimes' } })).toThrow(
      'invalid domain: sometimes: neither a kind (real, positive, ',
    )
    expect(() => parseModel({ ...SPEC, free: { z: 'matrix C' } })).toThrow(
      'invalid domain: matrix C: it has 2 sizes, and 1 named; write as in "vector C", "matrix C D"',
    )
    expect(() => parseModel({ sizes: { C: [1, 2], D: [1, 2] }, free: { z: 'vector' } })).toThrow(
      'invalid domain: vector: it has 1 size, and 0 named',
    )
  })

  test('sizes are whole numbers from 1 up', () => {
    expect(() => parseModel({ sizes: { C: [0, 4] } })).toThrow(
      'invalid size: C: [0, 4]: two whole numbers from 1 up, the smaller first',
    )
    expect(() => parseModel({ sizes: { C: [3, 2] } })).toThrow('invalid size: C: [3, 2]')
    expect(() => parseModel({ sizes: { C: [1, 2] }, index: { D: 'm' } })).toThrow(
      'unknown size: D: the declared sizes are C',
    )
  })

  test('names carry accents, marks, and labels that are words or, where declared, numbers', () => {
    const labelled = parseModel(
      { ...SPEC, free: { z: 'vector', T: 'real', T_0: 'real', [raw`z_{\text{old}}`]: 'vector' } },
      [raw`z_{\max} = \max_j z_j`],
    )
    const read = (tex: string): string => showReading(parseExpression(tex, labelled, 'i'))
    expect(read(raw`T_0 T z_{\max} + z_1 + T_0^2`)).toBe(
      '(((T_{0} * T) * z_{max}) + z[1] + (T_{0} ^ 2))',
    )
    expect(read(raw`z_{\text{old}}^\top z`)).toBe('dot(z_{text{old}}^T, z)')
    expect(() => read('T_1')).toThrow('too many indices: T_1')
    expect(() => read(raw`z_{\min}`)).toThrow('invalid index')
    expect(
      [raw`\hat y`, raw`\hat{y}`, 'p^*', raw`\operatorname{LSE}`, raw`\mathbf x`].map(toName),
    ).toEqual([raw`\hat{y}`, raw`\hat{y}`, 'p^*', raw`\operatorname{LSE}`, raw`\mathbf{x}`])
    expect(() => toName('z_i')).toThrow(
      'invalid name: z_i: a name is one letter or command, with an accent, a mark or a label',
    )
  })

  test('names that nothing uses are found', () => {
    const model = parseModel(
      {
        sizes: { C: [2, 4], D: [1, 2] },
        index: { C: 'i j k', D: 'm' },
        free: { z: 'vector C', x: 'vector D', t: 'real' },
      },
      [raw`s = \sum_j z_j`],
    )
    expect(findUnused(model, [])).toEqual(['D', 'i', 'k', 'm', 'x', 't', 's'])
    expect(findUnused(model, [parseExpression('s + t z_i', model, 'i')])).toEqual([
      'D',
      'k',
      'm',
      'x',
    ])
  })
})

describe('definitions', () => {
  test('are of a quantity, of each component, or of a function', () => {
    const model = parseModel(SPEC, [
      raw`s = \sum_j z_j`,
      raw`r_i = z_i / s`,
      'f(t) = t^2',
      raw`g(z)_i := z_i f(t)`,
      raw`d \coloneqq r`,
    ])
    expect([...model.declarations].slice(-5).map(([name, { kind }]) => `${name} ${kind}`)).toEqual([
      's defined',
      'r defined',
      'f function',
      'g function',
      'd defined',
    ])
    expect(showReading(parseExpression(raw`g(r)_i + d_1`, model, 'i'))).toBe('(g(r)[i] + d[1])')
    expect([...model.uses.get('d')!].sort()).toEqual(['r', 's', 'z'])
  })

  test('may stand in one display, line below line', () => {
    const model = parseModel(SPEC, [
      raw`\begin{aligned} s &= \sum_j z_j \\ r_i &= z_i / s \end{aligned}`,
    ])
    expect(model.definitions.map(({ name, indices }) => [name, indices])).toEqual([
      ['s', []],
      ['r', ['i']],
    ])
  })

  test('come after what they use', () => {
    expect(define(raw`r_i = z_i / s`, raw`s = \sum_j z_j`)).toThrow(
      'unknown name: s (line 1, column 13): the model knows C, i, j, z, t',
    )
  })

  test('have one =, a name on the left, and no condition', () => {
    expect(define('s = t = 2')).toThrow(
      'invalid definition: = (line 1, column 7): it has more than one =; keep the first right side, and put the rest into a derivation',
    )
    expect(define(raw`s \le t`)).toThrow('it has no left side and =')
    expect(define('2 s = t')).toThrow('the left side is not a name')
    expect(define('s^2 = t')).toThrow('a power stands on the left side')
    expect(define(raw`s_i = z_i \quad (i \ne 1)`)).toThrow(
      'a condition stands beside it; write cases',
    )
    expect(define('s_{i,i} = z_i')).toThrow(
      'below a defined name stand different indices; use i, j',
    )
    expect(define('s_1 = z_1')).toThrow('below a defined name stand different indices')
  })

  test('use what stands on their left, and leave no index free', () => {
    expect(define('s_i = t')).toThrow('unused name: i')
    expect(define('f(t) = z_1')).toThrow('unused name: t')
    expect(define('f(q) = 1')).toThrow(
      'an argument is a free quantity of the model, whose shape it takes; declare it as free',
    )
    expect(define(raw`s = z_i`)).toThrow(
      'free index: i (line 1, column 7): no sum binds it and it is not given for each; bind it with a sum, or declare each="i"',
    )
  })
})

test('a constant that a definition uses is not unused, and one that none uses is', () => {
  const spec = { free: { r: 'positive' }, constants: { '\\pi': Math.PI, g: 9.81 } }
  expect(findUnused(parseModel(spec, [String.raw`A = \pi r^2`]), [])).toEqual(['g', 'A'])
})

describe('with every mistake reported', () => {
  const collect = (
    spec: ModelSpec,
    definitions: string[],
  ): { found: unknown[]; model: ReturnType<typeof parseModel> } => {
    const found: unknown[] = []
    const report = (error: AuthorError): void => {
      found.push([
        error instanceof FormulaError
          ? error.tex
          : error instanceof SpecError
            ? error.attribute
            : '',
        error.kind,
      ])
    }
    return { model: parseModel(spec, definitions, report), found }
  }

  test('each declaration and each definition is told by its attribute or its TeX', () => {
    const spec: ModelSpec = {
      ...SPEC,
      index: { C: 'i j', D: 'k' },
      free: { ...SPEC.free, y: 'vektor' },
      constants: { t: 1 },
    }
    const { found, model } = collect(spec, ['s = q', 'r_i = z_i', 'u = z'])
    expect(found).toEqual([
      ['index', 'unknown size'],
      ['free', 'invalid domain'],
      ['constants', 'declared twice'],
      ['s = q', 'unknown name'],
    ])
    expect(model.definitions.map(({ name }) => name)).toEqual(['r', 'u'])
  })

  test('what is made from a refused name is refused without a second message', () => {
    const { found, model } = collect(SPEC, ['s = q', 'r_i = s z_i', raw`u = \sum_i r_i`, 'w = 2 t'])
    expect(found).toEqual([['s = q', 'unknown name']])
    expect([...model.refused]).toEqual(['s', 'r', 'u'])
    expect(model.definitions.map(({ name }) => name)).toEqual(['w'])
    expect(
      [raw`w = \frac{r_1}{2}`, 'w = 2 t', 'z_u = 1'].map((tex) => mentionsRefused(tex, model)),
    ).toEqual([true, false, true])
  })

  test.each([
    [raw`a_{i,j} = \frac{z_i`, 'a_{1,2} = 1'],
    [raw`f[i, j] = \frac{z_i`, 'f = 1'],
    [raw`r = 1, s_{i_{1},j_{1}} = \frac{z_i`, 's_{1,2} = r'],
    [raw`r = t\, s, q_i = \frac{z_i`, 'q_1 = 1'],
    [raw`\frac{a_i`, 'a_1 = 1'],
  ])('what a formula that cannot be read defines is not told as unknown: %s', (tex, other) => {
    const { found, model } = collect(SPEC, [tex])
    expect(found).toEqual([[tex, expect.anything()]])
    expect(mentionsRefused(other, model)).toBe(true)
  })

  test('a formula that cannot be read defines no other name than that on its left', () => {
    const { model } = collect(SPEC, [raw`a_{i,j} = \frac{z_i`])
    expect([...model.refused]).toEqual(['a'])
    expect(mentionsRefused('q_i = 1', model)).toBe(false)
  })

  test('a size that is refused does not make a mistake of every quantity that has it', () => {
    const { found, model } = collect({ ...SPEC, sizes: { C: [3, 2] } }, ['s_i = z_i', 'w = t'])
    expect(found).toEqual([['sizes', 'invalid size']])
    expect([...model.refused]).toEqual(['C', 'i', 'j', 'z', 's'])
  })
})
