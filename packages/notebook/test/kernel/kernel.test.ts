import { describe, expect, test, vi } from 'vitest'
import { seededRandom } from '../../src/kernel/random.ts'
import { cell, inEnglish, program, run, TestKernel } from './run.ts'

describe('the output of a cell', () => {
  test('a cell shows the value of its last expression', async () => {
    expect(await run({ a: '1 + 1' })).toEqual(['a: 2'])
  })
  test('a cell shows the names that it declares last, with their values', async () => {
    expect(await run({ a: 'const p = [1, 2], q = "x"' })).toEqual(['a: p = [1, 2] | q = "x"'])
  })
  test('a cell that ends with a statement without a value shows nothing', async () => {
    expect(await run({ a: 'const p = 1; for (const _ of [1]) {}' })).toEqual(['a: '])
  })
  test('a cell shows what it displays before its value', async () => {
    expect(await run({ a: 'display("first")\ndisplay("second")\n3' })).toEqual([
      'a: first | second | 3',
    ])
  })
  test('a promise is awaited, by its own cell and by those that use it', async () => {
    expect(
      await run({ a: 'Promise.resolve(3)', b: 'const x = Promise.resolve(4)', c: 'x + 1' }),
    ).toEqual(['a: 3', 'b: x = 4', 'c: 5'])
  })
  test('a cell may display values after an await', async () => {
    expect(await run({ a: 'display(1)\nawait Promise.resolve()\ndisplay(2)\n3' })).toEqual([
      'a: 1 | 2 | 3',
    ])
  })
  test('a generator is followed from value to value, also by the cells that use it', async () => {
    const kernel = new TestKernel(
      program({ a: 'const n = (function* () { yield 1; yield 2 })()', b: 'n * 10' }),
    )
    expect(await kernel.after((it) => it.observe(1))).toEqual(['a: n = 1', 'b: 10'])
    await expect
      .poll(() => kernel.events.flatMap((it) => (it.type === 'output' ? it.outputs : [])))
      .toContainEqual({ type: 'text', text: '20' })
  })
})

describe('a value that cannot be shown', () => {
  test.each([
    [
      'a getter that throws',
      '({ get x() { throw new Error("boo") } })',
      'cannot be shown: boo (1:20)',
    ],
    ['a list with one', '[{ get x() { throw 1 } }]', 'cannot be shown: thrown: 1'],
    [
      'a proxy',
      'new Proxy({}, { ownKeys() { throw new TypeError("no") } })',
      'cannot be shown: TypeError: no (1:35)',
    ],
    [
      'a proxy that refuses all',
      'const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); proxy',
      "TypeError: Cannot perform 'has' on a proxy that has been revoked",
    ],
    [
      'an iterator',
      'new (class extends Set { [Symbol.iterator]() { throw new Error("none") } })([1])',
      'cannot be shown: none (1:54)',
    ],
    [
      'a text that is none',
      '({ nodeType: 1, outerHTML: {} })',
      'cannot be shown: TypeError: markup.replace is not a function',
    ],
    [
      'markup without end',
      '({ nodeType: 1, outerHTML: "x".repeat(3e6) })',
      'cannot be shown: the markup has 3,000,000 characters, and 2,000,000 are allowed; draw fewer elements, or shorter numbers',
    ],
  ])('a value that cannot be shown is a failure of its cell: %s', async (_, source, message) => {
    expect(await run({ a: source, b: '1' })).toEqual([`a ! ${message}`, 'b: 1'])
  })
  test('a displayed value that cannot be shown is reported where `display` is called', async () => {
    expect(await run({ a: '1\ndisplay({ get x() { throw new Error("boo") } })' })).toEqual([
      'a ! cannot be shown: boo (2:1)',
    ])
  })
  test('a value that cannot be shown can still be used by other cells', async () => {
    expect(await run({ a: 'const bad = { get x() { throw 1 }, y: 2 }', b: 'bad.y' })).toEqual([
      'a ! cannot be shown: thrown: 1',
      'b: 2',
    ])
  })
  test('anything that a cell throws is reported with a message', async () => {
    expect(await run({ a: 'throw new Error("")', b: 'throw new TypeError()' })).toEqual([
      'a ! Error: without a message (1:7)',
      'b ! TypeError: without a message (1:7)',
    ])
    const thrown = [
      'undefined',
      'Object.create(null)',
      '{ toString() { throw 1 } }',
      '{ get message() { throw 1 } }',
      'Symbol("s")',
      '{ message: "x".repeat(1e7) }',
    ]
    const lines = await run(
      Object.fromEntries(thrown.map((it, index) => [`c${index}`, `throw (${it})`])),
    )
    const unknown = 'thrown: a value that cannot be shown'
    expect(lines.slice(0, 5)).toEqual([
      'c0 ! thrown: undefined',
      `c1 ! ${unknown}`,
      `c2 ! ${unknown}`,
      `c3 ! ${unknown}`,
      'c4 ! thrown: Symbol(s)',
    ])
    expect(lines[5]).toMatch(/x{2000}… 9,998,000 more characters$/)
  })
})

