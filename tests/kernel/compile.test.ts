import { stripTypeScriptTypes } from 'node:module'
import { describe, expect, test } from 'vitest'
import { compileCell } from '../../src/kernel/compile/compile-cell.ts'
import { parseCell } from '../../src/kernel/compile/parse-cell.ts'
import { cell } from './run.ts'

/** The message with its place: `[line:column] message`. */
function faultOf(source: string, kind: 'cell' | 'value' = 'cell'): string {
  try {
    compileCell({ name: 'a', source, kind })
  } catch (error) {
    const { line, column, message } = error as { line?: number; column?: number; message: string }
    return `[${line}:${column}] ${message}`
  }
  return 'no fault'
}

describe('types are blanked, and every other character stays where it was', () => {
  // Node strips types in the same way, with another parser: an independent oracle.
  test.each([
    'const x: number = 1, y = <T,>(a: T, b?: T): T => a',
    'type A<T> = { x: T }\ninterface B extends A<number> { y?: string }\nlet a: A<B> | undefined',
    'function f<T extends object>(this: Window, x: T, ...rest: string[]): asserts x is T {}',
    'function g(a: string): void\nfunction g(a: unknown) { return a as string satisfies string }',
    'class C<T> extends Map<string, T> implements Iterable<T> { private readonly a: number = 1; declare b: string; c!: T; static async *m?(): AsyncGenerator<T> {} }',
    'abstract class D { abstract q(): void; protected w = 2; [k: string]: unknown }',
    'const m = new Map<string, number>([["a", 1]]); m.get("a")!.toFixed(2)!',
    'const { a, b: [c] }: { a: number; b: [string] } = o as any',
    'for (const q of [] as number[]) { try {} catch (e: unknown) {} }',
    'const t = tag<string>`x${y as number}`; const o = { m<T>(x: T): T { return x } }',
    'const s = "a: number" /* b: string */ // c: T',
  ])('%s', (source) => {
    const { javascript } = parseCell('a', source)
    const squeeze = (code: string): string => code.replaceAll(';', ' ').trimEnd()
    expect(squeeze(javascript)).toBe(squeeze(stripTypeScriptTypes(source)))
    expect(javascript).toHaveLength(source.length)
  })
})

describe('names', () => {
  test('in are those used and not declared; names out are those declared at the top', () => {
    expect(cell('a', 'const p = f(z); function g(x) { const inner = x; return inner + T } class K {}')).toMatchObject({ inputs: ['T', 'z', 'f'], outputs: ['p', 'g', 'K'] })
  })
  test('in patterns, types, members and labels are told apart', () => {
    expect(cell('a', 'const { a, b: [c = d] } = o.e\nconst t: Unused = { k: v, [w]: 1 }').inputs.sort()).toEqual(['d', 'o', 'v', 'w'])
  })
  test('of the language are no inputs', () => {
    expect(cell('a', 'Object.keys(JSON.parse("{}")).map(Number)').inputs).toEqual([])
  })
})

describe('faults have a place', () => {
  test('where the code does not parse', () => {
    expect(faultOf('const x = 1\nconst y: = 2')).toBe('[2:10] syntax: unexpected token')
  })
  test('for an import', () => {
    expect(faultOf('1\nimport x from "y"')).toBe('[2:1] a cell cannot import or export: other cells’ names and the library’s are in scope already')
  })
  test('for an assignment to a name of another cell', () => {
    expect(faultOf('let own = 1; own = 2\nother = 3')).toBe('[2:1] cannot assign to `other`: it is not this cell’s own; define a new name instead')
    expect(faultOf('z[0]++')).toBe('[1:1] cannot assign to `z`: it is not this cell’s own; define a new name instead')
  })
  test('for TypeScript that is more than types', () => {
    expect(faultOf('enum E { A }')).toBe('[1:1] an enum cannot run in a cell; use a constant object')
  })
  test('for a statement where prose shows a value', () => {
    expect(faultOf('const x = 1', 'value')).toMatch(/^\[1:\d+\] syntax: unexpected token/)
    expect(faultOf('', 'value')).toContain('empty expression')
  })
})
