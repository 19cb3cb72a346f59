import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { CellUpdate } from '../../../src/hosts/client/cell-update.ts'
import type { Message } from '../../../src/strings/message.ts'
import { Session } from '../../../src/hosts/client/session.ts'
import type { KernelReply, KernelHostEvents } from '../../../src/hosts/client/kernel-host.ts'
import type { KernelEvent } from '../../../src/kernel/events.ts'
import type { CompiledCell } from '../../../src/kernel/program.ts'
import type { Request } from '../../../src/kernel/protocol.ts'

/** A cell by a line such as `p: z T`: its name, which is what it gives too, then what it needs. */
function cell(line: string): CompiledCell {
  const [name, inputs] = line.split(': ')
  return {
    name,
    kind: 'cell',
    layout: 'column',
    inputs: inputs.split(' '),
    outputs: [name],
    shows: { kind: 'value' },
    async: false,
    body: '',
  }
}

function played(line: string): CompiledCell {
  return { ...cell(line), play: { rest: 0 } }
}

/** The worker, played by the test: what it was sent, and how it answers. */
interface Player {
  sent: Request[]
  ended: boolean
  say: (reply: KernelReply) => void
  events: KernelHostEvents
}

let players: Player[]
let news: [cell: string, news: CellUpdate<Message>][]
let session: Session
/** What is in view. */
let seen: Set<string>
/** Whether places open: at once, not yet, or not at all. */
let opening: 'at once' | 'never' | 'refused'

beforeEach(() => {
  vi.useFakeTimers()
  players = []
  news = []
  opening = 'at once'
  seen = new Set(['p', 'sum', 'hot', 'own'])
  session = new Session({
    isInView: (name) => seen.has(name),
    program: {
      seed: 'a-book',
      inputs: [
        { name: 'T', value: 1 },
        { name: 'z', value: 2 },
      ],
      cells: [played('p: z T'), cell('sum: p'), played('hot: T'), cell('own: z')],
    },
    widths: { column: 640, wide: 880 },
    schedule: (callback) => callback(),
    onUpdate: (name, it) => void news.push([name, it]),
    open: (events) => {
      const player: Player = { sent: [], ended: false, events, say: events.onReply }
      players.push(player)
      if (opening === 'never') return new Promise(() => {})
      if (opening === 'refused') return Promise.reject(new Error('offline'))
      return Promise.resolve({
        send: (request) => void player.sent.push(request),
        end: () => void (player.ended = true),
      })
    },
  })
})
afterEach(() => vi.useRealTimers())

const settled = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0)
const lastOf = (player: Player): Request | undefined =>
  player.sent.filter((it) => it.type !== 'ping').at(-1)
const say = (player: Player, event: KernelEvent): void => player.say({ type: 'event', event })
const newsOf = (name: string): CellUpdate<Message> | undefined =>
  news.filter(([it]) => it === name).at(-1)?.[1]
const stopped = (): string[] =>
  [...new Set(news.map(([name]) => name))].filter((name) => newsOf(name)?.type === 'stopped').sort()
const text = (value: string): CellUpdate<Message> & { type: 'output' } => ({
  type: 'output',
  outputs: [{ type: 'text', text: value }],
})
/** The worker computes `names` to their end. */
const compute = (player: Player, run: number, names: string[]): void => {
  for (const name of names) {
    say(player, { type: 'started', cell: name, run })
    say(player, { type: 'finished', cell: name, run })
    say(player, { ...text(`${name} at ${run}`), cell: name, run })
  }
}
/** The worker answers nothing for as long as it may. */
const hang = (): Promise<unknown> => vi.advanceTimersByTimeAsync(6000)

/** The worker listens for as long, and does nothing else. */
async function listen(player: Player): Promise<void> {
  for (let second = 0; second < 6; second++) {
    await vi.advanceTimersByTimeAsync(1000)
    answerPings(player)
  }
}

function answerPings(player: Player): void {
  for (const it of player.sent) if (it.type === 'ping') player.say({ type: 'pong', id: it.id })
}

describe('a cell that the reader adds', () => {
  const code = (name: string): CompiledCell => ({ ...cell(`${name}: p`), outputs: [] })
  test('runs by the same request as an edit, is loaded by the next worker, and says what came of it', async () => {
    const answers: string[] = []
    session.edit('mine', 'p', (it) => answers.push(it))
    await settled()
    expect(lastOf(players[0])).toMatchObject({ type: 'edit', cell: { name: 'mine', kind: 'cell' } })
    players[0].say({ type: 'accepted', run: 1, cell: code('mine') })
    expect(answers).toEqual(['accepted'])
    expect([...session.edited]).toEqual(['mine'])
    say(players[0], { type: 'output', cell: 'mine', run: 1, outputs: [] })
    expect(newsOf('mine')).toEqual({ type: 'output', outputs: [] })
    say(players[0], { type: 'finished', cell: 'mine', run: 1 })
    session.stop()
    session.set('T', 4)
    await settled()
    expect(players[1].sent[0]).toMatchObject({
      type: 'load',
      program: { cells: [{ name: 'p' }, {}, {}, {}, { name: 'mine', inputs: ['p'] }] },
    })
  })
  test('is not forgotten for the sake of another edit that is accepted meanwhile', async () => {
    session.edit('mine', 'p + 1')
    await settled()
    session.watch(new Set(['p', 'sum']), ['sum'])
    await settled()
    expect(lastOf(players[0])).toMatchObject({ type: 'watch', cells: ['p', 'sum', 'mine'] })
  })
  test('does nothing where it was refused, or the worker ended first', async () => {
    const answers: string[] = []
    session.edit('mine', '(', (it) => answers.push(it))
    await settled()
    players[0].say({ type: 'refused', run: 1, cell: 'mine', failure: { message: 'no' } })
    expect([...session.edited]).toEqual([])
    session.edit('mine', 'p', (it) => answers.push(it))
    await settled()
    session.stop()
    expect(answers).toEqual(['refused', 'ended'])
  })
})

