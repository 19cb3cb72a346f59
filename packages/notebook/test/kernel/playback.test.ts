import { describe, expect, test } from 'vitest'
import type { CompiledCell, Program } from '../../src/kernel/program.ts'
import { compileCell } from '../../src/kernel/compile/compile-cell.ts'
import { Kernel } from '../../src/kernel/kernel.ts'
import { cell, program, TestKernel } from './run.ts'

/** A cell whose generator the reader plays. */
function playing(name: string, source: string, rest = 0): CompiledCell {
  return compileCell({ name, source, kind: 'cell', play: { rest } })
}

/** Counts from `z` on, ten values, and has a cell that follows. */
function counting(
  rest: number,
  source = 'const n = (function* () { for (let i = 0; i < 10; i++) yield z + i })()',
): Program {
  return {
    seed: '',
    inputs: [{ name: 'z', value: 0 }],
    cells: [playing('a', source, rest), cell('b', 'n * 10')],
  }
}

/** Where the generator of `a` was last told to be, as `paused 3`. */
function standing(kernel: TestKernel): string {
  const event = kernel.events.findLast((it) => it.type === 'playback')
  return event?.type === 'playback' ? `${event.state} ${event.steps}` : 'never told'
}

/** What cell `b` last showed. */
function shown(kernel: TestKernel): string | undefined {
  return kernel.lines.findLast((line) => line.startsWith('b: '))
}

/** Waits for what comes by itself, frame by frame. */
async function see(kernel: TestKernel, what: { shown: string; standing: string }): Promise<void> {
  await expect.poll(() => ({ shown: shown(kernel), standing: standing(kernel) })).toEqual(what)
}

/** Lets as many frames go by as would show if anything moved. */
async function frames(count = 20): Promise<void> {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setTimeout(resolve))
}

