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
test('a costly turn is followed by a pause of the same length', () => {
  const wait = waitAfter(300)
  expect(wait).toBeGreaterThanOrEqual(300)
  expect(wait).toBeLessThanOrEqual(320)
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
