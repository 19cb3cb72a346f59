import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { findDrawnMistakes } from '../../scripts/check/find-drawn-mistakes.ts'

const folder = mkdtempSync(join(tmpdir(), 'drawn-'))
afterAll(() => rmSync(folder, { recursive: true }))

const head = `---
title: Drawn
description: A page that draws.
---

<Slider name="T" min={-2} max={5} step={1} value={1}>tea</Slider>

`

async function find(text: string): Promise<string[]> {
  const file = join(folder, '01-drawn.mdx')
  writeFileSync(file, head + text)
  const told = await findDrawnMistakes(file, head + text)
  return told.map(({ line, message }) => `${line}: ${message}`)
}

const chart = (options: string, marks = `Plot.dot([[T, 1]], { fill: 'var(--prob)' })`): string => `
\`\`\`ts cell name=a alt="A dot at \${T}." table="[{ T }]"
Plot.plot({
  width,
  ${options}
  marks: [${marks}],
})
\`\`\`
`

test('a chart that names its axes, in the colours of the page, breaks no rule', async () => {
  expect(
    await find(chart(`x: { label: 'tea →', tickFormat: (x) => String(Math.abs(x)) },`)),
  ).toEqual([])
})
test.each([
  ['x: { label: null }, y: { label: null },', undefined, '9: chart a: axes without names'],
  [`x: { label: 'tea →' },`, `Plot.dot([[1, 1]], { fill: 'tomato' })`, 'colour of its own: tomato'],
  [
    `x: { label: 'tea →' },`,
    'Plot.text([[T, 1]], { text: () => String(T) })',
    'a hyphen for a minus: -2',
  ],
  [`x: { label: 'tea →' },${'\n'.repeat(20)}`, undefined, 'and at most 15 are meant'],
  [
    `x: { label: 'tea →' },`,
    `Plot.dot([[1, 1]], { fill: 'var(--prob)', title: () => '${'x'.repeat(90)}' })`,
    'at most 100 are meant',
  ],
])('a chart with %s is told', async (options, marks, message) => {
  expect((await find(chart(options, marks))).join('\n')).toContain(message)
})
test.each([
  ['on the paper', `Plot.text([[T, 1]], { text: ['sum'], fill: 'var(--fall)' })`],
  ['made paler', `Plot.text([[T, 1]], { text: ['sum'], fill: 'var(--muted)', fillOpacity: 0.6 })`],
  [
    'on a shape',
    `Plot.rect([[0, 0, 4, 2]], { x1: '0', y1: '1', x2: '2', y2: '3', fill: 'var(--label)' }),\nPlot.text([[T, 1]], { text: ['sum'] })`,
  ],
])('letters that are too pale %s are told', async (_, marks) => {
  const told = (await find(chart(`x: { label: 'tea →' },`, marks))).join('\n')
  expect(told).toMatch(/^9: letters too pale: “sum” in a has \S+, a contrast of [1-4]\.\d in the/m)
})
test('letters of a shape that has their ground in both themes are not told, nor those with an unknown ground', async () => {
  const on = (fill: string): string =>
    `Plot.rect([[0, 0, 4, 2]], { x1: '0', y1: '1', x2: '2', y2: '3', fill: '${fill}' }), Plot.text([[T, 1]], { text: ['sum'], fill: 'var(--paper)' })`
  for (const fill of ['var(--label)', 'color-mix(in oklab, var(--label), var(--ink))'])
    expect((await find(chart(`x: { label: 'tea →' },`, on(fill)))).join('\n')).not.toContain('pale')
})
test('drawings that would make their page too heavy are told at the heaviest', async () => {
  const told = await find(`
\`\`\`ts cell name=b alt="\${T} dots." table="[{ T }]"
const canvas = d3.create('svg').attr('width', width).attr('height', 20)
for (let n = 0; n < 9000; n++)
  canvas.append('circle').attr('cx', Math.random() * 300).attr('cy', Math.random() * 20).attr('r', T)
canvas.node()
\`\`\`
`)
  expect(told).toEqual([
    expect.stringMatching(
      /^9: drawings too heavy: those of this page have \d+ kB, compressed, and b \d+ kB of them; draw fewer marks: at most 40 kB are meant$/,
    ),
  ])
})
test('letters that are too small, and tables and words without their numbers, are told', async () => {
  const told = await find(`
\`\`\`ts cell name=b alt="A word \${T < 9 ? 'only' : 1}." table="[{ T: undefined }]"
const canvas = d3.create('svg').attr('width', width).attr('height', 20)
canvas.append('text').attr('font-size', 8).text('small')
canvas.node()
\`\`\`

It is \`{ts} T < 9 ? 'a null' : 'more'\`.
`)
  expect(told).toEqual([
    '9: letters too small: b has some of 8 pixels; give them at least 9',
    '9: figure whose alt has no number: b; say what it shows with a ${value}',
    '9: table without some of its numbers: b; leave those rows out, or say in words what they are',
    expect.stringContaining('value that shows null'),
  ])
})

test('a mark that moves no input of the page is told, with those that there are', async () => {
  const mark = (name: string): string => `
\`\`\`ts cell name=a alt="A dot at \${T}." table="[{ T }]"
const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
const dot = document.createElementNS('http://www.w3.org/2000/svg', 'circle')
for (const attribute of ['data-drag', 'data-input']) dot.setAttribute(attribute, '${name}')
dot.setAttribute('r', String(T))
svg.append(dot)
display(svg)
\`\`\`
`
  expect(await find(mark('T'))).toEqual([])
  expect(await find(mark('betta'))).toEqual([
    '9: mark that moves no input: betta in a; the inputs of this page are T',
  ])
})
test('a handle that moves an input on which its figure does not depend is told', async () => {
  const told = await find(`
\`\`\`ts cell name=a alt="A dot at 3." table="[{ b: 3 }]"
const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
const dot = document.createElementNS('http://www.w3.org/2000/svg', 'circle')
dot.setAttribute('data-drag', 'T')
svg.append(dot)
display(svg)
\`\`\`
`)
  expect(told).toContain(
    '9: handle that moves what its figure does not show: T in a, which depends on no input; name the input that it shows',
  )
})
