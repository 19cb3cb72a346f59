import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { Turns } from '../../../src/hosts/build/turns.ts'

test('no more tasks run at once than there are turns, in their order, and a failure passes its turn on', async () => {
  const turns = new Turns(2)
  const begun: number[] = []
  const ends: (() => void)[] = []
  const tasks = Array.from({ length: 5 }, (_, n) =>
    turns.take(async () => {
      begun.push(n)
      await new Promise<void>((end) => ends.push(end))
      if (n === 0) throw new Error('the first one fails')
      return n
    }),
  )
  const results = Promise.allSettled(tasks)
  for (let ended = 0; ended < 5; ended++) {
    await nextTurn()
    expect(begun).toEqual([0, 1, 2, 3, 4].slice(0, ended + 2))
    ends[ended]()
  }
  expect((await results).map((it) => (it.status === 'fulfilled' ? it.value : it.status))).toEqual([
    'rejected',
    1,
    2,
    3,
    4,
  ])
  await expect(turns.take(() => Promise.resolve('free'))).resolves.toBe('free')
})
