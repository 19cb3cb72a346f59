import { describe, expect, test } from 'vitest'
import { hashTeX } from '@cellgraph/formula'
import { checkFormulas, type PageFormulas } from '../../src/markdown/formulas/check-formulas.ts'
import { countComparisons } from '../../src/markdown/formulas/count-comparisons.ts'
import { parseMdx } from '../../src/markdown/syntax/engine.ts'
import { countFormulas } from '../../src/markdown/formulas/set-formulas.ts'
import { splitLines } from '../../src/markdown/formulas/split-lines.ts'
import { readSymbols } from '../../src/markdown/formulas/symbols.ts'
import { model } from './cross-entropy-model.ts'

const { raw } = String
const symbols = readSymbols('content/symbols.json')
const library = { numbers: 'src/library/numbers.ts' }
const check = (source: string): Promise<PageFormulas> =>
  checkFormulas(parseMdx(source), 'a.mdx', { symbols, library, prove: true })

/** A derivation whose first row of TeX stands on line 16 of the chapter. */
const derivation = (rows: string, attributes = '', more = ''): string =>
  `${model}<Derivation name="d" model="ce" each="i"${attributes && ` ${attributes}`}>\n$$\n\\begin{aligned}\n${rows}\n\\end{aligned}\n$$\n${more}\n</Derivation>\n`

const rows = raw`\frac{\partial L}{\partial z_i}
&= \sum_{k=1}^{C} \frac{\partial L}{\partial \sigma_k} \frac{\partial \sigma_k}{\partial z_i} \\
&= - y_i + \sigma_i \sum_{k=1}^{C} y_k \\
&= \sigma_i - y_i`

describe('a derivation in a chapter', () => {
  test('a derivation is checked with a seed, and reports its samples and its largest error', async () => {
    const {
      derivations: [{ report }],
      equations,
    } = await check(derivation(rows))
    expect(report).toMatchObject({ ok: true, samples: 60, seed: 1 })
    expect(report.largestError).toBeLessThan(1e-12)
    expect(
      equations.map(({ name, number, status, claims }) => [name, number, status, claims]),
    ).toEqual([
      ['softmax', 1, 'definition', 1],
      ['loss', 2, 'definition', 1],
      ['d', 3, 'checked', 3],
    ])
  })
  test('claims about other labels are tested, with the line that breaks or none', async () => {
    const {
      derivations: [{ report }],
    } = await check(derivation(rows, 'breaks={{ multihot: 3, simplex: null }}'))
    expect(report.claims.map(({ claim, found }) => [claim, found])).toEqual([
      ['multihot', [3]],
      ['simplex', []],
    ])
  })
  test('a model may take definitions from anywhere on the page', async () => {
    const late = `<Model name="two" sizes={{ C: [2, 2] }} index={{ C: "i j" }} free={{ z: "vector" }} definitions={["softmax"]} />\n\n$$ name=sigmoid model=two\n\\sigma_1 = \\frac{1}{1 + e^{z_2 - z_1}}\n$$\n`
    const { equations } = await check(derivation(rows) + late)
    expect(equations.at(-1)).toMatchObject({ name: 'sigmoid', number: 4, status: 'checked' })
  })
  test('a derivation is split into lines, each with its sides and the note beside it', async () => {
    const source =
      rows.replace(raw`- y_i + \sigma_i`, raw`- y_i \\ &\qquad + \sigma_i`) +
      raw` \qquad \text{since } \sum_k y_k = 1`
    const {
      derivations: [it],
    } = await check(derivation(source))
    expect(
      splitLines(it.derivation).map(({ left, relation, right, beside }) => [
        left?.tex,
        relation?.tex,
        right.tex.replace(/\s+/g, ' '),
        beside?.tex,
      ]),
    ).toEqual([
      [
        raw`\frac{\partial L}{\partial z_i}`,
        '=',
        raw`\sum_{k=1}^{C} \frac{\partial L}{\partial \sigma_k} \frac{\partial \sigma_k}{\partial z_i}`,
        undefined,
      ],
      [undefined, '=', raw`- y_i + \sigma_i \sum_{k=1}^{C} y_k`, undefined],
      [undefined, '=', raw`\sigma_i - y_i`, raw`\text{since } \sum_k y_k = 1`],
    ])
  })
  test('the lines of a derivation are counted, and skipped ones are listed with their reason', async () => {
    const page = await check(
      derivation(rows, 'unchecked={{ 2: "left to the reader" }}') +
        '$$ name=limit unchecked="a limit"\n\\lim_{T \\to 0} z_i = 0\n$$\n',
    )
    expect(countFormulas(page)).toEqual({
      proved: 2,
      checked: 0,
      definition: 2,
      twin: 0,
      unchecked: [
        { name: 'limit', number: 4, reason: 'a limit' },
        { name: 'd', number: 3, line: 2, reason: 'left to the reader' },
      ],
    })
  })
})