describe('a cell that plays', () => {
  test('a cell that plays shows its value at its resting step, and stays there', async () => {
    const kernel = new TestKernel(counting(3))
    expect(await kernel.after((it) => it.observe(1))).toEqual(['a: n = 3', 'b: 30'])
    await frames()
    expect([shown(kernel), standing(kernel)]).toEqual(['b: 30', 'paused 3'])
  })
  test('a cell that plays shows its first value without `rest`, and its last if there are fewer steps', async () => {
    expect(await new TestKernel(counting(0)).after((it) => it.observe(1))).toEqual([
      'a: n = 0',
      'b: 0',
    ])
    const kernel = new TestKernel(counting(99))
    expect(await kernel.after((it) => it.observe(1))).toEqual(['a: n = 9', 'b: 90'])
    expect(standing(kernel)).toBe('ended 9')
  })
  test('a cell that plays shows every value up to its end', async () => {
    const kernel = new TestKernel(counting(6))
    await kernel.after((it) => it.observe(1))
    kernel.kernel.play(2, 'a', 'play')
    await see(kernel, { shown: 'b: 90', standing: 'ended 9' })
    expect(kernel.lines.filter((line) => line.startsWith('b'))).toEqual([
      'b: 60',
      'b: 70',
      'b: 80',
      'b: 90',
    ])
  })
  test('Play at the end restarts the generator, whether its end is known or not', async () => {
    for (const rest of [9, 99]) {
      const kernel = new TestKernel(counting(rest))
      await kernel.after((it) => it.observe(1))
      kernel.kernel.play(2, 'a', 'play')
      await expect.poll(() => kernel.lines).toContain('b: 0')
      await see(kernel, { shown: 'b: 90', standing: 'ended 9' })
    }
  })
  test('the first request of a kernel may be Play, Step or Restart', async () => {
    for (const [act, first] of [
      ['play', 'b: 40'],
      ['step', 'b: 50'],
      ['restart', 'b: 0'],
    ] as const) {
      const kernel = new TestKernel(counting(4))
      kernel.kernel.play(1, 'a', act)
      await expect.poll(() => shown(kernel)).toBeDefined()
      expect(kernel.lines.find((line) => line.startsWith('b: '))).toBe(first)
    }
  })
  test('a paused cell runs none of its code', async () => {
    let turns = 0
    const kernel = new TestKernel(
      counting(0, 'const n = (function* () { for (let i = 0; ; i++) { log(); yield i } })()'),
      { log: () => void turns++ },
    )
    await kernel.after((it) => it.observe(1))
    kernel.kernel.play(2, 'a', 'play')
    await expect.poll(() => turns).toBeGreaterThan(5)
    await kernel.after((it) => it.play(3, 'a', 'pause'))
    const before = turns
    await frames()
    expect(turns).toBe(before)
    expect(standing(kernel)).toBe(`paused ${turns - 1}`)
    kernel.kernel.play(4, 'a', 'play')
    await expect.poll(() => turns).toBeGreaterThan(before)
  })
  test('Step advances by one value, and pauses a cell that plays', async () => {
    const kernel = new TestKernel(
      counting(0, 'const n = (function* () { for (let i = 0; ; i++) yield i })()'),
    )
    await kernel.after((it) => it.observe(1))
    kernel.kernel.play(2, 'a', 'step')
    await see(kernel, { shown: 'b: 10', standing: 'paused 1' })
    kernel.kernel.play(3, 'a', 'step')
    await see(kernel, { shown: 'b: 20', standing: 'paused 2' })
    kernel.kernel.play(4, 'a', 'play')
    await expect.poll(() => standing(kernel)).toMatch(/playing \d/)
    kernel.kernel.play(5, 'a', 'step')
    await expect.poll(() => standing(kernel)).toMatch(/paused \d/)
    await frames()
    const stopped = standing(kernel)
    await frames()
    expect(standing(kernel)).toBe(stopped)
  })
  test('Restart begins at the first value, and keeps playing if the cell played', async () => {
    const kernel = new TestKernel(counting(5))
    await kernel.after((it) => it.observe(1))
    kernel.kernel.play(2, 'a', 'restart')
    await see(kernel, { shown: 'b: 0', standing: 'paused 0' })
    const endless = new TestKernel(
      counting(5, 'const n = (function* () { for (let i = 0; ; i++) yield i })()'),
    )
    endless.kernel.play(1, 'a', 'play')
    await expect.poll(() => standing(endless)).toMatch(/playing \d/)
    endless.kernel.play(2, 'a', 'restart')
    await expect.poll(() => endless.lines).toContain('b: 0')
    await expect
      .poll(() => endless.lines.slice(endless.lines.lastIndexOf('b: 0')))
      .toContain('b: 40')
    endless.kernel.dispose()
  })
  test('a cell that plays draws the same random numbers after each restart', async () => {
    const kernel = new TestKernel({
      seed: '',
      inputs: [],
      cells: [
        playing('a', 'const n = (function* () { while (true) yield random() })()', 3),
        cell('b', 'n'),
      ],
    })
    await kernel.after((it) => it.observe(1))
    const atRest = shown(kernel)
    kernel.kernel.play(2, 'a', 'restart')
    await expect.poll(() => standing(kernel)).toBe('paused 0')
    for (const step of [1, 2, 3]) {
      kernel.kernel.play(2 + step, 'a', 'step')
      await expect.poll(() => standing(kernel)).toBe(`paused ${step}`)
    }
    await frames()
    expect(shown(kernel)).toBe(atRest)
  })
})

describe('an input of a cell that plays', () => {
  test('an unnamed generator stays at its step when an input changes', async () => {
    const kernel = new TestKernel({
      seed: '',
      inputs: [{ name: 'z', value: 0 }],
      cells: [playing('a', '(function* () { for (let i = 0; ; i++) yield z + i })()', 3)],
    })
    expect(await kernel.after((it) => it.observe(1))).toEqual(['a: 3'])
    expect(await kernel.after((it) => it.set(2, { z: 100 }))).toEqual(['a: 103'])
  })
  test('a paused generator stays at its step with the new input value', async () => {
    const kernel = new TestKernel(counting(3))
    await kernel.after((it) => it.observe(1))
    kernel.kernel.play(2, 'a', 'step')
    await see(kernel, { shown: 'b: 40', standing: 'paused 4' })
    expect(await kernel.after((it) => it.set(3, { z: 100 }))).toEqual(['a: n = 104', 'b: 1040'])
    expect(standing(kernel)).toBe('paused 4')
  })
  test('an ended generator stays at its end when an input changes', async () => {
    const kernel = new TestKernel(counting(99))
    await kernel.after((it) => it.observe(1))
    expect(await kernel.after((it) => it.set(2, { z: 100 }))).toEqual(['a: n = 109', 'b: 1090'])
    expect(standing(kernel)).toBe('ended 9')
  })
  test('a playing generator restarts and keeps playing when an input changes', async () => {
    const kernel = new TestKernel(
      counting(3, 'const n = (function* () { for (let i = 0; ; i++) yield z + i })()'),
    )
    kernel.kernel.play(1, 'a', 'play')
    await expect.poll(() => kernel.lines).toContain('b: 50')
    kernel.kernel.set(2, { z: 1000 })
    await expect.poll(() => kernel.lines).toContain('b: 10000')
    await expect.poll(() => kernel.lines).toContain('b: 10050')
    kernel.kernel.dispose()
  })
  test('a changed input ends a run that is still on its way to its resting step', async () => {
    let turns = 0
    const source =
      'const n = (async function* () { for (let i = 0; ; i++) { log(); if (z > 3 && i === 2) await new Promise(() => {}); yield z + i } })()'
    const kernel = new TestKernel(counting(3, source), { log: () => void turns++ })
    await kernel.after((it) => it.observe(1))
    kernel.kernel.set(2, { z: 5 })
    await expect.poll(() => turns).toBe(7)
    expect(await kernel.after((it) => it.set(3, { z: 2 }))).toEqual(['a: n = 5', 'b: 50'])
  })
})

