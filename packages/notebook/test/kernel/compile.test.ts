import { stripTypeScriptTypes } from 'node:module'
import { describe, expect, test } from 'vitest'
import { compileCell } from '../../src/kernel/compile/compile-cell.ts'
import { parseCell } from '../../src/kernel/compile/parse-cell.ts'
import { cell, inEnglish } from './run.ts'
import { oracleOf, treeOf } from './typescript-oracle.ts'

/** The message with its place: `[line:column] message`. */
function faultOf(source: string, kind: 'cell' | 'value' = 'cell'): string {
  try {
    inEnglish(() => compileCell({ name: 'a', source, kind }))
  } catch (error) {
    const { line, column, message } = error as { line?: number; column?: number; message: string }
    return `[${line}:${column}] ${message}`
  }
  return 'no fault'
}

describe('types that Node strips as well', () => {
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
  ])('types are blanked in place, as in Node: %s', (source) => {
    const { javascript } = parseCell('a', source)
    const squeeze = (code: string): string => code.replaceAll(';', ' ').trimEnd()
    expect(squeeze(javascript)).toBe(squeeze(stripTypeScriptTypes(source)))
    expect(javascript).toHaveLength(source.length)
  })
})

describe('types that TypeScript removes', () => {
  const withoutTypes = (source: string): string => parseCell('a', source).javascript

  test.each([
    // Where a type ended the line, nothing may join the next.
    ...[
      'const a = b as T',
      'a as any',
      'let a = b satisfies T',
      'let a: T',
      'var a!: T',
      'const f = () => a as T',
      'a = b!',
      'type A = T',
      'interface A {}',
      'declare const a: T',
      'let a = b as { c: 1 }',
      'f<T>',
      'throw a as Error',
    ].flatMap((line) =>
      ['(1)', '[0]', '`x`', '++b', 'type B = 1\n(1)'].map((next) => `${line}\n${next}`),
    ),
    'function f() { return a as T\n(1) }',
    'if (a) b as T\nelse c',
    'if (a) type B = 1\nelse c',
    'for (const a of b as T) {}\nfor (let i = 0 as number; i < 1; i++) {}',
    // Members of a class.
    'class A { static: number\n c() {} }',
    'class A { get?: number\n c() {} }',
    'class A { a = 1\n private ["c"] = 2 }',
    'class A { a\n public *c() {} }',
    'class A { a: number\n ["c"] = 2 }',
    'class A { a = 1\n declare b: string\n ["c"] = 2 }',
    'class A { a\n [k: string]: unknown\n ["c"] = 2 }',
    'abstract class A { a = 1\n abstract b(): void\n *c() {} }',
    'class A { a = 1\n b(): void\n ["b"]() {} }',
    'class A { readonly static = 1; private private?: number; static readonly ["c"]? = 1; protected async *d?() {} }',
    'class A { declare readonly a: number; override b = 1 }'.replace('A {', 'A extends B {'),
    'class A extends f("implements") implements /* implements */ B<C>, D {}',
    'const A = class implements B {}',
    'abstract /* abstract */ class A<T> extends B<T> implements C {}',
    // Parentheses that a line break would cut off.
    'const f = (a: number): {\n  x: number\n} => ({ x: a })',
    'const f = (a, b,): Promise<\n T\n> => a',
    'const f = (\n): // )\n T => 1',
    'const f = async <\nT\n>(a: T) => a',
    'const f = async <T>(a: T): Promise<\n T\n> => a',
    'const f = () => { return <\nT,>(x: T) => x }',
    // Comments before marks.
    'function f(a /* ? */ ?: number, b /* , */) {}',
    'function f(this: any /* , */, b) {}',
    'class A { x /* ? */ ?: number = 1; ["y" /* ] */] /* ! */ !: number }',
    'let a /* ! */ !: number',
    // What the TypeScript plugin cannot read, and JavaScript can.
    'const r = a ? (b) : c => d',
    'a ? async (b) : c => d',
    // Two readings.
    'f(a < b, c > (d)); f(a < b, c > d); a < b > (c); new A<B>; a?.b!.c; a!!; x = a as T || b',
    'declare enum E { A }\ndeclare namespace N {}\ndeclare global {}',
  ])('code without its types means what TypeScript makes of it: %s', (source) => {
    expect(treeOf(withoutTypes(source))).toBe(oracleOf(source))
    expect(withoutTypes(source)).toHaveLength(source.length)
  })

  test('code that would mean something else without its types is refused', () => {
    expect(faultOf('const x = a + b as any * 2')).toBe(
      '[1:11] unclear without its types: put parentheses round what has a type, and semicolons after statements',
    )
    expect(faultOf('const x = <T>{}')).toBe(
      '[1:11] a type in angle brackets before a value cannot run in a cell; write `value as Type`',
    )
  })
  test.each(['f(a: 1)', '(a: number)', '(a?)', '[a: T]', 'a ? (b: c) : d'])(
    'code that only looks like a type is refused: %s',
    (source) => {
      expect(faultOf(source)).toMatch(/syntax: unexpected/)
    },
  )
})