describe('a flood of displays', () => {
  const lastOutputs = (kernel: TestKernel): string[] => {
    const event = kernel.events.findLast((it) => it.type === 'output')
    return (event?.outputs ?? []).map((it) => (it.type === 'text' ? it.text : it.type))
  }

  test('too many displays are cut and counted', async () => {
    const kernel = new TestKernel(program({ a: 'for (let i = 0; i < 1e5; i++) display(i)\n"end"' }))
    await kernel.after((it) => it.observe(1))
    expect(lastOutputs(kernel).slice(198)).toEqual(['198', '199', '… 99,800 more', 'end'])
  })
  test('displays of large values are cut earlier', async () => {
    const kernel = new TestKernel(
      program({
        a: 'for (let i = 0; i < 300; i++) display({ nodeType: 1, outerHTML: "x".repeat(900_000) })',
      }),
    )
    await kernel.after((it) => it.observe(1))
    expect(lastOutputs(kernel)).toEqual(['html', 'html', 'html', '… 297 more'])
  })
  test('displays beyond the limit are counted without an event for each', async () => {
    const kernel = new TestKernel(
      program({ a: 'for (let i = 0; i < 5000; i++) { display(i); await 0 }' }),
    )
    await kernel.after((it) => it.observe(1))
    expect(lastOutputs(kernel).at(-1)).toBe('… 4,800 more')
    expect(kernel.events.length).toBeLessThan(250)
  })
})

describe('dataflow', () => {
  test('cells run in the order of their dependencies, not of the page', async () => {
    expect(await run({ a: 'b + c', bb: 'const b = c * 2', cc: 'const c = 21' })).toEqual([
      'a: 63',
      'bb: b = 42',
      'cc: c = 21',
    ])
  })
  test('cells have inputs and the library in scope', async () => {
    expect(await run({ a: 'double(z[0])' }, { z: [4] }, { double: (x: number) => 2 * x })).toEqual([
      'a: 8',
    ])
  })
  test('a changed input reruns only the cells that need it', async () => {
    const kernel = new TestKernel(
      program({ a: 'const p = z + 1', b: 'p * 2', other: '7' }, { z: 1 }),
    )
    await kernel.after((it) => it.observe(1))
    expect(await kernel.after((it) => it.set(2, { z: 10 }))).toEqual(['a: p = 11', 'b: 22'])
  })
  test('a cell runs only if it is observed or needed', async () => {
    const kernel = new TestKernel(
      program({ a: 'const p = z', costly: 'z * 100', free: '1' }, { z: 1 }),
    )
    expect(await kernel.after((it) => it.observe(1, ['a']))).toEqual(['a: p = 1'])
    expect(kernel.events.filter((it) => it.type === 'started').map((it) => it.cell)).toEqual(['a'])
  })
  test('an output carries the number of the run that caused it', async () => {
    const kernel = new TestKernel(program({ a: 'z' }, { z: 1 }))
    await kernel.after((it) => it.observe(1))
    await kernel.after((it) => it.set(7, { z: 2 }))
    expect(kernel.events.at(-2)).toMatchObject({ type: 'output', run: 7 })
  })
  test('a cell draws for the width of its layout, also after a resize', async () => {
    const kernel = new TestKernel({
      seed: '',
      inputs: [],
      cells: [cell('a', 'width'), { ...cell('b', 'width'), layout: 'wide' }],
    })
    expect((await kernel.after((it) => it.observe(1))).sort()).toEqual(['a: 640', 'b: 880'])
    expect((await kernel.after((it) => it.resize(2, { column: 300, wide: 301 }))).sort()).toEqual([
      'a: 300',
      'b: 301',
    ])
  })
})