describe('a mistake in a formula or derivation', () => {
  const cases: [string, string, RegExp][] = [
    [
      'a line that does not hold',
      derivation(rows.replace(raw`- y_i + \sigma_i`, raw`y_i + \sigma_i`)),
      /^a\.mdx:18:2: derivation `d`: line 2 does not follow from line 1: -?[\d.]+ ≠ -?[\d.]+, off by [\d.]+, at C = 2, i = [12], z = \[.*\], y = \[.*\]; it is off alone: the line before and the line after agree; \d+ of \d+ comparisons fail; put the line right, or a definition that it is made from; if it holds only for other values, declare them by under or where\n {2}\| &= y_i \+ \\sigma_i \\sum_\{k=1\}\^\{C\} y_k \\\\$/,
    ],
    [
      'a free index',
      derivation(rows.replace('- y_i +', '- y_k +')),
      /^a\.mdx:18:8: derivation `d`: free index: k: no sum binds it, and this is for each i; bind it with a sum, write i, or declare each="k"\n {2}\| &= - y_k/,
    ],
    [
      'two slips at once',
      derivation(
        rows.replace('- y_i +', '- y_k +').replace(raw`\sigma_i - y_i`, raw`\sigma_i - y_j`),
      ),
      /^a\.mdx:18:8: .*\n {2}\| .*\na\.mdx:19:17: derivation `d`: free index: j: /,
    ],
    [
      'an unknown name',
      derivation(rows.replace('- y_i +', '- v_i +')),
      /^a\.mdx:18:6: derivation `d`: unknown name: v: /,
    ],
    [
      'a symbol that the book has not',
      derivation(rows.replace('- y_i +', raw`- \xi_i +`)),
      /^a\.mdx:18:6: unknown symbol: \\xi: it is not in the list of symbols; add it to the list of symbols, or use a symbol of the list\n {2}\| /,
    ],
    [
      'a false claim of what breaks',
      derivation(rows, 'breaks={{ multihot: 2 }}'),
      /^a\.mdx:13:42: derivation `d`: wrong claim: breaks multihot: line 2 should fail, and line 3 does; line 3 does not follow from line 2: .*; put the claim right, here and in the prose\n {2}\| &= \\sigma_i - y_i$/,
    ],
    [
      'a claim that nothing breaks',
      derivation(rows, 'breaks={{ multihot: null }}'),
      /^a\.mdx:13:42: derivation `d`: wrong claim: breaks multihot: no line should fail, and line 3 does; /,
    ],
    [
      'an unknown domain',
      derivation(rows, 'breaks={{ manyhot: 3 }}'),
      /^a\.mdx:13:42: derivation `d`: invalid domain: manyhot/,
    ],
    [
      'an unknown model',
      derivation(rows).replace('model="ce"', 'model="cc"'),
      /^a\.mdx:13:22: unknown model: "cc"; this page has ce$/,
    ],
    [
      'an unknown attribute',
      derivation(rows, 'break={{}}'),
      /^a\.mdx:13:42: unknown attribute: break; did you mean breaks\? <Derivation> takes name, model, /,
    ],
    [
      'no name',
      derivation(rows).replace('name="d" ', ''),
      /^a\.mdx:13:1: missing attribute: name; <Derivation> needs name="…"/,
    ],
    [
      'more reasons than lines',
      derivation(rows, '', '\n1. One.\n2. Two.\n3. Three.\n4. Four.\n'),
      /^a\.mdx:23:1: derivation `d` has 3 lines and 4 reasons: give each line one, or none of them$/,
    ],
    [
      'a line that is not there',
      derivation(rows, 'unchecked={{ 7: "why" }}'),
      /^a\.mdx:13:42: derivation `d` has no line 7: unchecked speaks of it, and there are 3$/,
    ],
    [
      'two formulas',
      derivation(rows, '', '\n$$ name=more\nz_i\n$$\n'),
      /^a\.mdx:13:1: derivation `d` holds 2 formulas: give it one/,
    ],
    [
      'a definition that is refused',
      model.replace(raw`\log \sigma_k`, raw`log \sigma_k`),
      /^a\.mdx:8:25: letters: log: set as letters this is a product of single names; write \\log/,
    ],
    [
      'a definition that uses what is not there',
      model.replace('y: "onehot"', 'b: "onehot"'),
      /^a\.mdx:8:21: model `ce`: unknown name: y: .*\n {2}\| L = -/,
    ],
    [
      'a name that nothing uses',
      model.replace('y: "onehot"', 'y: "onehot", c: "real"'),
      /^a\.mdx:1:1: unused name: c: model `ce` declares it, and neither a definition nor a checked formula uses it; leave it out$/,
    ],
    [
      'an equation on nothing',
      '$$ name=x\nz_i = y_i\n$$\n',
      /^a\.mdx:1:1: formula `x`: unchecked equation: nothing says whether it is true; put it into a <Model> or a <Derivation>, give it model=…, or write unchecked="why not"\n {2}\| z_i = y_i$/,
    ],
    [
      'a mark without a reason',
      '$$ name=x unchecked=" "\nz_i = y_i\n$$\n',
      /^a\.mdx:1:1: formula `x`: missing reason: /,
    ],
    [
      'a statement that does not hold',
      `${model}$$ name=x model=ce each=i\n\\sigma_i = y_i\n$$\n`,
      /^a\.mdx:14:10: formula `x`: line 1 does not hold: .*\n {2}\| \\sigma_i = y_i$/,
    ],
    [
      'a formula without a name',
      '$$\nz_i\n$$\n',
      /^a\.mdx:1:1: formula without a name: write \$\$ name=… on its first line/,
    ],
    [
      'a name used twice',
      '$$ name=x\nz_i\n$$\n\n$$ name=x\nz_j\n$$\n',
      /^a\.mdx:5:1: formula name used twice: x; it is also on line 1$/,
    ],
    [
      'a display within a line',
      'See $$ z_i $$ here.',
      /^a\.mdx:1:5: display formula within a line: /,
    ],
    [
      'an unknown symbol in a sentence',
      'See $z_i + \\Xi$.',
      /^a\.mdx:1:12: unknown symbol: \\Xi: /,
    ],
    [
      'an unknown formula attribute',
      '$$ name=x checked=yes\nz_i\n$$\n',
      /^a\.mdx:1:1: unknown formula attribute: checked; did you mean unchecked\? a formula takes name, model, /,
    ],
  ]
  test.each(cases)('%s fails the build at its line', async (_, source, message) => {
    const error = await check(source).then(
      () => undefined,
      (it: Error) => it,
    )
    expect(error).toMatchObject({
      name: expect.stringMatching(/^ChapterErrors?$/),
      file: 'a.mdx',
      line: expect.any(Number),
      column: expect.any(Number),
    })
    expect(error?.message).toMatch(message)
  })
})