describe('what stands within an output', () => {
  const place = { output: 0, path: [1], from: 0 }
  const branch = { entries: [{ key: '0', text: '1', opens: false }], more: 0 }

  test('is asked of the worker, which is opened where there is none', async () => {
    const opened = session.open('p', place)
    await settled()
    expect(lastOf(players[0])).toEqual({ type: 'open', id: 1, cell: 'p', place })
    players[0].say({ type: 'branch', id: 1, branch })
    expect(await opened).toEqual(branch)
  })
  test('is nothing where the worker hangs at it, or is ended', async () => {
    const opened = session.open('p', place)
    await settled()
    await hang()
    expect(players[0].ended).toBe(true)
    expect(await opened).toBeUndefined()
    expect(players).toHaveLength(1)
  })
  test('is nothing where the worker cannot be loaded', async () => {
    opening = 'refused'
    expect(await session.open('p', place)).toBeUndefined()
  })
})

describe('input values', () => {
  test('a value is sent at once, and only the newest of each input waits while the worker is busy', async () => {
    session.set('T', 5)
    await settled()
    expect(lastOf(players[0])).toMatchObject({ type: 'set', run: 1, values: { T: 5 } })
    for (const value of [3, 4, 2]) session.set('z', value)
    expect(lastOf(players[0])).toMatchObject({ run: 1 })
    compute(players[0], 1, ['p', 'sum', 'hot'])
    say(players[0], { type: 'settled', run: 1 })
    await settled()
    expect(lastOf(players[0])).toMatchObject({ type: 'set', run: 2, values: { z: 2 } })
  })
  test('pending values are sent with an edit in one request, so the former cell never sees them', async () => {
    session.set('T', 5)
    session.set('z', 3)
    session.edit('sum', 'p')
    await settled()
    expect(lastOf(players[0])).toMatchObject({
      type: 'edit',
      run: 2,
      cell: { name: 'sum' },
      values: { z: 3 },
    })
  })
  test('the values of a refused edit are sent with the next request', async () => {
    session.set('T', 5)
    session.set('z', 3)
    session.edit('sum', 'p')
    await settled()
    players[0].say({ type: 'refused', run: 2, cell: 'sum', failure: { message: 'no' } })
    await settled()
    expect(lastOf(players[0])).toMatchObject({ type: 'set', run: 3, values: { z: 3 } })
  })
})

describe('an output that is as it was', () => {
  const unchanged = (run: number): void =>
    players.at(-1)!.say({ type: 'unchanged', cell: 'hot', run })

  test('is the very object that came before, so that nothing is drawn anew', async () => {
    session.set('T', 5)
    await settled()
    compute(players[0], 1, ['hot'])
    const before = newsOf('hot')
    say(players[0], { type: 'failure', cell: 'hot', run: 1, failure: { message: 'no' } })
    unchanged(1)
    const after = newsOf('hot')
    expect(after).toEqual(text('hot at 1'))
    expect(after?.type === 'output' && before?.type === 'output' && after.outputs).toBe(
      before?.type === 'output' && before.outputs,
    )
    expect(session.isLate('hot')).toBe(false)
  })
  test('is the one of its own worker: what another has sent is forgotten', async () => {
    session.set('T', 5)
    await settled()
    compute(players[0], 1, ['hot'])
    session.stop()
    session.set('T', 4)
    await settled()
    news.length = 0
    unchanged(2)
    expect(news).toEqual([])
  })
})

