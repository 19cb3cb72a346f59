import { expect, test, beforeEach, describe } from 'vitest'
import { toPageModule } from '../../../src/hosts/bundle/page-module.ts'
import type { PageCells } from '../../../src/hosts/page/page-cells.ts'
import { PageKernel } from '../../../src/hosts/page/page-kernel.ts'
import { findDependents } from '../../../src/kernel/graph.ts'
import type { Json } from '../../../src/kernel/json.ts'
import type { Output } from '../../../src/kernel/output.ts'
import { program } from '../../kernel/run.ts'

/** The module that the build makes of cells, as a browser would load it. */
async function load(
  cells: Record<string, string>,
  inputs: Record<string, Json>,
): Promise<PageCells> {
  const whole = program(cells, inputs)
  const names = whole.cells.map(({ name }) => name)
  const facts = { quick: names, runs: names, words: {} }
  const module = toPageModule(whole, facts, [])
  const { default: loaded } = (await import(
    `data:text/javascript,${encodeURIComponent(module)}`
  )) as { default: PageCells }
  return loaded
}

let shown: Record<string, string>[]
let unfit: string[]
let inView: Set<string>
let now: number
let timers: { at: number; callback: () => void }[]
let onShow: () => void

/** For cells: takes so many milliseconds. */
Object.assign(globalThis, { spend: (milliseconds: number) => (now += milliseconds) })

beforeEach(() => {
  shown = []
  unfit = []
  now = 0
  timers = []
  onShow = () => {}
})

async function start(
  cells: Record<string, string>,
  inputs: Record<string, Json> = { T: 1 },
): Promise<PageKernel> {
  inView = new Set(Object.keys(cells))
  const module = await load(cells, inputs)
  const kernel = new PageKernel({
    cells: module,
    widths: { column: 640, wide: 880 },
    isInView: (cell) => inView.has(cell),
    onShow: (outputs) => {
      shown.push(Object.fromEntries([...outputs].map(([name, it]) => [name, toText(it)])))
      onShow()
    },
    onUnfit: (cell) => {
      unfit.push(cell)
      // With all that depend on it, as the live chapter does.
      const { outline } = module
      const { outputs = [] } = outline.cells.find(({ name }) => name === cell) ?? {}
      for (const name of [cell, ...findDependents(outline.cells, outputs)]) watched.delete(name)
      kernel.watch(new Set(watched), [])
    },
    timing: {
      now: () => now,
      after: (wait, callback) => void timers.push({ at: now + wait, callback }),
    },
  })
  const watched = new Set(Object.keys(cells))
  kernel.start(watched)
  return kernel
}

const toText = (outputs: Output[]): string =>
  outputs.map((it) => (it.type === 'text' ? it.text : it.type)).join()

/** Does something, and waits for the next run to be shown. */
function next(act: () => void): Promise<Record<string, string>> {
  return new Promise((resolve) => {
    onShow = () => resolve(shown.at(-1) ?? {})
    act()
  })
}

/** Moves `T` to the time as its value, and waits for the next run to be shown. */
function moveAt(kernel: PageKernel, time: number): Promise<Record<string, string>> {
  now = time
  return next(() => kernel.set(time, 'T', time))
}

/** The clock goes on, to when the next timer is due. */
function rest(): void {
  for (const { at, callback } of timers.splice(0)) {
    now = Math.max(now, at)
    callback()
  }
}

describe('a new value', () => {
  test('is computed by the published code, and shown as one', async () => {
    const kernel = await start({ p: 'const p = T * 2', q: 'p + 1' })
    expect(await next(() => kernel.set(1, 'T', 5))).toEqual({ p: '10', q: '11' })
    expect(shown).toHaveLength(1)
  })
  test('that comes while one is computed waits, and of many the newest wins', async () => {
    const kernel = await start({ q: 'T' })
    const first = next(() => kernel.set(1, 'T', 2))
    for (let i = 3; i < 100; i++) kernel.set(i, 'T', i)
    expect(await first).toEqual({ q: '2' })
    await next(() => {})
    expect(shown).toEqual([{ q: '2' }, { q: '99' }])
  })
  test('leaves what does not need it as it is', async () => {
    const kernel = await start({ a: 'T', b: 'S' }, { T: 1, S: 1 })
    expect(await next(() => kernel.set(1, 'T', 5))).toEqual({ a: '5' })
  })
})