test('an edited cell stays paused at its step, or keeps playing from the start', async () => {
  const kernel = new TestKernel(counting(3))
  await kernel.after((it) => it.observe(1))
  const edited = playing(
    'a',
    'const n = (function* () { for (let i = 0; ; i++) yield 7 * i })()',
    3,
  )
  expect(await kernel.after((it) => it.replace(2, edited))).toEqual(['a: n = 21', 'b: 210'])
  kernel.kernel.play(3, 'a', 'play')
  await expect.poll(() => kernel.lines).toContain('b: 420')
  kernel.kernel.replace(
    4,
    playing('a', 'const n = (function* () { for (let i = 0; ; i++) yield 9 * i })()', 3),
  )
  await expect.poll(() => kernel.lines).toContain('b: 540')
  kernel.kernel.dispose()
})

describe('an edit that removes a generator', () => {
  test('removing a generator is reported, and a later one resumes at the same step', async () => {
    const kernel = new TestKernel(counting(3))
    kernel.kernel.play(1, 'a', 'play')
    await see(kernel, { shown: 'b: 90', standing: 'ended 9' })
    await kernel.after((it) => it.replace(2, playing('a', 'const n = z', 3)))
    expect([shown(kernel), standing(kernel)]).toEqual(['b: 0', 'none 9'])
    await kernel.after((it) =>
      it.replace(
        3,
        playing('a', 'const n = (function* () { for (let i = 0; ; i++) yield 2 * i })()', 3),
      ),
    )
    expect([shown(kernel), standing(kernel)]).toEqual(['b: 180', 'paused 9'])
  })
  test('nothing plays after a generator is removed, and its successor is paused', async () => {
    const endless = 'const n = (function* () { for (let i = 0; ; i++) yield i })()'
    const kernel = new TestKernel(counting(3, endless))
    kernel.kernel.play(1, 'a', 'play')
    await expect.poll(() => standing(kernel)).toMatch(/playing/)
    await kernel.after((it) => it.replace(2, playing('a', 'const n = z', 3)))
    kernel.kernel.play(3, 'a', 'play')
    expect(standing(kernel)).toMatch(/none/)
    await kernel.after((it) => it.replace(4, playing('a', endless, 3)))
    expect(standing(kernel)).toMatch(/paused/)
  })
  test('removing a generator without buttons is reported, but not for a cell that never had one', async () => {
    const kernel = new TestKernel(
      program({ a: 'const n = (function* () { for (let i = 0; ; i++) yield i })()', b: 'n * 10' }),
    )
    await kernel.after((it) => it.observe(1))
    await expect.poll(() => standing(kernel)).toMatch(/playing/)
    await kernel.after((it) => it.replace(2, cell('a', 'const n = 1')))
    expect([shown(kernel), standing(kernel)]).toEqual(['b: 10', expect.stringMatching(/none/)])
    expect(kernel.events.filter((it) => it.type === 'playback' && it.cell === 'b')).toEqual([])
  })
})