describe('a cell that never ends at one input value', () => {
  test.each([
    ['an await', 'const a = z > 3 ? await new Promise(() => {}) : await z'],
    ['a promise with a name', 'const a = z > 3 ? new Promise(() => {}) : z'],
    [
      'a loop over promises',
      'let a = z; if (z > 3) for await (const it of [new Promise(() => {})]) a = it\na',
    ],
    [
      'a generator',
      'const a = (async function* () { if (z > 3) await new Promise(() => {}); yield z })()',
    ],
    [
      'a generator of promises',
      'const a = (function* () { yield z > 3 ? new Promise(() => {}) : z })()',
    ],
    ['a promise without a name', 'const a = z\nz > 3 ? new Promise(() => {}) : z'],
    [
      'a generator without a name',
      'const a = z; (async function* () { if (z > 3) await new Promise(() => {}); yield z })()',
    ],
  ])('%s that never ends does not block the next value', async (_, source) => {
    const kernel = new TestKernel(program({ a: source, b: 'a * 10' }, { z: 1 }))
    await kernel.after((it) => it.observe(1))
    kernel.kernel.set(2, { z: 5 })
    await kernel.until((it) => it.type === 'started' && it.run === 2)
    const lines = await kernel.after((it) => it.set(3, { z: 2 }))
    expect(lines.findLast((line) => line.startsWith('a: '))).toMatch(/^a: (a = )?2$/)
    expect(lines).toContain('b: 20')
  })
  test('`invalidation` resolves when a run that never ends is superseded', async () => {
    const kernel = new TestKernel(
      program(
        { a: 'invalidation.then(() => log(z))\nawait (z > 3 ? new Promise(() => {}) : z)' },
        { z: 1 },
      ),
      { log: (z: number) => void ended.push(z) },
    )
    const ended: number[] = []
    await kernel.after((it) => it.observe(1))
    kernel.kernel.set(2, { z: 5 })
    await kernel.until((it) => it.type === 'started' && it.run === 2)
    expect(await kernel.after((it) => it.set(3, { z: 2 }))).toEqual(['a: 2'])
    expect(ended).toEqual([1, 5])
  })
  test('a run that ends after its cell was edited reports nothing', async () => {
    const late: (() => void)[] = []
    const kernel = new TestKernel(program({ a: 'await wait(); display("late")' }), {
      wait: () => new Promise<void>((resolve) => late.push(resolve)),
    })
    kernel.kernel.observe(1)
    await kernel.until((it) => it.type === 'started')
    kernel.kernel.replace(2, cell('a', 'await new Promise(() => {})'))
    for (const resolve of late) resolve()
    await kernel.until((it) => it.type === 'started' && it.run === 2)
    expect(kernel.events.filter((it) => it.type === 'finished' || it.type === 'output')).toEqual([])
  })
  test('a superseded run that ends late reports nothing', async () => {
    const late: (() => void)[] = []
    const kernel = new TestKernel(
      program({ a: 'const it = z; if (z > 3) await wait(); display("late"); it' }, { z: 1 }),
      { wait: () => new Promise<void>((resolve) => late.push(resolve)) },
    )
    await kernel.after((it) => it.observe(1))
    kernel.kernel.set(2, { z: 5 })
    await kernel.until((it) => it.type === 'started' && it.run === 2)
    await kernel.after((it) => it.set(3, { z: 2 }))
    const from = kernel.events.length
    for (const resolve of late) resolve()
    await kernel.after((it) => it.set(4, { z: 2 }))
    expect(kernel.events.slice(from).filter((it) => it.run < 4)).toEqual([])
  })
})

