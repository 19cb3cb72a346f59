import type { Page } from 'playwright-core'
import type { LongTask, Paint } from './probe.ts'

/** Values of which each shows another state, there and back again. */
export function toValues(count: number): number[] {
  const half = Math.ceil(count / 2)
  const round = (value: number): number => Math.round(value * 100) / 100
  return Array.from({ length: count }, (_, n) =>
    round(n < half ? 0.4 + 0.1 * n : 0.45 + 0.1 * (count - 1 - n)),
  )
}

/** What was seen while a slider was moved. */
export interface DragRecord {
  /** The state that each event asks for, as figures write it, and when it was sent. */
  events: { state: string; at: number }[]
  paints: Paint[]
  /** The places of the figures that were in view. */
  inView: number[]
  longTasks: LongTask[]
}

export interface DragResult {
  /** From each event to the frame in which all figures in view showed it or a newer one. */
  latencies: number[]
  /** How many of the events were seen in all figures in view. */
  painted: number
  events: number
  longTasks: number
  longestTask: number
}

/**
 * Moves the slider of the temperature, one event in each frame that the page manages, and waits
 * until all figures are up to date. Events are sent right after a frame was painted, as far from the
 * next one as can be.
 */
export async function drag(page: Page, values: readonly number[]): Promise<DragResult> {
  const record = await page.evaluate(async (values): Promise<DragRecord> => {
    const { probe } = window
    const range = probe.ranges()[0]
    range.scrollIntoView({ block: 'center', behavior: 'instant' })
    await probe.afterPaint()
    await probe.afterPaint()
    const figures = [...document.querySelectorAll('svg')].filter(
      (it) => it.textContent.includes('T = ') && it.checkVisibility(),
    )
    const inView = figures.flatMap((it, n) => {
      const { top, bottom } = it.getBoundingClientRect()
      return bottom > 0 && top < innerHeight ? [n] : []
    })
    const from = performance.now()
    const first = probe.paints.length
    const events: { state: string; at: number }[] = []
    for (const value of values) {
      events.push({ state: value.toFixed(2), at: probe.set(range, value) })
      await probe.afterPaint()
    }
    range.dispatchEvent(new Event('change', { bubbles: true }))
    const last = events[events.length - 1].state
    const until = performance.now() + 10_000
    while (probe.states().some((it) => it !== last) && performance.now() < until)
      await probe.afterPaint()
    await probe.afterPaint()
    await new Promise((done) => setTimeout(done, 100))
    const longTasks = probe.longTasks.filter(({ at }) => at >= from)
    return { events, paints: probe.paints.slice(first), inView, longTasks }
  }, values)
  return judgeDrag(record)
}

/** Reads off a record when each event was seen. */
export function judgeDrag({ events, paints, inView, longTasks }: DragRecord): DragResult {
  const places = new Map(events.map(({ state }, n) => [state, n]))
  const latencies = events.map(({ at }, n) => {
    const shown = paints.find(
      (paint) =>
        paint.at >= at && inView.every((figure) => (places.get(paint.states[figure]) ?? -1) >= n),
    )
    return shown ? shown.at - at : Infinity
  })
  const painted = events.filter(({ state }) =>
    inView.every((figure) => paints.some(({ states }) => states[figure] === state)),
  )
  return {
    latencies,
    painted: painted.length,
    events: events.length,
    longTasks: longTasks.length,
    longestTask: Math.max(0, ...longTasks.map(({ duration }) => duration)),
  }
}

/**
 * Takes a handle of a figure by the mouse, and moves it: one move at a time, each timed until the
 * figure's ring is painted elsewhere.
 */
export async function dragHandle(page: Page, selector: string, count: number): Promise<number[]> {
  const handle = page.locator(selector).first()
  await handle.evaluate((it) => it.scrollIntoView({ block: 'center', behavior: 'instant' }))
  const box = await handle.boundingBox()
  if (!box) throw new Error(`no handle: ${selector}`)
  const from = [box.x + box.width / 2, box.y + box.height / 2] as const
  await page.mouse.move(...from)
  await page.mouse.down()
  const latencies = await page.evaluate(
    async ({ from, count, selector }) => {
      const { probe } = window
      const latencies: number[] = []
      for (let n = 1; n <= count; n++) {
        const before = probe.paints.at(-1)?.ring
        const held = document.querySelector(selector)!
        const at = performance.now()
        const place = { clientX: from[0] + 12 * (n % 14), clientY: from[1] + 8 * (n % 5) }
        held.dispatchEvent(
          new PointerEvent('pointermove', { pointerId: 1, bubbles: true, ...place }),
        )
        do await probe.afterPaint()
        while (probe.paints.at(-1)?.ring === before && performance.now() < at + 5000)
        latencies.push(performance.now() - at)
      }
      return latencies
    },
    { from, count, selector },
  )
  await page.mouse.up()
  return latencies
}
