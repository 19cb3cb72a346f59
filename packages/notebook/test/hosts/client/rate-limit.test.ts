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

test('an animation of forty cells is borne for ever', () => {
  expect(isBorne(3 * 40 * 60, 0.01, 100)).toBe(true)
})
test('a figure of one megabyte, sixty times a second, is borne', () => {
  expect(isBorne(60, 1, 1e6)).toBe(true)
})
test('a flood of small messages is not', () => {
  expect(isBorne(50_000, 0.001, 0)).toBe(false)
})
test('a flood of large messages is not', () => {
  expect(isBorne(200, 0.5, 1.4e6)).toBe(false)
})
test('messages that take most of the page’s time are not', () => {
  expect(isBorne(1, 900, 0)).toBe(false)
})
test('what has come while the page was held up for two seconds is', () => {
  const rateLimit = new RateLimit(() => 2000)
  for (let i = 0; i < 2 * 60 * 3 * 40; i++)
    rateLimit.spend(
      () => {},
      () => 100,
    )
  expect(rateLimit.isSpent).toBe(false)
})
test('nothing is read when all is spent', () => {
  let now = 0
  const rateLimit = new RateLimit(() => now)
  rateLimit.spend(
    () => (now += 10_000),
    () => 0,
  )
  expect(
    rateLimit.spend(
      () => 'read',
      () => 0,
    ),
  ).toBeUndefined()
})