describe('time and random numbers', () => {
  test('time and random numbers are the same in every run, and random numbers differ between cells', async () => {
    const cells = {
      a: '[Math.random(), random(), Date.now(), new Date(0).getFullYear(), performance.now()]',
      b: 'random()',
    }
    const [first, second] = [await run(cells), await run(cells)]
    expect(first).toEqual(second)
    expect(first[0]).not.toContain(first[1].slice(3, 9))
  })
  test('random numbers depend on the program’s seed and the cell’s name alone', async () => {
    const seeded = async (seed: string): Promise<string[]> =>
      (
        await new TestKernel({ ...program({ a: 'random()', b: 'random()' }), seed }).after((it) =>
          it.observe(1),
        )
      ).sort()
    const expected = (seed: string): string[] =>
      ['a', 'b'].map((name) => `${name}: ${seededRandom(`${seed}/${name}`)()}`)
    expect(await seeded('waves')).toEqual(expected('waves'))
    expect(await seeded('tides')).toEqual(expected('tides'))
    expect(expected('waves')).not.toEqual(expected('tides'))
  })
  test('an edited cell draws random numbers from the same seed', async () => {
    const kernel = new TestKernel({ ...program({ a: '1', b: 'random()' }), seed: 'waves' })
    await kernel.after((it) => it.observe(1))
    expect(await kernel.after((it) => it.replace(2, cell('a', 'random()')))).toEqual([
      `a: ${seededRandom('waves/a')()}`,
    ])
  })
})

describe('an edited cell', () => {
  test('an edited cell replaces the former one, and dependent cells follow', async () => {
    const kernel = new TestKernel(program({ a: 'const p = 1', b: 'p + 1' }))
    await kernel.after((it) => it.observe(1))
    expect(await kernel.after((it) => it.replace(2, cell('a', 'const p = 41')))).toEqual([
      'a: p = 41',
      'b: 42',
    ])
  })
  test('an edited cell may replace one that never ends', async () => {
    const kernel = new TestKernel(program({ a: 'const p = new Promise(() => {})', b: 'p' }))
    kernel.kernel.observe(1)
    await kernel.until((it) => it.type === 'finished')
    expect(await kernel.after((it) => it.replace(2, cell('a', 'const p = 5')))).toEqual([
      'a: p = 5',
      'b: 5',
    ])
  })
  test('an edit that removes a name needed by another cell is refused and changes nothing', async () => {
    const kernel = new TestKernel(program({ a: 'const p = 1', b: 'p + 1' }))
    await kernel.after((it) => it.observe(1))
    expect(() => inEnglish(() => kernel.kernel.replace(2, cell('a', 'const q = 1')))).toThrow(
      'no longer defines `p`, which cell `b` needs; define it, or change that first',
    )
    expect(await kernel.after((it) => it.replace(3, cell('b', 'p + 2')))).toEqual(['b: 3'])
  })
  test('an edit that the engine cannot parse is refused, and the former cell keeps running', async () => {
    const kernel = new TestKernel(program({ a: 'const p = z + 1', b: 'p * 2' }, { z: 1 }))
    await kernel.after((it) => it.observe(1))
    // No cell is known that the compiler lets pass and the engine refuses: this one comes from no compiler.
    expect(() =>
      inEnglish(() =>
        kernel.kernel.replace(2, { ...cell('a', 'const p = z'), body: 'const p = = z' }),
      ),
    ).toThrow("syntax: Unexpected token '='")
    expect(await kernel.after((it) => it.set(3, { z: 10 }))).toEqual(['a: p = 11', 'b: 22'])
  })
  test('a function or class that is shown has no name but its own', async () => {
    expect(await run({ a: '(x: number) => x' })).toEqual(['a: ƒ ()'])
    expect(await run({ a: 'async (x: number) => x' })).toEqual(['a: ƒ ()'])
    expect(await run({ a: '(class {})' })).toEqual(['a: class'])
    expect(await run({ a: '(function own() {})' })).toEqual(['a: ƒ own()'])
  })
  test('a cell may declare any name and use `await using`', async () => {
    expect(await run({ a: 'let __shown = 1\n__shown + 1' })).toEqual(['a: 2'])
    expect(await run({ a: 'await using held = { async [Symbol.asyncDispose]() {} }\n3' })).toEqual([
      'a: 3',
    ])
  })
  test('an edited cell may take a name of the library and give it back', async () => {
    const kernel = new TestKernel(program({ a: 'const a = half(8)', b: '1' }), {
      half: (x: number) => x / 2,
    })
    await kernel.after((it) => it.observe(1))
    expect(await kernel.after((it) => it.replace(2, cell('b', 'const half = (x) => -x')))).toEqual([
      'b: half = ƒ half()',
      'a: a = -8',
    ])
    expect(await kernel.after((it) => it.replace(3, cell('b', '2')))).toEqual(['b: 2', 'a: a = 4'])
  })
})