describe('what is out of view', () => {
  test('follows when the hand rests, with the newest values', async () => {
    const kernel = await start({ near: 'T', far: '10 * T' })
    inView.delete('far')
    expect(await next(() => kernel.set(1, 'T', 2))).toEqual({ near: '2' })
    expect(await next(() => kernel.set(2, 'T', 3))).toEqual({ near: '3' })
    expect(await next(rest)).toEqual({ far: '30' })
  })
  test('waits while the hand moves something in view, however quick it is', async () => {
    const kernel = await start({ near: 'T', far: '10 * T' })
    inView.delete('far')
    for (let time = 1; time < 1000; time += 100)
      expect(await moveAt(kernel, time)).toEqual({ near: String(time) })
    // The timer was set by the first of these values; there is another one for the last.
    rest()
    expect(await next(rest)).toEqual({ far: '9010' })
  })
  test('is computed in batches of some 8 ms when the hand rests, so that the page answers', async () => {
    const kernel = await start({ near: 'T', a: 'spend(5)\n10 * T', b: '20 * T', c: '30 * T' })
    for (const far of ['a', 'b', 'c']) inView.delete(far)
    await moveAt(kernel, 1)
    // Until it has run, a cell is taken to need 4 ms.
    expect(await next(rest)).toEqual({ a: '10', b: '20' })
    expect(await next(() => {})).toEqual({ c: '30' })
  })
  test('takes turns while the hand moves nothing in view, for a quarter of the time', async () => {
    const kernel = await start({ a: 'spend(6)\n10 * T', b: 'spend(6)\n20 * T' })
    inView.clear()
    kernel.set(1, 'T', 1)
    expect(await next(rest)).toEqual({ a: '10', b: '20' })
    kernel.set(2, 'T', 2)
    expect(await next(rest)).toEqual({ a: '20' })
    const before = now
    kernel.set(3, 'T', 3)
    // The one that waits longest comes first.
    expect(await next(rest)).toEqual({ b: '60' })
    expect(now).toBe(before + 4 * 6)
  })
  test('is computed by itself where nothing in view needs the value', async () => {
    const kernel = await start({ far: '10 * T' })
    inView.delete('far')
    kernel.set(1, 'T', 2)
    expect(timers.map(({ at }) => at)).toEqual([16])
    expect(await next(rest)).toEqual({ far: '20' })
  })
  test('follows at once when it comes into view', async () => {
    const kernel = await start({ near: 'T', far: '10 * T' })
    inView.delete('far')
    await next(() => kernel.set(1, 'T', 2))
    inView.add('far')
    expect(await next(() => kernel.look())).toEqual({ far: '20' })
  })
})

describe('a cell is given up by the page', () => {
  test('that throws: the sandbox tells where', async () => {
    const kernel = await start({ good: 'T', bad: 'if (T > 1) throw new Error("too much")\nT' })
    expect(await next(() => kernel.set(1, 'T', 2))).toEqual({ good: '2' })
    expect(unfit).toEqual(['bad'])
  })
  test('that throws for others: the one to blame is meant', async () => {
    const kernel = await start({ p: 'const p = null.x', q: 'p + T' })
    const settled = new Promise<void>((done) => {
      const before = unfit
      const look = (): void => void (before.length > 0 ? done() : setTimeout(look))
      look()
    })
    kernel.set(1, 'T', 2)
    await settled
    expect(new Set(unfit)).toEqual(new Set(['p']))
  })
  test('that takes more than two frames, four times in a row, its first run aside', async () => {
    const kernel = await start({
      good: 'spend(32)\nT',
      slow: 'spend(T === 5 ? 32 : 33)\nT',
    })
    for (let T = 2; T < 10; T++) {
      expect(unfit).toEqual([])
      await next(() => kernel.set(T, 'T', T))
    }
    expect(unfit).toEqual(['slow'])
  })
  test('that holds the page up for more than 50 ms, twice in a row', async () => {
    const kernel = await start({ good: 'T', slow: 'spend(51)\nT' })
    for (let T = 2; T < 5; T++) {
      expect(unfit).toEqual([])
      await next(() => kernel.set(T, 'T', T))
    }
    expect(unfit).toEqual(['slow'])
  })
  test('that makes a generator at another value than the published one', async () => {
    const kernel = await start({
      good: 'T',
      n: 'const n = T > 1 ? (function* () { yield 7 })() : 0',
    })
    await next(() => kernel.set(1, 'T', 2))
    expect(unfit).toEqual(['n'])
  })
})

test('an element of the module cannot be reached by a name of an object’s prototype', async () => {
  const cells = await load({ toString: '1' }, {})
  expect(Object.hasOwn(cells.functions, 'toString')).toBe(true)
  const without = { ...cells, functions: {} }
  expect(
    new PageKernel({
      cells: without,
      widths: { column: 1, wide: 1 },
      isInView: () => true,
      onShow: () => {},
      onUnfit: () => {},
    }).cells,
  ).toEqual([])
})

test('before the first value, what an input will change is run once for nobody to see', async () => {
  const kernel = await start({ q: 'T', apart: 'S' }, { T: 1, S: 1 })
  kernel.warmUp('T')
  expect(await next(() => kernel.set(1, 'T', 5))).toEqual({ q: '5' })
  expect(shown).toHaveLength(1)
})

test.each(['before', 'after'])(
  'a first value is shown also where all that was run for nobody has left the page %s it',
  async (when) => {
    const kernel = await start({ p: 'T', caption: 'T' })
    inView = new Set(['p'])
    kernel.warmUp('T')
    inView = new Set(['p', 'caption'])
    const leave = (): void => kernel.watch(new Set(['caption']), [])
    if (when === 'before') leave()
    const first = next(() => kernel.set(1, 'T', 5))
    if (when === 'after') leave()
    expect(await first).toEqual({ caption: '5' })
  },
)

test('what a first value has changed out of view is shown, also where the next is about to come', async () => {
  const kernel = await start({ q: 'T' })
  inView = new Set()
  kernel.set(1, 'T', 5)
  kernel.warmUp('T')
  inView = new Set(['q'])
  expect(await next(() => kernel.look())).toEqual({ q: '5' })
})

test('a cell that comes home as it left is shown again, although no value has changed', async () => {
  const kernel = await start({ q: 'T' })
  await next(() => kernel.set(1, 'T', 5))
  kernel.watch(new Set(), [])
  expect(await next(() => kernel.watch(new Set(['q']), ['q']))).toEqual({ q: '5' })
})