describe('the order in which outputs follow a value', () => {
  /** What was asked for, in this order: the cells of each request. */
  const asked = (): string[][] =>
    players.flatMap(({ sent }) => sent.flatMap((it) => (it.type === 'set' ? [it.cells] : [])))
  const took = (name: string, run: number, milliseconds: number): void => {
    say(players[0], { type: 'started', cell: name, run })
    say(players[0], { type: 'finished', cell: name, run, took: milliseconds })
    say(players[0], { ...text(`${name} at ${run}`), cell: name, run })
  }
  const settle = async (run: number): Promise<void> => {
    say(players[0], { type: 'settled', run })
    await settled()
  }
  const move = async (value: number): Promise<void> => {
    session.set('T', value)
    await settled()
  }

  test('is that in which readers look: what is in view, and the rest when the hand rests', async () => {
    seen = new Set(['hot'])
    await move(5)
    expect(asked()).toEqual([['hot']])
    compute(players[0], 1, ['hot'])
    await settle(1)
    expect(session.isLate('sum')).toBe(true)
    await vi.advanceTimersByTimeAsync(200)
    expect(asked()).toEqual([['hot'], ['p', 'sum']])
  })
  test('is that what is quick comes before what is costly, which a newer value puts off', async () => {
    await move(2)
    expect(asked()).toEqual([['p', 'hot', 'sum']])
    took('p', 1, 1)
    took('hot', 1, 100)
    took('sum', 1, 1)
    await settle(1)
    await move(3)
    expect(asked().slice(1)).toEqual([['p', 'sum']])
    session.set('T', 4)
    compute(players[0], 2, ['p', 'sum'])
    await settle(2)
    expect(asked().slice(2)).toEqual([['p', 'sum']])
    expect(newsOf('hot')).toEqual({ type: 'late' })
    compute(players[0], 3, ['p', 'sum'])
    await settle(3)
    await vi.advanceTimersByTimeAsync(100)
    expect(asked().slice(3)).toEqual([['hot']])
  })
  test('lets nothing in view starve: what has waited for 150 ms comes before newer values', async () => {
    await move(2)
    for (const name of ['p', 'hot', 'sum']) took(name, 1, name === 'hot' ? 400 : 1)
    await settle(1)
    let run = 2
    for (const at = performance.now(); performance.now() < at + 1000; run++) {
      session.set('T', run)
      await settled()
      session.set('T', run + 0.5)
      await vi.advanceTimersByTimeAsync(10)
      const last = lastOf(players[0])
      compute(players[0], run, last?.type === 'set' ? last.cells : [])
      await settle(run)
    }
    const costly = asked().filter((cells) => cells.includes('hot'))
    expect(costly.length).toBeGreaterThanOrEqual(6)
    expect(asked().length).toBeGreaterThan(5 * costly.length)
  })
  test('is the same after an edit: the cell and what is in view, then what is not', async () => {
    seen = new Set(['own'])
    session.edit('p', 'z')
    await settled()
    expect(lastOf(players[0])).toMatchObject({ type: 'edit', cell: { name: 'p' }, cells: [] })
    session.edit('p', 'z + 1')
    await settled()
    expect(lastOf(players[0])).toMatchObject({ cells: ['p'] })
    seen.add('sum')
    session.set('T', 7)
    session.edit('p', 'z + T')
    await settled()
    expect(lastOf(players[0])).toMatchObject({ values: { T: 7 }, cells: ['p', 'sum'] })
    players[0].say({ type: 'accepted', run: 3, cell: { ...cell('p: z T'), outputs: ['p', 'z2'] } })
    compute(players[0], 3, ['p', 'sum'])
    expect(session.isLate('hot')).toBe(true)
    await settle(3)
    await vi.advanceTimersByTimeAsync(120)
    expect(asked()).toEqual([['hot']])
  })
  test('computes anew what was under way when it came to need the edited cell', async () => {
    await move(2)
    compute(players[0], 1, ['p', 'sum'])
    say(players[0], { type: 'started', cell: 'hot', run: 1 })
    session.edit('own', 'const [own, T] = [z, 1]')
    await settled()
    expect(lastOf(players[0])).toMatchObject({ type: 'edit', cells: ['own'] })
    players[0].say({ type: 'accepted', run: 2, cell: { ...cell('own: z'), outputs: ['own', 'T'] } })
    compute(players[0], 2, ['own'])
    await settle(2)
    expect(asked().at(-1)).toContain('hot')
    expect(newsOf('hot')).not.toEqual({ type: 'kept' })
  })
  test('tells nothing of an edit that is refused', async () => {
    seen = new Set()
    session.edit('p', '(')
    await settled()
    players[0].say({ type: 'refused', run: 1, cell: 'p', failure: { message: 'no' } })
    await vi.advanceTimersByTimeAsync(1000)
    expect(session.isLate('sum')).toBe(false)
    expect(asked()).toEqual([])
  })
  test('goes on where an output waits for a promise', async () => {
    seen = new Set(['hot'])
    await move(5)
    await vi.advanceTimersByTimeAsync(300)
    for (const it of players[0].sent)
      if (it.type === 'ping') players[0].say({ type: 'pong', id: it.id })
    await settled()
    expect(asked()).toEqual([['hot'], ['p', 'sum']])
  })
  test('comes back to an output that a newer value has put off while it was computed', async () => {
    await move(2)
    for (const name of ['p', 'hot', 'sum']) took(name, 1, name === 'hot' ? 100 : 1)
    await settle(1)
    await vi.advanceTimersByTimeAsync(1000)
    await move(3)
    compute(players[0], 2, ['p', 'sum'])
    await settle(2)
    expect(asked().slice(1)).toEqual([['p', 'sum'], ['hot']])
    say(players[0], { type: 'started', cell: 'hot', run: 3 })
    session.set('T', 4)
    await vi.advanceTimersByTimeAsync(90)
    for (const it of players[0].sent)
      if (it.type === 'ping') players[0].say({ type: 'pong', id: it.id })
    await settled()
    expect(asked().slice(3)).toEqual([['p', 'sum']])
    compute(players[0], 4, ['p', 'sum'])
    await settle(4)
    expect(newsOf('hot')).toEqual({ type: 'late' })
    await vi.advanceTimersByTimeAsync(120)
    expect(asked().slice(4)).toEqual([['hot']])
  })
  test('computes at once what comes into view', async () => {
    seen = new Set(['hot'])
    await move(5)
    compute(players[0], 1, ['hot'])
    await settle(1)
    seen.add('p')
    session.look()
    await settled()
    expect(asked()).toEqual([['hot'], ['p']])
  })
  test('tells what is left of the end of its worker, and leaves it for the next action', async () => {
    seen = new Set(['hot'])
    await move(5)
    compute(players[0], 1, ['hot'])
    await settle(1)
    session.stop()
    expect(stopped()).toEqual(['p', 'sum'])
    await vi.advanceTimersByTimeAsync(1000)
    expect(players).toHaveLength(1)
    session.look()
    await settled()
    expect(players).toHaveLength(1)
    session.set('z', 3)
    await vi.advanceTimersByTimeAsync(200)
    expect(lastOf(players[1])).toMatchObject({ type: 'set', values: { T: 5, z: 3 } })
  })
  test('sends a value that nothing in view needs when the hand rests, and not before', async () => {
    seen = new Set()
    for (const value of [2, 3, 4]) await move(value)
    expect(players).toHaveLength(0)
    await vi.advanceTimersByTimeAsync(120)
    expect(players[0].sent).toMatchObject([
      { type: 'load' },
      { type: 'set', run: 1, values: { T: 4 }, cells: ['p', 'sum', 'hot'] },
    ])
  })
})

test('a cell that ran only because others need it is marked `kept` once the run has settled', async () => {
  session.set('z', 5)
  await settled()
  say(players[0], { type: 'started', cell: 'hot', run: 1 })
  say(players[0], { type: 'finished', cell: 'hot', run: 1 })
  expect(newsOf('hot')).toEqual({ type: 'running' })
  compute(players[0], 1, ['p', 'sum', 'own'])
  say(players[0], { type: 'settled', run: 1 })
  expect(newsOf('hot')).toEqual({ type: 'kept' })
  expect(news.filter(([, it]) => it.type === 'kept')).toEqual([['hot', { type: 'kept' }]])
})

