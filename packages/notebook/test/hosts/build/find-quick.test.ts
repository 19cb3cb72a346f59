import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { findQuick } from '../../../src/hosts/build/find-quick.ts'
import { compileCell } from '../../../src/kernel/compile/compile-cell.ts'

/** Milliseconds that cells have spent so far: the clock of this thread, as it is measured. */
let spent: number
beforeEach(() => {
  spent = 0
  vi.spyOn(process, 'threadCpuUsage').mockImplementation(() => ({ user: 1000 * spent, system: 0 }))
})
afterEach(() => void vi.restoreAllMocks())

/** Which of some cells, each of which takes so many milliseconds, are quick. */
function quickOf(costs: readonly number[], wereCostly?: readonly string[]): Promise<string[]> {
  const cells = costs.map((cost) =>
    compileCell({ name: `took-${cost}`, source: `spend(${cost})`, kind: 'cell' }),
  )
  const library = { spend: () => (cost: number) => (spent += cost) }
  const program = { seed: '', inputs: [], cells }
  return findQuick(program, { settings: [{}], library, onCall: () => {}, wereCostly })
}

const costs = [20, 31, 59, 61, 89, 91]

test('of a page that is measured for the first time, cells are quick up to the limit', async () => {
  expect(await quickOf(costs)).toEqual(['took-20', 'took-31', 'took-59'])
})
test('of one that was measured, cells stay what they were, unless they take half as much again, or half', async () => {
  const names = costs.map((it) => `took-${it}`)
  expect(await quickOf(costs, [])).toEqual(names.slice(0, 5))
  expect(await quickOf(costs, names)).toEqual(['took-20'])
})
