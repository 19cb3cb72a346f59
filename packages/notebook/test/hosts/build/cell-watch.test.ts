import { beforeEach, describe, expect, test } from 'vitest'
import { CellWatch, type Usage } from '../../../src/hosts/build/cell-watch.ts'
import { tellAuthor } from '../../../src/strings/failures.ts'

let watch: CellWatch
let late: string[]
/** What the thread has used so far. */
let used: Usage

beforeEach(() => {
  late = []
  used = { cpu: 0, idle: 0, clock: 0 }
  watch = new CellWatch(
    { cpu: 10_000, idle: 10_000, clock: 600_000, loading: 15_000 },
    ({ cell, told }) => {
      late.push(`${cell}: ${tellAuthor(told)}`)
    },
  )
})

const say = (type: 'started' | 'finished' | 'stepping' | 'stepped', cell: string): void =>
  watch.hear({ type, cell, run: 1 })
const show = (cell: string): void => watch.hear({ type: 'output', cell, run: 1, outputs: [] })

/** The thread uses so much more, of which somebody takes a look. */
function use(more: Partial<Usage>): void {
  const { cpu = 0, idle = 0, clock = cpu + idle } = more
  used = { cpu: used.cpu + cpu, idle: used.idle + idle, clock: used.clock + clock }
  watch.look(used)
}

describe('a library that is loaded', () => {
  test('is held to a limit of its own, and blames no cell', () => {
    watch.beginLoading()
    use({})
    use({ cpu: 15_000 })
    expect(late).toEqual([])
    use({ cpu: 1 })
    expect(late).toEqual([
      ': does not end: stopped after 15 s of CPU time; look for an endless loop',
    ])
  })
  test('may wait as long beside that', () => {
    watch.beginLoading()
    use({})
    use({ cpu: 15_000, idle: 15_000 })
    expect(late).toEqual([])
  })
  test('is held to nothing once it is there', () => {
    watch.beginLoading()
    use({})
    watch.endLoading()
    use({ cpu: 20_000 })
    expect(late).toEqual([])
  })
})
describe('a cell over its limit', () => {
  test('a cell is stopped after its limit of CPU time, which the message names', () => {
    say('started', 'a')
    use({})
    use({ cpu: 10_000 })
    expect(late).toEqual([])
    use({ cpu: 1 })
    expect(late).toEqual([
      'a: does not end: stopped after 10 s of CPU time; look for an endless loop',
    ])
  })
  test('a cell is stopped after its limit of waiting, which the message names', () => {
    say('started', 'a')
    use({})
    say('finished', 'a')
    use({ idle: 9_000 })
    use({ idle: 10_000 })
    expect(late).toEqual([])
    use({ idle: 1 })
    const reason = 'stopped after 10 s of waiting; look for a promise that never resolves'
    expect(late).toEqual([`a: does not end: ${reason}`])
  })
  test('a cell is stopped by the clock at last, and the message says how it spent the time', () => {
    say('started', 'a')
    use({})
    use({ cpu: 4_000, idle: 3_250, clock: 600_001 })
    expect(late).toEqual([
      'a: does not end: stopped after 600 s by the clock, of which it computed 4 s and waited 3.3 s; ' +
        'look for an endless loop or a promise that never resolves, or give the machine less to do',
    ])
  })
  test('a cell is stopped at a later value of its generator, long after it was shown', () => {
    say('started', 'a')
    show('a')
    watch.hear({ type: 'settled', run: 1 })
    use({ cpu: 60_000 })
    say('stepping', 'a')
    use({})
    use({ cpu: 10_001 })
    expect(late).toHaveLength(1)
  })
  test('a cell is stopped once its thread has nothing left to do', () => {
    say('started', 'a')
    say('finished', 'a')
    watch.end()
    const reason = 'nothing is left that could resolve the promise it waits for'
    expect(late).toEqual([`a: does not end: ${reason}`])
  })
})

describe('a cell within its limit', () => {
  test('a cell keeps running while the machine gives its thread no CPU time', () => {
    say('started', 'a')
    use({})
    for (let minute = 0; minute < 9; minute++) use({ cpu: 1_000, clock: 60_000 })
    expect(late).toEqual([])
  })
  test('a cell that returned and is not shown is charged no more once its run has settled', () => {
    say('started', 'a')
    say('finished', 'a')
    use({})
    watch.hear({ type: 'settled', run: 1 })
    use({ cpu: 60_000 })
    expect(late).toEqual([])
  })
  test('a cell is not charged for what its thread used before it started', () => {
    use({})
    say('started', 'a')
    use({ cpu: 60_000, clock: 700_000 })
    use({ cpu: 1 })
    expect(late).toEqual([])
  })
  test('a cell is not stopped once its output is shown', () => {
    say('started', 'a')
    use({})
    show('a')
    use({ cpu: 60_000 })
    use({ cpu: 60_000 })
    expect(late).toEqual([])
  })
})

describe('the cell at fault', () => {
  test('the cell whose code runs is at fault, not one that waits meanwhile', () => {
    say('started', 'waits')
    say('finished', 'waits')
    say('started', 'loops')
    use({})
    use({ cpu: 10_001 })
    expect(late[0]).toMatch(/^loops: /)
  })
  test('the cell whose generator is in a step is at fault until the step ends', () => {
    say('started', 'waits')
    say('finished', 'waits')
    say('stepping', 'plays')
    use({})
    use({ cpu: 10_001 })
    say('stepped', 'plays')
    use({ cpu: 10_001 })
    expect(late.map((it) => it.split(':')[0])).toEqual(['plays', 'waits'])
  })
})