describe('a hung worker', () => {
  test('a hung worker is ended, and the cells with a pending output are told why', async () => {
    session.set('T', 5)
    await settled()
    compute(players[0], 1, ['hot'])
    say(players[0], { type: 'started', cell: 'p', run: 1 })
    await hang()
    expect(players[0].ended).toBe(true)
    expect(newsOf('p')).toEqual({
      type: 'stopped',
      reason: { kind: 'hung', seconds: 5 },
    })
    expect(newsOf('sum')).toEqual({ type: 'stopped', reason: { kind: 'withAnother' } })
    expect(newsOf('own')).toBeUndefined()
  })
  test('a hung worker is not replaced until the next interaction, which sends the unfinished values again', async () => {
    session.set('T', 5)
    await settled()
    say(players[0], { type: 'started', cell: 'p', run: 1 })
    await hang()
    expect(players).toHaveLength(1)
    session.set('z', 3)
    await settled()
    expect(lastOf(players[1])).toMatchObject({ type: 'set', values: { T: 5, z: 3 } })
  })
  test('a hung worker is replaced once if a value changed meanwhile', async () => {
    session.set('T', 5)
    await settled()
    say(players[0], { type: 'started', cell: 'p', run: 1 })
    session.set('z', 3)
    await hang()
    expect(lastOf(players[1])).toMatchObject({ type: 'set', values: { T: 5, z: 3 } })
    await hang()
    await hang()
    expect(players).toHaveLength(2)
  })
  test('the next worker loads the version before the stopped edit, and the next edit carries the values', async () => {
    session.edit('p', 'while (true);')
    await settled()
    players[0].say({ type: 'accepted', run: 1, cell: { ...cell('p: z T'), body: 'while (true);' } })
    say(players[0], { type: 'started', cell: 'p', run: 1 })
    session.set('T', 5)
    session.stop()
    session.edit('p', 'z')
    await settled()
    expect(players[1].sent[0]).toMatchObject({
      type: 'load',
      program: {
        seed: 'a-book',
        inputs: [{ value: 1 }, { value: 2 }],
        cells: [{ body: '' }, {}, {}, {}],
      },
    })
    expect(lastOf(players[1])).toMatchObject({ type: 'edit', values: { T: 5 } })
  })
  test('a value that waits for the edit before it is not loaded, so that the edit hangs at it once', async () => {
    session.edit('p', 'if (T > 4) while (true);')
    session.set('T', 5)
    await settled()
    const [load, edit] = players[0].sent
    expect(load).toMatchObject({ program: { inputs: [{ name: 'T', value: 1 }, { name: 'z' }] } })
    expect(edit).toMatchObject({ type: 'edit', values: {} })
    players[0].say({ type: 'accepted', run: 1, cell: { ...cell('p: z T'), body: 'if (T > 4)' } })
    compute(players[0], 1, ['p', 'sum'])
    say(players[0], { type: 'settled', run: 1 })
    await settled()
    expect(lastOf(players[0])).toMatchObject({ type: 'set', run: 2, values: { T: 5 } })
    say(players[0], { type: 'started', cell: 'p', run: 2 })
    await hang()
    expect(players).toHaveLength(1)
    expect(newsOf('p')).toMatchObject({ type: 'stopped', reason: { kind: 'hung' } })
  })
  test('the next worker loads the last values that were computed, though newer ones came meanwhile', async () => {
    session.set('T', 3)
    await settled()
    session.set('T', 5)
    compute(players[0], 1, ['p', 'sum', 'hot'])
    say(players[0], { type: 'settled', run: 1 })
    await settled()
    session.set('T', 6)
    session.stop()
    session.set('z', 4)
    await settled()
    expect(players[1].sent[0]).toMatchObject({ program: { inputs: [{ value: 3 }, { value: 2 }] } })
    expect(lastOf(players[1])).toMatchObject({ type: 'set', values: { T: 6, z: 4 } })
  })
  test('what stands within an output is asked for after the values that wait', async () => {
    session.set('T', 5)
    await settled()
    session.stop()
    void session.open('p', { output: 0, path: [], from: 0 })
    await settled()
    expect(players[1].sent).toMatchObject([
      { type: 'load', program: { inputs: [{ value: 1 }, { value: 2 }] } },
      { type: 'set', values: { T: 5 } },
      { type: 'open' },
    ])
  })
  test('an edit that it did not take is sent to the next one, with the value that hung, once', async () => {
    const answers: string[] = []
    session.set('T', 5)
    await settled()
    say(players[0], { type: 'started', cell: 'p', run: 1 })
    session.edit('p', 'z', (it) => answers.push(it))
    await hang()
    expect(players[1].sent).toMatchObject([
      { type: 'load', program: { inputs: [{ value: 1 }, { value: 2 }] } },
      { type: 'edit', cell: { source: 'z' }, values: { T: 5 } },
      ...players[1].sent.slice(2).map(() => ({ type: 'ping' })),
    ])
    expect(newsOf('p')).toEqual({ type: 'running' })
    await hang()
    await hang()
    expect(players).toHaveLength(2)
    expect(newsOf('p')).toMatchObject({ type: 'stopped' })
  })
  test('an edit at which the version before it hangs, when that is told of its end, is done once more', async () => {
    session.edit('p', 'the next version')
    await settled()
    players[0].say({ type: 'accepted', run: 1, cell: { ...cell('p: z T'), body: 'next' } })
    await hang()
    expect(lastOf(players[1])).toMatchObject({ type: 'edit', cell: { source: 'the next version' } })
    players[1].say({ type: 'accepted', run: 2, cell: { ...cell('p: z T'), body: 'next' } })
    await hang()
    expect(players).toHaveLength(2)
  })
  test.each<[string, (worker: Player) => void]>([
    ['the end of the run before', (it) => say(it, { type: 'settled', run: 1 })],
    ['the answer to a ping that was sent before', answerPings],
    [
      'the start of another cell in the run before',
      (it) => say(it, { type: 'started', cell: 'hot', run: 1 }),
    ],
  ])('such an edit is done once more, though %s came after it', async (_, sayLate) => {
    session.edit('p', 'the former version')
    await settled()
    players[0].say({ type: 'accepted', run: 1, cell: { ...cell('p: z T'), body: 'former' } })
    compute(players[0], 1, ['p'])
    await vi.advanceTimersByTimeAsync(150)
    session.edit('p', 'the next version')
    await settled()
    sayLate(players[0])
    players[0].say({ type: 'accepted', run: 2, cell: { ...cell('p: z T'), body: 'next' } })
    await hang()
    expect(lastOf(players[1])).toMatchObject({ type: 'edit', cell: { source: 'the next version' } })
  })
  test('a cell of the reader’s own and a play that it did not take are not lost either', async () => {
    session.edit('p', 'while (true);')
    await settled()
    players[0].say({ type: 'accepted', run: 1, cell: { ...cell('p: z T'), body: 'while (true);' } })
    say(players[0], { type: 'started', cell: 'p', run: 1 })
    session.edit('mine', 'p + 1')
    session.play('hot', 'play')
    await hang()
    expect(players[1].sent.filter(({ type }) => type !== 'ping')).toMatchObject([
      { type: 'load', program: { cells: [{ name: 'p', body: '' }, {}, {}, {}, { name: 'mine' }] } },
      { type: 'edit', cell: { name: 'mine', source: 'p + 1' } },
      { type: 'play', cell: 'hot' },
    ])
  })
  test('what the reader did before a worker was stopped by hand is not done again', async () => {
    session.set('T', 5)
    await settled()
    session.edit('sum', 'p + 1')
    session.stop()
    await settled()
    session.set('T', 4)
    await settled()
    say(players[1], { type: 'started', cell: 'p', run: 3 })
    await hang()
    expect(players).toHaveLength(2)
  })
  test('a refused edit does not retry the value that hung, so that its message stays visible', async () => {
    session.set('T', 5)
    await settled()
    say(players[0], { type: 'started', cell: 'p', run: 1 })
    await hang()
    session.edit('p', 'const')
    await settled()
    players[1].say({ type: 'refused', run: 2, cell: 'p', failure: { message: 'no' } })
    await listen(players[1])
    expect(newsOf('p')).toMatchObject({ type: 'refused' })
    expect(lastOf(players[1])).toMatchObject({ type: 'edit' })
    session.edit('p', 'z')
    await settled()
    expect(lastOf(players[1])).toMatchObject({ type: 'edit', values: { T: 5 } })
  })
  test('a page that was suspended is not mistaken for a hung worker', async () => {
    session.set('T', 5)
    await settled()
    await vi.advanceTimersByTimeAsync(150)
    const ping = players[0].sent.find((it) => it.type === 'ping')
    vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 60_000)
    await vi.advanceTimersByTimeAsync(150)
    vi.mocked(performance.now).mockRestore()
    expect(ping).toBeDefined()
    expect(players[0].ended).toBe(false)
  })
  test('a worker cannot fake its answers, because the ids of pings cannot be guessed', async () => {
    session.set('T', 5)
    await settled()
    for (let time = 0; time < 6000; time += 100) {
      await vi.advanceTimersByTimeAsync(100)
      for (let id = 0; id < 100; id++) players[0].say({ type: 'pong', id })
    }
    expect(players[0].ended).toBe(true)
  })
})

