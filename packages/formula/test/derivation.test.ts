import { describe, expect, test } from 'vitest'
import {
  checkDerivation,
  hashTeX,
  parseDerivation,
  parseModel,
  SpecError,
  type DerivationSpec,
  type Report,
} from '../src/index.ts'
import { CROSS_ENTROPY, derivationOf, modelOf } from './book.ts'

const { raw } = String

const MODEL = modelOf(CROSS_ENTROPY)
const lines = (...rows: string[]): string =>
  raw`\begin{aligned} ${rows.join(raw` \\ `)} \end{aligned}`
const check = (tex: string, spec: Partial<DerivationSpec> = {}): Report =>
  checkDerivation(parseDerivation({ tex, model: MODEL, each: 'i', ...spec }))
const messages = (tex: string, spec: Partial<DerivationSpec> = {}): readonly string[] =>
  check(tex, spec).messages

/** The note that the book grew from, as it stands there, its two slips included. */
const NOTE = raw`\begin{aligned}
\frac{\partial L}{ \partial z_i}
&= \sum_{k=1}^C \frac{\partial L}{ \partial \sigma_k} \frac{\partial \sigma_k}{ \partial z_i}
\\
&= \sum_{k=1}^C -\frac{y_k}{\sigma_k} \frac{\partial \sigma_k}{ \partial z_i}
\\
&= -\frac{y_k}{\sigma_k} \frac{\partial \sigma_k}{ \partial z_i} + \sum_{k=1,k\neq i}^C -\frac{y_k}{\sigma_k} \frac{\partial \sigma_k}{ \partial z_i}
\\
&= -\frac{y_i}{\sigma_i} \sigma_i(1 - \sigma_i) + \sum_{k=1,k\neq i}^C -\frac{y_k}{\sigma_k} (- \sigma_k \sigma_i)
\\
&= y_i(\sigma_i - 1) + \sum_{k=1,k\neq i}^C y_k \sigma_i
\\
&= -y_i + y_i \sigma_i + y_1 \sigma_i + y_2 \sigma_i + \cdots + y_{i-1} \sigma_i + y_{i+1} \sigma_i + \cdots  + y_k \sigma_i
\\
&= -y_i + \sigma_i \sum_{k=1}^C y_k
\end{aligned}`