describe('the names of a cell', () => {
  test('inputs are the names used but not declared, and outputs are those declared at the top level', () => {
    expect(
      cell('a', 'const p = f(z); function g(x) { const inner = x; return inner + T } class K {}'),
    ).toMatchObject({ inputs: ['T', 'z', 'f'], outputs: ['p', 'g', 'K'] })
  })
  test('types and property names are not inputs, but defaults and computed keys are', () => {
    expect(
      cell('a', 'const { a, b: [c = d] } = o.e\nconst t: Unused = { k: v, [w]: 1 }').inputs.sort(),
    ).toEqual(['d', 'o', 'v', 'w'])
  })
  test('classes, static blocks and parameters have scopes of their own', () => {
    expect(cell('a', 'const A = class B { m() { return B } }')).toMatchObject({
      inputs: [],
      outputs: ['A'],
    })
    expect(cell('a', 'class A { static { var q = r; let s = q } }')).toMatchObject({
      inputs: ['r'],
      outputs: ['A'],
    })
    expect(cell('a', 'function f(a = x) { var x = 1; return a + x }')).toMatchObject({
      inputs: ['x'],
      outputs: ['f'],
    })
  })
  test('globals of JavaScript are not inputs', () => {
    expect(cell('a', 'Object.keys(JSON.parse("{}")).map(Number)').inputs).toEqual([])
  })
})

