import { describe, expect, test } from 'vitest'
import { cell, program, run, TestKernel } from './run.ts'

describe('what a cell shows', () => {
  test('is the value of its last expression', async () => {
    expect(await run({ a: '1 + 1' })).toEqual(['a: 2'])
  })
  test('is the names that it declares last, with their values', async () => {
    expect(await run({ a: 'const p = [1, 2], q = "x"' })).toEqual(['a: p = [1, 2] | q = "x"'])
  })
  test('is nothing after a statement that has no value', async () => {
    expect(await run({ a: 'const p = 1; for (const _ of [1]) {}' })).toEqual(['a: '])
  })
  test('begins with what it displays', async () => {
    expect(await run({ a: 'display("first")\ndisplay("second")\n3' })).toEqual(['a: first | second | 3'])
  })
  test('may come later: promises are awaited', async () => {
    expect(await run({ a: 'Promise.resolve(3)', b: 'const x = Promise.resolve(4)', c: 'x + 1' })).toEqual(['a: 3', 'b: x = 4', 'c: 5'])
  })
  test('may be displayed after an await too', async () => {
    expect(await run({ a: 'display(1)\nawait Promise.resolve()\ndisplay(2)\n3' })).toEqual(['a: 1 | 2 | 3'])
  })
  test('follows a generator from value to value, and so do the cells that use it', async () => {
    const kernel = new TestKernel(program({ a: 'const n = (function* () { yield 1; yield 2 })()', b: 'n * 10' }))
    expect(await kernel.after((it) => it.show(1))).toEqual(['a: n = 1', 'b: 10'])
    await expect.poll(() => kernel.events.flatMap((it) => (it.type === 'output' ? it.outputs : []))).toContainEqual({ type: 'text', text: '20' })
  })
})

describe('cells in dataflow order', () => {
  test('run in the order of their names’ use, not of the page', async () => {
    expect(await run({ a: 'b + c', bb: 'const b = c * 2', cc: 'const c = 21' })).toEqual(['a: 63', 'bb: b = 42', 'cc: c = 21'])
  })
  test('see inputs and the library', async () => {
    expect(await run({ a: 'double(z[0])' }, { z: [4] }, { double: (x: number) => 2 * x })).toEqual(['a: 8'])
  })
  test('run anew when an input changes, and only those that need it', async () => {
    const kernel = new TestKernel(program({ a: 'const p = z + 1', b: 'p * 2', other: '7' }, { z: 1 }))
    await kernel.after((it) => it.show(1))
    expect(await kernel.after((it) => it.set(2, { z: 10 }))).toEqual(['a: p = 11', 'b: 22'])
  })
  test('are computed only when they are shown or needed', async () => {
    const kernel = new TestKernel(program({ a: 'const p = z', costly: 'z * 100', free: '1' }, { z: 1 }))
    expect(await kernel.after((it) => it.show(1, ['a']))).toEqual(['a: p = 1'])
    expect(kernel.events.filter((it) => it.type === 'started').map((it) => it.cell)).toEqual(['a'])
  })
  test('carry the number of the run that caused them', async () => {
    const kernel = new TestKernel(program({ a: 'z' }, { z: 1 }))
    await kernel.after((it) => it.show(1))
    await kernel.after((it) => it.set(7, { z: 2 }))
    expect(kernel.events.at(-2)).toMatchObject({ type: 'output', run: 7 })
  })
  test('draw for the width of their layout', async () => {
    const kernel = new TestKernel({ inputs: [], cells: [cell('a', 'width'), { ...cell('b', 'width'), layout: 'wide' }] })
    expect((await kernel.after((it) => it.show(1))).sort()).toEqual(['a: 640', 'b: 880'])
    expect((await kernel.after((it) => it.resize(2, { column: 300, wide: 301 }))).sort()).toEqual(['a: 300', 'b: 301'])
  })
})

describe('time and chance', () => {
  test('are the same in every run of a cell', async () => {
    const cells = { a: '[Math.random(), random(), Date.now(), new Date(0).getFullYear(), performance.now()]', b: 'random()' }
    const [first, second] = [await run(cells), await run(cells)]
    expect(first).toEqual(second)
    expect(first[0]).not.toContain(first[1].slice(3, 9))
  })
})

describe('an edited cell', () => {
  test('takes the place of the former, and what depends on it follows', async () => {
    const kernel = new TestKernel(program({ a: 'const p = 1', b: 'p + 1' }))
    await kernel.after((it) => it.show(1))
    expect(await kernel.after((it) => it.replace(2, cell('a', 'const p = 41')))).toEqual(['a: p = 41', 'b: 42'])
  })
  test('may replace one that never ends', async () => {
    const kernel = new TestKernel(program({ a: 'const p = new Promise(() => {})', b: 'p' }))
    kernel.kernel.show(1)
    expect(await kernel.after((it) => it.replace(2, cell('a', 'const p = 5')))).toEqual(['a: p = 5', 'b: 5'])
  })
  test('is refused, and nothing changes, when others need a name that it no longer defines', async () => {
    const kernel = new TestKernel(program({ a: 'const p = 1', b: 'p + 1' }))
    await kernel.after((it) => it.show(1))
    expect(() => kernel.kernel.replace(2, cell('a', 'const q = 1'))).toThrow('no longer defines `p`, which cell `b` needs; define it, or change that first')
    expect(await kernel.after((it) => it.replace(3, cell('b', 'p + 2')))).toEqual(['b: 3'])
  })
})

describe('a failure', () => {
  test('names the line and column of the TypeScript as written', async () => {
    expect(await run({ a: 'const x: { y?: { z: number } } = {}\nconst w: number = x.y!.z as number' })).toEqual([
      "a ! TypeError: Cannot read properties of undefined (reading 'z') (2:24)",
    ])
  })
  test('in the last expression names its column too', async () => {
    expect(await run({ a: '1;\nnull.x' })).toEqual(["a ! TypeError: Cannot read properties of null (reading 'x') (2:6)"])
  })
  test('of another cell’s function is told where it was called', async () => {
    expect(await run({ a: 'function f() {\n  throw new RangeError("too far")\n}', b: 'f()' })).toEqual(['a: f = ƒ f()', 'b ! RangeError: too far (1:1)'])
  })
  test('after an await is told as well', async () => {
    expect(await run({ a: 'await Promise.resolve()\nmissing.call()' }, {}, { missing: undefined })).toEqual([
      "a ! TypeError: Cannot read properties of undefined (reading 'call') (2:9)",
    ])
  })
  test('holds up the cells that need it, and no others', async () => {
    expect(await run({ a: 'const p = null.x', b: 'p', c: '1' })).toEqual([
      "a ! TypeError: Cannot read properties of null (reading 'x') (1:16)",
      "b ! waits for cell `a`, which failed: TypeError: Cannot read properties of null (reading 'x')",
      'c: 1',
    ])
  })
  test('of a promise is told at the cell that made it', async () => {
    expect(await run({ a: 'const p = Promise.reject(new Error("no"))', b: 'p' })).toEqual(['a ! no (1:26)', 'b ! waits for cell `a`, which failed: no'])
  })
})
