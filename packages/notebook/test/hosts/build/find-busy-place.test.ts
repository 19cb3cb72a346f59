import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findBusyPlace } from '../../../src/hosts/build/find-busy-place.ts'

let folder: string
let file: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'busy-'))
  file = join(folder, 'figure.ts')
  writeFileSync(file, 'export function draw() {\n  const a = 1\n  while (a > 0)\n    halve(a)\n}\n')
})
afterAll(() => rmSync(folder, { recursive: true }))

interface Call {
  url: string
  name?: string
  /** The line of the function, from 0. */
  line?: number
  calls?: number[]
  ticks?: Record<number, number>
}

/** A profile as V8 writes it. Calls have their numbers as ids; those that nothing else makes begin at the root, 0. */
function profileOf(calls: Record<number, Call>, samples: readonly number[]): string {
  const called = Object.values(calls).flatMap((it) => it.calls ?? [])
  const first = Object.keys(calls)
    .map(Number)
    .filter((it) => !called.includes(it))
  const all: Record<number, Call> = { 0: { url: '', calls: first }, ...calls }
  const nodes = Object.entries(all).map(
    ([id, { url, line = 0, name = '', calls: children, ticks = {} }]) => ({
      id: Number(id),
      callFrame: { functionName: name, lineNumber: line, columnNumber: 7, url },
      children,
      positionTicks: Object.entries(ticks).map(([at, n]) => ({ line: Number(at), ticks: n })),
    }),
  )
  return JSON.stringify({ nodes, samples })
}

const many = (count: number, ...ids: number[]): number[] =>
  Array(count).fill(ids).flat() as number[]
const url = (): string => pathToFileURL(file).href
const ofPackage = 'file:///book/node_modules/d3/index.js'
const ofCell = 'cell/a.ts'

describe('the place where a thread computes without end', () => {
  test('is the loop around the busiest line, in the function in which it was all the time', () => {
    const calls = {
      1: { url: ofCell, calls: [2] },
      2: { url: url(), calls: [3], ticks: { 2: 1, 3: 300, 4: 700 } },
      3: { url: url(), line: 8, ticks: { 9: 400 } },
    }
    const samples = [...many(10, 1), ...many(50, 2, 3, 3)]
    expect(findBusyPlace(profileOf(calls, samples))).toEqual({ file, line: 3, column: 3 })
  })
  test('is that of the function where V8 knows no line', () => {
    const calls = { 1: { url: url(), line: 0, calls: [2] }, 2: { url: ofPackage } }
    expect(findBusyPlace(profileOf(calls, many(9, 2)))).toEqual({ file, line: 1, column: 8 })
  })
  test('is where it is in the end, and neither where garbage is collected nor in a call that V8 misses', () => {
    const calls = {
      1: { url: url(), ticks: { 4: 5 } },
      2: { url: ofPackage },
      3: { url: '' },
      4: { url: 'node:internal/modules' },
    }
    const samples = [...many(90, 2), ...many(25, 1, 1, 3, 4), ...many(2, 2)]
    expect(findBusyPlace(profileOf(calls, samples))).toEqual({ file, line: 3, column: 3 })
  })
  test('is no file’s where the code is a cell’s, whatever that calls', () => {
    const calls = {
      1: { url: ofCell, calls: [2, 3] },
      2: { url: url() },
      3: { url: url(), line: 8 },
    }
    expect(findBusyPlace(profileOf(calls, many(9, 1, 2, 3)))).toBeUndefined()
  })
  test('is the busiest line where no loop is around it', () => {
    const calls = { 1: { url: url(), ticks: { 2: 5, 1: 1 } } }
    expect(findBusyPlace(profileOf(calls, many(9, 1)))).toEqual({ file, line: 2, column: 3 })
  })
  test('is found where V8 has written the text of a regular expression as it is', () => {
    const calls = { 1: { url: url(), ticks: { 4: 5 } }, 2: { url: '', name: '~' } }
    const text = profileOf(calls, many(9, 1)).replace('~', String.raw`RegExp: \d+"\u`)
    expect(findBusyPlace(text)).toEqual({ file, line: 3, column: 3 })
  })
  test('is not known where nothing was seen', () => {
    expect(findBusyPlace(profileOf({}, []))).toBeUndefined()
  })
})
