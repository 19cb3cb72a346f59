import { expect, test } from 'vitest'
import { UpdateQueue } from '../../../src/hosts/client/update-queue.ts'
import type { CellUpdate } from '../../../src/hosts/client/cell-update.ts'
import type { Message } from '../../../src/strings/message.ts'

const output = (text: string): CellUpdate<Message> => ({
  type: 'output',
  outputs: [{ type: 'text', text }],
})
const failure: CellUpdate<Message> = { type: 'failure', failure: { message: 'oh' } }
const running: CellUpdate<Message> = { type: 'running' }

/** What a page is told of one cell when all of `news` came between two turns. */
function deliver(...news: CellUpdate<Message>[]): CellUpdate<Message>[] {
  const told: CellUpdate<Message>[] = []
  const turns: (() => void)[] = []
  const queue = new UpdateQueue(
    (_, it) => void told.push(it),
    (turn) => void turns.push(turn),
  )
  for (const it of news) queue.add('p', it)
  expect(turns.length).toBe(1)
  expect(told).toEqual([])
  turns[0]()
  return told
}

test('the queue delivers only the newest of many outputs', () => {
  expect(deliver(output('1'), output('2'), running, output('3'))).toEqual([output('3')])
})
test('the queue delivers the last good output before a failure', () => {
  expect(deliver(output('1'), output('2'), running, failure)).toEqual([output('2'), failure])
})
test('the queue delivers the start of a run after the output before it', () => {
  expect(deliver(failure, output('1'), running)).toEqual([output('1'), running])
})
test('the queue drops a failure once a newer output has come', () => {
  expect(deliver(failure, output('1'))).toEqual([output('1')])
})
test('the queue delivers the newest playback state beside outputs and failures', () => {
  const at = (steps: number): CellUpdate<Message> => ({ type: 'playback', state: 'playing', steps })
  expect(deliver(at(1), output('1'), at(2), output('2'), failure, at(3))).toEqual([
    output('2'),
    failure,
    at(3),
  ])
})

test('the queue forgets what is told of a cell that is elsewhere now, but for what nobody else tells', () => {
  const told: CellUpdate<Message>[] = []
  const turns: (() => void)[] = []
  const queue = new UpdateQueue(
    (_, it) => void told.push(it),
    (turn) => void turns.push(turn),
  )
  const refused: CellUpdate<Message> = { type: 'refused', failure: { message: 'no' } }
  queue.add('p', output('1'))
  queue.add('q', refused)
  queue.drop('p')
  queue.drop('q')
  turns[0]()
  expect(told).toEqual([refused])
})

test('the queue ends a turn after a few milliseconds, and waiting cells come before newer updates', () => {
  const told: string[] = []
  const turns: (() => void)[] = []
  let now = 0
  const queue = new UpdateQueue(
    (cell) => (told.push(cell), (now += 5)),
    (turn) => void turns.push(turn),
    () => now,
  )
  for (const cell of ['p', 'q', 'r']) queue.add(cell, output('1'))
  turns.shift()?.()
  expect(told).toEqual(['p', 'q'])
  queue.add('p', output('2'))
  expect(turns.length).toBe(1)
  turns.shift()?.()
  expect(told).toEqual(['p', 'q', 'r', 'p'])
  expect(turns).toEqual([])
})
