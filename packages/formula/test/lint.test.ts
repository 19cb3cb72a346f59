import { describe, expect, test } from 'vitest'
import { hashTeX, isClaim, lintStanding, lintSymbols } from '../src/index.ts'

const { raw } = String

const SYMBOLS = [
  'z',
  'y',
  'i',
  'k',
  'C',
  raw`\sigma`,
  'L',
  'p^*',
  raw`\operatorname{LSE}`,
  raw`\mathbb{R}`,
]
const unknown = (tex: string): string[] => lintSymbols(tex, SYMBOLS).map((error) => error.message)

describe('every symbol of a formula is in the book’s list', () => {
  test.each([
    raw`\sigma_i = \frac{e^{z_i}}{\sum_{k=1}^{C} e^{z_k}}`,
    raw`\frac{\partial L}{\partial z_i}`,
    raw`z \in \mathbb{R}^C`,
    raw`\operatorname{LSE}(z) \ge \max_i z_i`,
    raw`p^*_i + 2 \log \sigma_i \to 0`,
    raw`\begin{aligned} L &= 0 \\ &\text{any words, q too} \end{aligned}`,
    raw`z \textrm{ if max}`,
    raw`z \text{ or {max} <= k}`,
    raw`z \text{ a \} and min}`,
    raw`z \texttt{max}`,
    raw`\htmlClass{lit-max}{z}`,
    raw`\underbrace{z_1 + \cdots + z_C}_{C \text{ terms}}`,
  ])('%s', (tex) => expect(unknown(tex)).toEqual([]))

  test.each([
    raw`\operatorname*{arg\,max}`,
    raw`\operatorname*{max}`,
    raw`\operatorname{min}`,
    raw`\mathrm{min}`,
    raw`\mathsf{min}`,
    raw`\mathtt{min}`,
    raw`\mathit{min}`,
    raw`\mathbf{min}`,
  ])('%s is a name, and its letters are those of no function', (name) => {
    expect(lintSymbols(`${name}_i z_i`, [...SYMBOLS, name])).toEqual([])
    expect(lintSymbols(`${name}_i z_i + log z`, [...SYMBOLS, name])).toHaveLength(1)
  })

  test('a stranger is named at its place, wherever it hides', () => {
    expect(unknown(raw`z_i + q`)).toEqual([
      'unknown symbol: q (line 1, column 7): it is not in the list of symbols; add it to the list of symbols, or use a symbol of the list',
    ])
    expect(unknown('\\begin{aligned}\n z_i &= \\frac{\\tau}{2} \\end{aligned}')).toEqual([
      raw`unknown symbol: \tau (line 2, column 15): it is not in the list of symbols; add it to the list of symbols, or use a symbol of the list`,
    ])
    expect(
      unknown(raw`\sqrt{\left( \hat{y}_m \right)}`).map((message) => message.split(' (')[0]),
    ).toEqual([raw`unknown symbol: \hat{y}`, 'unknown symbol: m'])
  })

  test('a mark makes another symbol', () => {
    expect(unknown('p_i')).toHaveLength(1)
    expect(unknown('p^*_i')).toEqual([])
    expect(unknown('z^*').map((message) => message.split(' (')[0])).toEqual(['unknown symbol: z^*'])
    expect(lintSymbols(raw`z_{\max} + T_0`, [raw`z_{\max}`, 'T_0'])).toEqual([])
    expect(lintSymbols(raw`z_{\text{any}} + T_{k}`, ['z', 'T']).map(({ found }) => found)).toEqual([
      'k',
    ])
  })

  test('letters for a word are told apart from names', () => {
    expect(unknown('log z')[0]).toContain(raw`write \log`)
    expect(unknown('own z')[0]).toContain(raw`\operatorname{own} if it is a name`)
    expect(unknown(raw`\operatorname{softmax}(z)`)[0]).toContain(
      raw`unknown symbol: \operatorname{softmax}`,
    )
    expect(unknown(raw`\lim_{z} L`)[0]).toContain(raw`unknown symbol: \lim`)
  })

  test('TeX that is not TeX is an error too', () => {
    expect(unknown(raw`\frac{z}`)[0]).toMatch(/^invalid TeX: /)
  })
})

