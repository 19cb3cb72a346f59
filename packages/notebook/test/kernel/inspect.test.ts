import { describe, expect, test } from 'vitest'
import { formatValue } from '../../src/kernel/format-value.ts'
import { inspect, normaliseIds } from '../../src/kernel/inspect.ts'
import { outputLimits } from '../../src/kernel/limits.ts'
import { toCellError } from '../../src/kernel/run-cell.ts'
import { tellAuthor } from '../../src/strings/failures.ts'
import { cell } from './run.ts'

function thrownBy(act: () => unknown): unknown {
  try {
    return act()
  } catch (error) {
    return error
  }
}

/** What is left of a view of a buffer that was moved elsewhere. */
function givenAway<T>(toView: (buffer: ArrayBuffer) => T): T {
  const buffer = new ArrayBuffer(8)
  const view = toView(buffer)
  buffer.transfer()
  return view
}

test.each<[unknown, string]>([
  [0.1 + 0.2, '0.30000000000000004'],
  [-0, '-0'],
  [[0.1 + 0.2, 1e-7, 3], '[0.3, 1e-7, 3]'],
  [new Float64Array([1, 2.5]), 'Float64Array(2) [1, 2.5]'],
  [{ a: 1, 'b c': 'x', d: { e: null } }, '{ a: 1, "b c": "x", d: { e: null } }'],
  [new Map([['a', 1]]), 'Map(1) {"a" → 1}'],
  [new Set([1]), 'Set(1) {1}'],
  [function softmax() {}, 'ƒ softmax()'],
  [class Model {}, 'class Model'],
  [undefined, 'undefined'],
  [12n, '12n'],
  [new RangeError('far'), 'RangeError: far'],
  [[[[[[1]]]]], '[[[[Array {…}]]]]'],
  [class {}, 'class'],
  [[() => 1, async () => 1, function* numbers() {}], '[ƒ (), ƒ (), ƒ numbers()]'],
  [[1, , 3], '[1, empty, 3]'],
  [[undefined, null], '[undefined, null]'],
  [{ a: 1, [Symbol('key')]: 2 }, '{ a: 1, [Symbol(key)]: 2 }'],
  [
    [Object(5), Object(false), Object('hé')],
    '[new Number(5), new Boolean(false), new String("hé")]',
  ],
  [[Object(3n), Object(Symbol('s'))], '[Object(3n), Object(Symbol(s))]'],
  [Object.create(Number.prototype), 'Number {}'],
  [new ArrayBuffer(8), 'ArrayBuffer(8)'],
  [new DataView(new ArrayBuffer(8), 2), 'DataView(6)'],
  [givenAway((it) => it), 'ArrayBuffer(0)'],
  [givenAway((it) => new DataView(it)), 'DataView(0)'],
  [givenAway((it) => new Float64Array(it)), 'Float64Array(0) []'],
  [[(function* () {})(), Math], '[Generator {}, Math {}]'],
  [new Proxy(class {}, {}), 'ƒ ()'],
])('a value is formatted like its source code: %#', (value, text) => {
  expect(formatValue(value)).toBe(text)
})
test('a long list is cut with the number of items left out', () => {
  expect(formatValue(Array.from({ length: 50 }, (_, i) => i))).toMatch(/39, … 10 more\]$/)
})
test('a string on its own is shown without quotes', () => {
  expect(inspect('hello', 'a')).toEqual({ type: 'text', text: 'hello' })
})
test('a list of objects is shown as a table', () => {
  expect(inspect([{ x: 1, y: 'a' }, { x: 0.123456789 }], 'a')).toEqual({
    type: 'table',
    columns: ['x', 'y'],
    rows: [
      ['1.0000', 'a'],
      ['0.1235', ''],
    ],
    more: 0,
  })
})
test('an element is shown as its markup, without style elements', () => {
  const element = {
    nodeType: 1,
    localName: 'svg',
    outerHTML: '<svg><style>a{}</style><g></g></svg>',
  }
  expect(inspect(element, 'a')).toEqual({ type: 'svg', html: '<svg><g></g></svg>' })
})
test('ids are renumbered within each cell, and so are the references to them', () => {
  const markup =
    '<svg><clipPath id="plot-clip-17"></clipPath><g clip-path="url(#plot-clip-17)"></g><a href="#plot-clip-17"></a></svg>'
  expect(normaliseIds(markup, 'fig')).toBe(
    '<svg><clipPath id="fig-1"></clipPath><g clip-path="url(#fig-1)"></g><a href="#fig-1"></a></svg>',
  )
})

