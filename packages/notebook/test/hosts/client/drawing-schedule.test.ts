import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { drawingSchedule } from '../../../src/hosts/client/update-queue.ts'

/** Milliseconds that the page was held up in, which no timer saw. */
let heldUp = 0

beforeEach(() => {
  vi.useFakeTimers()
  heldUp = 0
  const now = performance.now.bind(performance)
  vi.spyOn(performance, 'now').mockImplementation(() => now() + heldUp)
  vi.stubGlobal('requestAnimationFrame', (callback: () => void) => setTimeout(callback, 16))
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  vi.useRealTimers()
})

/** How many milliseconds after a turn of this cost the next one comes that is asked for then. */
function waitAfter(cost: number): number {
  const schedule = drawingSchedule()
  schedule(() => (heldUp += cost))
  vi.advanceTimersByTime(20)
  let came = false
  schedule(() => (came = true))
  let waited = 0
  for (; !came; waited++) vi.advanceTimersByTime(1)
  return waited
}

test('a turn that took no time is followed by the next one after a frame', () => {
  expect(waitAfter(0)).toBe(16)
})
test('after a turn of which a long task came as much time is left to the page itself', () => {
  const wait = waitAfter(200)
  expect(wait).toBeGreaterThanOrEqual(200)
  expect(wait).toBeLessThanOrEqual(220)
})
test('after a turn of which no long task came the next comes with the next frame', () => {
  expect(waitAfter(40)).toBe(16)
})
test('after a turn that took very long the page is left to itself for a third of a second at most', () => {
  expect(waitAfter(1500)).toBeGreaterThanOrEqual(300)
  expect(waitAfter(1500)).toBeLessThanOrEqual(320)
})
test('a page that stood still for a minute within a turn goes on with the next frame', () => {
  expect(waitAfter(60_000)).toBe(16)
})
test('a turn comes after a second where no frames are drawn, as in a hidden tab', () => {
  vi.stubGlobal('requestAnimationFrame', () => 0)
  let turns = 0
  drawingSchedule()(() => turns++)
  vi.advanceTimersByTime(999)
  expect(turns).toBe(0)
  vi.advanceTimersByTime(1)
  expect(turns).toBe(1)
})