describe('Stop', () => {
  test('Stop notifies every cell with a pending output, whether the cell has run or not', async () => {
    session.set('T', 5)
    await settled()
    compute(players[0], 1, ['hot'])
    say(players[0], { type: 'started', cell: 'p', run: 1 })
    session.stop()
    expect(stopped()).toEqual(['p', 'sum'])
    expect(newsOf('sum')).toEqual({ type: 'stopped', reason: { kind: 'byReader' } })
  })
  test('Stop works before there is a worker', async () => {
    opening = 'never'
    session.edit('sum', 'p')
    session.stop()
    expect(stopped()).toEqual(['sum'])
    opening = 'at once'
    session.edit('sum', 'p')
    await settled()
    expect(lastOf(players[1])).toMatchObject({ type: 'edit' })
  })
  test('Stop keeps a pending edit from a worker that opens too late', async () => {
    session.edit('sum', 'p')
    session.stop()
    await settled()
    expect(players[0].ended).toBe(true)
    expect(players[0].sent.map((it) => it.type)).not.toContain('edit')
  })
  test('Stop drops the events of the worker that it ended', async () => {
    session.set('T', 5)
    await settled()
    session.stop()
    compute(players[0], 1, ['hot'])
    expect(newsOf('hot')).toMatchObject({ type: 'stopped' })
  })
})

describe('a load failure', () => {
  test('a load failure is reported to every waiting cell and retried at the next interaction', async () => {
    opening = 'refused'
    session.set('T', 5)
    await settled()
    expect(stopped()).toEqual(['hot', 'p', 'sum'])
    expect(newsOf('hot')).toEqual({ type: 'stopped', reason: { kind: 'notLoaded' } })
    await hang()
    expect(players).toHaveLength(1)
    opening = 'at once'
    session.set('z', 3)
    await settled()
    expect(lastOf(players[1])).toMatchObject({ values: { T: 5, z: 3 } })
  })
  test('a part that cannot be loaded ends the worker that asked for it', async () => {
    session.set('T', 5)
    await settled()
    compute(players[0], 1, ['p', 'sum'])
    players[0].events.onFault({ kind: 'partNotLoaded', part: 'figures' })
    await settled()
    expect(players[0].ended).toBe(true)
    expect(stopped()).toEqual(['hot'])
    expect(newsOf('hot')).toEqual({
      type: 'stopped',
      reason: { kind: 'partNotLoaded', part: 'figures' },
    })
  })
})

test('a kernel that cannot run an edit is replaced by one with the chapter’s own code', async () => {
  session.edit('p', 'forged')
  await settled()
  players[0].say({ type: 'accepted', run: 1, cell: { ...cell('p: z T'), body: 'no code (' } })
  compute(players[0], 1, ['p', 'sum'])
  say(players[0], { type: 'settled', run: 1 })
  session.stop()
  session.set('T', 5)
  await settled()
  expect(players[1].sent[0]).toMatchObject({
    program: { cells: [{ body: 'no code (' }, {}, {}, {}] },
  })
  players[1].events.onBroken({ kind: 'broken', message: 'syntax' })
  expect(newsOf('p')).toEqual({ type: 'stopped', reason: { kind: 'broken', message: 'syntax' } })
  session.set('T', 4)
  await settled()
  expect(players[2].sent[0]).toMatchObject({ program: { cells: [{ body: '' }, {}, {}, {}] } })
  session.stop()
  session.set('T', 3)
  await settled()
  expect(players[3].sent[0]).toMatchObject({ program: { cells: [{ body: '' }, {}, {}, {}] } })
})

