import { Parser } from 'acorn'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findNames } from '../../src/kernel/compile/find-names.ts'
import { namesNotFound } from './typescript-oracle.ts'

const SEED = 20260101

const parse = (source: string) =>
  Parser.parse(source, { ecmaVersion: 'latest', sourceType: 'module' })
const foreignNames = (source: string): string[] => findNames(parse(source)).foreign.sort()
const declaredNames = (source: string): string[] => findNames(parse(source)).declared
const changedNames = (source: string): string[] =>
  findNames(parse(source)).changed.map((it) => it.name)

describe('foreign names', () => {
  // One line a rule of scopes: the code, then its foreign names. TypeScript's binder has to agree.
  test.each([
    // Functions: their name, their parameters and their body are three scopes.
    ['const f = function g() { g }; g', 'g'],
    ['function f() { f }', ''],
    ['function f(a, { b, c: [d] }, ...e) { a; b; c; d; e }', 'c'],
    ['function f(a = b) { var b; b }', 'b'],
    ['function f(a = () => b) { let b; b }', 'b'],
    ['function f(a, b = a) { var a; b }', ''],
    ['function f({ [a]: b = c }) { var a, c; b }', 'a c'],
    ['const f = function g(g) { g }', ''],
    ['const f = (a = b) => { var b; b }', 'b'],
    ['const o = { m(a = b) { var b }, get g() { c }, async *[d]() {} }', 'b c d'],
    ['function f() { arguments; () => arguments; return new.target }', ''],
    ['const f = () => arguments', 'arguments'],
    ['const o = { m() { arguments } }', ''],
    // A use comes before its declaration.
    ['a; f(); var a; function f() {}', ''],
    ['const f = () => a; const a = 1', ''],
    // Blocks: `var` leaves them, all else stays.
    ['{ var a } a', ''],
    ['{ let a } a', 'a'],
    ['{ function f() {} } f', 'f'],
    ['{ class A {} } A', 'A'],
    ['function f() { { { var a } } a } a', 'a'],
    ['if (a) { var b } else { var c } b; c', 'a'],
    ['while (a) { let b } b', 'a b'],
    // Loops.
    ['for (let i = a; i < b; i++) { i } i', 'a b i'],
    ['for (var i = 0; i < 1; i++) {} i', ''],
    ['for (const { a, [b]: c = d } of e) { a; c } a', 'a b d e'],
    ['for (const a in a) {}', ''],
    ['for (a of b) {}', 'a b'],
    ['for (var [a, b] of c) {} a; b', 'c'],
    // A switch has one scope for all its cases, but what it asks for stands outside.
    ['switch (a) { case 0: let a; case b: a }', 'a b'],
    ['switch (0) { case 0: let a; default: a } a', 'a'],
    // Catch: a parameter, then a block.
    ['try {} catch (a) { a } a', 'a'],
    ['try {} catch ({ a, b: [c = d] }) { a; c }', 'd'],
    ['try {} catch (a) { var a, b } a; b', ''],
    ['try { let a } catch { a } finally { a }', 'a'],
    // Classes see their own name; their members and private names are none.
    ['const A = class B { m() { B } }; B', 'B'],
    ['const A = class B extends B {}', ''],
    [
      'class A extends B { static c = A; d = e; #f = this.#f; [g] = 1; h() { super.h() } }',
      'B e g',
    ],
    ['class A { static { var a; let b; function c() {} a; b; c } } a; b; c', 'a b c'],
    ['class A { a = () => b; b = a }', 'a b'],
    // Patterns that assign.
    ['let a; [a, b.c, ...d] = e', 'b d e'],
    ['let a; ({ a, b, c: d = e, [f]: g.h } = i)', 'b d e f g i'],
    // What is spelt like a name and is none.
    ['a: for (;;) { b: for (;;) { if (c) break a; continue b } }', 'c'],
    ['({ a: b, c, d() {}, get e() { return 0 }, [f]: 1, "g": 2 })', 'b c f'],
    ['a.b.c[d].e?.f?.[g]', 'a d g'],
    ['a`${b}`', 'a b'],
    [
      'async () => { await a; for await (const b of c) b; using d = e; await using f = g }',
      'a c e g',
    ],
    ['function* f() { yield a; yield* b }', 'a b'],
  ])('the foreign names of %s are [%s]', (source, names) => {
    expect(foreignNames(source).join(' ')).toBe(names)
    expect(namesNotFound(source).join(' ')).toBe(names)
  })

  test('a parameter’s default does not see functions of the body, unlike in TypeScript', () => {
    const source = 'function f(a = b) { function b() {} return a }'
    expect(foreignNames(source)).toEqual(['b'])
    expect(new Function('b', `'use strict'; ${source} return f()`)(1)).toBe(1)
  })

  test('TypeScript finds the same foreign names in random code', () => {
    fc.assert(
      fc.property(program, (source) => {
        fc.pre(isCode(source))
        expect(foreignNames(source)).toEqual(namesNotFound(source))
      }),
      { numRuns: 200, maxSkipsPerRun: 1000, seed: SEED },
    )
  })
})

