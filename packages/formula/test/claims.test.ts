import { describe, expect, test } from 'vitest'
import {
  checkDerivation,
  parseDerivation,
  parseModel,
  type DerivationSpec,
  type Report,
} from '../src/index.ts'

const { raw } = String

const MODEL = parseModel(
  {
    sizes: { C: [2, 6] },
    index: { C: 'i j k' },
    free: { z: 'vector', y: 'onehot', p: 'interior', a: 'real', T: 'positive' },
  },
  [raw`\sigma_i = \frac{e^{z_i}}{\sum_j e^{z_j}}`, raw`H = -\sum_j p_j \log p_j`],
)

const read = (tex: string, spec: Partial<DerivationSpec> = {}) =>
  parseDerivation({ tex, model: MODEL, ...spec })
const check = (tex: string, spec: Partial<DerivationSpec> = {}): Report =>
  checkDerivation(read(tex, spec))

describe('a claim that lines break elsewhere holds where their sides differ by a number, and nowhere else', () => {
  test('a bound that holds on the closed simplex too does not break there', () => {
    expect(check(raw`H \le \log C`, { breaks: { 'p: simplex': 1 } }).messages).toEqual([
      'wrong claim: breaks p: simplex: line 1 should fail, and no line does',
    ])
    expect(check(raw`H \le \log C`, { breaks: { 'p: simplex': null } }).ok).toBe(true)
  })

  test('what has no value shows nothing', () => {
    const {
      claims: [claim],
      messages,
    } = check(raw`\sqrt T = \sqrt T`, { breaks: { 'T: real': 1 } })
    expect(claim).toMatchObject({ ok: false, found: [], unclear: { kind: 'undefined', line: 1 } })
    expect(messages[0]).toMatch(
      /^wrong claim: breaks T: real: line 1 should fail, and nothing can be said of line 1; .* it has no value there/,
    )
  })

  test('what is never tested shows nothing', () => {
    const {
      claims: [claim],
      messages,
    } = check(raw`y_i = 0 \text{ if } y_i \ne 1`, { each: 'i', breaks: { 'y: ones': 1 } })
    expect(claim).toMatchObject({ ok: false, unclear: { kind: 'untested' } })
    expect(messages[0]).toContain('nothing can be said of line 1; line 1')
  })

  test('a difference counts, though other draws have no value', () => {
    expect(check(raw`\frac{a}{a} = 2 - 1`, { under: { a: 'positive' }, breaks: {} }).ok).toBe(true)
    expect(check(raw`\sqrt{T^2} = T`, { breaks: { 'T: real': 1 } }).ok).toBe(true)
  })
})

describe('a report says what was compared', () => {
  test('for each line and each reason: comparisons, draws, what was set aside, and the least room of a bound', () => {
    const tex = raw`\begin{aligned} \max_j z_j &\le \log \sum_j e^{z_j} && \text{since } \sum_j \sigma_j = 1 \\ &< \max_j z_j + \log C + 1 \end{aligned}`
    const { lines, draws, ok } = check(tex)
    expect(ok).toBe(true)
    expect(draws).toBe(60)
    expect(
      lines.map(({ line, reason, compared, draws: drawn }) => [line, reason, compared, drawn]),
    ).toEqual([
      [1, false, 60, 60],
      [1, true, 60, 60],
      [2, false, 60, 60],
    ])
    expect(lines[2].slack).toBeGreaterThan(0)
  })

  test('a bound that is met has no room left', () => {
    const slackOf = (tex: string): number => check(tex).lines[0].slack
    expect(slackOf(raw`\log \sum_j e^{z_j} \le \max_j z_j + \log C`)).toBeLessThan(1e-12)
    expect(slackOf(raw`\log \sum_j e^{z_j} \le \max_j z_j + e^C`)).toBeGreaterThan(0.1)
  })

  test('for an index, every value counts as a comparison', () => {
    const {
      lines: [line],
    } = check(raw`\sigma_i = \sigma_i`, { each: 'i' })
    expect(line.draws).toBe(60)
    expect(line.compared).toBeGreaterThan(200)
  })

  test('where rounding hides whether a strict inequality holds, far out, the comparison is set aside', () => {
    const {
      lines: [line],
      ok,
    } = check(raw`\tanh a < 1`)
    expect(ok).toBe(true)
    expect(line.aside).toBeGreaterThan(0)
    expect(line.aside).toBeLessThan(line.compared / 2)
  })

  test('too few comparisons are a failure of their own', () => {
    const {
      failures: [failure],
    } = check(raw`a = a \text{ if } a = 0.5`)
    expect(failure).toMatchObject({ kind: 'untested', compared: 0 })
    const reports = [10, 15, 20, 25, 30, 35].map((bound) =>
      check(raw`C = C \text{ if } a > ${bound}`),
    )
    const few = reports.find(({ failures: [first] }) => first?.kind === 'hardly tested')
    expect(few?.messages[0]).toMatch(
      /^line 1 .* is hardly tested: only \d comparisons? in \d draws? could be made; widen its conditions$/,
    )
  })
})