describe('a forged reply', () => {
  test('an output of a run that never existed is dropped and does not silence its cell', async () => {
    session.set('T', 5)
    await settled()
    for (const run of [NaN, 2, Infinity]) say(players[0], { ...text('forged'), cell: 'hot', run })
    expect(news).toEqual([])
    compute(players[0], 1, ['hot'])
    expect(newsOf('hot')).toEqual(text('hot at 1'))
  })
  test('a reply about an unknown cell or an edit that nobody made is ignored', async () => {
    session.set('T', 5)
    await settled()
    say(players[0], { ...text('forged'), cell: 'none', run: 1 })
    players[0].say({ type: 'accepted', run: 1, cell: { ...cell('p: z'), body: 'forged' } })
    players[0].say({ type: 'refused', run: 1, cell: 'p', failure: { message: 'forged' } })
    expect(news).toEqual([])
    say(players[0], { type: 'finished', cell: 'p', run: 1 })
    session.stop()
    session.set('T', 4)
    await settled()
    expect(players[1].sent[0]).toMatchObject({ program: { cells: [{ body: '' }, {}, {}, {}] } })
  })
  test('a flood of replies ends the worker, and the running cell is at fault', async () => {
    session.set('T', 5)
    await settled()
    say(players[0], { type: 'started', cell: 'p', run: 1 })
    players[0].events.onFlood({ kind: 'flood' })
    await settled()
    expect(players[0].ended).toBe(true)
    expect(newsOf('p')).toEqual({ type: 'stopped', reason: { kind: 'flood' } })
    expect(newsOf('sum')).toEqual({ type: 'stopped', reason: { kind: 'withAnother' } })
  })
})

describe('a played generator', () => {
  const at = (
    state: 'playing' | 'paused' | 'ended',
    run: number,
    steps = 7,
    name = 'p',
  ): KernelEvent => ({ type: 'playback', cell: name, run, state, steps })
  test('a playback action is sent with the pending values, unless its cell does not exist', async () => {
    session.set('T', 5)
    session.set('z', 3)
    session.play('p', 'play')
    await settled()
    expect(lastOf(players[0])).toEqual({
      type: 'play',
      run: 2,
      cell: 'p',
      act: 'play',
      values: { z: 3 },
    })
    session.play('nonsense', 'play')
    await settled()
    expect(lastOf(players[0])).toMatchObject({ run: 2 })
  })
  test('a playing generator reports its steps, and its cell is told when the worker ends', async () => {
    session.play('p', 'play')
    await settled()
    compute(players[0], 1, ['p', 'sum'])
    say(players[0], at('playing', 1))
    say(players[0], { type: 'settled', run: 1 })
    expect(newsOf('p')).toEqual({ type: 'playback', state: 'playing', steps: 7 })
    session.stop()
    expect(stopped()).toEqual(['p'])
  })
  test('a generator whose step does not end is at fault, whichever cell was heard from last', async () => {
    session.play('p', 'play')
    await settled()
    compute(players[0], 1, ['p', 'sum'])
    say(players[0], { type: 'started', cell: 'own', run: 1 })
    say(players[0], { type: 'stepping', cell: 'p', run: 1 })
    say(players[0], { ...text('of the step before'), cell: 'sum', run: 1 })
    await hang()
    expect(newsOf('p')).toMatchObject({
      type: 'stopped',
      reason: { kind: 'hung', seconds: 5 },
    })
    expect(newsOf('own')).toEqual({ type: 'stopped', reason: { kind: 'withAnother' } })
  })
  test('a generator is not at fault for what runs after its step', async () => {
    session.play('p', 'play')
    await settled()
    say(players[0], { type: 'stepping', cell: 'p', run: 1 })
    say(players[0], { type: 'stepped', cell: 'p', run: 1 })
    say(players[0], { type: 'started', cell: 'sum', run: 1 })
    await hang()
    expect(newsOf('sum')).toMatchObject({
      type: 'stopped',
      reason: { kind: 'hung', seconds: 5 },
    })
  })
  test('a generator resumes in a new worker from its last step, or at its end', async () => {
    session.play('p', 'play')
    session.play('hot', 'play')
    await settled()
    say(players[0], at('playing', 1, 70))
    say(players[0], at('ended', 1, 9, 'hot'))
    session.stop()
    session.play('p', 'play')
    await settled()
    // One step past the end is how the end is known.
    expect(players[1].sent[0]).toMatchObject({
      type: 'load',
      program: {
        cells: [{ name: 'p', play: { rest: 70 } }, {}, { name: 'hot', play: { rest: 10 } }, {}],
      },
    })
    expect(players[1].sent[0]).not.toMatchObject({ program: { cells: [{}, { play: {} }, {}, {}] } })
  })
  test('steps that no generator can have gone are forged: nothing shows them, and no worker goes them', async () => {
    session.play('p', 'play')
    session.play('hot', 'play')
    await settled()
    for (const steps of [Number.MAX_SAFE_INTEGER, 1e6, 1000]) {
      say(players[0], at('playing', 1, steps))
      say(players[0], at('ended', 1, steps, 'hot'))
    }
    expect(newsOf('p')).toBeUndefined()
    expect(newsOf('hot')).toBeUndefined()
    say(players[0], at('playing', 1, 3))
    session.stop()
    session.play('p', 'play')
    await settled()
    expect(players[1].sent[0]).toMatchObject({
      program: { cells: [{ play: { rest: 3 } }, {}, {}, {}] },
    })
  })
  test('a generator that has played for six seconds has gone a step a frame', async () => {
    session.play('p', 'play')
    await settled()
    await listen(players[0])
    say(players[0], at('playing', 1, 375))
    expect(newsOf('p')).toEqual({ type: 'playback', state: 'playing', steps: 375 })
  })
  test('a paused generator is not told when its worker ends', async () => {
    session.play('p', 'play')
    await settled()
    say(players[0], at('playing', 1))
    say(players[0], at('paused', 1))
    say(players[0], { type: 'settled', run: 1 })
    session.stop()
    expect(stopped()).toEqual([])
  })
})

