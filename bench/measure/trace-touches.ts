import type { Page } from 'playwright-core'
import type { Hops } from '../../src/making/speed.ts'
import { readTrace, type TraceEvent } from '../report/read-trace.ts'
import { readParts, type Part } from './read-parts.ts'
import { toValues } from './drag.ts'
import type { Target } from './page-measures.ts'
import { visit } from './visit.ts'

const categories = [
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
  'disabled-by-default-v8.cpu_profiler',
  'v8',
  'v8.execute',
  'blink.user_timing',
  '__metadata',
]

/** Touches of which the first ones warm up, so that the engine has compiled what it will. */
const warmUp = 10
const touches = 20

/**
 * Moves the slider, one event after the other, each when all plots show the one before, and reads
 * off the browser's own trace where the time went. Pages bear no marks for it.
 */
export async function traceTouches(target: Target): Promise<Hops> {
  const { browser, site, address } = target
  const { page, close } = await visit(browser, site, { address })
  await touch(page, toValues(warmUp))
  await browser.startTracing(page, { categories })
  const total = await touch(page, toValues(touches))
  const trace = JSON.parse((await browser.stopTracing()).toString()) as {
    traceEvents: TraceEvent[]
  }
  const parts: Part[] = await readParts(site, page)
  await close()
  const { waiting, main, worker } = readTrace(trace.traceEvents, parts)
  const perTouch = (time: number): number => Number((time / touches).toFixed(2))
  const eachPerTouch = (times: Record<string, number>): Record<string, number> =>
    Object.fromEntries(Object.entries(times).map(([name, time]) => [name, perTouch(time)]))
  return {
    total: Number(total.toFixed(1)),
    waiting: perTouch(waiting),
    main: eachPerTouch(main),
    worker: eachPerTouch(worker),
  }
}

/** Milliseconds from an event to the frame in which all plots show it, on the average. */
async function touch(page: Page, values: readonly number[]): Promise<number> {
  return page.evaluate(async (values) => {
    const { probe } = window
    const [range] = probe.ranges()
    range.scrollIntoView({ block: 'center', behavior: 'instant' })
    let total = 0
    for (const value of values) {
      await probe.afterPaint()
      const state = value.toFixed(2)
      performance.mark('touch')
      const at = performance.now()
      probe.set(range, value)
      const until = at + 10_000
      do await probe.afterPaint()
      while (probe.states().some((it) => it !== state) && performance.now() < until)
      total += performance.now() - at
      performance.mark('answered')
    }
    return total / values.length
  }, values)
}
