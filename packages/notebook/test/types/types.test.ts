import { describe, expect, test } from 'vitest'
import { TypeChecker } from '../../src/types/type-checker.ts'
import { book } from '../../../../src/library/config.ts'

const checker = new TypeChecker(book)
/** What is told of a page, without the cures: the fixtures in `test/mistakes` have those. */
const check = (source: string): string[] =>
  checker
    .check(new Map([['a.mdx', source]]))
    .errors.filter(({ isWarning }) => !isWarning)
    .map(({ message }) => message.replace(/(\(TS\d+\)); [^\n]*$/, '$1'))

/** A page of cells, each given as `name: code`, the code after a line's end if it has several lines. */
const page = (...cells: string[]): string =>
  cells
    .map((it) => {
      const [name, code] = [it.slice(0, it.indexOf(':')), it.slice(it.indexOf(':') + 1)]
      return `\`\`\`ts cell name=${name}\n${code.replace(/^\s/, '')}\n\`\`\`\n`
    })
    .join('\n')

const inputs = `<Slider name="T" min={0} max={1} value={0} />
<Vector name="z" value={[2, 1]} />
<Choice name="how" options={["soft", "hard"]} />
<Toggle name="on" />

`

describe('a page without type errors', () => {
  test('a cell may use names of cells that come after it', () => {
    expect(
      check(
        inputs +
          page(
            'shown: p.map((it) => it.toFixed(2)).join(how)',
            'p: const p = softmax(z, { temperature: T })',
            'figure: probabilityBars(p, { labels: on ? animals : undefined, width })',
            "animals: const animals = ['fox', 'owl']",
          ),
      ),
    ).toEqual([])
  })
  test('names of the library have their types: maths, figures, Plot, D3 and data', () => {
    expect(
      check(
        page(
          'plot: Plot.plot({ width, marks: [Plot.barY(d3.range(3), { fill: "red" })] })',
          'loss: const loss: number = crossEntropy([1, 2], digits.train.labels[0])',
          'function: const total = (values: Vector) => [...values].length',
          'text: const text: string = formatSigned(total(new Float64Array(3)))',
          'selection: const svg: d3.Selection<SVGSVGElement, undefined, null, undefined> = d3.create("svg")',
        ),
      ),
    ).toEqual([])
  })
  test('a cell may put handles, and marks with tips, into a figure of its own', () => {
    expect(
      check(
        page(
          'handle: const svg = d3.create("svg")\ndragHandle(svg, [1, 2], { input: "T", x: d3.scaleLinear([0, 1], [0, 9]) })',
          'tip: markTip(d3.create("svg"), "one of nine").append("circle")',
        ),
      ),
    ).toEqual([])
  })
  test('the names that the kernel gives to each cell have their types', () => {
    expect(
      check(
        page(
          'own: const shown: number = display(width + random() + Math.random() + performance.now())',
          'timer: const timer = setInterval(() => {}, 5)\nvoid invalidation.then(() => clearInterval(timer))',
          'document: document.createElement("p")',
        ),
      ),
    ).toEqual([])
  })
  test('a cell may await at the top level and show any value', () => {
    expect(
      check(
        page(
          'a: const a = await Promise.resolve(2)',
          'b: (await Promise.resolve(a)) + 1',
          'c: { const a = 1 }',
          'd: [a, { a }]',
        ),
      ),
    ).toEqual([])
  })
  test('a caught error and an item of a list can be used without narrowing', () => {
    expect(
      check(
        page(
          'a: try { softmax([1], { temperature: -1 }) } catch (error) { display(error.message) }',
          'b: [1][0].toFixed()',
        ),
      ),
    ).toEqual([])
  })
})

