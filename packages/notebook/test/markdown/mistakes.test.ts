import { resolve } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import type { CellSource } from '../../src/kernel/program.ts'
import { library } from '../../../../src/library/config.ts'
import { buildPage } from '../../src/markdown/build-page.ts'
import { ChapterError, ChapterErrors } from '../../src/markdown/syntax/chapter-error.ts'
import { readChapter } from '../../src/markdown/chapter/chapter.ts'
import { parseMdx } from '../../src/markdown/syntax/engine.ts'
import { Mistakes } from '../../src/markdown/syntax/mistakes.ts'
import { addValues, compileChapter } from '../../src/markdown/chapter/compile-chapter.ts'
import { runChapter } from '../../src/markdown/chapter/run-chapter.ts'
import { readSymbols } from '../../src/markdown/formulas/symbols.ts'
import { model } from './cross-entropy-model.ts'
import type { Mistake } from '../../src/strings/mistakes.ts'

const compiled: string[] = []
vi.mock('../../src/kernel/compile/compile-cell.ts', async (original) => {
  const module = await original<typeof import('../../src/kernel/compile/compile-cell.ts')>()
  const compileCell = (cell: CellSource) => {
    compiled.push(cell.name)
    return module.compileCell(cell)
  }
  return { ...module, compileCell }
})

const { raw } = String
const symbols = readSymbols('content/symbols.json')
const fence = (meta: string, code: string): string => `\`\`\`ts cell ${meta}\n${code}\n\`\`\`\n\n`

/** What is wrong with a page when it is built, each mistake without what it quotes. */
async function build(source: string): Promise<string[]> {
  const mistakes = new Mistakes('a.mdx')
  await buildPage(parseMdx(source), source, { library, symbols }, mistakes)
  return mistakes.list.map(({ message }) => message.split('\n')[0])
}

/** A mistake that is told in these words. */
const told = (text: string): Mistake => ({ kind: 'plain', text })

describe('Mistakes', () => {
  test('mistakes are sorted by line and column, those of the chapter’s own file first', () => {
    const mistakes = new Mistakes('b.mdx')
    mistakes.add(new ChapterError('a.ts', { line: 1, column: 1 }, told('elsewhere')))
    mistakes.report({ line: 10, column: 1 }, told('third'))
    mistakes.report({ line: 9, column: 12 }, told('second'))
    mistakes.report({ line: 9, column: 2 }, told('first'))
    expect(mistakes.list.map(({ reason }) => reason)).toEqual([
      'first',
      'second',
      'third',
      'elsewhere',
    ])
  })
  test('the same mistake found by two checks is listed once', () => {
    const mistakes = new Mistakes('a.mdx')
    mistakes.report({ line: 1, column: 1 }, told('wrong'))
    mistakes.add(
      new ChapterErrors(
        [1, 2].map((line) => new ChapterError('a.mdx', { line, column: 1 }, told('wrong'))),
      ),
    )
    expect(mistakes.list.map(({ message }) => message)).toEqual([
      'a.mdx:1:1: wrong',
      'a.mdx:2:1: wrong',
    ])
  })
  test('`throwAny` throws nothing, the only mistake, or one error at the first of several', () => {
    const mistakes = new Mistakes('a.mdx')
    expect(() => mistakes.throwAny()).not.toThrow()
    mistakes.report({ line: 3, column: 4 }, told('late'))
    expect(() => mistakes.throwAny()).toThrow(
      expect.objectContaining({ name: 'ChapterError', message: 'a.mdx:3:4: late' }),
    )
    mistakes.report({ line: 2, column: 1 }, told('early'))
    const error = catchFrom(() => mistakes.throwAny())
    expect(error).toBeInstanceOf(ChapterError)
    expect(error).toMatchObject({
      name: 'ChapterErrors',
      line: 2,
      column: 1,
      message: 'a.mdx:2:1: early\na.mdx:3:4: late',
      loc: { line: 2, column: 1 },
    })
  })
  test('Astro finds no list of errors in several, of which it would show the first alone, and keeps the place in a copy', () => {
    const mistakes = new Mistakes('a.mdx')
    for (const line of [2, 3]) mistakes.report({ line, column: 1 }, told('wrong'))
    const copy = { ...(catchFrom(() => mistakes.throwAny()) as ChapterError) }
    expect(copy).not.toHaveProperty('errors')
    expect(copy).toMatchObject({ loc: { file: resolve('a.mdx'), line: 2, column: 1 } })
  })
  test('a symbol that the list lacks is told once a page, with how many more places have it', () => {
    const mistakes = new Mistakes('a.mdx')
    const add = (line: number, found: string): void => {
      const cure = { kind: 'addSymbol', name: JSON.stringify(found), file: 's.json' } as const
      const refused = { kind: 'refusedFormula', what: 'symbol', found, reason: 'r', cure } as const
      mistakes.report({ line, column: 1 }, { kind: 'quoted', message: refused, quote: '' })
    }
    for (const line of [5, 2, 3]) add(line, String.raw`\beta`)
    add(4, 'q')
    const entry = '{ "name": "\\\\beta", "meaning": "…", "say": "…" }'
    expect(mistakes.list.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^a\.mdx:2:1: .*more places on this page: 2/),
      expect.stringMatching(/^a\.mdx:4:1: .*"q", "meaning": "…", "say": "…" \}$/),
    ])
    expect(mistakes.list[0]?.message).toContain(entry)
  })
  test('only mistakes of authors are collected, and any other error is thrown at once', () => {
    const mistakes = new Mistakes('a.mdx')
    expect(() =>
      mistakes.attempt(() => {
        throw new TypeError('a bug')
      }),
    ).toThrow('a bug')
    expect(mistakes.count).toBe(0)
  })
})

