import { describe, expect, test } from 'vitest'
import { library } from '../../../../src/library/config.ts'
import { seededRandom } from '../../src/kernel/random.ts'
import { readChapter, type Chapter } from '../../src/markdown/chapter/chapter.ts'
import { runChapter } from '../../src/markdown/chapter/run-chapter.ts'

const run = (source: string, timeLimit?: number) =>
  runChapter(readChapter('a.mdx', source), { library, timeLimit })
const fence = (meta: string, code: string): string => `\`\`\`ts cell ${meta}\n${code}\n\`\`\`\n\n`

describe('a chapter run at build', () => {
  test('each figure is drawn for both widths, with the same bytes every time', async () => {
    const source =
      fence(
        'name=fig alt="Bars of ${width} pixels."',
        'Plot.plot({ width, marks: [Plot.barY([1, 2], { clip: true })] })',
      ) + fence('name=r', 'Math.random()')
    const [first, second] = [await run(source), await run(source)]
    expect(first.results.get('fig')?.roomy[0]).toMatchObject({
      type: 'svg',
      html: expect.stringContaining('width="640"'),
    })
    expect(first.results.get('fig')?.narrow[0]).toMatchObject({
      html: expect.stringContaining('width="328"'),
    })
    expect([...second.results]).toEqual([...first.results])
  })
  test('random numbers are seeded by the name of the book, which the page’s program carries', async () => {
    const chapter = (): Chapter => readChapter('a.mdx', fence('name=r', 'Math.random()'))
    const { program, results } = await runChapter(chapter(), { library, name: 'waves' })
    expect(program.seed).toBe('waves')
    const text = String(seededRandom('waves/r')())
    expect(results.get('r')?.roomy).toEqual([{ type: 'text', text }])
    const other = await runChapter(chapter(), { library, name: 'tides' })
    expect(other.results.get('r')?.roomy).not.toEqual(results.get('r')?.roomy)
  })
  test('Plot, with legends and titles, and D3 are in scope', async () => {
    const source =
      fence(
        'name=fig alt="One dot."',
        'Plot.plot({ title: "T", color: { legend: true }, marks: [Plot.dot([{ a: 1, b: "x" }], { x: "a", fill: "b" })] })',
      ) +
      fence(
        'name=d alt="One circle."',
        'const node = d3.create("svg")\nnode.append("circle").attr("r", 2)\nnode.node()',
      )
    const { results } = await run(source)
    expect(results.get('fig')?.roomy[0]).toMatchObject({
      type: 'html',
      html: expect.stringMatching(/<figure.*<h2>T<\/h2>.*swatch/s),
    })
    expect(results.get('d')?.roomy[0]).toEqual({
      type: 'svg',
      html: '<svg><circle r="2"></circle></svg>',
    })
  })
  test('an endless generator shows its first value', async () => {
    const { results } = await run(
      fence('name=g', 'const n = (function* () { let i = 5; while (true) yield i++ })()') +
        fence('name=w', '[width, n]'),
    )
    const first = [{ type: 'text', text: '5', label: 'n' }]
    expect(results.get('g')).toEqual({ roomy: first, narrow: first })
    expect(results.get('w')?.narrow).toEqual([{ type: 'text', text: '[328, 5]', opens: 0 }])
  })
})

describe('a cell that plays', () => {
  test('a cell that plays is built at its resting step, and other generators at their first value', async () => {
    const slow = fence('name=slow', 'await new Promise((resolve) => setTimeout(resolve, 200))')
    const { results } = await run(
      fence(
        'name=n play rest=40',
        'const n = (function* () { for (let i = 0; ; i++) yield i })()',
      ) +
        fence('name=w', '[width, n]') +
        fence('name=own', 'const own = (function* () { for (let i = 0; ; i++) yield i })()') +
        slow,
    )
    expect(results.get('n')).toMatchObject({
      roomy: [{ text: '40' }],
      narrow: [{ text: '40' }],
      playback: { state: 'paused', steps: 40 },
    })
    expect(results.get('w')).toMatchObject({
      roomy: [{ text: '[640, 40]' }],
      narrow: [{ text: '[328, 40]' }],
    })
    expect(results.get('own')).toEqual({
      roomy: [{ type: 'text', text: '0', label: 'own' }],
      narrow: [{ type: 'text', text: '0', label: 'own' }],
    })
  })
  test('a cell marked `play` must have a generator', async () => {
    await expect(run(fence('name=a play', 'const n = 1'))).rejects.toThrow(
      'a.mdx:1:19: cell `a`: marked `play`, but nothing plays: give a generator a name that is used, as in const n = (function* () { … })()',
    )
  })
  test('a cell that does not reach its resting step in time fails the build', async () => {
    await expect(
      run(
        fence('name=a play rest=900000000', 'const n = (function* () { while (true) yield 1 })()'),
        500,
      ),
    ).rejects.toThrow('a.mdx:2:27: cell `a`: does not end')
  })
})

