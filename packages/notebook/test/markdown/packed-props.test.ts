import { expect, test } from 'vitest'
import { block } from '../../src/markdown/built-props.ts'
import { packProps, unpackProps } from '../../src/markdown/packed-props.ts'

const awkward = { name: 'a', text: '"quoted" {braces} </script> \\ \n `x` ${y} é \u2028 &amp;' }

test('a component gets the props that it was given, whatever characters they contain', () => {
  const { value } = packProps(awkward)
  expect(unpackProps({ data: String(value) })).toEqual(awkward)
})
test('undefined props are left out', () => {
  expect(unpackProps({ data: String(packProps({ a: undefined, b: 1 }).value) })).toEqual({ b: 1 })
})
test('an element holds its props in one attribute', () => {
  expect(block('Value', awkward)).toMatchObject({
    type: 'mdxJsxFlowElement',
    name: 'Value',
    attributes: [{ name: 'data' }],
    children: [],
  })
})
