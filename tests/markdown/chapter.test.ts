import { describe, expect, test } from 'vitest'
import { readChapter } from '../../src/markdown/chapter.ts'
import { toProgram } from '../../src/markdown/run-chapter.ts'

const fence = (meta: string, code = '1'): string => `\`\`\`ts ${meta}\n${code}\n\`\`\`\n`
const read = (source: string) => readChapter('a.mdx', source)

describe('a chapter', () => {
  const chapter = read(`---
title: T
---
<Vector name="z" value={[2, -1]} labels={["cat", "dog"]} min={-4} max={4} />
<Slider name="T" min={0.1} max={5} step={0.1} value={1}>temperature</Slider>
<Choice name="how" options={["soft", "hard"]} />
<Toggle name="on" value={true} />

First \`{ts} p[0].toFixed(3)\`, again \`{ts} p[0].toFixed(3)\`, and \`plain\`.

${fence('cell name=p', 'const p = z')}
${fence('cell name=fig hide-code wide caption="At ${T}" alt="Bars of ${p[1]}"', 'p')}
\`\`\`ts
only shown
\`\`\`
`)

  test('declares its inputs with their values', () => {
    expect(chapter.inputs.map(({ spec }) => spec)).toEqual([
      { kind: 'Vector', name: 'z', value: [2, -1], labels: ['cat', 'dog'], min: -4, max: 4, step: 0.1 },
      { kind: 'Slider', name: 'T', value: 1, min: 0.1, max: 5, step: 0.1 },
      { kind: 'Choice', name: 'how', value: 'soft', options: ['soft', 'hard'] },
      { kind: 'Toggle', name: 'on', value: true },
    ])
  })
  test('has a cell for each fence so marked, with its place', () => {
    expect(chapter.cells.map(({ name, layout, hideCode, place }) => ({ name, layout, hideCode, place }))).toEqual([
      { name: 'p', layout: 'column', hideCode: false, place: { line: 12, column: 1 } },
      { name: 'fig', layout: 'wide', hideCode: true, place: { line: 16, column: 1 } },
    ])
  })
  test('has a value for each expression in prose, captions and alternatives, each once', () => {
    expect(chapter.values.map(({ source }) => source)).toEqual(['p[0].toFixed(3)', '`Bars of ${p[1]}`', 'T'])
  })
  test('names values by their expression alone', () => {
    expect(read('`{ts} a + 1`').values[0].name).toBe(read('Elsewhere: `{ts} a + 1`.').values[0].name)
  })
  test('is one program', () => {
    expect(toProgram(chapter).cells.map(({ inputs, outputs }) => ({ inputs, outputs }))[0]).toEqual({ inputs: ['z'], outputs: ['p'] })
  })
})

describe('what an author got wrong is told with file, line, column and cure', () => {
  test.each([
    ['text\n\n' + fence('cell'), 'a.mdx:3:1: cell without a name: write ```ts cell name=…; saved edits and translations refer to it'],
    [fence('cell name=1x'), 'a.mdx:1:1: invalid cell name: 1x; use letters, digits, - and _'],
    [fence('cell name=a') + fence('cell name=a'), 'a.mdx:4:1: cell name used twice: a; it is also on line 1'],
    [fence('cell name=a hidecode'), 'a.mdx:1:1: unknown cell attribute: hidecode; a cell takes name=, caption=, alt=, table=, hide-code, wide, throws'],
    [fence('cell name=a "x"'), 'a.mdx:1:1: unreadable fence attribute: "x"; write name=value or name="two words"'],
    ['<Slider name="T" min={1} value={1} />', 'a.mdx:1:1: invalid max: null; write a number, as in max={1}'],
    ['<Slider name="T" min={2} max={1} value={1} />', 'a.mdx:1:1: invalid range: min 2, max 1 of `T`; min must be below max'],
    ['<Slider name="T" min={0} max={1} value={3} />', 'a.mdx:1:1: invalid value: 3 of `T`; it must lie between 0 and 1'],
    ['<Slider name="2" min={0} max={1} value={0} />', 'a.mdx:1:1: invalid name: "2"; <Slider name="…"> needs a name that cells can use'],
    ['<Slider name="T" form="x" min={0} max={1} value={0} />', 'a.mdx:1:1: unknown attribute: form; <Slider> takes name, value, min, max, step, label'],
    ['<Vector name="z" value={[1, 2]} labels={["a"]} />', 'a.mdx:1:1: invalid labels: ["a"]; <Vector name="z"> needs one string for each of its 2 numbers'],
    ['<Vector name="z" value={f(2)} />', 'a.mdx:1:1: attribute `value` must be written out as numbers, strings, lists or objects: it is read before any cell runs'],
    ['<Choice name="c" options={["a"]} value="b" />', 'a.mdx:1:1: invalid value: "b"; <Choice name="c"> offers a'],
    ['```js cell name=a\n1\n```', 'a.mdx:1:1: no cell: `js cell`; a fence that runs begins with `ts cell`'],
    [fence('Cell name=a'), 'a.mdx:1:1: no cell: `ts Cell`; a fence that runs begins with `ts cell`'],
    [fence('cell name=a caption="${[1].map((x) => { return x })}"'), 'a.mdx:1:1: value with braces in a caption: ${…} there holds no { or }; compute the value in a cell, and name it in the caption'],
    ['one {', 'a.mdx:1:6: cannot be read: '],
  ])('%j', (source, message) => {
    expect(() => read(source)).toThrow(message)
  })
  test('a syntax error in a cell stands at its line in the file', () => {
    expect(() => toProgram(read('\n\n' + fence('cell name=a', 'const x = 1\n  const y: = 2')))).toThrow('a.mdx:5:12: cell `a`: syntax: unexpected token')
  })
  test('and so does one in prose', () => {
    expect(() => toProgram(read('Now `{ts} a +`.'))).toThrow(/^a\.mdx:\d+:\d+: value `\{ts\} a \+`: syntax: unexpected token/)
  })
})