describe('a failed build', () => {
  test('a cell that throws fails the build at its place', async () => {
    await expect(
      run(
        '# T\n\n' +
          fence('name=bad', 'const a = 1\nconst b: number = nothing.x').replace(
            'nothing',
            '(undefined as any)',
          ),
      ),
    ).rejects.toThrow(
      "a.mdx:5:38: cell `bad`: TypeError: Cannot read properties of undefined (reading 'x')",
    )
  })
  test('a cell that does not end fails the build', async () => {
    await expect(
      run(fence('name=fine', '1') + fence('name=endless', 'for (;;) {}'), 500),
    ).rejects.toThrow(
      'a.mdx:6:1: cell `endless`: does not end: stopped after 0.5 s of CPU time; look for an endless loop',
    )
  })
  test.each([
    [
      'lost()\nasync function lost() {\n  throw new RangeError("gone")\n}',
      'a.mdx:8:9: cell `bad`: a promise that nothing awaits was rejected: RangeError: gone; await it, or give it a catch',
    ],
    [
      'Promise.reject(new Error("gone"))',
      'a.mdx:6:16: cell `bad`: a promise that nothing awaits was rejected: gone; await it, or give it a catch',
    ],
    [
      'Promise.reject(1)',
      'a.mdx: a promise that nothing awaits was rejected: thrown: 1; await it, or give it a catch',
    ],
  ])('a rejected promise that nothing awaits fails the build: %s', async (code, message) => {
    await expect(run(fence('name=fine', '1') + fence('name=bad', `${code}\n3`))).rejects.toThrow(
      message,
    )
  })
  test('a promise that never resolves fails the build, at once if nothing could resolve it', async () => {
    await expect(run(fence('name=never', 'await new Promise(() => {})'))).rejects.toThrow(
      'a.mdx:2:1: cell `never`: does not end: nothing is left that could resolve the promise it waits for',
    )
    const ticking = 'setInterval(() => {}, 10)\nawait new Promise(() => {})'
    await expect(run(fence('name=never', ticking), 500)).rejects.toThrow(
      'a.mdx:3:1: cell `never`: does not end: stopped after 0.5 s of waiting; look for a promise that never resolves',
    )
  })
  test('a generator that does not yield fails the build', async () => {
    await expect(
      run(fence('name=gen', 'const g = (function* () { while (true); })()'), 500),
    ).rejects.toThrow('cell `gen`: does not end: stopped after 0.5 s of CPU time')
  })
  test('a name that is unknown or defined twice fails the build', async () => {
    await expect(run('Value `{ts} q + 1`.')).rejects.toThrow(
      'a.mdx:1:13: value `{ts} q + 1`: unknown name: `q`',
    )
    await expect(
      run(fence('name=a', 'const p = 1') + fence('name=b', 'const p = 1')),
    ).rejects.toThrow(
      'a.mdx:6:7: cell `b`: defined twice: `p` is already defined by cell `a`; rename one',
    )
  })
  test('a cell marked `throws` fails the build only if it does not throw', async () => {
    await expect(run(fence('name=a throws', '1'))).rejects.toThrow(
      'a.mdx:1:19: cell `a`: marked `throws`, but does not fail: remove the mark',
    )
    const { results } = await run(fence('name=a throws', 'softmax([])[0].toFixed()'))
    expect(results.get('a')?.failure).toMatchObject({ line: 1 })
  })
  test('a figure without a text alternative fails the build, and so does an alternative without a figure', async () => {
    const drawn = 'd3.create("svg").node()'
    await expect(run(`Text.\n\n${fence('name=fig', drawn)}`)).rejects.toThrow(
      'a.mdx:3:1: cell `fig`: figure without words: give it an alt="…" that says what it shows, with numbers as ${…}',
    )
    await expect(run(fence('name=fig', 'Plot.plot({ title: "T", marks: [] })'))).rejects.toThrow(
      'a.mdx:1:1: cell `fig`: figure without words',
    )
    await expect(
      run(
        fence(
          'name=fig',
          'Object.assign(document.createElement("div"), { innerHTML: "<img src=\'data:,\'>" })',
        ),
      ),
    ).rejects.toThrow('figure without words')
    await expect(run(fence('name=text alt="A number."', '1'))).rejects.toThrow(
      'a.mdx:1:22: cell `text`: alt without a figure: the cell shows none; leave it out, or end the cell with the figure',
    )
    await expect(
      run(
        fence(
          'name=fig',
          'Object.assign(document.createElement("div"), { innerHTML: "<img src=\'data:,\' alt=\'A dot.\'>" })',
        ),
      ),
    ).resolves.toBeDefined()
  })
  test('a value in prose or in a text alternative that says nothing fails the build', async () => {
    await expect(run('Now `{ts} [1][2]`.')).rejects.toThrow(
      'a.mdx:1:11: value `{ts} [1][2]`: says nothing: it comes to "undefined"; look for a name or an index that is not there',
    )
    await expect(run('Now `{ts} ({})`.')).resolves.toBeDefined()
    await expect(run('Now `{ts} d3.create("svg").node()`.')).rejects.toThrow(
      'a.mdx:1:11: value `{ts} d3.create("svg").node()`: no text: a figure stands in a cell of its own; a value is a number or a word',
    )
    await expect(
      run(fence('name=a alt="Bars of ${[1][2]}."', 'd3.create("svg").node()')),
    ).rejects.toThrow('a.mdx:1:19: alt of cell `a`: says nothing: it comes to "Bars of undefined."')
  })
})
