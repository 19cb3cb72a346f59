import { describe, expect, test } from 'vitest'
import { stringsOf } from '../../src/strings/strings.ts'
import { listSymbols } from '../../src/markdown/formulas/list-symbols.ts'
import { parseMdx } from '../../src/markdown/syntax/engine.ts'

const symbols = [
  { name: 'z', meaning: 'the scores', say: 'z', cell: 'z', colour: '--score' },
  { name: '\\delta', meaning: 'one where two indices are equal', say: 'delta' },
]

describe('<Symbols />', () => {
  test('`<Symbols />` becomes a table with a row for each symbol of the book', () => {
    const root = parseMdx('Before.\n\n<Symbols />\n\nAfter.')
    listSymbols(root, symbols, stringsOf('en').symbols)
    expect(root.children.map(({ type }) => type)).toEqual(['paragraph', 'table', 'paragraph'])
    expect(root.children[1]).toMatchObject({
      children: [
        { children: [{ children: [{ value: 'symbol' }] }, {}, {}, {}] },
        {
          children: [
            { children: [{ name: 'Sym', attributes: [{ name: 'name', value: 'z' }] }] },
            { children: [{ value: 'the scores' }] },
            { children: [{ value: 'z' }] },
            { children: [{ name: 'code', children: [{ value: 'z' }] }] },
          ],
        },
        {
          children: [
            { children: [{ name: 'Sym', attributes: [{ name: 'name', value: '\\delta' }] }] },
            {},
            { children: [{ value: 'delta' }] },
            { children: [{ type: 'text', value: '' }] },
          ],
        },
      ],
    })
  })
})
