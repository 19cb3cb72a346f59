import { describe, expect, test } from 'vitest'
import { readChapter } from '../../src/markdown/chapter/chapter.ts'
import { compileChapter } from '../../src/markdown/chapter/compile-chapter.ts'

const fence = (meta: string, code = '1'): string => `\`\`\`ts ${meta}\n${code}\n\`\`\`\n`
const read = (source: string) => readChapter('a.mdx', source)

describe('readChapter', () => {
  const chapter = read(`---
title: T
---
<Vector name="z" value={[2, -1]} labels={["cat", "dog"]} min={-4} max={4} />
<Slider name="T" min={0.1} max={5} step={0.1} value={1}>temperature</Slider>
<Choice name="how" options={["soft", "hard"]} />
<Toggle name="on" value={true} />

First \`{ts} p[0].toFixed(3)\`, again \`{ts} p[0].toFixed(3)\`, and \`plain\`.

${fence('cell name=p', 'const p = z')}
${fence('cell name=fig show-code wide caption="At ${T}" alt="Bars of ${p[1]}"', 'p')}
\`\`\`ts
only shown
\`\`\`
`)

  test('the inputs of a chapter are read with their values', () => {
    expect(chapter.inputs.map(({ spec }) => spec)).toEqual([
      {
        kind: 'Vector',
        name: 'z',
        value: [2, -1],
        labels: ['cat', 'dog'],
        min: -4,
        max: 4,
        step: 0.1,
      },
      { kind: 'Slider', name: 'T', value: 1, min: 0.1, max: 5, step: 0.1 },
      { kind: 'Choice', name: 'how', value: 'soft', options: ['soft', 'hard'] },
      { kind: 'Toggle', name: 'on', value: true },
    ])
  })
  test('each fence marked `cell` becomes a cell with its place', () => {
    expect(
      chapter.cells.map(({ name, layout, showCode, place }) => ({ name, layout, showCode, place })),
    ).toEqual([
      { name: 'p', layout: 'column', showCode: false, place: { line: 12, column: 1 } },
      { name: 'fig', layout: 'wide', showCode: true, place: { line: 16, column: 1 } },
    ])
  })
  test('each expression in prose, captions and alternatives becomes one value', () => {
    expect(chapter.values.map(({ source }) => source)).toEqual([
      'p[0].toFixed(3)',
      '`Bars of ${p[1]}`',
      'T',
    ])
  })
  test('a value is named by its expression alone', () => {
    expect(read('`{ts} a + 1`').values[0].name).toBe(
      read('Elsewhere: `{ts} a + 1`.').values[0].name,
    )
  })
  test('a chapter compiles to one program', () => {
    expect(
      compileChapter(chapter).program.cells.map(({ inputs, outputs }) => ({ inputs, outputs }))[0],
    ).toEqual({ inputs: ['z'], outputs: ['p'] })
  })
})