describe('an output of an older run', () => {
  const failure = (run: number): KernelEvent => ({
    type: 'failure',
    cell: 'p',
    run,
    failure: { message: `failed at ${run}` },
  })

  test('an output or failure of an older run is dropped once a newer run is shown', async () => {
    session.play('p', 'step')
    session.play('p', 'step')
    await settled()
    compute(players[0], 2, ['p'])
    say(players[0], { ...text('late'), cell: 'p', run: 1 })
    say(players[0], failure(1))
    expect(newsOf('p')).toEqual(text('p at 2'))
  })
  test('an output of an older run is dropped after a newer failure, which stays visible', async () => {
    session.play('p', 'step')
    session.play('p', 'step')
    await settled()
    say(players[0], failure(2))
    say(players[0], { ...text('late'), cell: 'p', run: 1 })
    expect(newsOf('p')).toEqual({ type: 'failure', failure: { message: 'failed at 2' } })
  })
  test('the steps of an older run do not replace those of the newer run', async () => {
    session.play('p', 'step')
    session.play('p', 'step')
    await settled()
    compute(players[0], 2, ['p'])
    say(players[0], { type: 'playback', cell: 'p', run: 2, state: 'paused', steps: 2 })
    say(players[0], { type: 'playback', cell: 'p', run: 1, state: 'playing', steps: 1 })
    expect(newsOf('p')).toEqual({ type: 'playback', state: 'paused', steps: 2 })
    say(players[0], { type: 'settled', run: 2 })
    session.stop()
    expect(stopped()).toEqual([])
    session.play('p', 'step')
    await settled()
    expect(players[1].sent[0]).toMatchObject({
      type: 'load',
      program: { cells: [{ play: { rest: 2 } }, {}, {}, {}] },
    })
  })
  test('an output of an older run is shown if it is the newest of its own cell', async () => {
    session.set('T', 5)
    session.play('p', 'step')
    await settled()
    compute(players[0], 2, ['p'])
    compute(players[0], 1, ['hot'])
    expect(newsOf('hot')).toEqual(text('hot at 1'))
  })
  test('an output of an older run does not end the wait for the newer run, so Stop still reaches the cell', async () => {
    session.play('p', 'step')
    session.play('p', 'step')
    await settled()
    compute(players[0], 1, ['p', 'sum'])
    say(players[0], { type: 'settled', run: 1 })
    session.stop()
    expect(stopped()).toEqual(['p', 'sum'])
  })
})

describe('the version of a cell in a new worker', () => {
  const edit = async (body: string, run: number): Promise<void> => {
    session.edit('p', body)
    await settled()
    players.at(-1)!.say({ type: 'accepted', run, cell: { ...cell('p: z T'), body } })
  }
  /** The code of `p` in the worker that comes next. */
  const nextBody = async (): Promise<string | undefined> => {
    session.stop()
    session.set('T', players.length)
    await settled()
    const [load] = players.at(-1)!.sent
    return load.type === 'load' ? load.program.cells[0].body : undefined
  }

  test('the chapter’s own version is loaded after two edits that did not finish', async () => {
    await edit('first', 1)
    await edit('second', 2)
    say(players[0], { type: 'started', cell: 'p', run: 2 })
    expect(await nextBody()).toBe('')
  })
  test('the first of two edits is loaded if only that one finished', async () => {
    await edit('first', 1)
    compute(players[0], 1, ['p'])
    await edit('second', 2)
    say(players[0], { type: 'started', cell: 'p', run: 2 })
    expect(await nextBody()).toBe('first')
  })
  test('the second of two edits is loaded if that one finished', async () => {
    await edit('first', 1)
    await edit('second', 2)
    compute(players[0], 2, ['p'])
    expect(await nextBody()).toBe('second')
  })
  test('an edit is not loaded if only a run from before it finished', async () => {
    await edit('first', 1)
    compute(players[0], 1, ['p'])
    await edit('second', 2)
    say(players[0], { type: 'finished', cell: 'p', run: 1 })
    expect(await nextBody()).toBe('first')
  })
  test('an edit is told that it was ended, after it was accepted too, unless it has run to its end', async () => {
    const answers: string[] = []
    const send = async (body: string): Promise<void> => {
      session.edit('p', body, (answer) => answers.push(`${body} ${answer}`))
      await settled()
    }
    const accept = (body: string, run: number): void =>
      players[0].say({ type: 'accepted', run, cell: { ...cell('p: z T'), body } })
    await send('first')
    accept('first', 1)
    compute(players[0], 1, ['p'])
    await send('second')
    accept('second', 2)
    await send('third')
    session.stop()
    expect(answers).toEqual(['first accepted', 'second accepted', 'second ended', 'third ended'])
  })
  test('the loaded version stays the same when the worker ends twice', async () => {
    await edit('first', 1)
    compute(players[0], 1, ['p'])
    await edit('second', 2)
    expect(await nextBody()).toBe('first')
    expect(await nextBody()).toBe('first')
  })
})

describe('the cell at fault when a worker hangs', () => {
  const begin = (name: string): void => say(players[0], { type: 'started', cell: name, run: 1 })
  const blamed = (): string[] =>
    news
      .filter(([, it]) => it.type === 'stopped' && it.reason.kind === 'hung')
      .map(([name]) => name)

  beforeEach(async () => {
    session.set('T', 5)
    session.set('z', 6)
    await settled()
  })
  test('the cell whose code was entered last is at fault', async () => {
    for (const name of ['p', 'own', 'hot']) begin(name)
    await hang()
    expect(blamed()).toEqual(['hot'])
  })
  test('a cell whose code was entered again after the others is at fault', async () => {
    for (const name of ['p', 'own']) begin(name)
    say(players[0], { type: 'stepping', cell: 'p', run: 1 })
    await hang()
    expect(blamed()).toEqual(['p'])
  })
  test('the cell entered before one that has returned is at fault', async () => {
    for (const name of ['p', 'own', 'hot']) begin(name)
    say(players[0], { type: 'finished', cell: 'hot', run: 1 })
    say(players[0], { ...text('hot'), cell: 'hot', run: 1 })
    await hang()
    expect(blamed()).toEqual(['own'])
  })
  test('the last cell that was heard from is at fault if no code is running', async () => {
    compute(players[0], 1, ['own', 'p', 'hot'])
    say(players[0], { ...text('once more'), cell: 'p', run: 1 })
    await hang()
    expect(blamed()).toEqual(['p'])
  })
})