function catchFrom(run: () => void): unknown {
  try {
    run()
  } catch (error) {
    return error
  }
  return undefined
}

describe('the mistakes of a page', () => {
  test('every wrong formula, derivation, twin and cell is reported, sorted by line', async () => {
    const source =
      model +
      '$$ name=one model=ce each=i\n\\sigma_i = z_i\n$$\n\n' +
      '$$ name=two model=ce each=i twin="({ z, i }) => [0, 1]" hash=old\n\\lim_{T \\to 0} \\sigma_i = 1\n$$\n\n' +
      '<Derivation name="d" model="ce" each="i n" breaks={{ manyhot: 1 }}>\n$$\n\\sigma_i = \\sigma_i + z_m\n$$\n</Derivation>\n\n' +
      'See $\\Xi$ and [](#eq-none), and <Sym name="none" />.\n\n' +
      fence('name=a', 'const = 1') +
      fence('name=b', "throw new Error('gone')") +
      fence('name=c', 'null.x') +
      'So `{ts} [1][2]`.\n'
    expect(await build(source)).toEqual([
      expect.stringContaining('a.mdx:14:10: formula `one`: line 1 does not hold: '),
      expect.stringContaining('a.mdx:17:57: formula `two`: twin out of date: old: '),
      expect.stringContaining(
        'a.mdx:21:33: derivation `d`: unknown index: each="i n": n is not one of i, j, k',
      ),
      expect.stringContaining('a.mdx:21:44: derivation `d`: invalid domain: manyhot '),
      expect.stringContaining('a.mdx:23:25: derivation `d`: unknown index: m: '),
      expect.stringContaining('a.mdx:27:6: unknown symbol: \\Xi: '),
      expect.stringContaining(
        'a.mdx:27:15: unknown formula: none; this page has softmax, loss, one, two, d',
      ),
      expect.stringContaining('a.mdx:27:38: unknown symbol: none'),
      expect.stringContaining('a.mdx:30:7: cell `a`: syntax: unexpected `=`'),
      'a.mdx:34:7: cell `b`: gone',
      expect.stringContaining('a.mdx:38:6: cell `c`: TypeError: '),
      expect.stringContaining('a.mdx:41:10: value `{ts} [1][2]`: says nothing: '),
    ])
  })
  test('a mistake in a model is reported without the mistakes that follow from it', async () => {
    const source =
      model.replace('e^{z_i}', 'e^{q_i}') +
      '$$ name=one model=ce each=i\n\\sigma_i = 2 \\sigma_i\n$$\n\n$$ name=two model=ce each=i\nz_i = 2 z_i\n$$\n\nSee [](#eq-softmax) and [](#eq-one).\n'
    expect(await build(source)).toEqual([
      expect.stringContaining('a.mdx:4:21: model `ce`: unknown name: q: '),
      expect.stringContaining('a.mdx:18:5: formula `two`: line 1 does not hold: '),
    ])
  })
  test('a mistake in a model’s tag is reported without mistakes in its formulas', async () => {
    const source =
      model.replace('sizes=', 'size=') + '$$ name=one model=ce each=i\n\\sigma_i = 2\n$$\n'
    expect(await build(source)).toEqual([
      expect.stringContaining('a.mdx:1:18: unknown attribute: size; did you mean sizes?'),
    ])
  })
  test('a cell that does not compile is reported, but the names that it may define are not called unknown', async () => {
    expect(
      await build(
        fence('name=a', 'const p = [1,,') + fence('name=b', 'p.length') + fence('name=c', 'null.x'),
      ),
    ).toEqual([
      expect.stringContaining('a.mdx:2:'),
      expect.stringContaining('a.mdx:10:6: cell `c`: '),
    ])
  })
  test('cells that cannot run together are reported, while the others run', async () => {
    const source =
      fence('name=a', 'const p = q') +
      fence('name=b', 'const p = 1') +
      fence('name=c', 'p.length') +
      fence('name=d', 'null.x')
    expect((await build(source)).map((it) => it.split('; ')[0])).toEqual([
      'a.mdx:2:11: cell `a`: unknown name: `q` is not defined by any cell, input or the library',
      'a.mdx:6:7: cell `b`: defined twice: `p` is already defined by cell `a`',
      "a.mdx:14:6: cell `d`: TypeError: Cannot read properties of null (reading 'x')",
    ])
  })
  test('a cell that does not end is reported together with the failures before it', async () => {
    const source =
      fence('name=a', "throw new Error('gone')") +
      fence('name=b', 'await new Promise(() => {})') +
      fence('name=c throws', "throw new Error('meant')")
    const error = await runChapter(readChapter('a.mdx', source), { library, timeLimit: 500 }).catch(
      (it: unknown) => it,
    )
    expect(error).toMatchObject({
      mistakes: [
        { message: 'a.mdx:2:7: cell `a`: gone' },
        { message: expect.stringContaining('a.mdx:6:1: cell `b`: does not end') },
      ],
    })
  })
  test('a later value of a generator that never comes is told at its loop', async () => {
    const source =
      fence('name=a', 'const a = (function* () {\n  yield 1\n  while (true);\n})()') +
      fence('name=b', 'a + 1')
    const running = runChapter(readChapter('a.mdx', source), { library, timeLimit: 500 })
    await expect(running).rejects.toThrow('a.mdx:4:3: cell `a`: does not end')
  })
  test('what is wrong with cells beside ones that do not end is told too', async () => {
    const source =
      fence('name=a', 'await new Promise(() => {})') +
      fence('name=b', "d3.create('p').append('form').node()") +
      fence('name=c', 'const c = await new Promise<number>(() => {})') +
      fence('name=d', 'c + 1') +
      '\n`{ts} undefined`\n'
    const error = await runChapter(readChapter('a.mdx', source), { library, timeLimit: 500 }).catch(
      (it: unknown) => it,
    )
    const messages = (error as ChapterErrors).mistakes.map(({ message }: Error) => message)
    expect(messages).toEqual([
      expect.stringContaining('cell `a`: does not end'),
      expect.stringContaining('cell `b`: element that the live page drops: <form>'),
      expect.stringContaining('cell `c`: does not end'),
      expect.stringContaining('value `{ts} undefined`: says nothing'),
    ])
  })
  test('an unknown name is told beside a cell that does not compile, unless that may define it', async () => {
    expect(await build(fence('name=a', 'const x = 1 +') + fence('name=b', 'x + nowhere'))).toEqual([
      expect.stringContaining('cell `a`: syntax'),
      expect.stringContaining('cell `b`: unknown name: `nowhere`'),
    ])
  })
  test('every wrong attribute of a fence is reported', async () => {
    expect(
      (await build(fence('name=a hidecode wide=1 legend="x"', '1'))).map((it) => it.split(';')[0]),
    ).toEqual([
      'a.mdx:1:19: unknown cell attribute: hidecode',
      'a.mdx:1:28: attribute with a value: wide=1',
      'a.mdx:1:35: unknown cell attribute: legend',
    ])
  })
  test('a page without mistakes reports nothing', async () => {
    expect(
      await build(
        model + fence('name=a', 'const p = softmax([1, 2])') + 'So `{ts} p[0].toFixed(2)`.',
      ),
    ).toEqual([])
  })
})