describe('the definitions of a page', () => {
  const second = (
    loss: string,
  ): string => raw`<Model name="other" sizes={{ C: [2, 6] }} index={{ C: "j k" }} free={{ z: "vector" }}>

$$ name=other-loss
L = ${loss}
$$

</Model>

$$ name=positive model=other
L \ge -\log C - \sum_k \lvert z_k \rvert
$$
`

  test('definitions that no checked formula uses are marked as unused', async () => {
    const unused = (await check(model)).equations.map((it) => it.unused)
    expect(unused).toEqual([[], ['L']])
    expect((await check(derivation(rows))).equations.map((it) => it.unused)).toEqual([
      [],
      [],
      undefined,
    ])
  })

  test('a name with two meanings is noted beside both definitions', async () => {
    const loss = raw`\log \sum_j e^{z_j}`
    const { equations } = await check(derivation(rows) + second(loss))
    expect(equations.map(({ name, elsewhere }) => [name, elsewhere])).toEqual([
      ['softmax', undefined],
      ['loss', [{ name: 'L', number: 4 }]],
      ['d', undefined],
      ['other-loss', [{ name: 'L', number: 2 }]],
      ['positive', undefined],
    ])
  })

  test('a condition without a value is reported at its attribute', async () => {
    await expect(check(derivation(rows, 'where="z_{i+1} > 0"'))).rejects.toThrow(
      /^a\.mdx:13:\d+: derivation `d`: the condition where has no value: index out of range: z_3, of 2, at C = 2/,
    )
  })

  test('a derivation keeps its numbers of draws and comparisons for the page', async () => {
    const {
      derivations: [{ report }],
    } = await check(derivation(rows))
    expect(report.draws).toBe(60)
    expect(countComparisons(report)).toBeGreaterThan(500)
  })
})

