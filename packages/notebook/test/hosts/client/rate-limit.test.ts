import { expect, test } from 'vitest'
import { RateLimit } from '../../../src/hosts/client/rate-limit.ts'

/** Whether a worker is borne that sends so many messages a second, each so long in reading and in characters, for a minute. */
function isBorne(perSecond: number, milliseconds: number, characters: number): boolean {
  let now = 0
  const rateLimit = new RateLimit(() => now)
  for (let sent = 0; now < 60_000; sent++) {
    now = Math.max(now, (sent * 1000) / perSecond)
    rateLimit.spend(
      () => (now += milliseconds),
      () => characters,
    )
    if (rateLimit.isSpent) return false
  }
  return true
}

test('the rate limit accepts an animation of 40 cells for a minute', () => {
  expect(isBorne(3 * 40 * 60, 0.01, 100)).toBe(true)
})
test('the rate limit accepts a 1 MB figure 60 times a second', () => {
  expect(isBorne(60, 1, 1e6)).toBe(true)
})
test('the rate limit rejects a flood of small messages', () => {
  expect(isBorne(50_000, 0.001, 0)).toBe(false)
})
test('the rate limit rejects a flood of large messages', () => {
  expect(isBorne(200, 0.5, 1.4e6)).toBe(false)
})
test('the rate limit rejects messages that take most of the page’s time', () => {
  expect(isBorne(1, 900, 0)).toBe(false)
})
test('the rate limit accepts the messages that queued up while the page was blocked for two seconds', () => {
  const rateLimit = new RateLimit(() => 2000)
  for (let i = 0; i < 2 * 60 * 3 * 40; i++)
    rateLimit.spend(
      () => {},
      () => 100,
    )
  expect(rateLimit.isSpent).toBe(false)
})
test('the rate limit accepts a message that the machine slept over, and not a second one', () => {
  let now = 0
  const rateLimit = new RateLimit(() => now)
  const sleepOver = (): boolean => {
    rateLimit.spend(
      () => (now += 3_600_000),
      () => 100,
    )
    return !rateLimit.isSpent
  }
  expect([sleepOver(), sleepOver()]).toEqual([true, false])
})
test('no message is read once the rate limit is exhausted', () => {
  const rateLimit = new RateLimit(() => 0)
  rateLimit.spend(
    () => {},
    () => 1e9,
  )
  expect(
    rateLimit.spend(
      () => 'read',
      () => 0,
    ),
  ).toBeUndefined()
})