describe('the place of a mistake in an attribute', () => {
  const derivation = (attributes: string): string =>
    `${model}<Derivation name="d" model="ce" ${attributes}>\n$$\n\\sigma_i = \\sigma_i\n$$\n</Derivation>\n`
  test.each([
    ['each="i q"', 'each'],
    [raw`each="i" where="q = 1"`, 'where'],
    ['each="i" under={{ q: "simplex" }}', 'under'],
    ['each="i" under={{ z: "simplex" }} breaks={{ "y: nothot": 1 }}', 'breaks'],
    ['each="i" under={{ z: "nothing" }} breaks={{ "y: multihot": null }}', 'under'],
    ['each="i" breaks={{ "y: multihot": 1 }}', 'breaks'],
    ['each="i" unchecked={{ 3: "why" }}', 'unchecked'],
    ['each="i" at={{ q: "1" }}', 'at'],
  ])(
    'a mistake in an attribute of a derivation is placed at the attribute: %s',
    async (attributes, name) => {
      const column = `<Derivation name="d" model="ce" ${attributes}`.indexOf(` ${name}=`) + 2
      expect(await build(derivation(attributes))).toEqual([
        expect.stringContaining(`a.mdx:13:${column}: derivation \`d\``),
      ])
    },
  )
  test.each([
    ['each="i q"', 'each'],
    ['each=i where="q = 1"', 'where'],
    ['each=i under="q: simplex"', 'under'],
    ['each=i model=no', 'model'],
    ['each=i lit2=z', 'lit2'],
  ])(
    'a mistake in an attribute of a formula is placed at the attribute: %s',
    async (attributes, name) => {
      const words = `$$ name=d ${attributes.includes('model') ? '' : 'model=ce '}${attributes}`
      expect(await build(`${model}${words}\n\\sigma_i = \\sigma_i\n$$\n`)).toEqual([
        expect.stringContaining(`a.mdx:13:${words.indexOf(` ${name}=`) + 2}: `),
      ])
    },
  )
  test.each([
    ['sizes={{ C: [2, 6], e: [1, 2] }}', 'sizes'],
    ['sizes={{ C: [2, 6] }} index={{ D: "i" }}', 'index'],
    ['sizes={{ C: [2, 6] }} free={{ z: "wrong" }}', 'free'],
    ['sizes={{ C: [2, 6] }} constants={{ e: 1 }}', 'constants'],
    ['definitions={["none"]}', 'definitions'],
  ])(
    'a mistake in an attribute of a model is placed at the attribute: %s',
    async (attributes, name) => {
      const tag = `<Model name="m" ${attributes}`
      expect((await build(`${tag} />\n`))[0]).toContain(`a.mdx:1:${tag.indexOf(` ${name}=`) + 2}: `)
    },
  )
})