describe('every equation stands on something', () => {
  const EQUATION = raw`L = -\sum_k y_k \log \sigma_k`

  test.each([
    EQUATION,
    raw`\begin{aligned} L &= 0 \\ &= 1 \end{aligned}`,
    raw`\max_i z_i \le C`,
    'L = z',
    'L = 0',
    '0 = 1',
    '1 > 2',
    raw`\pi = 3`,
    raw`\sigma_1 = 7`,
    'C = 3',
    raw`k \ne i`,
    raw`z_i > 0`,
    raw`\boxed{L = 2L}`,
    raw`L \equiv 2L`,
    raw`L \overset{(1)}{=} 2L`,
    raw`L \stackrel{?}{=} 2L`,
    raw`\sigma_i \propto e^{-z_i}`,
    raw`L \sim 2L`,
    raw`L \simeq 2L`,
    raw`L \cong 2L`,
    raw`L \doteq 2L`,
    raw`L \triangleq 2L`,
    raw`L \to 2L`,
    raw`L \gg 2L`,
    raw`L \lesssim 2L`,
    raw`L \nleq 2L`,
    raw`L \iff 2L`,
    'L ⩽ 2L',
    raw`L \not= 2L`,
    raw`L \xrightarrow{a} 2L`,
    raw`z \in \mathbb{R}^C`,
    raw`L : 2L`,
    raw`L \mid 2L`,
    raw`\begin{cases} L = 2L \\ \sigma_i = -\sigma_i \end{cases}`,
    raw`\left\{\begin{aligned} L &= 2L \\ y_i &= 3 \end{aligned}\right.`,
    raw`\left( L = 2L \right)`,
    raw`\begin{pmatrix} L = 2L \end{pmatrix}`,
    raw`\frac{L = 2L}{1}`,
    raw`\sqrt{L = 2L}`,
    raw`\underbrace{L = 2L}`,
    raw`\text{$L = 2L$}`,
    raw`L \text{ equals } 2L`,
    raw`\text{all losses are alike}`,
    raw`\forall z \; L`,
    raw`\cancel{L = 2L}`,
    raw`z_{L = 2L}`,
  ])('a claim, which needs a standing: %s', (tex) => {
    expect(isClaim(tex)).toBe(true)
    expect(lintStanding(tex, undefined).map(({ kind }) => kind)).toEqual(['unchecked equation'])
  })

  test.each([
    'z_i',
    'z_i + 1',
    raw`\sum_{k=1, k \ne i}^{C} z_k`,
    raw`\max_{i \le k} z_i`,
    raw`\lim_{T \to 0} \sigma_i`,
    raw`p(y \mid x)`,
    raw`\mathbb{E}_{x \sim p}[x]`,
    raw`\underbrace{z_1 + z_2}_{\text{two terms}}`,
    raw`\frac{\partial L}{\partial z_i}`,
    raw`\operatorname{argmax}_{i \ne k} z_i`,
    raw`\begin{pmatrix} a & b \end{pmatrix}`,
    raw`\left\lvert z \right\rvert`,
  ])('no claim: %s', (tex) => expect(isClaim(tex)).toBe(false))

  test('a claim needs a standing; a formula without one needs none', () => {
    expect(lintStanding(EQUATION, undefined).map(({ message }) => message)).toEqual([
      `unchecked equation: ${EQUATION} (line 1, column 1): nothing says whether it is true; make it a line of a derivation or a definition of a model, tie it to a twin, or mark it unchecked with a reason`,
    ])
    expect(lintStanding('z_i + 1', undefined)).toEqual([])
    expect(lintStanding(EQUATION, { kind: 'checked' })).toEqual([])
    expect(lintStanding(EQUATION, { kind: 'definition' })).toEqual([])
    expect(lintStanding(EQUATION, { kind: 'unchecked', reason: 'an expectation' })).toEqual([])
    expect(lintStanding(EQUATION, { kind: 'unchecked', reason: ' ' })[0].kind).toBe(
      'missing reason',
    )
  })

  test('a twin belongs to one formula, blanks and remarks aside', () => {
    const hash = hashTeX(EQUATION)
    expect(hash).toMatch(/^[0-9a-z]{10}$/)
    expect(lintStanding(EQUATION.replaceAll(' ', '\n  '), { kind: 'twin', hash })).toEqual([])
    expect(
      lintStanding('L = % a remark\n -\\sum_k y_k \\log \\sigma_k', { kind: 'twin', hash }),
    ).toEqual([])
    expect(lintStanding(EQUATION.replace('-', ''), { kind: 'twin', hash })[0].message).toContain(
      `twin out of date: ${hash}`,
    )
    expect(hashTeX(raw`\sigma k`)).not.toBe(hashTeX(raw`\sigmak`))
  })
})