describe('the source note', () => {
  test('both slips of its long derivation are found, each at its place', () => {
    expect(messages(NOTE)).toEqual([
      'free index: k (line 7, column 13): no sum binds it, and this is for each i; bind it with a sum, write i, or declare each="k"',
      'free index: k (line 13, column 115): no sum binds it, and this is for each i; bind it with a sum, write i, or declare each="k"',
    ])
  })

  const THIRD = raw`&= -\frac{y_k}{\sigma_k} \frac{\partial \sigma_k}{ \partial z_i} +`
  const SIXTH = raw`\cdots  + y_k \sigma_i`

  test('written with an index that has a value, each slip is a line that is off alone', () => {
    const tex = NOTE.replace(THIRD, THIRD.replaceAll('_k', '_1')).replace(
      SIXTH,
      raw`\cdots  + y_{C-1} \sigma_i`,
    )
    // From i+1 to C−1 there is nothing to run over where i = C, so the dots are refused first.
    expect(check(tex).errors.map(({ kind }) => kind)).toEqual(['unclear dots'])
    const report = check(
      tex.replace(
        raw`y_{i+1} \sigma_i + \cdots  + y_{C-1} \sigma_i`,
        raw`\sum_{k=i+1}^{C-1} y_k \sigma_i`,
      ),
    )
    expect(report.failures.map(({ line, alone }) => [line, alone])).toEqual([
      [3, true],
      [6, true],
    ])
  })

  test('with both put right, all of it holds', () => {
    const right = NOTE.replace(THIRD, THIRD.replaceAll('_k', '_i')).replace(
      SIXTH,
      raw`\cdots  + y_C \sigma_i`,
    )
    expect(check(right)).toMatchObject({ ok: true, messages: [] })
  })

  test('its other derivations: letters for a function, a transpose that may be a power', () => {
    const loss = parseDerivation({ tex: raw`L = -\sum_{i=1}^{C}y_i \ log(\sigma_i)`, model: MODEL })
    expect(loss.errors[0].message).toBe(
      raw`letters: log (line 1, column 26): set as letters this is a product of single names; write \log`,
    )
    const layer = {
      sizes: { C: [2, 3] as const, D: [2, 3] as const },
      index: { C: 'i', D: 'm' },
      free: { w: 'matrix C D', x: 'vector D', b: 'vector C' },
    }
    expect(() => parseModel(layer, [raw`z_i = w_i^T x + b_i`])).toThrow(
      raw`two readings: w_i^T (line 1, column 7): T may be a transpose or an exponent; write ^\top`,
    )
    expect(() => parseModel(layer, [raw`z_i = x' w_i`])).toThrow(
      "two readings: x' (line 1, column 7): a prime may mark",
    )
  })

  test('its lines parted by \\\\ without an environment are read as lines', () => {
    const tex = raw`\frac{\partial L}{\partial z_i} = \sigma_i - y_i \\ \frac{\partial \sigma_i}{\partial z_i} = \sigma_i - \sigma_i^2`
    expect(
      parseDerivation({ tex, model: MODEL, each: 'i' }).lines.map(({ number, status }) => [
        number,
        status,
      ]),
    ).toEqual([
      [1, 'checked'],
      [2, 'checked'],
    ])
    expect(check(tex).ok).toBe(true)
  })
})

describe('a line that does not hold', () => {
  test('is named with both values, the distance and the sample', () => {
    const report = check(
      lines(raw`\sigma_i &= \frac{e^{z_i}}{\sum_j e^{z_j}}`, raw`&= \sigma_i + 0.5`),
    )
    expect(report.failures).toHaveLength(1)
    const [failure] = report.failures
    expect(failure).toMatchObject({
      kind: 'differs',
      line: 2,
      alone: false,
      gap: 0.5,
      failed: failure.compared,
      place: { line: 1 },
    })
    expect(failure.message).toMatch(
      /^line 2 \(line 1, column \d+ of the formula\) does not follow from line 1: 0\.\d+ ≠ \d\.\d+, off by 0\.5, at C = 2, i = 1, z = \[-?\d\.\d+, -?\d\.\d+\], y = \[[01], [01]\]; \d+ of \d+ comparisons fail$/,
    )
  })

  test('is off alone where the lines round it agree', () => {
    const report = check(
      lines(
        raw`\frac{\partial L}{\partial z_i} &= \sigma_i - y_i`,
        raw`&= \sigma_i + y_i`,
        raw`&= -(y_i - \sigma_i)`,
      ),
    )
    expect(report.failures.map(({ line }) => line)).toEqual([2])
    expect(report.failures[0].message).toContain(
      'it is off alone: the line before and the line after agree',
    )
  })

  test('is found at the edges of the indices', () => {
    expect(
      messages(lines(raw`\sum_{k=1}^{C} z_k &= z_1 + \sum_{k=2}^{C} z_k`), { each: '' }),
    ).toEqual([])
    const beyond = messages(lines(raw`z_i &= z_{i+1} - (z_{i+1} - z_i)`))
    expect(beyond[0]).toContain(
      'does not hold: it has no value there: index out of range: z_3, of 2, at C = 2, i = 2',
    )
  })

  test('has no value where it divides by 0 or takes the logarithm of it', () => {
    expect(messages(raw`z_i \log y_i = 0`)[0]).toContain('it has no value there')
    expect(messages(raw`y_i \log y_i = 0`)).toEqual([])
    expect(messages(raw`\frac{y_i}{y_i} = 1`)[0]).toContain('it has no value there')
  })

  test('with ≤ says by how much', () => {
    expect(messages(raw`\max_j z_j \le \log \sum_j e^{z_j}`, { each: '' })).toEqual([])
    expect(messages(raw`\max_j z_j \ge \log \sum_j e^{z_j}`, { each: '' })[0]).toMatch(
      /does not hold: .* < .*, off by/,
    )
    expect(messages(raw`z_i < z_i`)[0]).toContain('does not hold')
  })

  test('is the same for the same seed, and another sample for another', () => {
    const derivation = parseDerivation({ tex: raw`\sigma_i = y_i`, model: MODEL, each: 'i' })
    expect(checkDerivation(derivation, { seed: 3 }).messages).toEqual(
      checkDerivation(derivation, { seed: 3 }).messages,
    )
    expect(checkDerivation(derivation, { seed: 3 }).messages).not.toEqual(
      checkDerivation(derivation, { seed: 4 }).messages,
    )
  })
})