describe('a failure', () => {
  test('a failure has the line and column of the TypeScript source', async () => {
    expect(
      await run({ a: 'const x: { y?: { z: number } } = {}\nconst w: number = x.y!.z as number' }),
    ).toEqual(["a ! TypeError: Cannot read properties of undefined (reading 'z') (2:24)"])
  })
  test('a failure in the last expression has its column too', async () => {
    expect(await run({ a: '1;\nnull.x' })).toEqual([
      "a ! TypeError: Cannot read properties of null (reading 'x') (2:6)",
    ])
  })
  test('a failure in another cell’s function is reported where it was called', async () => {
    expect(
      await run({ a: 'function f() {\n  throw new RangeError("too far")\n}', b: 'f()' }),
    ).toEqual(['a: f = ƒ f()', 'b ! RangeError: too far, thrown in cell `a`, line 2 (1:1)'])
  })
  test('a failure after an await is reported with its place', async () => {
    expect(
      await run({ a: 'await Promise.resolve()\nmissing.call()' }, {}, { missing: undefined }),
    ).toEqual(["a ! TypeError: Cannot read properties of undefined (reading 'call') (2:9)"])
  })
  test('a failure blocks the cells that need it, and no others', async () => {
    expect(await run({ a: 'const p = null.x', b: 'p', c: '1' })).toEqual([
      "a ! TypeError: Cannot read properties of null (reading 'x') (1:16)",
      "b ! waits for cell `a`, which failed: TypeError: Cannot read properties of null (reading 'x')",
      'c: 1',
    ])
  })
  test('a failure says if a name of the library was redefined by a cell or an input', async () => {
    expect(
      await run(
        { a: 'const half = 5', b: 'half(1)', c: 'half + 1' },
        {},
        { half: (x: number) => x / 2 },
      ),
    ).toEqual([
      'a: half = 5',
      'b ! TypeError: half is not a function; `half` is here that of cell `a`, not the library’s (1:1)',
      'c: 6',
    ])
    expect(await run({ b: 'half(1)' }, { half: 1 }, { half: (x: number) => x / 2 })).toEqual([
      'b ! TypeError: half is not a function; `half` is here that of the input `half`, not the library’s (1:1)',
    ])
  })
  test('a failure of a generator is reported at the cell that made it', async () => {
    expect(
      await run({
        a: 'const g = (function* () { null.x })()',
        b: 'g',
        c: '(function* () { throw null })()',
        d: 'const h = (async function* () { throw 3 })()',
      }),
    ).toEqual([
      "a ! TypeError: Cannot read properties of null (reading 'x') (1:32)",
      "b ! waits for cell `a`, which failed: TypeError: Cannot read properties of null (reading 'x')",
      'c ! thrown: null',
      'd ! thrown: 3',
    ])
  })
  test('a failure while a generator is closed is ignored', async () => {
    const unhandled = vi.fn()
    process.on('unhandledRejection', unhandled)
    const cells = {
      a: 'const g = (function* () { try { while (true) yield z } finally { throw new Error("no") } })()',
      b: 'const h = (async function* () { try { yield z } finally { throw new Error("no") } })()',
    }
    const kernel = new TestKernel(program(cells, { z: 1 }))
    await kernel.after((it) => it.observe(1))
    expect(await kernel.after((it) => it.set(2, { z: 2 }))).toEqual(['a: g = 2', 'b: h = 2'])
    // What Node has against a turn it says after it.
    await kernel.after((it) => it.set(3, { z: 3 }))
    process.off('unhandledRejection', unhandled)
    expect(unhandled).not.toHaveBeenCalled()
  })
  test('a failure of a generator after its first value is reported to dependent cells', async () => {
    const kernel = new TestKernel(
      program({ a: 'const a = (function* () { yield 1; throw new Error("no") })()', b: 'a' }),
    )
    expect(await kernel.after((it) => it.observe(1))).toEqual(['a: a = 1', 'b: 1'])
    expect(await kernel.until((it) => it.type === 'failure' && it.cell === 'b')).toMatchObject({
      failure: { message: { kind: 'waitsFor', cell: 'a', message: 'no' }, upstream: 'a' },
    })
  })
  test('a failure has its place for every kind of line ending', async () => {
    for (const end of ['\n', '\r\n', '\r', '\u2028', '\u2029'])
      expect(await run({ a: `1${end} null.x` })).toEqual([
        "a ! TypeError: Cannot read properties of null (reading 'x') (2:7)",
      ])
  })
  test('a rejected promise is a failure of the cell that made it', async () => {
    expect(await run({ a: 'const p = Promise.reject(new Error("no"))', b: 'p' })).toEqual([
      'a ! no (1:26)',
      'b ! waits for cell `a`, which failed: no',
    ])
  })
})

