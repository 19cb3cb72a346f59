import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { DrawingQueue } from '../../src/elements/in-turn.ts'
import type { Steps } from '../../src/kernel/steps.ts'

let time: number
let log: string[]
let queue: DrawingQueue

beforeEach(() => {
  time = 0
  log = []
  vi.stubGlobal('reportError', (error: Error) => log.push(error.message))
  const logged = (what: string) => async (): Promise<void> => {
    log.push(what)
    await Promise.resolve()
  }
  queue = new DrawingQueue(() => time, logged('rest'), logged('drawn'))
})
afterEach(() => vi.unstubAllGlobals())

/** Work of several steps of twelve milliseconds. */
function* work(name: string, steps: number): Steps<string> {
  for (let step = 1; step <= steps; step++) {
    log.push(`${name}${step}`)
    time += 12
    yield
  }
  return name
}

/** Resolves when the work is done. */
function take(steps: Steps<string>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  queue.take(steps, (result) => {
    log.push(`shown ${result}`)
    resolve()
  })
  return promise
}

test('what is quick is shown at once', () => {
  void take(work('a', 2))
  expect(log.join(', ')).toBe('a1, rest, a2, shown a')
})

test('what all cells do at once is counted together, until the page has answered', async () => {
  await Promise.all([take(work('a', 2)), take(work('b', 2))])
  expect(log.join(', ')).toBe('a1, rest, a2, shown a, b1, rest, b2, rest, shown b, drawn')
  log = []
  void take(work('c', 2))
  expect(log.join(', ')).toBe('c1, rest, c2, shown c')
})

test('what is costly is done in slices, one after the other, with a drawing in between', async () => {
  await Promise.all([take(work('a', 6)), take(work('b', 3))])
  expect(log.join(', ')).toBe(
    'a1, rest, a2, a3, rest, b1, a4, a5, rest, a6, rest, shown a, drawn, rest, b2, b3, rest, rest, shown b, drawn',
  )
})

test('work that throws shows nothing, and holds up no other', async () => {
  function* broken(steps: number): Steps<string> {
    yield* work('a', steps)
    throw new Error('broken')
  }
  await Promise.all([take(broken(0)), take(broken(4)), take(work('b', 4))])
  expect(log.filter((it) => /^(?:shown|broken)/.test(it))).toEqual([
    'broken',
    'shown undefined',
    'broken',
    'shown undefined',
    'shown b',
  ])
})
