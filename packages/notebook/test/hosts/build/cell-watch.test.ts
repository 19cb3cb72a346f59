import { beforeEach, describe, expect, test } from 'vitest'
import { CellWatch, type Usage } from '../../../src/hosts/build/cell-watch.ts'

let watch: CellWatch
let late: string[]
/** What the thread has used so far. */
let used: Usage

beforeEach(() => {
  late = []
  used = { cpu: 0, idle: 0, clock: 0 }
  watch = new CellWatch({ cpu: 10_000, idle: 10_000, clock: 600_000 }, ({ cell, message }) => {
    late.push(`${cell}: ${message}`)
  })
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

describe('a cell is stopped', () => {
  test('once its thread has used the CPU for as long as it may, and the message says so', () => {
    say('started', 'a')
    use({})
    use({ cpu: 10_000 })
    expect(late).toEqual([])
    use({ cpu: 1 })
    expect(late).toEqual([
      'a: does not end: stopped after 10 s of CPU time; look for an endless loop',
    ])
  })
  test('once its thread has waited for as long as it may, and the message says so', () => {
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
  test('by the clock at last, whatever it used, and the message says what that was', () => {
    say('started', 'a')
    use({})
    use({ cpu: 4_000, idle: 3_250, clock: 600_001 })
    expect(late).toEqual([
      'a: does not end: stopped after 600 s by the clock, of which it computed 4 s and waited 3.3 s; ' +
        'look for an endless loop or a promise that never resolves, or give the machine less to do',
    ])
  })
  test('once its thread has nothing left to do, however little it used', () => {
    say('started', 'a')
    say('finished', 'a')
    watch.end()
    const reason = 'nothing is left that could resolve the promise it waits for'
    expect(late).toEqual([`a: does not end: ${reason}`])
  })
})

describe('a cell is not stopped', () => {
  test('because the machine gives its thread no CPU', () => {
    say('started', 'a')
    use({})
    for (let minute = 0; minute < 9; minute++) use({ cpu: 1_000, clock: 60_000 })
    expect(late).toEqual([])
  })
  test('for what its thread used before the cell began', () => {
    use({})
    say('started', 'a')
    use({ cpu: 60_000, clock: 700_000 })
    use({ cpu: 1 })
    expect(late).toEqual([])
  })
  test('once it is shown', () => {
    say('started', 'a')
    use({})
    show('a')
    use({ cpu: 60_000 })
    use({ cpu: 60_000 })
    expect(late).toEqual([])
  })
})

describe('the blame', () => {
  test('is that of the cell whose code runs, not of one that waits meanwhile', () => {
    say('started', 'waits')
    say('finished', 'waits')
    say('started', 'loops')
    use({})
    use({ cpu: 10_001 })
    expect(late[0]).toMatch(/^loops: /)
  })
  test('is that of the cell whose generator is in a step', () => {
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
