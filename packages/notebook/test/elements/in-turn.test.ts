import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Turns } from '../../src/elements/in-turn.ts'
import type { Steps } from '../../src/kernel/steps.ts'

let time: number
let log: string[]
let turns: Turns

beforeEach(() => {
  time = 0
  log = []
  vi.stubGlobal('reportError', (error: Error) => log.push(error.message))
  const logged = (what: string) => async (): Promise<void> => {
    log.push(what)
    await Promise.resolve()
  }
  turns = new Turns(() => time, logged('rest'), logged('drawn'))
})
afterEach(() => vi.unstubAllGlobals())

/** Work of several steps of five milliseconds. */
function* work(name: string, steps: number): Steps<string> {
  for (let step = 1; step <= steps; step++) {
    log.push(`${name}${step}`)
    time += 5
    yield
  }
  return name
}

/** Resolves when the work is done. */
function take(steps: Steps<string>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  turns.take(steps, (result) => {
    log.push(`shown ${result}`)
    resolve()
  })
  return promise
}

test('what is quick is shown at once, also while costly work is under way', async () => {
  const slow = take(work('a', 5))
  void take(work('b', 2))
  expect(log.join(', ')).toBe('a1, a2, a3, rest, b1, b2, shown b')
  await slow
  expect(log.slice(7).join(', ')).toBe('a4, a5, rest, shown a, drawn')
})

test('what is costly is done in slices, one after the other, with a drawing in between', async () => {
  await Promise.all([take(work('a', 8)), take(work('b', 4))])
  const after = log.slice(log.indexOf('rest'))
  expect(after.join(', ')).toBe(
    'rest, b1, b2, b3, a4, a5, a6, a7, rest, a8, rest, shown a, drawn, rest, b4, rest, shown b, drawn',
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