describe('what an author declares beside a derivation', () => {
  const slope = raw`\frac{\partial \sigma_k}{\partial z_i} = - \sigma_k \sigma_i`

  test('where: the condition shown is the condition run', () => {
    expect(check(slope, { each: 'i k', where: raw`k \ne i` }).ok).toBe(true)
    expect(check(slope, { each: 'i k' }).ok).toBe(false)
    expect(check(slope, { each: 'i k', where: 'k = i' }).failures[0].failed).toBe(
      check(slope, { each: 'i k', where: 'k = i' }).failures[0].compared,
    )
  })

  test('a derivative by a component that is not there has no value', () => {
    expect(
      check(raw`\sum_{k=1}^{C} \frac{\partial L}{\partial z_k} = 0`, { each: '' }).messages,
    ).toEqual([])
    for (const sum of [raw`\sum_{k=0}^{C}`, raw`\sum_{k=1}^{C+1}`]) {
      expect(messages(raw`${sum} \frac{\partial L}{\partial z_k} = 0`, { each: '' })[0]).toMatch(
        /index out of range: z_\d, of \d/,
      )
    }
  })

  test('where may speak of what a definition is made from, and of nothing that no line depends on', () => {
    const own = raw`L = - \log \sigma_k`
    expect(check(own, { each: 'k', where: 'y_k = 1' }).messages).toEqual([])
    expect(check(own, { each: 'k', where: 'y_k = 0' }).ok).toBe(false)
    expect(messages(raw`z_k = z_k`, { each: 'k', where: 'y_k = 1' })[0]).toContain('unused name: y')
  })

  test('a condition beside a line is run as well, in either language', () => {
    for (const beside of [
      raw`\quad (k \ne i)`,
      raw`\quad k \ne i`,
      raw`&& \text{for } k \ne i`,
      raw`&& \text{当 } k \ne i \text{ 时}`,
    ]) {
      const tex = raw`\begin{aligned} \frac{\partial \sigma_k}{\partial z_i} &= - \sigma_k \sigma_i ${beside} \end{aligned}`
      expect(check(tex, { each: 'i k' }).messages).toEqual([])
    }
  })

  test('a word that may turn a condition round is refused', () => {
    for (const beside of [
      raw`\text{unless } k = i`,
      raw`\text{except for } k = i`,
      raw`\text{for } k = i \text{ it does not hold}`,
      raw`\text{除非 } k = i`,
      raw`\text{当 } k = i \text{ 不成立}`,
    ]) {
      expect(
        check(raw`\frac{\partial \sigma_k}{\partial z_i} = - \sigma_k \sigma_i ${beside}`, {
          each: 'i k',
        }).errors.map(({ kind }) => kind),
      ).toEqual(['unknown word'])
    }
  })

  test('“for all i” says what each says', () => {
    for (const beside of [raw`\text{for all } i`, raw`\forall i`, raw`\text{对任意 } i`]) {
      expect(
        check(raw`\frac{\partial L}{\partial z_i} = \sigma_i - y_i \quad ${beside}`).messages,
      ).toEqual([])
    }
  })

  test('a condition that nothing meets is a mistake', () => {
    expect(messages(slope, { each: 'i k', where: raw`k \ne k` })[0]).toBe(
      'line 1 (line 1, column 40 of the formula) is not tested: no sample meets its conditions; widen the sizes, or put the condition right',
    )
  })

  test('words beside a line are kept, and a formula among them is never dropped', () => {
    const derivation = parseDerivation({
      tex: lines(
        raw`\frac{\partial L}{\partial z_i} &= \sigma_i - y_i && \text{the whole finding}`,
      ),
      model: MODEL,
      each: 'i',
    })
    expect(derivation.lines[0].note).toBe('the whole finding')
    expect(messages(lines(raw`\sigma_i &= \sigma_i && \text{nearly } z_i = 1`))[0]).toBe(
      raw`formula in a remark: nearly (line 1, column 56): it is not clear what it says about the line; lead it in with for, if, since, 当, 因为, or leave it out`,
    )
  })

  test('a condition may stand after a comma, and a word may lead in another formula', () => {
    expect(
      check(raw`\frac{\partial \sigma_k}{\partial z_i} = - \sigma_k \sigma_i, \; k \ne i`, {
        each: 'i k',
      }).messages,
    ).toEqual([])
    const two = parseDerivation({
      tex: raw`z_i = z_i \quad \text{所以} \quad y_i = y_i.`,
      model: MODEL,
      each: 'i',
    })
    expect(two.lines.map(({ reading, note }) => [reading, note])).toEqual([
      ['z[i] = z[i]', ''],
      ['y[i] = y[i]', '所以'],
    ])
  })

  test('a reason beside a line is checked', () => {
    const tex = (reason: string): string => lines(raw`\sigma_i \sum_k y_k &= \sigma_i && ${reason}`)
    expect(check(tex(raw`\text{since } \sum_k y_k = 1`)).ok).toBe(true)
    expect(check(tex(raw`\text{因为 } \sum_k y_k = 1`)).ok).toBe(true)
    expect(messages(tex(raw`\text{since } \sum_k y_k = 2`))[0]).toContain(
      'the reason given in line 1 (line 1, column 38 of the formula) does not hold: 1 ≠ 2, off by 1',
    )
  })

  test('under: other domains than the model’s', () => {
    const tex = raw`\frac{\partial L}{\partial z_i} = \sigma_i - y_i`
    expect(check(tex, { under: { y: 'simplex' } }).ok).toBe(true)
    expect(check(tex, { under: { y: 'multihot' } }).ok).toBe(false)
  })

  test('breaks: a claim of which lines fail elsewhere is itself tested', () => {
    const derivation = derivationOf(CROSS_ENTROPY, 'the gradient of cross-entropy')
    expect(
      checkDerivation(derivation).claims.map(({ claim, found, ok }) => [claim, found, ok]),
    ).toEqual([
      ['multihot', [8], true],
      ['simplex', [], true],
      ['y: real vector', [8], true],
    ])
    const wrong = messages(derivation.tex, { breaks: { multihot: 7, simplex: 8, interior: null } })
    expect(wrong[0]).toMatch(
      /^wrong claim: breaks multihot: line 7 should fail, and line 8 does; line 8 /,
    )
    expect(wrong[1]).toBe('wrong claim: breaks simplex: line 8 should fail, and no line does')
    expect(wrong).toHaveLength(2)
  })

  test('≈ needs to say how near', () => {
    const near = raw`\frac{1}{C + 0.001} \approx \frac{1}{C}`
    expect(messages(near, { each: '' })[0]).toBe(
      raw`unclear relation: \approx (line 1, column 21): it does not say how near the sides are; declare approx, the largest relative distance`,
    )
    expect(check(near, { each: '', approx: 0.01 }).ok).toBe(true)
    expect(check(near, { each: '', approx: 1e-6 }).ok).toBe(false)
  })

  test('a line that cannot be read stands on a twin tied to its TeX, or is marked unchecked', () => {
    const unread = raw`&= \lim_{T \to 0} \sigma_i`
    const tex = lines(raw`\sigma_i &= \sigma_i + 0`, unread, raw`&= 2 \sigma_i - \sigma_i`)
    const derivation = parseDerivation({ tex, model: MODEL, each: 'i' })
    expect(derivation.errors.map(({ kind }) => kind)).toEqual(['unknown function'])
    const marked = parseDerivation({ tex, model: MODEL, each: 'i', unchecked: { 2: 'a limit' } })
    expect(marked.lines.map(({ status }) => status)).toEqual(['checked', 'unchecked', 'checked'])
    expect(checkDerivation(marked).ok).toBe(true)
    const softmax = (z: readonly number[], i: number): number =>
      Math.exp(z[i - 1]) / z.reduce((sum, x) => sum + Math.exp(x), 0)
    const twin = (hash: string, factor = 1): Partial<DerivationSpec> => ({
      twins: {
        2: {
          hash,
          value: ({ values, indices }) => factor * softmax(values.z as number[], indices.i),
        },
      },
    })
    const hash = hashTeX(raw`= \lim_{T \to 0} \sigma_i`)
    expect(check(tex, twin(hash)).messages).toEqual([])
    expect(check(tex, twin(hash, 2)).failures.map(({ line, alone }) => [line, alone])).toEqual([
      [2, true],
    ])
    expect(messages(tex, twin('0000000000'))[0]).toContain('twin out of date: 0000000000')
  })
})