describe('a type error', () => {
  test.each([
    [
      'an argument of the wrong type',
      'a: softmax("scores")',
      "a.mdx:2:9: cell `a`: Argument of type 'string' is not assignable to parameter of type 'Vector'. (TS2345)",
    ],
    [
      'a property that is not there',
      'a: const a = [1]\na.lenght',
      "a.mdx:3:3: cell `a`: Property 'lenght' does not exist on type 'number[]'. Did you mean 'length'? (TS2551)",
    ],
    [
      'an option that is not there',
      'a: softmax([1], { temprature: 2 })',
      "a.mdx:2:16: cell `a`: Object literal may only specify known properties, but 'temprature' does not exist in type ",
    ],
    [
      'a parameter without a type',
      'a: const f = (x) => x',
      "a.mdx:2:12: cell `a`: Parameter 'x' implicitly has an 'any' type. (TS7006)",
    ],
    [
      'what may be undefined',
      'a: [1].find((it) => it > 1).toFixed()',
      "a.mdx:2:1: cell `a`: Object is possibly 'undefined'. (TS2532)",
    ],
    [
      'a mark that takes no such option',
      'a: Plot.plot({ margin: "wide" })',
      "a.mdx:2:13: cell `a`: Type 'string' is not assignable to type 'number'. (TS2322)",
    ],
    [
      'a type that nothing declares',
      'a: const a: Scores = [1]',
      "a.mdx:2:10: cell `a`: Cannot find name 'Scores'. (TS2304)",
    ],
    [
      'a variable that is never given a value',
      'a: let a: number',
      "a.mdx:2:1: cell `a`: Variable 'a' is used before being assigned. (TS2454)",
    ],
    [
      'a list that is never filled',
      'a: const a = []',
      "a.mdx:2:7: cell `a`: Variable 'a' implicitly has type 'any[]' in some locations where its type cannot be determined. (TS7034)",
    ],
  ])('%s is reported with file, line, column and cell', (_, cell, message) => {
    const errors = check(page(cell))
    expect(errors[0]).toContain(message)
    expect(errors).toHaveLength(1)
  })
  test('several type errors are reported in the order of the page', () => {
    expect(
      check(inputs + 'And `{ts} T.x`.\n\n' + page('a: how - 1', 'b: z.x\non.x')).map((it) =>
        it.slice(0, 9),
      ),
    ).toEqual(['a.mdx:6:1', 'a.mdx:9:1', 'a.mdx:13:', 'a.mdx:14:'])
  })
  test('a type error is reported with its reasons', () => {
    expect(check(page('a: const f: (x: number) => string = (x) => x'))).toEqual([
      "a.mdx:2:41: cell `a`: Type 'number' is not assignable to type 'string'. (TS2322)",
    ])
    expect(
      check(
        page('a: const a: { p: { q: 1 } } = { p: { q: 1 } }', 'b: const b: { p: { q: 2 } } = a'),
      ),
    ).toEqual([
      `a.mdx:6:7: cell \`b\`: Type '{ p: { q: 1; }; }' is not assignable to type '{ p: { q: 2; }; }'.
  The types of 'p.q' are incompatible between these types.
    Type '1' is not assignable to type '2'. (TS2322)`,
    ])
  })
})