describe('the place of a fault', () => {
  test('a syntax error is reported at its place', () => {
    expect(faultOf('const x = 1\nconst y: = 2')).toBe('[2:10] syntax: unexpected `=`')
    expect(faultOf('f(1))')).toBe('[1:5] syntax: unexpected `)`; it closes nothing')
    expect(faultOf('f([1)')).toBe(
      '[1:5] syntax: unexpected `)`; `[` of line 1, column 3 waits for its `]`',
    )
    expect(faultOf('f(1 +)')).toBe('[1:6] syntax: unexpected `)`; something is missing before it')
    expect(faultOf('const const = 1')).toBe(
      "[1:7] syntax: unexpected keyword 'const'; choose another name",
    )
    expect(faultOf('#!x')).toBe("[1:2] syntax: unexpected character '!'")
  })
  test('code that ends too early is reported with what is missing', () => {
    expect(faultOf('f({\n  a: [1, 2]\n\n')).toBe(
      '[2:12] syntax: the code ends too early; `{` of line 1, column 3 waits for its `}`',
    )
    expect(faultOf('const x =')).toBe(
      '[1:10] syntax: the code ends too early; something is missing here',
    )
    expect(faultOf('`${x')).toBe(
      '[1:5] syntax: the code ends too early; `${` of line 1, column 2 waits for its `}`',
    )
  })
  test('the place of a fault is right for every kind of line ending', () => {
    for (const end of ['\n', '\r\n', '\r', '\u2028', '\u2029'])
      expect(faultOf(`const x = 1${end}  other = 2`)).toMatch(/^\[2:3\] cannot assign/)
  })
  test('code that is nested too deeply is reported without a place', () => {
    const message =
      '[undefined:undefined] nested too deeply to be read: spread it over several statements'
    for (const source of [
      '['.repeat(50_000),
      `1${' + 1'.repeat(20_000)}`,
      `z${'.a'.repeat(20_000)}`,
    ])
      expect(faultOf(source)).toBe(message)
    // How deep is too deep depends on what the engine has made of the compiler so far.
    for (let terms = 1_000; terms <= 20_000; terms *= 1.5)
      expect(['no fault', message]).toContain(faultOf(`1${' + 1'.repeat(terms)}`))
  })
  test('an import or export is reported at its place', () => {
    const message =
      'a cell cannot import or export: other cells’ names and the library’s are in scope already'
    for (const source of [
      'import x from "y"',
      'import type { X } from "y"',
      'import x = require("y")',
      'import("y")',
      'import.meta.url',
      'export type X = 1',
      'export const x = 1',
      'export = 1',
    ]) {
      expect(faultOf(`1\n${source}`)).toBe(`[2:1] ${message}`)
    }
  })
  test('an assignment to a name of another cell is reported at its place', () => {
    expect(faultOf('let own = 1; own = 2\nother = 3')).toBe(
      '[2:1] cannot assign to `other`: it is not this cell’s own; define a new name instead',
    )
    expect(faultOf('z[0]++')).toBe(
      '[1:1] cannot assign to `z`: it is not this cell’s own; define a new name instead',
    )
    expect(faultOf('delete z?.a.b')).toBe(
      '[1:8] cannot delete from `z`: it is not this cell’s own; define a new name instead',
    )
  })
  test.each([
    'z = 1',
    'z.a.b = 1',
    'z ||= 1',
    '[z] = [1]',
    '[, ...z.a] = [1]',
    '({ a: z[0] } = {})',
    'for (z of []) {}',
    'for (z[0] of []) {}',
    'for (z.a in {}) {}',
    'for ([z] of []) {}',
    'delete z[0]',
    'const f = () => z++',
    '{ let z } z = 1',
    'for (let z = 0; z < 1;) {} z = 1',
  ])('every way of changing a name of another cell is reported: %s', (source) =>
    expect(faultOf(source)).toMatch(
      /^\[1:\d+\] cannot (assign to|delete from) `z`: it is not this cell’s own/,
    ),
  )
  test.each([
    'const f = (z) => { z = 1; delete z.a }; z',
    'for (let z = 0; z < 1; z++) {} z',
    '{ let z; z = 1 } z',
    'try {} catch (z) { z = 1 } z',
    'const [f] = [function z() { z.a = 1 }]; z',
    'const C = class z { static { z.a = 1 } }; z',
    'class C { static { let z; z = 1 } } z',
    'let a; [a] = z; a.b = z',
  ])('a name of the cell’s own with the same spelling may be changed: %s', (source) =>
    expect(faultOf(source)).toBe('no fault'),
  )
  test('an enum is reported, since it is more than a type', () => {
    expect(faultOf('enum E { A }')).toBe(
      '[1:1] an enum cannot run in a cell; use a constant object',
    )
  })
  test('a statement or nothing at all in place of a value is reported', () => {
    expect(faultOf('const x = 1', 'value')).toBe(
      '[1:1] syntax: unexpected `const`; a value is one expression: write that alone, and what comes before it into a cell',
    )
    expect(faultOf('', 'value')).toContain('empty expression')
  })
  test('a fault in a value is placed relative to the value’s own code', () => {
    expect(faultOf('1 + z++', 'value')).toMatch(/^\[1:5\] cannot assign to `z`/)
    expect(faultOf('f(1', 'value')).toBe(
      '[1:4] syntax: the code ends too early; `(` of line 1, column 2 waits for its `)`',
    )
  })
})