describe('names and indices', () => {
  test('an index that no line depends on is an error', () => {
    expect(messages('L = L + 0', { each: 'i' })[0]).toBe(
      'unused index: i (line 1, column 1): no line depends on it; leave i out of each',
    )
  })

  test('an index of each that the model does not know is an error', () => {
    expect(messages('L = L', { each: 'q' })).toEqual([
      'unknown index: each="q": q is not one of i, j, k',
    ])
  })

  test('a domain that is not one says what is', () => {
    expect(messages('L = L', { under: { y: 'sometimes' } })[0]).toContain(
      'invalid domain: sometimes C: neither a kind',
    )
    expect(messages('L = L', { under: { q: 'simplex' } })).toEqual([
      'unknown quantity: q: another domain is for one of z, y',
    ])
  })

  test('a domain of numbers is told with what it is for a vector or a matrix', () => {
    const sizes = { C: [2, 4], D: [2, 3] } as const
    const model = parseModel({ sizes, free: { W: 'matrix C D', z: 'vector C' } })
    expect(messages('W = W', { model, each: '', under: { W: 'positive' } })).toEqual([
      'invalid domain: positive: W is a matrix of C × D; write positive matrix C D, or another domain of such',
    ])
    expect(messages('z = z', { model, each: '', under: { z: 'real' } })).toEqual([
      'invalid domain: real: z is a vector of C; write real vector C, or another domain of such',
    ])
    expect(messages('L = L', { under: { y: 'real' } })).toEqual([
      'invalid domain: real: y is a vector of C; write real vector, or another domain of such',
    ])
  })

  test('every attribute that is wrong is told at once, each with its name as data', () => {
    const tex = lines(raw`\sigma_i &= \sigma_i`, raw`&= q`)
    const { errors } = parseDerivation({
      tex,
      model: MODEL,
      each: 'i n',
      where: raw`m \ne i`,
      under: { q: 'simplex' },
      breaks: { manyhot: 1 },
    })
    expect(
      errors.map((error) =>
        error instanceof SpecError ? [error.attribute, error.kind] : error.kind,
      ),
    ).toEqual([
      ['each', 'unknown index'],
      ['where', 'unknown name'],
      ['under', 'unknown quantity'],
      'unknown name',
      ['breaks', 'invalid domain'],
    ])
    const where = errors.find((error) => error instanceof SpecError && error.attribute === 'where')
    expect(where?.cause).toMatchObject({
      name: 'FormulaError',
      found: 'm',
      place: { line: 1, column: 1 },
    })
  })

  test('an index that each misspells is told once, not again in every line', () => {
    expect(messages(raw`\sigma_i = \sigma_i`, { each: 'n' })).toEqual([
      'unknown index: each="n": n is not one of i, j, k',
    ])
  })

  test('a failure has its reason apart from its place', () => {
    const [failure] = check(raw`\sigma_i = z_i`).failures
    expect(failure).toMatchObject({ role: 'step', place: { line: 1, column: 10 } })
    expect(failure.reason).toMatch(/^line 1 does not hold: /)
    expect(failure.message).toBe(
      failure.reason.replace('line 1', 'line 1 (line 1, column 10 of the formula)'),
    )
    const [claim] = check(raw`z_i = z_i`, { breaks: { multihot: 1 } }).claims
    expect(claim.reason).toBe('wrong claim: breaks multihot: line 1 should fail, and no line does')
    expect(check(raw`z_i = z_i`, { breaks: { multihot: null } }).claims[0].reason).toBeUndefined()
  })

  test('lines without a relation, or without a left side, are errors', () => {
    expect(messages(lines(raw`\sigma_i &+ 1`, raw`z_i &= z_i`))[0]).toContain('it compares nothing')
    expect(messages(lines(raw`&= \sigma_i`))[0]).toContain('nothing stands before the relation')
    expect(messages(raw`\sigma_i = `)[0]).toContain('missing term')
    expect(messages(raw`\sigma_i := y_i`)[0]).toContain('put definitions into the model')
    expect(messages(raw`\sigma_i \propto e^{z_i}`)[0]).toContain('unclear relation')
  })

  test('a line that begins with a sign goes on with the one before', () => {
    const derivation = parseDerivation({
      tex: lines(raw`z_i + y_i &= z_i`, raw`&\quad + y_i`, raw`&= y_i + z_i`),
      model: MODEL,
      each: 'i',
    })
    expect(derivation.lines.map(({ reading }) => reading)).toEqual([
      '(z[i] + y[i]) = (z[i] + y[i])',
      '= (y[i] + z[i])',
    ])
  })

  test('a matrix is not taken for lines', () => {
    expect(
      messages(raw`\begin{matrix} z_1 &= z_1 \\ \vdots \\ z_C &= z_C \end{matrix}`)[0],
    ).toContain('unknown table: a matrix')
  })
})

test('a derivation of ten lines draws no more samples than one of fewer', () => {
  const derivation = derivationOf(CROSS_ENTROPY, 'the gradient of cross-entropy')
  const longer = derivation.tex.replace(
    raw`\end{aligned}`,
    raw`\\ &= -(y_i - \sigma_i) \\ &= -y_i + \sigma_i \end{aligned}`,
  )
  expect(check(longer)).toMatchObject({ ok: true, samples: 60 })
  expect(check(derivation.tex)).toMatchObject({ ok: true, samples: 60 })
})

test('asked only whether all holds, a check ends with the first draw that shows a failure', () => {
  const tex = lines(raw`\sigma_i &= \sigma_i + 1`, raw`&= 1 + \sigma_i`)
  const derivation = parseDerivation({ tex, model: MODEL, each: 'i' })
  const [whole, short] = [{}, { untilFailure: true }].map((it) => checkDerivation(derivation, it))
  expect([whole.draws, short.draws]).toEqual([60, 1])
  expect(short.failures.map(({ line }) => line)).toEqual(whole.failures.map(({ line }) => line))
  expect(short).toMatchObject({ ok: false, shortage: undefined })
})