describe('types across cells', () => {
  const wrong = (cells: string[], use: string): string =>
    check(page(...cells, `last: ${use}`))[0]?.replace(/^.*?last`: /, '')

  test('a type passes through two cells', () => {
    expect(wrong(["a: const a = { text: 'x' }", 'b: const b = { a }'], 'b.a.text.length.x')).toBe(
      "Property 'x' does not exist on type 'number'. (TS2339)",
    )
  })
  test('a promise has the type of its resolved value in other cells', () => {
    expect(wrong(['a: const a = Promise.resolve([1])'], 'a.then')).toBe(
      "Property 'then' does not exist on type 'number[]'. (TS2339)",
    )
    expect(wrong(['a: const a = random() > 0.5 ? Promise.resolve(1) : undefined'], 'a.x')).toBe(
      "'a' is possibly 'undefined'. (TS18048)",
    )
  })
  test('a promise is still a promise within its own cell', () => {
    expect(check(page('a: const a = Promise.resolve([1])\na.length'))).toEqual([
      expect.stringContaining(
        "a.mdx:3:3: cell `a`: Property 'length' does not exist on type 'Promise<number[]>'",
      ),
    ])
  })
  test('a generator has the type of its values in other cells', () => {
    expect(wrong(['a: const a = (function* () { yield { loss: 1 } })()'], 'a.los')).toBe(
      "Property 'los' does not exist on type '{ loss: number; }'. Did you mean 'loss'? (TS2551)",
    )
    expect(wrong(["a: const a = (async function* () { yield 'x'; return 1 })()"], 'a.next')).toBe(
      "Property 'next' does not exist on type 'string'. (TS2339)",
    )
    expect(
      wrong(
        ['a: const a = Promise.resolve((function* () { yield Promise.resolve(true) })())'],
        'a.x',
      ),
    ).toBe("Property 'x' does not exist on type 'boolean'. (TS2339)")
  })
  test('a list or a variable has its final type in other cells', () => {
    expect(wrong(['a: const a = []\nfor (let i = 0; i < 3; i++) a.push({ i })'], 'a[0].j')).toBe(
      "Property 'j' does not exist on type '{ i: number; }'. (TS2339)",
    )
    expect(wrong(['a: let a: number | undefined\na = 3'], 'a.x')).toBe(
      "Property 'x' does not exist on type 'number'. (TS2339)",
    )
  })
  test('a constant keeps its literal type in other cells, and can still be widened', () => {
    expect(
      check(
        page(
          "a: const kind = 'soft'\nconst first = 0",
          "b: const exact: 'soft' = kind\nlet next = first\nnext += 1\nconst list = [first]\nlist.push(1)",
        ),
      ),
    ).toEqual([])
  })
  test('`any` stays `any` in other cells', () => {
    expect(check(page('a: const a = JSON.parse("1")', 'b: a.what.ever'))).toEqual([])
  })
  test('a type from another cell can be narrowed, within functions too', () => {
    expect(
      check(
        page(
          'a: const a = [1, 2].find((it) => it > 1)',
          'b: a === undefined ? [] : [1].map((it) => it + a)',
        ),
      ),
    ).toEqual([])
  })
  test('functions and classes keep their types in other cells, and classes are types there too', () => {
    expect(
      wrong(
        ['a: class Point { x = 1 }\nfunction at(x: number): Point { return new Point() }'],
        'const p: Point = at("1")',
      ),
    ).toBe("Argument of type 'string' is not assignable to parameter of type 'number'. (TS2345)")
    expect(wrong(['a: class Point { x = 1 }'], 'const f = (point: Point) => point.y')).toBe(
      "Property 'y' does not exist on type 'Point'. (TS2339)",
    )
  })
  test('an interface or alias can be used in other cells, unless two cells declare it', () => {
    expect(
      wrong(
        ['a: interface Row { n: number }\nconst rows: Row[] = []'],
        'const row: Row = { n: "1" }',
      ),
    ).toBe("Type 'string' is not assignable to type 'number'. (TS2322)")
    expect(
      check(
        page('a: type Row = number\nconst a: Row = 1', 'b: type Row = string\nconst b: Row = ""'),
      ),
    ).toEqual([])
    expect(wrong(['a: type Row = number', 'b: type Row = string'], 'const row: Row = 1')).toBe(
      "Cannot find name 'Row'. (TS2304)",
    )
  })
  test('local names of a cell do not reach other cells', () => {
    expect(
      check(
        page(
          "a: const a = [1].map((row) => row)\n{ const row = ''; row.trim() }",
          "b: const b = ['x'].map((row) => row.length)",
        ),
      ),
    ).toEqual([])
  })
})

describe('the types of inputs', () => {
  test.each([
    ['T.x', 'number'],
    ['z.x', 'number[]'],
    ['how.x', '"soft" | "hard"'],
    ['on.x', 'boolean'],
  ])('the input in %s has its type', (code, type) => {
    const [error] = check(inputs + page(`a: ${code}`))
    expect(error).toMatch(/a\.mdx:7:\d+: cell `a`: Property 'x' does not exist on type/)
    expect(check(inputs + page(`a: const kept: ${type} = ${code.replace('.x', '')}`))).toEqual([])
  })
  test('an option that a choice does not offer is a type error', () => {
    expect(check(inputs + page('a: ({ soft: 1, hart: 2 })[how]'))).toEqual([
      expect.stringContaining(
        "a.mdx:7:1: cell `a`: Property 'hard' does not exist on type '{ soft: number; hart: number; }'",
      ),
    ])
    expect(check(inputs + page("a: how === 'hart'"))).toEqual([
      expect.stringContaining('a.mdx:7:1: cell `a`: This comparison appears to be unintentional'),
    ])
  })
})
