import { beforeEach, describe, expect, test } from 'vitest'
import { Batches } from '../../../src/hosts/client/batches.ts'
import { program } from '../../kernel/run.ts'

const { cells } = program(
  {
    data: 'const rows = T',
    near: 'rows',
    caption: 'T + 1',
    drawn: 'T + 2',
    far: 'rows + 1',
    farther: 'T + 3',
    apart: 'T + 4',
  },
  { T: 1 },
)

let batches: Batches
let seen: Set<string>
let now: number

beforeEach(() => {
  now = 1000
  seen = new Set(['near', 'caption', 'drawn'])
  batches = new Batches({
    cells: () => cells,
    isInView: (name) => seen.has(name),
    words: { drawn: ['caption'] },
    now: () => now,
  })
})

let run = 0
/** A new value, which these cells need. */
function move(...names: string[]): void {
  run++
  batches.move()
  batches.add(names, run)
}

/** Asks the worker for the next batch, which it computes in no time. */
function next(): string[] {
  const asked = batches.next()
  batches.ask(asked, run)
  batches.settle(run)
  return asked
}

test('an output in view is computed at once, one out of view 120 ms after the last new value', () => {
  move('near', 'far')
  expect(next()).toEqual(['near'])
  expect(next()).toEqual([])
  expect(batches.wait).toBe(120)
  now += 100
  move('near')
  expect(next()).toEqual(['near'])
  expect(next()).toEqual([])
  now += 120
  expect(next()).toEqual(['far'])
  expect(batches.wait).toBeUndefined()
})

test('a figure and its words are computed together, in view and late alike', () => {
  seen = new Set(['near', 'caption'])
  batches.count('drawn', 40)
  move('near', 'caption', 'drawn')
  expect(next()).toEqual(['near'])
  expect(next().sort()).toEqual(['caption', 'drawn'])
})

describe('what outputs cost', () => {
  test('is what their cells took, with all that they need; the quickest come first', () => {
    batches.count('data', 6)
    batches.count('near', 2)
    batches.count('drawn', 3)
    move('near', 'drawn', 'caption')
    expect(next()).toEqual(['drawn', 'caption', 'near'])
  })
  test('counts what several need only once', () => {
    seen = new Set(['near', 'far'])
    batches.count('data', 10)
    batches.count('near', 2)
    batches.count('far', 2)
    move('near', 'far')
    expect(next().sort()).toEqual(['far', 'near'])
  })
  test('splits them into batches of 16 ms, unless one alone takes more', () => {
    seen = new Set()
    batches.count('far', 10)
    batches.count('farther', 7)
    batches.count('apart', 50)
    move('farther', 'far', 'apart')
    now += 120
    expect(next()).toEqual(['farther'])
    expect(next()).toEqual(['far'])
    expect(next()).toEqual(['apart'])
  })
})

describe('a costly output in view', () => {
  beforeEach(() => batches.count('near', 60))

  test('leaves as much time to quick ones as it takes, while the hand moves', () => {
    move('near', 'apart', 'drawn', 'caption')
    expect(next()).toEqual(['drawn', 'caption'])
    expect(next()).toEqual(['near'])
    now += 20
    move('near', 'drawn', 'caption')
    expect(next()).toEqual(['drawn', 'caption'])
    expect(next()).toEqual([])
    expect(batches.wait).toBe(41)
    now += 41
    expect(next()).toEqual(['near'])
  })
  test('waits for nothing where nothing quick is in view', () => {
    move('near', 'far')
    expect(next()).toEqual(['near'])
    move('near', 'far')
    expect(next()).toEqual(['near'])
  })
  test('takes turns with another one', () => {
    batches.count('drawn', 60)
    const order: string[] = []
    for (let i = 0; i < 4; i++) {
      move('near', 'drawn', 'caption')
      order.push(...next())
      now += 60
    }
    expect(order.filter((name) => name !== 'caption')).toEqual(['near', 'drawn', 'near', 'drawn'])
  })
  test('is overdue when newer values have put it off for 150 ms', () => {
    move('near', 'drawn', 'caption')
    for (; now < 1150; now += 10) {
      expect(batches.overdue()).toEqual([])
      move('near', 'drawn', 'caption')
      expect(batches.next()).toEqual(['drawn', 'caption'])
    }
    expect(batches.overdue()).toEqual(['near'])
  })
})

describe('a cell is up to date', () => {
  test('when it shows the run of the value, or a newer one', () => {
    move('near')
    batches.show('near', run - 1)
    expect(batches.behind(run)).toEqual(['near'])
    batches.show('near', run)
    expect(batches.behind(run)).toEqual([])
  })
  test('when the run in which it was asked for has settled, but not where a newer value came', () => {
    move('near')
    batches.ask(batches.next(), run)
    move('near')
    batches.settle(run)
    expect(batches.has('near')).toBe(true)
    expect(batches.next()).toEqual(['near'])
  })
  test('and is not asked for twice', () => {
    move('near')
    batches.ask(batches.next(), run)
    expect(batches.next()).toEqual([])
  })
})
