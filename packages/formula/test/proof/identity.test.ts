import { describe, expect, test } from 'vitest'
import { parseDerivation } from '../../src/index.ts'
import { proveDerivation } from '../../src/proof/prove-derivation.ts'
import { MODEL, verdictsOn } from './prove.ts'

const { raw } = String

describe('an identity is proved', () => {
  const proved: readonly (readonly [string, string?])[] = [
    ['(a + c)^2 = a^2 + 2 a c + c^2'],
    [raw`e^{a + c} = e^a e^c`],
    [raw`e^{a/2} e^{a/2} = e^a`],
    [raw`\log(t e^a) = \log t + a`],
    [raw`\log t^{-3} = -3 \log t`],
    [raw`\log 12 = 2 \log 2 + \log 3`],
    [raw`t^a t^c = t^{a + c}`],
    [raw`(\cosh a)^2 = 1 + (\sinh a)^2`],
    [raw`\sqrt{a^2} = \lvert a \rvert`],
    [raw`\sqrt{\sqrt{t}} = t^{1/4}`],
    [raw`\tanh a = 2 s(2 a) - 1`],
    [raw`\sum_i \sigma_i = 1`],
    [raw`\sum_i p_i = 1`],
    [raw`\frac{\partial L}{\partial z_i} = \sigma_i - y_i`, 'i'],
    [
      raw`\frac{\partial^2 L}{\partial z_i \partial z_k} = \sigma_i (\delta_{ik} - \sigma_k)`,
      'i k',
    ],
    [raw`\frac{\partial s(a)}{\partial a} = s(a) (1 - s(a))`],
    [raw`\log s(a) - \log s(-a) = a`],
    [raw`\sum_k u_k^2 = \sum_k u_k`],
    [raw`h^2 = h`],
    [raw`\lvert a \rvert^2 = a^2`],
    [raw`\lvert a c \rvert = \lvert a \rvert \lvert c \rvert`],
    [raw`\max(t, -t) = t`],
    [raw`\max(\max(a, c), t) = \max(a, \max(t, c))`],
    [raw`\begin{cases} p_i & \text{if } p_i > 0 \\ 0 & \text{otherwise} \end{cases} = p_i`, 'i'],
    [raw`\pi + \pi = 2 \pi`],
    [raw`0.1 + 0.2 = 0.3`],
    [raw`\frac{m}{m} = 1`],
    [raw`\log \frac{q_i}{r_i} = \log q_i - \log r_i`, 'i'],
    [raw`\sqrt{t} \sqrt{t} = t`],
  ]
  test.each(proved)('%s', (tex = '', each) => {
    expect(verdictsOn(tex, each ? { each } : {})).toEqual(['identity'])
  })

  test('with a chance of an error below 2⁻⁸⁰, and the reason that a line gives is proved too', () => {
    const tex = raw`(\sum_k y_k) \sigma_i - y_i = \sigma_i - y_i \quad \text{since } \sum_k y_k = 1`
    const verdicts = proveDerivation(parseDerivation({ model: MODEL, tex, each: 'i' })).map(
      ({ verdict }) => verdict,
    )
    expect(verdicts).toHaveLength(2)
    for (const verdict of verdicts) expect(verdict.proved && verdict.error).toBeLessThan(-80)
  })
  test('and the same primes and numbers are drawn for the same seed, others for another', () => {
    const errorsAt = (seed: number): unknown[] =>
      proveDerivation(parseDerivation({ model: MODEL, tex: 'a - a = 0' }), { seed })
    expect(errorsAt(1)).toEqual(errorsAt(1))
  })
})

describe('nothing is said, with the reason,', () => {
  const declined: readonly (readonly [tex: string, why: string, each?: string])[] = [
    ['a + 10^{-10} = a', 'otherQuotient'],
    [raw`\pi = 3.141592653`, 'otherQuotient'],
    [raw`\pi = 3.141592653589793`, 'manyDigits'],
    [raw`e = 2.718281828`, 'otherQuotient'],
    [raw`2305843009213694000 = 0`, 'manyDigits'],
    [raw`2^{61} - 1 = 0`, 'otherQuotient'],
    [raw`\max(a, -5) = a`, 'otherQuotient'],
    [raw`\frac{a}{a} = 1`, 'zeroDenominator'],
    [raw`\frac{1}{t - 1} = \frac{t + 1}{t^2 - 1}`, 'zeroDenominator'],
    [raw`\log a = \log a`, 'logOfZero'],
    [raw`\log a^2 = 2 \log a`, 'logOfZero'],
    [raw`\log p_i = \log p_i`, 'logOfZero', 'i'],
    [raw`\sqrt{a^2} = a`, 'otherQuotient'],
    [raw`\lvert a \rvert = a`, 'otherQuotient'],
    [raw`[a = c] = 0`, 'realCondition'],
    [
      raw`\begin{cases} 17 & \text{if } a = 0 \\ a & \text{otherwise} \end{cases} = a`,
      'otherQuotient',
    ],
    [raw`(C - 1)(C - 2)(C - 3) = 0`, 'otherQuotient'],
    [raw`g (g^2 - 1)(g^2 - 4)(g^2 - 9)(g^2 - 16)(g^2 - 25) = 0`, 'otherQuotient'],
    [raw`(\sin a)^2 + (\cos a)^2 = 1`, 'notFollowed sin'],
    [raw`\frac{\partial \max(a, c)}{\partial a} = 1`, 'maxTies'],
    [
      raw`\frac{\partial \lvert a\rvert}{\partial a} = \frac{a}{\lvert a \rvert}`,
      'zeroDenominator',
    ],
    [raw`\prod_j q_j^4 = - \prod_j q_j^4`, 'otherQuotient'],
  ]
  test.each(declined)('%s: %s', (tex = '', why, each) => {
    expect(verdictsOn(tex, each ? { each } : {})).toEqual([why])
  })

  test('where nothing meets the conditions', () => {
    expect(verdictsOn('y_i = 1', { each: 'i', where: 'y_i = 2' })).toEqual(['nothingMeets'])
  })
  test('where sizes make it too much work, after a counted effort', () => {
    const model = {
      ...MODEL,
      declarations: new Map([
        ...MODEL.declarations,
        ['C', { kind: 'size', range: [2, 40] } as const],
      ]),
    }
    expect(verdictsOn(raw`\sum_i u_i = \sum_k u_k`, { model })).toEqual(['work'])
  })
})