test('a generator returns to its step after an edit that failed, and can go on from there', async () => {
  const kernel = new TestKernel(counting(99))
  await kernel.after((it) => it.observe(1))
  await kernel.after((it) =>
    it.replace(
      2,
      playing('a', 'const n = (function* () { yield 1; throw new Error("no") })()', 99),
    ),
  )
  await frames()
  await kernel.after((it) =>
    it.replace(
      3,
      playing('a', 'const n = (function* () { for (let i = 0; ; i++) yield i })()', 99),
    ),
  )
  expect([shown(kernel), standing(kernel)]).toEqual(['b: 90', 'paused 9'])
  for (const at of [10, 11]) {
    kernel.kernel.play(at, 'a', 'step')
    await see(kernel, { shown: `b: ${10 * at}`, standing: `paused ${at}` })
  }
})

test('the working cell is reported before its code runs, and once it rests', async () => {
  const log = (): void => void atWork.push(kernel.events.at(-1)?.type)
  const atWork: unknown[] = []
  const kernel = new TestKernel(
    counting(2, 'const n = (function* () { for (let i = 0; ; i++) { log(); yield i } })()'),
    { log },
  )
  await kernel.after((it) => it.observe(1))
  kernel.kernel.play(2, 'a', 'step')
  await see(kernel, { shown: 'b: 30', standing: 'paused 3' })
  // The way to where it rests is told once, however many steps it has.
  expect(atWork).toEqual(['stepping', 'stepping', 'stepping', 'stepping'])
  expect(
    kernel.events
      .filter((it) => it.type === 'stepping' || it.type === 'stepped')
      .map((it) => `${it.type} ${it.cell}`),
  ).toEqual(['stepping a', 'stepped a', 'stepping a', 'stepped a'])
})

test('the way to the resting step gives the host time in between, however long it is', async () => {
  let [now, breaths] = [0, 0]
  const settled = await new Promise((resolve) => {
    const kernel = new Kernel(
      counting(100, 'const n = (function* () { for (let i = 0; ; i++) { log(); yield i } })()'),
      {
        library: { log: () => () => void (now += 10) },
        clock: () => now,
        breathe: async () => void breaths++,
        widths: { column: 640, wide: 880 },
        emit: (event) => event.type === 'settled' && resolve(true),
      },
    )
    kernel.observe(1)
  })
  expect(settled).toBe(true)
  expect(breaths).toBeGreaterThan(20)
})

describe('a failure of a generator', () => {
  test('a failure on the way to the resting step is reported', async () => {
    const kernel = new TestKernel(counting(5, 'const n = (function* () { yield 1; null.x })()'))
    expect(await kernel.after((it) => it.observe(1))).toEqual([
      "a ! TypeError: Cannot read properties of null (reading 'x') (1:41)",
      "b ! waits for cell `a`, which failed: TypeError: Cannot read properties of null (reading 'x')",
    ])
  })
  test('a failure is reported at its step, and ends the generator', async () => {
    const kernel = new TestKernel(
      counting(0, 'const n = (function* () { yield 1; throw new Error("no") })()'),
    )
    await kernel.after((it) => it.observe(1))
    kernel.kernel.play(2, 'a', 'step')
    await kernel.until((it) => it.type === 'failure' && it.cell === 'b')
    await expect.poll(() => standing(kernel)).toBe('ended 0')
  })
  test('a cell that plays with two generators is reported', async () => {
    const kernel = new TestKernel(
      counting(0, 'const n = (function* () { yield 1 })(); (function* () { yield 2 })()'),
    )
    expect((await kernel.after((it) => it.observe(1))).join()).toContain(
      'two generators: a cell that plays has one',
    )
  })
})

describe('a generator without buttons', () => {
  const endless = {
    a: 'const n = (function* () { for (let i = 0; ; i++) yield i })()',
    b: 'n * 10',
  }
  test('a generator without buttons can be paused and resumed', async () => {
    const kernel = new TestKernel(program(endless))
    await kernel.after((it) => it.observe(1))
    await expect.poll(() => kernel.lines).toContain('b: 50')
    expect(standing(kernel)).toBe('playing 1')
    await kernel.after((it) => it.play(2, 'a', 'pause'))
    await frames()
    const before = shown(kernel)
    await frames()
    expect(shown(kernel)).toBe(before)
    expect(standing(kernel)).toMatch(/paused/)
    kernel.kernel.play(3, 'a', 'play')
    await expect.poll(() => shown(kernel)).not.toBe(before)
    kernel.kernel.dispose()
  })
})