describe('a twin', () => {
  const row = raw`&= - y_i + \sigma_i \sum_{k=1}^{C} y_k`
  const hash = hashTeX(row.slice(1))
  const twins = (it: object): string => `twins={{ 2: ${JSON.stringify(it)} }}`
  const value =
    '({ z, y, i }: { z: number[], y: number[], i: number }) => softmax(z)[i - 1] * y.reduce((a, b) => a + b) - y[i - 1]'

  test('a twin replaces a line, with the library in scope', async () => {
    const {
      derivations: [it],
    } = await check(derivation(rows, twins({ hash, value })))
    expect(it.derivation.lines.map(({ status }) => status)).toEqual(['checked', 'twin', 'checked'])
    expect(it.report.ok).toBe(true)
  })
  test('a twin that differs from the line before is reported like any other line', async () => {
    await expect(
      check(derivation(rows, twins({ hash, value: '({ y, i }) => y[i - 1]' }))),
    ).rejects.toThrow(/^a\.mdx:18:2: derivation `d`: line 2 does not follow from line 1: /)
  })
  test('a twin with an outdated hash is reported with the new hash', async () => {
    await expect(check(derivation(rows, twins({ hash: 'old', value })))).rejects.toThrow(
      `a.mdx:18:2: derivation \`d\`: twin out of date: old: the line reads ${hash} now; compare the function with the line, then give it the new hash`,
    )
  })
  test('a twin of a whole formula gives both sides', async () => {
    const tex = raw`\lim_{T \to 0} \sigma_i = h_i`
    const equation = (more: string): string =>
      `${model}$$ name=lim model=ce each=i twin="({ z, i }) => ${more}" hash=${hashTeX(tex)}\n${tex}\n$$\n`
    const { equations } = await check(
      equation(
        '[softmax(z, { temperature: 1e-6 })[i - 1], Number(z[i - 1] === Math.max(...z)) / z.filter((it) => it === Math.max(...z)).length]',
      ),
    )
    expect(equations.at(-1)).toMatchObject({ status: 'twin', report: { samples: 60 } })
    await expect(check(equation('[softmax(z)[i - 1], hardmax(z)[i - 1]]'))).rejects.toThrow(
      /^a\.mdx:13:1: formula `lim`: its twin finds /,
    )
    await expect(check(equation('[0, 0]').replace(/ hash=\w+/, ''))).rejects.toThrow(
      `twin without a hash: compare the function with the formula, then write hash=${hashTeX(tex)}`,
    )
  })
})
