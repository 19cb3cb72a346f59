import type { Browser, Page } from 'playwright-core'
import type { Weight, WithoutScript } from '../../src/making/speed.ts'
import { drag, dragByMouse, dragHandle, toValues, type DragResult } from './drag.ts'
import type { Sent, Site } from './serve.ts'
import { withSlowThreads } from './slow-threads.ts'
import { setCpuRate, visit, waitForQuiet } from './visit.ts'

/** One round on a quick machine and line. */
export interface QuickRound {
  firstPaint: number
  firstPlot: number
  atLoad: Weight
  untilIdle: Weight
  atFirstTouch: Weight
  firstAnswer: number
  drag: DragResult
  /** By the mouse: its events come when the browser sends them. */
  dragByMouse: DragResult
  /** In a window as tall as the page, in which all plots are in view. */
  dragTall: DragResult
  handle: number[] | undefined
  dragMain4: DragResult
  dragAll4: DragResult
  /** Which part of the time all threads stood still in that. */
  stopped: number
}

/** One round with CPU four times slower and a slow line. */
export interface SlowRound {
  firstPaint: number
  firstPlot: number
  longestTask: number
  shift: number
  firstAnswer: number
  sliderWorks: number
}

export interface Target {
  browser: Browser
  site: Site
  address: string
  /** A handle in the contour plot, for pages that have one. */
  handle?: string | undefined
}

export interface Counts {
  /** Events of a drag, and of one on slowed threads. */
  drag: number
  slowDrag: number
}

/** Where the first touch moves the slider: to a value of no drag. */
const firstValue = 4.5

export async function measureQuick(target: Target, counts: Counts): Promise<QuickRound> {
  const { browser, site, address, handle } = target
  const { page, atLoad, untilIdle, close } = await visit(browser, site, { address })
  const load = await page.evaluate(readLoad)
  const before = site.sent.length
  const first = await drag(page, [firstValue])
  await waitForQuiet(site)
  const atFirstTouch = toWeight(site.sent.slice(before))
  const quick = {
    ...load,
    atLoad: toWeight(atLoad),
    untilIdle: toWeight(untilIdle),
    atFirstTouch,
    firstAnswer: first.latencies[0],
    drag: await drag(page, toValues(counts.drag)),
    dragByMouse: await dragByMouse(page, counts.drag),
    handle: handle === undefined ? undefined : await dragHandle(page, handle, counts.slowDrag),
    dragTall: await dragInTallWindow(page, toValues(counts.drag)),
  }
  const slowed = await withSlowThreads(browser, () => drag(page, toValues(counts.slowDrag)))
  await setCpuRate(page, 4)
  const dragMain4 = await drag(page, toValues(counts.slowDrag))
  await close()
  return { ...quick, dragMain4, dragAll4: slowed.result, stopped: slowed.stopped }
}

async function dragInTallWindow(page: Page, values: readonly number[]): Promise<DragResult> {
  const size = page.viewportSize()
  if (!size) throw new Error('bench: a page without a window')
  const height = await page.evaluate(() => document.documentElement.scrollHeight)
  await page.setViewportSize({ ...size, height })
  const result = await drag(page, values)
  await page.setViewportSize(size)
  return result
}

export async function measureSlow({ browser, site, address }: Target): Promise<SlowRound> {
  const idle = await visit(browser, site, { address, slow: true })
  const load = await idle.page.evaluate(readLoad)
  const first = await drag(idle.page, [firstValue])
  await idle.close()
  const eager = await visit(browser, site, { address, slow: true, script: touchUntilAnswered })
  await eager.page.waitForFunction(() => 'answered' in window, undefined, { timeout: 60_000 })
  const sliderWorks = await eager.page.evaluate(
    () => (window as unknown as { answered: number }).answered,
  )
  await eager.close()
  return { ...load, firstAnswer: first.latencies[0], sliderWorks }
}

export async function countWithoutScript(target: Target): Promise<WithoutScript> {
  const context = await target.browser.newContext({
    javaScriptEnabled: false,
    viewport: { width: 1280, height: 900 },
  })
  const page = await context.newPage()
  target.site.setLine(undefined)
  await page.goto(target.site.url + target.address)
  const counts = await page.evaluate(() => {
    const count = (selector: string, text = ''): number =>
      [...document.querySelectorAll(selector)].filter(
        (it) => it.textContent.includes(text) && it.checkVisibility(),
      ).length
    return {
      formulas: count('.katex'),
      plots: count('svg', 'T = '),
      inputs: count('input[type=range]'),
    }
  })
  await context.close()
  return counts
}

/** Runs in the page, when it is idle. */
function readLoad(): {
  firstPaint: number
  firstPlot: number
  longestTask: number
  shift: number
} {
  const [first] = performance.getEntriesByName('first-contentful-paint')
  const firstPaint = first?.startTime ?? NaN
  return {
    firstPaint,
    firstPlot: Math.max(firstPaint, window.probe.firstPlot ?? NaN),
    longestTask: Math.max(0, ...window.probe.longTasks.map(({ duration }) => duration)),
    shift: window.probe.shift,
  }
}

/** Runs in the page from its beginning: moves the slider ten times a second until a figure shows one of its values. */
function touchUntilAnswered(): void {
  if (window !== window.top) return
  const sent: string[] = []
  const timer = setInterval(() => {
    const { probe } = window
    const [range] = probe.ranges()
    const paint = probe.paints.find(({ states }) => sent.includes(states[0]))
    if (paint) {
      clearInterval(timer)
      Object.assign(window, { answered: paint.at })
    } else if (range) {
      const value = 1.05 + 0.05 * (sent.length % 70)
      sent.push(value.toFixed(2))
      probe.set(range, value)
    }
  }, 100)
}

function toWeight(sent: readonly Sent[]): Weight {
  const sum = (list: readonly Sent[]): number =>
    list.reduce((total, { bytes }) => total + bytes, 0) / 1000
  return { all: sum(sent), script: sum(sent.filter(({ type }) => /javascript/.test(type))) }
}