/** The outputs of one cell, each event as its texts. */
function outputsOf(kernel: TestKernel, name: string): string[] {
  return kernel.lines.filter((line) => line.startsWith(`${name}: `))
}

describe('displayed values', () => {
  test('displayed values come with the result if the cell does not await', async () => {
    const kernel = new TestKernel(program({ a: 'display(1)\ndisplay(2)\n3' }))
    await kernel.after((it) => it.observe(1))
    expect(outputsOf(kernel, 'a')).toEqual(['a: 1 | 2 | 3'])
  })
  test('a cell that awaits sends one output for all values displayed between two awaits', async () => {
    let end = (_: number): void => {}
    const source = 'display(1)\ndisplay(2)\nawait 0\ndisplay(3)\nawait end()'
    const kernel = new TestKernel(program({ a: source }), {
      end: () => new Promise<number>((resolve) => (end = resolve)),
    })
    kernel.kernel.observe(1)
    await kernel.until((it) => it.type === 'output' && it.outputs.length === 3)
    expect(outputsOf(kernel, 'a')).toEqual(['a: 1 | 2', 'a: 1 | 2 | 3'])
    const settled = kernel.until((it) => it.type === 'settled')
    end(4)
    await settled
    expect(outputsOf(kernel, 'a').at(-1)).toBe('a: 1 | 2 | 3 | 4')
  })
  test('displayed values are sent only for observed cells, not for those that others need', async () => {
    const kernel = new TestKernel(
      program({ a: 'display(1)\nawait 0\ndisplay(2)\nconst p = 3', b: 'p' }),
    )
    expect(await kernel.after((it) => it.observe(1, ['b']))).toEqual(['b: 3'])
  })
  test('an output carries the run that displayed it, even after later runs have begun', async () => {
    let end = (_: number): void => {}
    const kernel = new TestKernel(program({ a: 'await end()', b: 'z' }, { z: 1 }), {
      end: () => new Promise<number>((resolve) => (end = resolve)),
    })
    const awaited = [
      kernel.until((it) => it.type === 'started' && it.cell === 'a'),
      kernel.until((it) => it.type === 'output' && it.cell === 'b'),
    ]
    kernel.kernel.observe(1)
    await Promise.all(awaited)
    kernel.kernel.set(2, { z: 2 })
    await kernel.until((it) => it.type === 'output' && it.run === 2)
    const output = kernel.until((it) => it.type === 'output')
    end(7)
    expect(await output).toMatchObject({ cell: 'a', run: 1 })
  })
})

