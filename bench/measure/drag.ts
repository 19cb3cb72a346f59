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
 * Moves the slider of the temperature by a script in the page, one event in each frame that the page manages. Events are sent right
 * after a frame was painted, as far from the next one as can be.
 */
export async function drag(page: Page, values: readonly number[]): Promise<DragResult> {
  return judgeDrag(
    await recordDrag(page, () =>
      page.evaluate(async (values) => {
        const range = window.probe.ranges()[0]
        for (const value of values) {
          window.probe.set(range, value)
          await window.probe.afterPaint()
        }
        range.dispatchEvent(new Event('change', { bubbles: true }))
      }, values),
    ),
  )
}

/**
 * Moves the same slider from its left end to its right by the mouse, one move in each frame that the page manages. The browser hands
 * the page its events, when it makes the next frame.
 */
export async function dragByMouse(page: Page, moves: number): Promise<DragResult> {
  const range = await page.evaluateHandle(() => window.probe.ranges()[0])
  return judgeDrag(
    await recordDrag(page, async () => {
      const box = await range.boundingBox()
      if (!box) throw new Error('bench: a slider without a box')
      const moveTo = (part: number): Promise<void> =>
        page.mouse.move(box.x + part * box.width, box.y + box.height / 2)
      await moveTo(0)
      await page.mouse.down()
      for (let move = 1; move <= moves; move++) {
        await moveTo(move / moves)
        await page.evaluate(() => window.probe.afterPaint())
      }
      await page.mouse.up()
    }),
  )
}

/** What is seen while the slider is moved, until all figures are up to date. */
async function recordDrag(page: Page, move: () => Promise<void>): Promise<DragRecord> {
  const start = await page.evaluate(async () => {
    const { probe } = window
    probe.ranges()[0].scrollIntoView({ block: 'center', behavior: 'instant' })
    await probe.afterPaint()
    await probe.afterPaint()
    const inView = probe.figures().flatMap((it, n) => {
      const { top, bottom } = it.getBoundingClientRect()
      return bottom > 0 && top < innerHeight ? [n] : []
    })
    return { at: performance.now(), event: probe.events.length, paint: probe.paints.length, inView }
  })
  await move()
  return page.evaluate(async ({ at: from, event, paint, inView }): Promise<DragRecord> => {
    const { probe } = window
    const events = probe.events.slice(event)
    const last = events.at(-1)?.state
    const until = performance.now() + 10_000
    while (probe.states().some((it) => it !== last) && performance.now() < until)
      await probe.afterPaint()
    await probe.afterPaint()
    await new Promise((done) => setTimeout(done, 100))
    const longTasks = probe.longTasks.filter(({ at }) => at >= from)
    return { events, paints: probe.paints.slice(paint), inView, longTasks }
  }, start)
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
