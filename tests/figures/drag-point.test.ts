import '@cellgraph/drawing-document/install-here'
import { scaleLinear } from 'd3'
import { expect, test } from 'vitest'
import { createCanvas, toElement } from '../../packages/notebook/src/figure/canvas.ts'
import { dragPoint } from '../../packages/notebook/src/figure/drag-point.ts'
import { dragRule } from '../../packages/notebook/src/figure/drag-rule.ts'

const x = scaleLinear([0, 1], [0, 100])

/** A figure with one mark that may be a handle. */
function draw(add: (canvas: ReturnType<typeof createCanvas>) => void): Element {
  const canvas = createCanvas(100, 50)
  add(canvas)
  return toElement(canvas)
}

test('`dragPoint` draws a handle if it is given an input', () => {
  const figure = draw((canvas) =>
    dragPoint(canvas, [30, 20], { input: 'q', x, fill: 'var(--score)' }),
  )
  expect(figure.querySelector('[data-drag]')?.getAttribute('data-drag')).toBe('q')
})

test('`dragPoint` draws a plain dot, in the same place and colour, if it is given no input', () => {
  const figure = draw((canvas) => dragPoint(canvas, [30, 20], { x, fill: 'var(--score)' }))
  expect(figure.querySelector('[data-drag]')).toBeNull()
  const dot = figure.querySelector('circle')
  expect(['cx', 'cy', 'fill'].map((name) => dot?.getAttribute(name))).toEqual([
    '30',
    '20',
    'var(--score)',
  ])
})

test('`dragRule` draws the same line with an input and without', () => {
  const linesOf = (input: string | undefined): string[] => {
    const figure = draw((canvas) => dragRule(canvas, [30, 45], { input, x, top: 5 }))
    const line = figure.querySelector('line')
    return ['x1', 'x2', 'y1', 'y2'].map((name) => line?.getAttribute(name) ?? '').sort()
  }
  expect(linesOf('q')).toEqual(['30', '30', '45', '5'])
  expect(linesOf(undefined)).toEqual(linesOf('q'))
})