test('a kernel settles only after the runtime has begun the last change', async () => {
  let end = (): void => {}
  const kernel = new TestKernel(program({ a: 'await end()', b: 'z' }, { z: 1 }), {
    end: () => new Promise<void>((resolve) => (end = resolve)),
  })
  const awaited = [
    kernel.until((it) => it.type === 'started' && it.cell === 'a'),
    kernel.until((it) => it.type === 'output' && it.cell === 'b'),
  ]
  kernel.kernel.observe(1)
  await Promise.all(awaited)
  kernel.kernel.set(2, { z: 2 })
  await kernel.until((it) => it.type === 'output' && it.run === 2)
  end()
  // Cell `a` ends before the runtime begins with this.
  await kernel.after((it) => it.set(3, { z: 3 }))
  const events = kernel.events.filter((it) => it.type === 'output' || it.type === 'settled')
  expect(events.map((it) => `${it.type} ${it.run}`)).toEqual([
    'output 1',
    'output 2',
    'output 1',
    'output 3',
    'settled 3',
  ])
})

test('a cell finishes after its last await, whether it resolves or rejects', async () => {
  for (const source of ['await end()', 'await end()\nnull.x']) {
    let end = (): void => {}
    const kernel = new TestKernel(program({ a: source }), {
      end: () => new Promise<void>((resolve) => (end = resolve)),
    })
    const started = kernel.until((it) => it.type === 'started')
    kernel.kernel.observe(1)
    await started
    await new Promise((resolve) => setImmediate(resolve))
    expect(kernel.events.map((it) => it.type)).toEqual(['started'])
    const settled = kernel.until((it) => it.type === 'settled')
    end()
    await settled
    expect(kernel.events.map((it) => it.type).slice(0, 2)).toEqual(['started', 'finished'])
  }
})

test('a kernel settles once for changes made together, with the number of the last', async () => {
  const kernel = new TestKernel(program({ a: 'z' }, { z: 1 }))
  await kernel.after((it) => {
    it.observe(1)
    it.set(2, { z: 2 })
    it.set(3, { z: 3 })
  })
  await kernel.after((it) => it.set(4, { z: 4 }))
  expect(kernel.events.flatMap((it) => (it.type === 'settled' ? it.run : []))).toEqual([3, 4])
})

describe('a value of which only some cells are to follow', () => {
  const start = async (): Promise<TestKernel> => {
    const kernel = new TestKernel(
      program({ p: 'const p = 2 * z', near: 'p + 1', far: 'p + 2' }, { z: 1 }),
    )
    await kernel.after((it) => it.observe(1))
    return kernel
  }
  test('is computed for these and what they need, and for the others when they are asked for', async () => {
    const kernel = await start()
    expect(await kernel.after((it) => it.set(2, { z: 5 }, ['near']))).toEqual(['near: 11'])
    expect(await kernel.after((it) => it.set(3, {}, ['far', 'p']))).toEqual([
      'p: p = 10',
      'far: 12',
    ])
  })
  test('is overtaken by a newer one, at which the others are computed once', async () => {
    const kernel = await start()
    await kernel.after((it) => it.set(2, { z: 5 }, ['near']))
    await kernel.after((it) => it.set(3, { z: 6 }, ['near']))
    expect(await kernel.after((it) => it.set(4, {}, ['far']))).toEqual(['far: 14'])
    expect(await kernel.after((it) => it.set(5, { z: 7 }))).toHaveLength(3)
  })
})

