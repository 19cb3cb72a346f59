import { describe, expect, test } from 'vitest'
import { Homes } from '../../../src/hosts/client/homes.ts'
import { program } from '../../kernel/run.ts'

/** A chapter in which `plot` draws `p`, with `words` about it, and `slow` was costly at build. */
const { seed, inputs, cells } = program(
  { p: 'const p = T', plot: 'p', words: 'p + 1', slow: 'const s = T', below: 's', apart: 'T' },
  { T: 1 },
)
const all = cells.map(({ name }) => name)
const homes = (): Homes =>
  new Homes({
    outline: { seed, inputs, cells },
    quick: all.filter((name) => name !== 'slow'),
    runs: all.filter((name) => name !== 'slow'),
    words: { plot: ['words'] },
    functions: {},
  })
const sorted = (names: Set<string>): string[] => [...names].sort()

describe('the home of an output is the sandbox', () => {
  test('where it was costly at build, or depends on what was', () => {
    expect(sorted(homes().inSandbox(new Set()))).toEqual(['below', 'slow'])
  })
  test('where it is edited, or depends on an edit', () => {
    expect(sorted(homes().inSandbox(new Set(['apart'])))).toEqual(['apart', 'below', 'slow'])
  })
  test('where it tells of a figure that is there, so that both are of one run', () => {
    const found = homes().inSandbox(new Set(['plot']))
    expect(found.has('words')).toBe(true)
    expect(found.has('p')).toBe(false)
  })
  test('for good where it turned out to be unfit for the page, with all that depends on it', () => {
    const moving = homes()
    expect([moving.move('p'), moving.move('p')]).toEqual([true, false])
    expect(sorted(moving.inSandbox(new Set()))).toEqual(['below', 'p', 'plot', 'slow', 'words'])
  })
})
