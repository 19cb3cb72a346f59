import { expect, test } from 'vitest'
import { runFile } from '../../../src/hosts/file/run-file.ts'
import type { CellSource } from '../../../src/kernel/program.ts'

const figure = (tag: string): string =>
  `({ nodeType: 1, localName: 'svg', outerHTML: '<svg><${tag}/></svg>' })`

/** Runs cells, by their names, as a file does: what it prints, and the figures that it writes. */
async function run(
  sources: Record<string, string>,
): Promise<{ printed: string[]; written: Map<string, string> }> {
  const printed: string[] = []
  const written = new Map<string, string>()
  const cells = Object.entries(sources).map(([name, source]): CellSource => ({
    name,
    source,
    kind: 'cell',
  }))
  await runFile(
    { seed: '', inputs: [], cells, properties: {} },
    {
      library: {},
      print: (text) => void printed.push(text),
      table: () => {},
      write: (name, svg) => void written.set(name, svg),
    },
  )
  return { printed, written }
}

test('a cell’s second figure does not take the name of another cell’s', async () => {
  const { written } = await run({
    mine: `display(${figure('a')});\ndisplay(${figure('b')});\n${figure('c')}`,
    'mine-2': figure('d'),
  })
  const tags = [...written].map(([name, svg]) => [name, /<\/style><(\w)/.exec(svg)?.[1]])
  expect(tags).toEqual([
    ['mine', 'a'],
    ['mine-3', 'b'],
    ['mine-4', 'c'],
    ['mine-2', 'd'],
  ])
})

test('markup is printed as it reads', async () => {
  const { printed } = await run({
    list: `({ nodeType: 1, localName: 'p', outerHTML: '<p>a &lt; b &amp; c</p>' })`,
  })
  expect(printed).toEqual(['list: a < b & c'])
})
