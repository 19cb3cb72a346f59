import { expect, test } from 'vitest'
import { toPageModule } from '../../../src/hosts/bundle/page-module.ts'
import { program } from '../../kernel/run.ts'

const library = [
  { path: '/book/numbers.ts', names: new Set(['softmax', 'entropy', 'max']) },
  { path: '/book/drawing.ts', names: new Set(['Plot', 'max']) },
]

test('the module imports the names that its cells use, from the first module that has them, and no others', () => {
  const whole = program({ p: 'max(softmax([T]))', other: 'Plot' }, { T: 1 })
  const text = toPageModule(whole, { quick: ['p'], runs: ['p'], words: {} }, library)
  expect(text).toContain('import { softmax, max } from "/book/numbers.ts"')
  expect(text).not.toContain('drawing')
})

test('a name of the library that a cell defines anew is passed as an argument', () => {
  const whole = program({ own: 'const softmax = () => 7', p: 'softmax()' })
  const text = toPageModule(whole, { quick: ['own', 'p'], runs: ['own', 'p'], words: {} }, library)
  expect(text).not.toContain('import')
  expect(text).toContain('"p": function (softmax, display) {')
})

test('the code of a cell that may not run in the page is not in its module', () => {
  const whole = program({ p: '"secret of p"', q: '"of q"' })
  const text = toPageModule(whole, { quick: ['q'], runs: ['q'], words: {} }, library)
  expect(text).not.toContain('secret of p')
  expect(text).toContain('of q')
})

test('the page’s own document is the document', () => {
  const whole = program({ p: 'document.createElement("p")' })
  const names = new Set(['document', 'd3'])
  expect(
    toPageModule(whole, { quick: ['p'], runs: ['p'], words: {} }, [
      { path: '/book/drawing.ts', names },
    ]),
  ).not.toContain('import')
})