describe('a waiting value', () => {
  beforeEach(async () => {
    session.set('T', 5)
    await settled()
    session.set('z', 3)
  })
  test('a waiting value is sent when the worker answers a ping, even if a run still awaits a promise', async () => {
    expect(lastOf(players[0])).toMatchObject({ run: 1 })
    await vi.advanceTimersByTimeAsync(150)
    for (const it of players[0].sent)
      if (it.type === 'ping') players[0].say({ type: 'pong', id: it.id })
    await settled()
    expect(lastOf(players[0])).toMatchObject({ type: 'set', run: 2, values: { z: 3 } })
  })
  test('a waiting value keeps waiting when only a run before the last has settled', async () => {
    session.play('hot', 'play')
    session.set('z', 4)
    await settled()
    say(players[0], { type: 'settled', run: 1 })
    await settled()
    expect(lastOf(players[0])).toMatchObject({ type: 'play', run: 2 })
  })
  test('a waiting value keeps waiting when only an edit before the last was refused', async () => {
    session.edit('sum', 'first')
    session.edit('sum', 'second')
    session.set('T', 6)
    await settled()
    players[0].say({ type: 'refused', run: 2, cell: 'sum', failure: { message: 'no' } })
    await settled()
    expect(lastOf(players[0])).toMatchObject({ type: 'edit', run: 3 })
  })
  test('the cells that need a waiting value are told when the worker ends before it is sent', () => {
    session.stop()
    expect(stopped()).toEqual(['hot', 'own', 'p', 'sum'])
  })
})

describe('the values sent to a new worker', () => {
  test('a new worker is sent only the values whose runs did not settle', async () => {
    session.set('T', 5)
    session.set('z', 3)
    session.play('hot', 'play')
    await settled()
    say(players[0], { type: 'settled', run: 1 })
    session.stop()
    session.play('hot', 'play')
    await settled()
    expect(lastOf(players[1])).toMatchObject({ type: 'play', values: { z: 3 } })
    expect(lastOf(players[1])).not.toMatchObject({ values: { T: 5 } })
  })
  test('the values of a refused edit are sent again once a run of the new worker has settled', async () => {
    session.set('T', 5)
    await settled()
    session.stop()
    session.set('z', 3)
    await settled()
    say(players[1], { type: 'settled', run: 2 })
    session.set('T', 6)
    session.set('z', 4)
    session.edit('sum', 'const')
    await settled()
    players[1].say({ type: 'refused', run: 4, cell: 'sum', failure: { message: 'no' } })
    await settled()
    expect(lastOf(players[1])).toMatchObject({ type: 'set', run: 5, values: { z: 4 } })
  })
})

describe('the end of a worker', () => {
  test('the end of a worker is not reported to a cell whose edit was refused before', async () => {
    session.edit('sum', 'const')
    await settled()
    players[0].say({ type: 'refused', run: 1, cell: 'sum', failure: { message: 'no' } })
    session.stop()
    expect(stopped()).toEqual([])
  })
  test('the end of a worker is reported to a cell whose generator is working, though its output was shown', async () => {
    session.play('hot', 'play')
    await settled()
    compute(players[0], 1, ['hot'])
    say(players[0], { type: 'stepping', cell: 'hot', run: 1 })
    say(players[0], { type: 'started', cell: 'own', run: 1 })
    await hang()
    expect(newsOf('hot')).toEqual({ type: 'stopped', reason: { kind: 'withAnother' } })
  })
  test('the end of a worker is reported to the cell at fault, though its output was shown', async () => {
    session.play('hot', 'play')
    await settled()
    compute(players[0], 1, ['hot'])
    players[0].events.onFlood({ kind: 'flood' })
    expect(newsOf('hot')).toEqual({ type: 'stopped', reason: { kind: 'flood' } })
  })
  test('the end of a worker leaves nothing pending for the end of the next worker to report', async () => {
    session.play('hot', 'play')
    session.edit('sum', 'first')
    await settled()
    say(players[0], { type: 'started', cell: 'hot', run: 1 })
    say(players[0], { type: 'playback', cell: 'hot', run: 1, state: 'playing', steps: 3 })
    session.stop()
    expect(stopped()).toEqual(['hot', 'sum'])
    session.play('own', 'play')
    await settled()
    news.length = 0
    say(players[1], { type: 'started', cell: 'own', run: 3 })
    say(players[1], { type: 'finished', cell: 'own', run: 3 })
    await hang()
    expect(news.map(([name]) => name)).toEqual(['own', 'own'])
    expect(newsOf('own')).toMatchObject({ reason: { kind: 'hung', seconds: 5 } })
  })
  test('the end of a worker drops its edits, so the next worker cannot accept them', async () => {
    session.edit('p', 'while (true);')
    await settled()
    session.stop()
    session.set('T', 5)
    await settled()
    players[1].say({ type: 'accepted', run: 1, cell: { ...cell('p: z T'), body: 'forged' } })
    compute(players[1], 2, ['p'])
    session.stop()
    session.set('T', 4)
    await settled()
    expect(players[2].sent[0]).toMatchObject({ program: { cells: [{ body: '' }, {}, {}, {}] } })
  })
  test('a worker that could not be opened does not end the next worker', async () => {
    opening = 'refused'
    session.play('hot', 'play')
    session.stop()
    opening = 'at once'
    session.play('hot', 'play')
    await settled()
    expect(players[1].ended).toBe(false)
    expect(lastOf(players[1])).toMatchObject({ type: 'play', run: 2 })
  })
})
