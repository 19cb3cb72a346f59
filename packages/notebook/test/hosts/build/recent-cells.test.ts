import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test, vi } from 'vitest'
import { RecentCells } from '../../../src/hosts/build/recent-cells.ts'
import type { CellResults } from '../../../src/hosts/build/cell-results.ts'
import { runProgram } from '../../../src/hosts/build/run-program.ts'
import { isUnchangedSince } from '../../../src/hosts/cache/file-digests.ts'
import { ResultCache } from '../../../src/hosts/cache/result-cache.ts'
import { compileCell } from '../../../src/kernel/compile/compile-cell.ts'
import type { Program } from '../../../src/kernel/program.ts'

const root = mkdtempSync(join(tmpdir(), 'recent-cells-'))
afterAll(() => rmSync(root, { recursive: true }))

async function write(text: string): Promise<void> {
  const file = join(root, 'maths.ts')
  writeFileSync(file, text)
  // Results of a file that was written at the same moment are not kept.
  await vi.waitUntil(() => isUnchangedSince(file, Date.now()), { interval: 5 })
}

const library = { numbers: 'maths.ts', parts: {} }
const toProgram = (cells: Record<string, string>, a = 3): Program => ({
  seed: 's',
  inputs: [{ name: 'a', value: a }],
  cells: Object.entries(cells).map(([name, source]) =>
    compileCell({ name, source, kind: 'cell', place: { line: 1, column: 1 } }),
  ),
})
/** Two cells that need the input, the second by way of the first, and two that need nothing of it. */
const cells = { first: 'const b = 2 * a', second: 'b + 1', apart: 'const c = one()', last: 'c + 1' }

let recent: RecentCells
/** The cells of each run, in the order of the runs. */
let ran: string[][]
let folder = ''
beforeEach(async () => {
  await write('export const one = (): number => 1\n')
  recent = new RecentCells()
  ran = []
  folder = mkdtempSync(join(root, 'cache-'))
})

/** What the cells show; `ran` has which of them were run for it. */
async function run(program: Program): Promise<Record<string, unknown>> {
  const cache = new ResultCache(folder)
  vi.spyOn(cache, 'get').mockReturnValue(undefined)
  vi.spyOn(cache, 'put').mockImplementation((_, kept) => {
    ran.push([...(kept as { results: Map<string, CellResults> }).results.keys()])
  })
  return texts(await recent.run(program, { library, root, cache }))
}

const texts = (results: ReadonlyMap<string, CellResults>): Record<string, unknown> =>
  Object.fromEntries(
    [...results].map(([name, { roomy, narrow, failure }]) => [
      name,
      failure ?? [roomy, narrow].map(([it]) => (it.type === 'text' ? it.text : it.type)),
    ]),
  )

test('of a new version only those cells run that have changed, with what they need', async () => {
  await run(toProgram(cells))
  expect(ran).toEqual([['first', 'second', 'apart', 'last']])
  const changed = { ...cells, second: 'b + 2' }
  expect(await run(toProgram(changed))).toEqual(
    texts(await runProgram(toProgram(changed), { library, root })),
  )
  expect(ran.slice(1)).toEqual([['first', 'second']])
})
test('and those that need a changed one', async () => {
  await run(toProgram(cells))
  const changed = { ...cells, apart: 'const c = one() + 5' }
  expect(await run(toProgram(changed))).toMatchObject({ second: ['7', '7'], last: ['7', '7'] })
  expect(ran.slice(1)).toEqual([['apart', 'last']])
})
test('another value of an input runs what needs it', async () => {
  await run(toProgram(cells))
  expect(await run(toProgram(cells, 4))).toMatchObject({ second: ['9', '9'], last: ['2', '2'] })
  expect(ran.slice(1)).toEqual([['first', 'second']])
})
test('nothing runs where all is as it was in some version before', async () => {
  await run(toProgram(cells))
  await run(toProgram({ ...cells, second: 'b + 2' }))
  const again = await run(toProgram(cells))
  expect(again).toMatchObject({ second: ['7', '7'] })
  const { last: _, ...fewer } = cells
  expect(Object.keys(await run(toProgram(fewer)))).toEqual(['first', 'second', 'apart'])
  expect(ran).toHaveLength(2)
})
test('all runs where a file of the library has changed', async () => {
  await run(toProgram(cells))
  await write('export const one = (): number => 100\n')
  expect(await run(toProgram(cells))).toMatchObject({ last: ['101', '101'] })
  expect(ran[1]).toEqual(['first', 'second', 'apart', 'last'])
})
test('a name that a new cell takes from the library runs what uses it', async () => {
  await run(toProgram(cells))
  const changed = { ...cells, own: 'const one = () => 10' }
  expect(await run(toProgram(changed))).toMatchObject({ second: ['7', '7'], last: ['11', '11'] })
  expect(ran.slice(1)).toEqual([['apart', 'last', 'own']])
})
test('what is wrong is told, with what the other cells came to, and runs again', async () => {
  await run(toProgram(cells))
  const wrong = toProgram({ ...cells, second: 'b + missing' })
  await expect(run(wrong)).rejects.toThrow('missing')
  const results = await run(wrong).catch((error: { results: ReadonlyMap<string, CellResults> }) =>
    texts(error.results),
  )
  expect(results).toMatchObject({ first: ['6', '6'], last: ['2', '2'] })
  expect(Object.keys(results)).not.toContain('second')
})
test('two cells that define one name are told, also where only one of them is new', async () => {
  await run(toProgram(cells))
  await expect(run(toProgram({ ...cells, twice: 'const b = 1' }))).rejects.toThrow('b')
})
