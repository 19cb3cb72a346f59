import { describe, expect, test } from 'vitest'
import { library } from '../../../../src/library/config.ts'
import { readChapter } from '../../src/markdown/chapter/chapter.ts'
import { runChapter } from '../../src/markdown/chapter/run-chapter.ts'

const read = (source: string) => readChapter('a.mdx', source)
const specs = (source: string) => read(source).inputs.map(({ spec }) => spec)

describe('dragged inputs', () => {
  test('a <Point> has two numbers, each with limits of its own', () => {
    expect(
      specs('<Point name="q" value={[0.3, -1]} min={[-4, -2]} max={[4, 2]} labels={["a", "b"]} />'),
    ).toEqual([
      {
        kind: 'Point',
        name: 'q',
        value: [0.3, -1],
        labels: ['a', 'b'],
        min: [-4, -2],
        max: [4, 2],
        step: 0.1,
      },
    ])
  })
  test('a <Simplex> rescales its three shares to sum to 1', () => {
    expect(
      specs(
        '<Simplex name="p" value={[0.3333333, 0.3333333, 0.3333333]} labels={["a", "b", "c"]} />',
      ),
    ).toEqual([
      {
        kind: 'Simplex',
        name: 'p',
        value: Array(3).fill(expect.closeTo(1 / 3, 15)),
        labels: ['a', 'b', 'c'],
        step: 0.01,
      },
    ])
  })
  test('a <Vector> may be compact', () => {
    expect(specs('<Vector compact name="z" value={[1]} />')).toMatchObject([
      { kind: 'Vector', compact: true },
    ])
  })
  test.each([
    [
      '<Point name="q" value={[1]} min={[0, 0]} max={[1, 1]} />',
      'a.mdx:1:17: invalid value: [1]; write two numbers, as in value={[1, 2]}',
    ],
    [
      '<Point name="q" value={[1, 1]} min={0} max={[1, 1]} />',
      'a.mdx:1:32: invalid min: 0; write two numbers, as in min={[1, 2]}',
    ],
    [
      '<Point name="q" value={[0, 0]} min={[0, 1]} max={[1, 1]} />',
      'a.mdx:1:45: invalid range: min 1, max 1 of `q[1]`; min must be below max',
    ],
    [
      '<Point name="q" value={[0, 2]} min={[0, 0]} max={[1, 1]} />',
      'a.mdx:1:17: invalid value: 2 of `q[1]`; it must lie between 0 and 1',
    ],
    [
      '<Point name="q" value={[0, 0]} min={[0, 0]} max={[1, 1]} labels={["a"]} />',
      'a.mdx:1:58: invalid labels: ["a"]; <Point name="q"> needs one for each of its 2 numbers',
    ],
    [
      '<Simplex name="p" value={[0.5, 0.5]} />',
      'a.mdx:1:19: invalid value: [0.5,0.5]; <Simplex name="p"> needs three numbers, none below 0',
    ],
    [
      '<Simplex name="p" value={[0.5, 0.6, -0.1]} />',
      'a.mdx:1:19: invalid value: [0.5,0.6,-0.1]; <Simplex name="p"> needs three numbers, none below 0',
    ],
    [
      '<Simplex name="p" value={[0.5, 0.25, 0.5]} />',
      'a.mdx:1:19: invalid value: [0.5,0.25,0.5]; the shares of <Simplex name="p"> sum to 1.25; they must sum to 1',
    ],
    [
      '<Simplex name="p" value={[0.5, 0.25, 0.25]} step={0.03} />',
      'a.mdx:1:45: invalid step: 0.03 of `p`; a whole number of steps must make 1, as with 0.01',
    ],
  ])('a mistake in a dragged input is reported: %j', (source, message) => {
    expect(() => read(source)).toThrow(message)
  })
})

describe('the table of a figure', () => {
  const fence = (table: string): string =>
    `\`\`\`ts cell name=a alt="Nothing." table="${table}"\nconst p = [0.25, 0.75]\ndocument.createElementNS('http://www.w3.org/2000/svg', 'svg')\n\`\`\`\n`
  test('the table of a figure is a list of objects, computed with the chapter', async () => {
    const { results } = await runChapter(read(fence('p.map((share, i) => ({ i, share }))')), {
      library,
    })
    expect(results.get('table-a')?.roomy).toEqual([
      {
        type: 'table',
        columns: ['i', 'share'],
        rows: [
          ['0', '0.25'],
          ['1', '0.75'],
        ],
        more: 0,
      },
    ])
  })
  test('a table that is not a list of objects, or that fails, is refused', async () => {
    await expect(runChapter(read(`\n${fence('p')}`), { library })).rejects.toThrow(
      'a.mdx:2:34: table of cell `a`: no rows but [0.25, 0.75]; write a list of objects, as in table="p.map((value, i) => ({ i, value }))"',
    )
    await expect(runChapter(read(fence('q')), { library })).rejects.toThrow(
      /a\.mdx:1:\d+: table of cell `a`: .*q/,
    )
  })
})