describe('declared names', () => {
  test.each([
    ['const a = 1, { b, c: [d = e, ...f], ...g } = h; class I {} function j() {}', 'a b d f g I j'],
    ['{ var a; let b } for (var c of d) {} try {} catch { var e }', 'a c e'],
    ['function f() { var a } const g = () => { var b }; class A { static { var c } }', 'f g A'],
    ['using a = b; await using c = d', 'a c'],
  ])('the declared names of %s are [%s]', (source, names) =>
    expect(declaredNames(source).join(' ')).toBe(names),
  )
})

describe('changed names', () => {
  test.each([
    ['switch (z = 1) { case 0: let z }', 'z'],
    ['function f(a = (z = 1)) { var z }', 'z'],
    ['for ({ a: z.b, ...y[0] } of []) {}', 'z y'],
    ['(z?.a).b = 1', 'z'],
    ['function f() { arguments[0] = 1 }', ''],
    ['class A { static { A.b = 1 } }', ''],
    ['const f = function g() { g.a = 1; delete g.a }', ''],
    ['f().a = 1; this.a = 1; [].a++; delete f(z)', ''],
  ])('the changed names of %s are [%s]', (source, names) =>
    expect(changedNames(source).join(' ')).toBe(names),
  )
})

/** Some random code is none, mostly for a name that is declared twice. */
function isCode(source: string): boolean {
  try {
    return Boolean(parse(source))
  } catch {
    return false
  }
}

type Code = fc.Arbitrary<string>

/** Code of a template, its holes filled at random. */
const code = (texts: TemplateStringsArray, ...holes: Code[]): Code =>
  fc.tuple(...holes).map((filled) => String.raw({ raw: texts }, ...filled))
const name = fc.constantFrom('a', 'b', 'c', 'd')
const list = (item: Code, separator: string): Code =>
  fc.array(item, { maxLength: 3 }).map((items) => items.join(separator))

const grammar = fc.letrec<Record<string, string>>((tie) => {
  const [expression, pattern, statements] = [tie('expression'), tie('pattern'), tie('statements')]
  const parameters = list(code`${pattern}`, ', ')
  const declaration = fc.constantFrom('var', 'let')
  // A block within, since TypeScript lets defaults of parameters see the functions of a body.
  const body = code`{ { ${statements} } }`
  const members = list(
    fc.oneof(
      code`${name} = ${expression};`,
      code`[${expression}](${parameters}) ${body}`,
      code`static { ${statements} }`,
    ),
    ' ',
  )
  return {
    expression: fc.oneof(
      { maxDepth: 3 },
      name,
      code`(${expression}).${name}`,
      code`(${pattern} = ${expression})`,
      code`({ ${name}: ${expression}, ${name}, [${expression}]: 0 })`,
      code`(function ${name}(${parameters}) ${body})`,
      code`((${parameters}) => ${body})`,
      code`(class ${name} extends (${expression}) { ${members} })`,
    ),
    pattern: fc.oneof(
      { maxDepth: 2 },
      name,
      code`[${pattern} = ${expression}, ...${pattern}]`,
      code`{ ${name}: ${pattern}, [${expression}]: ${pattern}, ${name} = ${expression} }`,
    ),
    statement: fc.oneof(
      { maxDepth: 3 },
      code`;${expression};`,
      code`${declaration} ${pattern} = ${expression};`,
      code`{ ${statements} }`,
      code`function ${name}(${parameters}) ${body}`,
      code`class ${name} { ${members} }`,
      code`for (${declaration} ${pattern} of ${expression}) { ${statements} }`,
      code`for (${declaration} ${name} = ${expression}; ${expression};) { ${statements} }`,
      code`switch (${expression}) { case ${expression}: ${statements} }`,
      code`try { ${statements} } catch (${pattern}) { ${statements} }`,
      code`${name}: for (;;) { ${statements} }`,
    ),
    statements: list(tie('statement'), ' '),
  }
})
const program = grammar.statements
