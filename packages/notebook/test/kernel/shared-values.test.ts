import { describe, expect, test } from 'vitest'
import { SharedValues } from '../../src/kernel/shared-values.ts'
import { cell, program, run, TestKernel } from './run.ts'

describe('a value that was changed in place is found', () => {
  const changes: [string, () => [object, () => void]][] = [
    ['a list that was pushed to', () => withChange([1, 2], (it) => it.push(3))],
    ['a list that was sorted', () => withChange([2, 1], (it) => it.sort())],
    ['an item that was set', () => withChange([1, 2], (it) => (it[0] = 5))],
    ['an item that became NaN', () => withChange([1, 2], (it) => (it[0] = NaN))],
    ['a list that was emptied', () => withChange([1, 2], (it) => (it.length = 0))],
    ['a long list that was pushed to', () => withChange(numbers(1e6), (it) => it.push(3))],
    ['a typed array', () => withChange(new Float64Array(3), (it) => it.fill(1))],
    ['a map', () => withChange(new Map([['a', 1]]), (it) => it.set('a', 2))],
    [
      'a map that was added to',
      () => withChange(new Map<string, number>(), (it) => it.set('a', 2)),
    ],
    ['a set', () => withChange(new Set([1]), (it) => (it.delete(1), it.add(2)))],
    ['a date', () => withChange(new Date(0), (it) => it.setFullYear(2000))],
    ['a field', () => withChange({ a: 1 }, (it) => (it.a = 2))],
    ['a field that is new', () => withChange<{ a?: number }>({}, (it) => (it.a = 2))],
    ['a field that is gone', () => withChange<{ a?: number }>({ a: 1 }, (it) => delete it.a)],
    ['a row of a table', () => withChange([{ a: 1 }], (it) => it.forEach((row) => (row.a = 2)))],
    ['a row of a matrix', () => withChange([[1, 2]], (it) => it[0]?.reverse())],
    ['a list within a map', () => withChange(new Map([['a', [1]]]), (it) => it.get('a')?.push(2))],
  ]
  test.each(changes)('%s', (_, make) => {
    const [value, change] = make()
    const shared = new SharedValues({ other: [1], value })
    expect(shared.findChanged()).toEqual([])
    change()
    expect(shared.findChanged()).toEqual(['value'])
  })
})

function withChange<T extends object>(value: T, change: (value: T) => unknown): [T, () => void] {
  return [value, () => change(value)]
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i)
}

describe('looking at a value', () => {
  test('runs no getter, and takes a proxy that throws as it is', () => {
    const fail = (): never => {
      throw new Error('read')
    }
    const value = Object.defineProperty({}, 'a', { get: fail, enumerable: true })
    const proxy = new Proxy({}, { ownKeys: fail })
    expect(new SharedValues({ value, proxy }).findChanged()).toEqual([])
  })
  test('leaves alone what changes itself as it is used', () => {
    class Counter {
      count = 0
    }
    const counter = new Counter()
    const shared = new SharedValues({ counter, list: numbers(3).values() })
    counter.count++
    expect(shared.findChanged()).toEqual([])
  })
  test('ends where a value holds itself', () => {
    const circle: unknown[] = []
    circle.push(circle)
    expect(new SharedValues({ circle }).findChanged()).toEqual([])
  })
})

describe('a cell that changes what belongs to another', () => {
  const message = (name: string, owner: string, place: string): string =>
    `changes \`${name}\`, which belongs to ${owner}: what cells show would depend on how often this one ran; work on a copy, such as \`structuredClone(${name})\` (${place})`

  test.each([
    ['xs.push(4)\nxs.length', '1:1'],
    ['const ys = xs\nys.sort((a, b) => b - a)', '1:12'],
    ['xs.forEach((_, i, all) => (all[i] = 0))', '1:1'],
    ['xs.push(4)\nawait null', '1:1'],
  ])('is told so, with the place and the cure: %j', async (source, place) => {
    const kernel = new TestKernel(program({ a: 'const xs = [1, 2, 3]', b: 'xs.length' }))
    await kernel.after((it) => it.observe(1))
    expect(await kernel.after((it) => it.replace(2, cell('b', source)))).toEqual([
      `b ! ${message('xs', 'cell `a`', place)}`,
    ])
  })
  test('is told of an input too', async () => {
    expect(await run({ b: 'z.sort()' }, { z: [3, 1] })).toEqual([
      `b ! ${message('z', 'input `z`', '1:1')}`,
    ])
  })
  test('may work on a copy, and on what is its own', async () => {
    expect(
      await run({
        a: 'const xs = [3, 1]\nxs.sort()\nconst add = (x: number) => xs.push(x)',
        b: '[...xs, 4]',
        c: 'xs.toSorted((a, b) => b - a)',
      }),
    ).toEqual(['a: add = ƒ add()', 'b: [1, 3, 4]', 'c: [3, 1]'])
  })
  test('is computed from the unchanged values when it works on a copy at last', async () => {
    const kernel = new TestKernel(
      program(
        { a: 'const xs = [1, 2, 3]', b: 'xs.push(4) + z.push(5)', c: 'xs.length' },
        { z: [1] },
      ),
    )
    await kernel.after((it) => it.observe(1))
    const lines = await kernel.after((it) => it.replace(2, cell('b', '[...xs, 4, ...z]')))
    expect(lines).toContain('b: [1, 2, 3, 4, 1]')
    expect(lines).toContain('c: 3')
    await kernel.after((it) => it.replace(3, cell('b', 'z.reverse()\nz.push(1)')))
    expect(await kernel.after((it) => it.replace(4, cell('b', 'z.length')))).toContain('b: 1')
  })
  test('changes nothing twice where figures are drawn for another width', async () => {
    const kernel = new TestKernel(
      program({ a: 'const xs = [1]', b: 'width\nxs.push(4)', c: 'width\nxs.length' }),
    )
    const ofC = (lines: string[]): string | undefined => lines.findLast((it) => it.startsWith('c:'))
    const before = ofC(await kernel.after((it) => it.observe(1)))
    const after = await kernel.after((it) => it.resize(2, { column: 300, wide: 300 }))
    expect(after).toContain(`b ! ${message('xs', 'cell `a`', '2:1')}`)
    expect(ofC(after)).toBe(before)
  })
})