describe('a mistake in a chapter', () => {
  test.each([
    [
      'text\n\n' + fence('cell'),
      'a.mdx:3:1: cell without a name: write ```ts cell name=…; saved edits and translations refer to it',
    ],
    [fence('cell name=1x'), 'a.mdx:1:12: invalid cell name: 1x; use letters, digits, - and _'],
    [
      fence('cell name=alt-a'),
      'a.mdx:1:12: invalid cell name: alt-a; names that begin with alt- belong to values',
    ],
    [
      fence('cell name=a') + fence('cell name=a'),
      'a.mdx:4:12: cell name used twice: a; it is also on line 1',
    ],
    [
      fence('cell name=a showcode'),
      'a.mdx:1:19: unknown cell attribute: showcode; did you mean show-code? a cell takes name, caption, alt, table, rest, show-code, judge, wide, throws, play',
    ],
    [
      fence('cell name=a legend="x"'),
      'a.mdx:1:19: unknown cell attribute: legend; a cell takes name, caption, alt, table, rest, show-code, judge, wide, throws, play',
    ],
    [
      fence('cell name=a rest=20'),
      'a.mdx:1:19: rest without play: rest=20; it says how far a cell marked `play` has gone before anybody plays it',
    ],
    [
      fence('cell name=a play rest=-1'),
      'a.mdx:1:24: no number of steps: rest=-1; write a whole number, as in rest=200',
    ],
    [fence('cell name=a play=20'), 'a.mdx:1:19: attribute with a value: play=20; write play alone'],
    [
      fence('cell name=a "x"'),
      'a.mdx:1:19: unreadable fence attribute: "x"; write name=value or name="two words"',
    ],
    [
      fence('cell name=a caption="x y'),
      'a.mdx:1:19: unclosed quote: caption="x; a value ends with "',
    ],
    [
      fence('cell name=a caption=“x y”'),
      'a.mdx:1:19: wrong quote: caption=“x; a value with spaces stands in straight double quotes, as in caption="…"',
    ],
    [fence("cell name=a caption='x y'"), "a.mdx:1:19: wrong quote: caption='x;"],
    [fence('cell name=a wide name=b'), 'a.mdx:1:24: attribute given twice: name; keep one'],
    [
      fence('cell name=a wide=true'),
      'a.mdx:1:19: attribute with a value: wide=true; write wide alone',
    ],
    [fence('cell name=a alt'), 'a.mdx:1:19: attribute without a value: alt; write alt="…"'],
    [
      fence('cell name=a alt=""'),
      'a.mdx:1:19: empty attribute: alt; give it a text, or leave it out',
    ],
    [
      '<Slider name="T" min={1} value={1} />',
      'a.mdx:1:1: missing attribute: max; <Slider> needs max={1}',
    ],
    [
      '<Slider name="T" min={2} max={1} value={1} />',
      'a.mdx:1:26: invalid range: min 2, max 1 of `T`; min must be below max',
    ],
    [
      '<Slider name="T" min={0} max={1} value={3} />',
      'a.mdx:1:34: invalid value: 3 of `T`; it must lie between 0 and 1',
    ],
    [
      '<Slider name="T" min={0} max={1} step={0.25} value={0.3} />',
      'a.mdx:1:46: invalid value: 0.3 of `T`; from 0 in steps of 0.25 there are 0.25 and 0.5',
    ],
    [
      '<Slider name="T" min={0} max={1} value="0" />',
      'a.mdx:1:34: invalid value: "0"; write a number, as in value={1}',
    ],
    [
      '<Slider name="T" min={0} max={1} step={0} value={0} />',
      'a.mdx:1:34: invalid step: 0 of `T`; it must be above 0',
    ],
    [
      '<Slider name="T" min={0} max={1} step={2} value={0} />',
      'a.mdx:1:34: invalid step: 2 of `T`; from 0 to 1 it leaves nothing to choose',
    ],
    [
      '<Slider name="2" min={0} max={1} value={0} />',
      'a.mdx:1:9: invalid name: "2"; <Slider name="…"> needs a name that cells can use',
    ],
    [
      '<Slider name="width" min={0} max={1} value={0} />',
      'a.mdx:1:9: reserved name: width; cells know it as something else: choose another',
    ],
    ['<Toggle name="class" />', 'a.mdx:1:9: reserved name: class;'],
    [
      '<Slider name="T" from={1} min={0} max={1} value={0} />',
      'a.mdx:1:18: unknown attribute: from; <Slider> takes name, value, min, max, step',
    ],
    [
      '<Slider name="T" name="S" min={0} max={1} value={0} />',
      'a.mdx:1:18: attribute given twice: name; keep one',
    ],
    [
      '<Vector name="z" value={[1, 2]} labels={["a"]} />',
      'a.mdx:1:33: invalid labels: ["a"]; <Vector name="z"> needs one for each of its 2 numbers',
    ],
    [
      '<Vector name="z" value={f(2)} />',
      'a.mdx:1:18: attribute `value` must be written out as numbers, strings, lists or objects: it is read before any cell runs',
    ],
    [
      '<Vector name="z" value={[]} />',
      'a.mdx:1:18: invalid value: []; write an array of numbers, as in value={[1, 2]}',
    ],
    [
      '<Choice name="c" options={["a"]} value="b" />',
      'a.mdx:1:34: invalid value: "b"; <Choice name="c"> offers a',
    ],
    ['<Choice name="c" options={["a", "a"]} />', 'a.mdx:1:18: option given twice: "a"'],
    [
      '<Toggle name="t" value="yes" />',
      'a.mdx:1:18: invalid value: "yes"; write true or false, as in value={true}',
    ],
    [
      '```js cell name=a\n1\n```',
      'a.mdx:1:1: no cell: `js cell`; a fence that runs begins with `ts cell`',
    ],
    [
      fence('Cell name=a'),
      'a.mdx:1:1: no cell: `ts Cell`; a fence that runs begins with `ts cell`',
    ],
    [
      '```ts name=a\n1\n```',
      'a.mdx:1:7: no cell: `ts name=a`; a fence that runs begins with `ts cell name=…`',
    ],
    ['```tscell name=a\n1\n```', 'a.mdx:1:1: no cell: `tscell name=a`; a fence that runs'],
    [fence('cell name=a', ' '), 'a.mdx:1:1: empty cell: write its code between the fences'],
    [
      fence('cell name=a caption="At ${[1].map((x) => { return x })}"'),
      'a.mdx:1:31: value with braces in a caption: ${…} there holds no { or }; compute the value in a cell, and name it in the caption',
    ],
    [
      fence('cell name=a caption="# A"'),
      'a.mdx:1:28: caption that is no sentence: it is one paragraph of text, with no heading, list or component alone',
    ],
    [
      fence('cell name=a caption="a <b"'),
      'a.mdx:1:30: caption: stray <: "<b" begins no tag; write \\< for the sign itself, or set it in a formula or in backquotes',
    ],
  ])('a mistake is reported with file, line, column and cure: %j', (source, message) => {
    expect(() => read(source)).toThrow(message)
  })
  test('a syntax error in a cell is reported at its line in the file', () => {
    expect(() =>
      compileChapter(read('\n\n' + fence('cell name=a', 'const x = 1\n  const y: = 2'))),
    ).toThrow('a.mdx:5:12: cell `a`: syntax: unexpected `=`')
  })
  test('a syntax error in a caption or text alternative is reported there, despite escapes before it', () => {
    expect(() =>
      compileChapter(read(fence('cell name=a caption="\\*5\\* &amp; $x$, at ${T} and ${p +}"'))),
    ).toThrow('a.mdx:1:62: caption of cell `a`: value `p +`: syntax: the code ends too early')
    expect(() => compileChapter(read(fence('cell name=a alt="\\*5\\* &amp; at ${p +}"')))).toThrow(
      'a.mdx:1:44: alt of cell `a`: syntax: unexpected `}`; something is missing before it',
    )
  })
  test('a syntax error in a value in prose is reported at its place', () => {
    expect(() => compileChapter(read('Now `{ts} a ] b`.'))).toThrow(
      'a.mdx:1:13: value `{ts} a ] b`: syntax: unexpected `]`; it closes nothing',
    )
    expect(() => compileChapter(read('Now `{ts} a +`.'))).toThrow(
      'a.mdx:1:14: value `{ts} a +`: syntax: the code ends too early; something is missing here',
    )
  })
})
