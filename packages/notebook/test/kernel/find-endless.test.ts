import { describe, expect, test } from 'vitest'
import { findEndlessLoop, findEndlessWait } from '../../src/kernel/compile/find-endless.ts'

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
describe('the wait of a cell that does not end', () => {
  test.each([
    ['the only one', 'const n = 1\nconst m = await new Promise(() => {})', '2:11'],
    ['none of two', 'await 1\nawait 2', 'unknown'],
    ['none of a promise that is returned', 'new Promise(() => {})', 'unknown'],
  ])('%s', (_, source, place) => expect(wait(source)).toBe(place))
})
