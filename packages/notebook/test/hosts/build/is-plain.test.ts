import { describe, expect, it } from 'vitest'
import { isPlain } from '../../../src/hosts/build/is-plain.ts'
import { compileCell } from '../../../src/kernel/compile/compile-cell.ts'
import type { CellSource } from '../../../src/kernel/program.ts'

function mayRunInPage(source: string, cell: Partial<CellSource> = {}): boolean {
  return isPlain(compileCell({ name: 'it', kind: 'cell', source, ...cell }))
}

describe('code that may run in the page', () => {
  it.each([
    ["'one class of two'", 'a string that says class'],
    ["const label = 'row.name'\nlabel", 'a string that says .name'],
    ['`a class, a Promise, ${1 + 1} names`', 'the text of a template'],
    ['// a class, as in setTimeout(later), or f.name\n1', 'a comment'],
    ['/* class A {} */ 1', 'a comment over code'],
    ['/class|Promise/.test("class")', 'a regular expression'],
    ['({ class: 1, name: "fox", Promise: 2 })', 'keys of an object'],
    ['const { name } = { name: "fox" }\nname', 'a name taken out of data'],
    ['const row = { class: 3 }\nrow.class', 'a member called class'],
    ['const setTimeout = 3\nsetTimeout + 1', 'a name of its own that hides the timer'],
    ['[1, 2].map((Promise) => Promise + 1)', 'a parameter that hides the global'],
    ['const names = ["fox"]\nnames.length', 'a longer word'],
  ])('%s: %s', (source) => {
    expect(mayRunInPage(source)).toBe(true)
  })

  it.each([
    ['class Pair {}\nnew Pair()', 'a class'],
    ['const Pair = class {}\nnew Pair()', 'a class in an expression'],
    ['const f = () => 1\nf.name', 'the name of a function'],
    ["const f = () => 1\nf['name']", 'the name in brackets'],
    ['const f = () => 1\nf?.name', 'the name of what may be missing'],
    ['`a text with ${(() => 1).name}`', 'the name within a template'],
    ['const f = () => 1\nf.n\\u0061me', 'the name with an escaped letter'],
    ['setTimeout(() => {}, 1)\n1', 'a timer'],
    ['const later = setInterval\nlater(() => {})', 'a timer by another name'],
    ['queueMicrotask(() => {})\n1', 'a microtask'],
    ['Promise.resolve(1)', 'a promise'],
    ['const wait = () => new Promise(() => {})\n1', 'a promise in a function'],
    ['{ const Promise = 1 }\nPromise', 'the global beside a block that hides it'],
    ['await 1', 'an await'],
    ['console.log(1)', 'the console'],
  ])('not %s: %s', (source) => {
    expect(mayRunInPage(source)).toBe(false)
  })

  it('values in prose are judged alike', () => {
    expect(mayRunInPage("'class' + 1", { kind: 'value' })).toBe(true)
    expect(mayRunInPage('(() => 1).name', { kind: 'value' })).toBe(false)
  })

  it('a generator that readers play is none', () => {
    expect(mayRunInPage('(function* () { yield 1 })()', { play: { rest: 1 } })).toBe(false)
  })
})
