import { expect, test } from 'vitest'
import type { KernelEvent } from '../../../src/kernel/events.ts'
import { EventThrottle } from '../../../src/hosts/worker/event-throttle.ts'
import { Frames, type Timers } from '../../../src/hosts/worker/pace.ts'

/** A clock that goes where it is told to, and timers that go by it. */
class FakeTimers implements Timers {
  #now = 0
  #due: { at: number; callback: () => void }[] = []
  now = (): number => this.#now
  after = (milliseconds: number, callback: () => void): void =>
    void this.#due.push({ at: this.#now + milliseconds, callback })

  pass(milliseconds: number): void {
    const end = this.#now + milliseconds
    for (let next; (next = this.#due.toSorted((a, b) => a.at - b.at)[0]) && next.at <= end;) {
      this.#due.splice(this.#due.indexOf(next), 1)
      this.#now = next.at
      next.callback()
    }
    this.#now = end
  }
}

test('frames that request the next frame run about 60 times a second', () => {
  const timers = new FakeTimers()
  const frames = new Frames((callback) => timers.after(0, callback), timers)
  let rounds = 0
  const round = (): void => (rounds++, frames.next(round))
  frames.next(round)
  timers.pass(10_000)
  expect(rounds / 10).toBeCloseTo(62.5, 0)
})
test('the first three frames after a rest run at once, and the fourth waits', () => {
  const timers = new FakeTimers()
  const at: number[] = []
  const frames = new Frames((callback) => callback(), timers)
  timers.pass(1000)
  for (let i = 0; i < 4; i++) frames.next(() => at.push(timers.now()))
  timers.pass(1000)
  expect(at).toEqual([1000, 1000, 1000, 1016])
})
test('a frame for what the page asks for comes at once, and the others keep their pace', () => {
  const timers = new FakeTimers()
  const at: number[] = []
  const frames = new Frames((callback) => callback(), timers)
  for (let i = 0; i < 4; i++) frames.next(() => {})
  frames.hurry()
  frames.next(() => at.push(timers.now()))
  frames.next(() => at.push(timers.now()))
  timers.pass(1000)
  expect(at).toEqual([0, 32])
})

const output = (cell: string, text: string): KernelEvent => ({
  type: 'output',
  cell,
  run: 1,
  outputs: [{ type: 'text', text }],
})
const finished: KernelEvent = { type: 'finished', cell: 'p', run: 1 }

test('the throttle sends the first output at once, and of those in the same frame only the newest', () => {
  const timers = new FakeTimers()
  const sent: KernelEvent[] = []
  const throttle = new EventThrottle((event) => void sent.push(event), timers)
  timers.pass(100)
  for (const text of ['1', '2', '3']) throttle.send(output('p', text))
  expect(sent).toEqual([output('p', '1')])
  timers.pass(16)
  expect(sent).toEqual([output('p', '1'), output('p', '3')])
})
test('the throttle sends other events after the outputs before them', () => {
  const timers = new FakeTimers()
  const sent: KernelEvent[] = []
  const throttle = new EventThrottle((event) => void sent.push(event), timers)
  throttle.send(output('p', '1'))
  throttle.send(output('q', '2'))
  throttle.send(finished)
  expect(sent).toEqual([output('p', '1'), output('q', '2'), finished])
})
test('the throttle sends one output per frame during a loop that never yields', () => {
  const timers = new FakeTimers()
  const sent: KernelEvent[] = []
  let now = 0
  const throttle = new EventThrottle((event) => void sent.push(event), {
    now: () => now,
    after: timers.after,
  })
  for (; now < 1000; now++) throttle.send(output('p', String(now)))
  expect(sent.length).toBe(Math.ceil(1000 / 16))
})

const playback = (cell: string, steps: number): KernelEvent => ({
  type: 'playback',
  cell,
  run: 1,
  state: 'playing',
  steps,
})

/** An throttle that has just sent something, so that what follows waits for the next frame. */
function busyThrottle(): { throttle: EventThrottle; timers: FakeTimers; sent: KernelEvent[] } {
  const timers = new FakeTimers()
  const sent: KernelEvent[] = []
  const throttle = new EventThrottle((event) => void sent.push(event), timers)
  throttle.send(output('before', '0'))
  sent.length = 0
  return { throttle, timers, sent }
}

test('the throttle keeps the newest output and the newest playback state of each cell', () => {
  const { throttle, timers, sent } = busyThrottle()
  for (const event of [
    output('p', '1'),
    playback('p', 1),
    output('q', '1'),
    output('p', '2'),
    playback('p', 2),
  ])
    throttle.send(event)
  expect(sent).toEqual([])
  timers.pass(16)
  expect(sent).toEqual([output('p', '2'), playback('p', 2), output('q', '1')])
})
test('the throttle does not send an output again that another event has flushed', () => {
  const { throttle, timers, sent } = busyThrottle()
  throttle.send(output('p', '1'))
  throttle.send(finished)
  timers.pass(100)
  expect(sent).toEqual([output('p', '1'), finished])
})
test('the throttle sends the last output of a frame, however often it is filled', () => {
  const { throttle, timers, sent } = busyThrottle()
  for (const frame of [1, 2, 3]) {
    for (const text of ['first', 'last']) throttle.send(output('p', `${text} of ${frame}`))
    timers.pass(16)
  }
  expect(sent.at(-1)).toEqual(output('p', 'last of 3'))
  timers.pass(1000)
  expect(sent.map((it) => it.type === 'output' && it.outputs[0])).toContainEqual({
    type: 'text',
    text: 'last of 1',
  })
})