describe('an output that is too long', () => {
  const textOf = (value: unknown): string => (inspect(value, 'a') as { text: string }).text

  test('a long text is cut with the number of characters left out', () => {
    expect(textOf('x'.repeat(outputLimits.text + 1_234))).toBe(
      `${'x'.repeat(outputLimits.text)}… 1,234 more characters`,
    )
  })
  test('a text is never cut in the middle of a character', () => {
    expect(textOf(`${'x'.repeat(outputLimits.text - 1)}🐈`)).toMatch(/x… 2 more characters$/)
    for (const before of ['', 'a'])
      expect(textOf([before + '🐈'.repeat(outputLimits.text)])).not.toMatch(/\\ud|\p{Cs}/u)
  })
  test('a long text within a list is cut with the number of characters left out', () => {
    expect(textOf(['x'.repeat(1e6)])).toMatch(/^\["xxx.*x"… 980,000 more characters\]$/)
  })
  test('lists within lists are cut, each with the number of items left out', () => {
    const nested = (depth: number): unknown =>
      depth === 0 ? 1 : Array.from({ length: 40 }, () => nested(depth - 1))
    expect(textOf(nested(4)).length).toBeLessThan(1.1 * outputLimits.text)
    expect(textOf(nested(4))).toMatch(/… \d+ more\], … \d+ more\], … \d+ more\]$/)
  })
  test('a table is limited in rows, columns and characters of an entry', () => {
    const row = Object.fromEntries(
      Array.from({ length: 70 }, (_, i) => [`k${i}`, 'x'.repeat(2_000)]),
    )
    const table = inspect(
      Array.from({ length: 60 }, () => row),
      'a',
    )
    expect(table).toMatchObject({ more: 10 })
    const { columns, rows } = table as { columns: string[]; rows: string[][] }
    expect(columns.slice(49)).toEqual(['k49', '… 20 more'])
    expect(rows).toHaveLength(50)
    expect(rows[0].slice(49)).toEqual([`${'x'.repeat(1_000)}… 1,000 more characters`, '…'])
  })
  test('markup that is too long is refused as a whole', () => {
    const element = {
      nodeType: 1,
      localName: 'svg',
      outerHTML: `<svg>${'<g></g>'.repeat(400_000)}</svg>`,
    }
    const { told } = toCellError(
      cell('a', ''),
      thrownBy(() => inspect(element, 'a')),
    )
    expect(tellAuthor(told)).toBe(
      'cannot be shown: the markup has 2,800,011 characters, and 2,000,000 are allowed; draw fewer elements, or shorter numbers',
    )
  })
})

describe('the parts of a value that are not shown', () => {
  const itself: Record<string, unknown> = { a: 1 }
  itself['self'] = itself
  const forbidden = (): never => {
    throw new Error('read')
  }
  const guarded = <T extends object>(value: T, allowed: number): T =>
    new Proxy(value, {
      get: (target, key) =>
        typeof key === 'string' && Number(key) > allowed ? forbidden() : Reflect.get(target, key),
    })

  test.each<[string, unknown, string]>([
    [
      'an endless circle',
      itself,
      '{ a: 1, self: { a: 1, self: { a: 1, self: { a: 1, self: Object {…} } } } }',
    ],
    [
      'a list with a length and nothing in it',
      new Array(4e9),
      `[${'empty, '.repeat(40)}… 3,999,999,960 more]`,
    ],
    [
      'a long typed array',
      new Uint8Array(1e8),
      `Uint8Array(100000000) [${'0, '.repeat(40)}… 99,999,960 more]`,
    ],
    ['a long list', guarded(new Array(1000).fill(1), 60), `[${'1, '.repeat(40)}… 960 more]`],
    ['a number too long to write out', 1n << 10_000_000n, 'BigInt {…}'],
  ])('inspecting %s reads only what is shown', (_, value, text) => {
    expect(inspect(value, 'a')).toMatchObject({ type: 'text', text })
  })
  test('inspecting a large Set reads only what is shown', () => {
    let read = 0
    class Counted extends Set<number> {
      override *[Symbol.iterator](): SetIterator<number> {
        for (const item of super.values()) yield (read++, item)
      }
    }
    inspect(new Counted(Array.from({ length: 1000 }, (_, i) => i)), 'a')
    expect(read).toBe(40)
  })
})