describe('the first request of a kernel', () => {
  test('the first request may be an edit that removes a name, and the cells that used it are computed', async () => {
    const kernel = new TestKernel(program({ a: 'half(8)', b: 'const half = (x) => -x' }), {
      half: (x: number) => x / 2,
    })
    expect(await kernel.after((it) => it.replace(1, cell('b', '2')))).toEqual(['b: 2', 'a: 4'])
  })
  test('the first request may be an edit that does not parse, and the former cell keeps its inputs', async () => {
    const kernel = new TestKernel(program({ a: 'const p = z + 1' }, { z: 1 }))
    expect(() =>
      kernel.kernel.replace(1, { ...cell('a', 'const p = 1'), body: 'const p = = 1' }),
    ).toThrow('syntax')
    expect(await kernel.after((it) => it.set(2, { z: 10 }))).toEqual(['a: p = 11'])
  })
})

test('a failure mentions the redefined name of the library where it happened, but not in waiting cells', async () => {
  const lines = await run(
    { a: 'const half = 1', b: 'half(8)\nconst p = 2', c: 'half + p' },
    {},
    { half: (x: number) => x / 2 },
  )
  expect(lines[1]).toContain('`half` is here that of cell `a`, not the library’s')
  expect(lines[2]).toBe('c ! waits for cell `b`, which failed: TypeError: half is not a function')
})

describe('a cell that is added', () => {
  test('is computed, and recomputed with what it needs', async () => {
    const those = new TestKernel(program({ p: 'const p = 2 * T' }, { T: 1 }))
    await those.after((kernel) => kernel.observe(1))
    expect(
      await those.after((kernel) => kernel.replace(2, cell('mine', 'const q = p + 1'))),
    ).toEqual(['mine: q = 3'])
    expect(await those.after((kernel) => kernel.set(3, { T: 5 }))).toEqual([
      'p: p = 10',
      'mine: q = 11',
    ])
    expect(await those.after((kernel) => kernel.replace(4, cell('more', 'q * 2')))).toEqual([
      'more: 22',
    ])
  })
  test('is refused where it does not fit the others, and leaves nothing behind', async () => {
    const those = new TestKernel(program({ p: 'const p = 1' }))
    await those.after((kernel) => kernel.observe(1))
    const add = (source: string) => () =>
      inEnglish(() => those.kernel.replace(2, cell('mine', source)))
    expect(add('const p = 2')).toThrow('defined twice: `p` is already defined by cell `p`')
    expect(add('unknown + 1')).toThrow('unknown')
    expect(await those.after((kernel) => kernel.replace(3, cell('mine', 'const q = 2')))).toEqual([
      'mine: q = 2',
    ])
  })
  test('takes the place of a name of the library, for all cells that use it', async () => {
    const those = new TestKernel(program({ p: 'one + 1' }), { one: 1 })
    await those.after((kernel) => kernel.observe(1))
    expect(
      await those.after((kernel) => kernel.replace(2, cell('mine', 'const one = 10'))),
    ).toEqual(expect.arrayContaining(['mine: one = 10', 'p: 11']))
  })
})

describe('the value behind an output', () => {
  test('is found by the place that the output carries, displayed or returned', async () => {
    const cells = { p: 'display("text")\ndisplay([1, [2]])\nconst q = { r: 3 }' }
    const { kernel } = new TestKernel(program(cells))
    expect(await kernel.valueAt('p', 1)).toEqual([1, [2]])
    expect(await kernel.valueAt('p', 2)).toEqual({ r: 3 })
    expect(await kernel.valueAt('p', 9)).toBeUndefined()
  })
  test('is the newest, which is computed first', async () => {
    const { kernel } = new TestKernel(program({ p: '[z]' }, { z: 1 }))
    kernel.set(1, { z: 2 })
    expect(await kernel.valueAt('p', 0)).toEqual([2])
  })
})