describe('a chain', () => {
  const broken = raw`\sigma_i = \sigma_i \\ y_i = \lim_z \sigma_i \\ = \sigma_i \\ = \sigma_i + 0`

  test('begins anew after a line that is not checked', () => {
    const { lines, steps } = read(broken, { each: 'i', unchecked: { 2: 'a limit' } })
    expect(lines.map(({ status, reason }) => [status, reason])).toEqual([
      ['checked', undefined],
      ['unchecked', 'a limit'],
      ['unchecked', 'it goes on from line 2, which is not checked'],
      ['checked', undefined],
    ])
    expect(steps.map(({ line }) => line)).toEqual([1, 4])
  })

  test('goes on over an = that is not checked, since all of it is one value', () => {
    const { steps } = read(raw`\sigma_i = \sigma_i \\ = \lim_z \sigma_i \\ = \sigma_i + 1`, {
      each: 'i',
      unchecked: { 2: 'a limit' },
    })
    expect(steps.map(({ line }) => line)).toEqual([1, 3])
    expect(
      check(raw`\sigma_i = \sigma_i \\ = \lim_z \sigma_i \\ = \sigma_i + 1`, {
        each: 'i',
        unchecked: { 2: 'a limit' },
      }).failures.map(({ line }) => line),
    ).toEqual([3])
  })

  test('does not go on over a ≤ that is not checked', () => {
    const { lines } = read(raw`\sigma_i = \sigma_i \\ \le \lim_z \sigma_i \\ = \sigma_i + 1`, {
      each: 'i',
      unchecked: { 2: 'a limit' },
    })
    expect(lines[2]).toMatchObject({ status: 'unchecked' })
  })
})

describe('≈', () => {
  test('has a ceiling', () => {
    for (const approx of [2, 1, 0.11, 0, -1, NaN]) {
      const { errors } = read(raw`\sigma_i \approx 7`, { each: 'i', approx })
      expect(errors).toMatchObject([
        {
          kind: 'invalid approx',
          attribute: 'approx',
          reason: `${approx}: the relative distance of sides that are near is above 0 and at most 0.1`,
        },
      ])
    }
    expect(check(raw`T \approx 1.09 T`, { approx: 0.1 }).ok).toBe(true)
    expect(check(raw`a \approx -a`, { approx: 0.1 }).ok).toBe(false)
  })

  test('does not drift: all together go no further than one may', () => {
    const { failures } = check(raw`T \approx 1.009 T \approx 1.018 T \approx 1.027 T`, {
      approx: 0.01,
    })
    expect(failures.map(({ role }) => role)).toEqual(['drift'])
    expect(failures[0].message).toContain('is too far from where its ≈ begin')
    expect(check(raw`T \approx 1.004 T = 1.004 T + 0 \approx 1.008 T`, { approx: 0.01 }).ok).toBe(
      true,
    )
  })
})

describe('a condition', () => {
  test('that has no value somewhere is told with its sample, over all lines and beside one', () => {
    expect(check('z_i = z_i', { each: 'i', where: 'z_{i+1} > 0' }).messages[0]).toMatch(
      /^the condition where has no value: index out of range: z_3, of 2, at C = 2, i = 2, /,
    )
    expect(check(raw`z_i = z_i \text{ if } z_{i+1} > 0`, { each: 'i' }).messages[0]).toContain(
      'it has no value there: index out of range: z_3, of 2',
    )
    expect(
      check(raw`a = a \text{ if } \begin{cases} 1 & a > 0 \end{cases} = 1`).messages[0],
    ).toContain('no case fits')
    expect(check('a = a', { where: raw`\log a > 0` }).messages[0]).toContain(
      'the condition where has no value: a condition has no value',
    )
  })

  test('may be guarded by one before it', () => {
    expect(check('a = a', { where: raw`a > 0, \log a > 0` }).messages).toEqual([])
  })
})

describe('∂ through a quantity', () => {
  const model = parseModel({ free: { a: 'real' } }, ['m = a^2', 'L = a m'])
  const kinds = (tex: string): string[] =>
    parseDerivation({ tex, model }).errors.map(({ kind }) => kind)

  test('that is made from what it is taken by is unclear where that stands beside it', () => {
    expect(kinds(raw`\frac{\partial L}{\partial a} = m`)).toEqual(['two readings'])
    expect(kinds(raw`\frac{\partial (a + m)}{\partial a} = 1`)).toEqual(['two readings'])
    expect(
      kinds(
        raw`\frac{\mathrm{d} L}{\mathrm{d} a} = \frac{\partial L}{\partial a} + \frac{\partial L}{\partial m} \frac{\mathrm{d} m}{\mathrm{d} a}`,
      ),
    ).toEqual(['two readings'])
  })

  test('is the total one where d says so', () => {
    expect(
      checkDerivation(
        parseDerivation({ tex: raw`\frac{\mathrm{d} L}{\mathrm{d} a} = 3a^2`, model }),
      ).messages,
    ).toEqual([])
    expect(kinds(raw`\frac{\partial m}{\partial a} = 2a`)).toEqual([])
  })

  test('a function may not lean on what is made from a quantity with its argument’s name', () => {
    const spec = { sizes: { C: [1, 4] as const }, index: { C: 'i j' }, free: { v: 'vector' } }
    expect(() => parseModel(spec, [raw`\mu = \max_j v_j`, raw`f(v)_i = v_i - \mu`])).toThrow(
      /^two readings: \\mu .* it is made from v, which is the argument of f here; write out what/,
    )
    expect(() => parseModel(spec, [raw`f(v)_i = v_i - \max_j v_j`])).not.toThrow()
  })
})
