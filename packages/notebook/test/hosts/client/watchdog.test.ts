import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Watchdog } from '../../../src/hosts/client/watchdog.ts'

let pings: number[]
let hung: boolean
let watchdog: Watchdog

beforeEach(() => {
  vi.useFakeTimers()
  pings = []
  hung = false
  watchdog = new Watchdog({
    limit: 5000,
    ping: (id) => void pings.push(id),
    onAnswer: () => {},
    onHung: () => (hung = true),
  })
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

/** Lets the page's clock run `times` as fast as its timers: each of them comes so many times too late. */
function slowPage(times: number): void {
  const now = performance.now.bind(performance)
  vi.spyOn(performance, 'now').mockImplementation(() => times * now())
}

describe('the watchdog of a busy worker', () => {
  test('a worker counts as hung after the limit if the page itself runs on time', () => {
    watchdog.watch(true)
    vi.advanceTimersByTime(5_000)
    expect(hung).toBe(false)
    vi.advanceTimersByTime(300)
    expect(hung).toBe(true)
  })
  test('a worker gets more time if the page itself is late, as on an overloaded machine', () => {
    slowPage(4)
    watchdog.watch(true)
    vi.advanceTimersByTime(5_000)
    expect(performance.now()).toBeGreaterThanOrEqual(20_000)
    expect(hung).toBe(false)
    vi.advanceTimersByTime(300)
    expect(hung).toBe(true)
  })
  test('a worker that answers does not count as hung', () => {
    watchdog.watch(true)
    vi.advanceTimersByTime(4_900)
    watchdog.answer(pings[0])
    vi.advanceTimersByTime(4_900)
    expect([hung, pings.length]).toEqual([false, 2])
  })
})