describe('the compilation of cells', () => {
  const at =
    raw`<Derivation name="d" model="ce" each="i" at={{ z: "[p, 2]", y: "[1, 0]" }}>` +
    '\n$$\n\\sigma_i = \\sigma_i\n$$\n</Derivation>\n\n'
  const source =
    model +
    at +
    at.replaceAll('"d"', '"e"') +
    fence('name=a', 'const p = 1') +
    fence('name=b alt="${p}"', 'd3.create("svg").node()') +
    'So `{ts} p`.\n'

  test('each cell and value is compiled once while a page is built', async () => {
    compiled.length = 0
    expect(await build(source)).toEqual([])
    expect(compiled).toHaveLength(5)
    expect(new Set(compiled).size).toBe(5)
  })
  test('values that are added later do not change the compiled chapter', () => {
    const before = compileChapter(readChapter('a.mdx', source))
    const values = [...before.chapter.values]
    const after = addValues(before, [{ name: 'v-new', kind: 'value', source: 'p + 1' }, values[0]])
    expect(before.chapter.values).toEqual(values)
    expect(after.chapter.values.map(({ name }) => name)).toEqual([
      ...values.map(({ name }) => name),
      'v-new',
    ])
    expect(after.program.cells).toHaveLength(before.program.cells.length + 1)
  })
})
