import { describe, expect, test } from 'vitest'
import { renderOutputs } from '../../src/elements/render-output.ts'
import type { Output } from '../../src/kernel/output.ts'
import { en } from '../../src/strings/en.ts'

const render = (...outputs: Output[]): string => renderOutputs(outputs, en.live.output)

const table = (columns: string[], rows: string[][]): Output => ({
  type: 'table',
  columns,
  rows,
  more: 0,
})

describe('an output as HTML', () => {
  test('a function that a cell declares is not shown, and what stands beside it is', () => {
    const half: Output = { type: 'text', text: 'ƒ half()', label: 'half', opens: 0 }
    const two: Output = { type: 'text', text: '2', label: 'two' }
    expect(render(half)).toBe('')
    expect(render(half, two)).toBe('<pre class="text"><span class="label">two = </span>2</pre>')
  })
  test('a function that is the value of an expression is shown', () => {
    expect(render({ type: 'text', text: 'ƒ half()' })).toBe('<pre class="text">ƒ half()</pre>')
  })
  test('a short word that has a hyphen is marked, so that it is not broken there', () => {
    const html = render(
      table(
        ['rule', 'by'],
        [
          ['top-k', 'L-BFGS'],
          ['none', '300 steps'],
        ],
      ),
    )
    expect(html).toContain('<td class="word">top-k</td><td class="word">L-BFGS</td>')
    expect(html).toContain('<td>none</td><td>300 steps</td>')
  })
  test('a heading is not broken at the operators of what it computes', () => {
    const html = render(table(['mean of (y − σ) x', 'λ × face', 'top-k, p = 1'], [['1', '2', '3']]))
    expect([...html.matchAll(/<th [^>]*>(.*?)</g)].map(([, heading]) => heading)).toEqual([
      'mean of (y\u00a0−\u00a0σ) x',
      'λ\u00a0×\u00a0face',
      'top-k, p\u00a0=\u00a01',
    ])
  })
  test('a column of numbers is marked as numbers, not as words', () => {
    expect(render(table(['n'], [['12'], ['-Infinity']]))).toContain('<td class="number">12</td>')
  })
})
