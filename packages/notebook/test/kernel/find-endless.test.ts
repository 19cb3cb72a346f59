import { parse } from 'acorn'
import { describe, expect, test } from 'vitest'
import {
  findEndlessLoop,
  findEndlessWait,
  findLoopAround,
} from '../../src/kernel/compile/find-endless.ts'

const toText = (place: { line: number; column: number } | undefined): string =>
  place ? `${place.line}:${place.column}` : 'unknown'
const loop = (source: string): string =>
  toText(findEndlessLoop({ name: 'a', source, kind: 'cell' }))
const wait = (source: string): string =>
  toText(findEndlessWait({ name: 'a', source, kind: 'cell' }))

describe('the loop of a cell that does not end', () => {
  test.each([
    ['the only one', 'let n = 1\n  while (n > 0) n++', '2:3'],
    ['the only one, in a function', 'const turn = () => {\n  for (;;) {}\n}\nturn()', '2:3'],
    [
      'the one whose condition nothing changes',
      'let n = 3\nfor (let i = 0; i < 9; i++)\n  while (n > 1) i * n',
      '3:3',
    ],
    ['the one that has no condition', 'for (const i of [1]) i\nfor (;;) {}', '2:1'],
    ['the one that nothing leaves', 'while (true) break\ndo {} while (true)', '2:1'],
    ['none of two that may be it', 'while (true) {}\nwhile (true) {}', 'unknown'],
    ['none of two that change', 'let n = 9\nwhile (n > 0) n++\nwhile (n < 0) n--', 'unknown'],
    [
      'not the one that takes from its list',
      'const q: number[] = [1]\nwhile (q.length) q.pop()\nfor (;;) {}',
      '3:1',
    ],
    ['not the one whose condition calls', 'while (f()) {}\nfor (;;) {}', '2:1'],
    [
      'not the one that changes a part',
      'const s = { n: 1 }\nwhile (s.n) s.n -= 1\nwhile (s) {}',
      '3:1',
    ],
    ['none of a recursion', 'const f = (n: number): number => f(n)\nf(1)', 'unknown'],
  ])('%s', (_, source, place) => expect(loop(source)).toBe(place))
})
describe('the loop around a line that runs again and again', () => {
  const around = (source: string, line: number): string => {
    const options = { ecmaVersion: 'latest', sourceType: 'module', locations: true } as const
    return toText(findLoopAround(parse(source, options), line))
  }
  test.each([
    ['the innermost', 'for (const a of b)\n  while (a > 0)\n    c(a)', 3, '2:3'],
    ['the one that nothing ends', 'for (;;) {\n  for (const a of b) c(a)\n}', 2, '1:1'],
    ['one with a condition', 'while (d > 0) {\n  for (const a of b) d = a\n}', 2, '1:1'],
    ['none that is over', 'for (const a of b) c(a)\nd(d)', 2, 'unknown'],
  ])('%s', (_, source, line, place) => expect(around(source, line)).toBe(place))
})
describe('the wait of a cell that does not end', () => {
  test.each([
    ['the only one', 'const n = 1\nconst m = await new Promise(() => {})', '2:11'],
    ['none of two', 'await 1\nawait 2', 'unknown'],
    ['none of a promise that is returned', 'new Promise(() => {})', 'unknown'],
  ])('%s', (_, source, place) => expect(wait(source)).toBe(place))
})
