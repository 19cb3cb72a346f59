import { expect, test } from 'vitest'
import {
  findColours,
  findUnknownColours,
  findWrongVariables,
} from '../../scripts/check/find-colours.ts'

const find = (code: string): string[] =>
  findColours('src/figures/a/a.ts', code).map(
    ({ line, column, message }) => `${line}:${column}: ${message.split(';')[0]}`,
  )

test.each([
  ["draw({ fill: 'red' })", '1:15: colour of its own: red'],
  ["draw({ fill: on ? 'red' : 'var(--prob)' })", '1:20: colour of its own: red'],
  ["const f = (stroke = '#c33') => stroke", '1:22: colour of its own: #c33'],
  ["svg.attr('stroke', 'tomato')", '1:21: colour of its own: tomato'],
  ["svg.attr('style', 'fill: teal')", '1:26: colour of its own: teal'],
  ["const tints = ['#123456']", '1:17: colour of its own: #123456'],
  ["const tint = 'rgb(1, 2, 3)'", '1:15: colour of its own: rgb(1, 2, 3)'],
  [
    'const tint = `color-mix(in srgb, #123456 ${x}%, var(--ink))`',
    '1:34: colour of its own: #123456',
  ],
  ["svg.attr('fill', 'var(--nothing)')", '1:23: unknown variable: --nothing'],
  ["svg.attr('fill', 'var(--c2)')", '1:23: colour of a number: --c2'],
  ["svg.attr('fill', `var(--c${n + 1})`)", '1:23: colour of a number: --c'],
])('a colour of its own is told at its place: %s', (code, told) => {
  expect(find(code)).toEqual([told])
})
test.each([
  "svg.attr('fill', 'var(--prob)').attr('stroke', 'none').attr('fill', 'currentColor')",
  "drawText(panel, 'red')",
  "link({ href: '#abc' }).attr('id', '#fade').attr('fill', 'url(#fade)')",
  "svg.style('--own', tint).attr('fill', 'var(--own)')",
  "svg.attr('fill', `var(--${name})`)",
  "svg.attr('fill', 'var(--nothing, none)')",
])('what is no colour, or the book’s own, is not told: %s', (code) => {
  expect(find(code)).toEqual([])
})
test('the cure names the style sheets that declare colours', () => {
  const [{ message, severity }] = findColours('a.ts', "draw({ fill: 'red' })")
  expect(message).toContain('packages/notebook/src/styles/tokens.css')
  expect(severity).toBe('error')
})
test('a variable that no style sheet declares is told of a cell too, with the one that is meant', () => {
  const page =
    "Text.\n\n```ts cell name=a\nPlot.dot([1], { fill: 'var(--scores)', stroke: 'var(--prob)' })\n```\n"
  expect(findWrongVariables('a.mdx', page)).toMatchObject([
    { line: 4, column: 28, message: 'unknown variable: --scores; did you mean --score?' },
  ])
})
test('a colour of the list of symbols that no style sheet declares is told', () => {
  const list =
    '[\n  { "name": "z", "colour": "--score" },\n  { "name": "y", "colour": "--labels" }\n]'
  expect(findUnknownColours('symbols.json', list)).toMatchObject([
    { line: 3, column: 29, message: 'unknown variable: --labels; did you mean --label?' },
  ])
})
test('a variable is told of an attribute', () => {
  const page = 'Text.\n\n<Note style="color: var(--scores)">A note.</Note>\n'
  expect(findWrongVariables('a.mdx', page)).toMatchObject([{ line: 3, column: 25 }])
})
test('a colour of a number is told of a cell, and not where prose speaks of it', () => {
  const page =
    "The colour `--c2`.\n\n```ts cell name=a\nPlot.dot([1], { fill: 'var(--c2)' })\n```\n"
  expect(findWrongVariables('a.mdx', page)).toMatchObject([{ line: 4, column: 28 }])
})
const cell = (code: string): string => `Text.\n\n\`\`\`ts cell name=a\n${code}\n\`\`\`\n`
test.each([
  ['set by a selection', cell("svg.style('--own-gap', '4px').attr('dx', 'var(--own-gap)')")],
  ['set by a component', "<p style={{ '--own-gap': '4px', margin: 'var(--own-gap)' }}>Text.</p>\n"],
  ['with a fallback', cell("svg.attr('fill', 'var(--nothing, currentColor)')")],
  ['in prose', 'The colour var(--nothing) is no more.\n'],
  [
    'in code within prose',
    'Write `var(--nothing)`, as in\n\n```css\na { color: var(--nothing) }\n```\n',
  ],
])('a variable %s is right', (_, page) => {
  expect(findWrongVariables('a.mdx', page)).toEqual([])
})
