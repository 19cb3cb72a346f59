import { readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser, openPage } from './browser.ts'
import { seeText } from './fixture.ts'
import { serveSite, type Site } from './site.ts'

/** Milliseconds from which on a task of the page is a long one. */
const long = 50

let site: Site
let browser: Browser
beforeAll(async () => {
  site = await serveSite('dist')
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  await site.close()
})

interface TraceEvent {
  name: string
  ph: string
  pid: number
  tid: number
  tdur?: number
  args?: { name?: string }
}

/**
 * The long tasks while `act` goes on: how many the page itself saw, by a PerformanceObserver, and how much of the main thread
 * those took that are long by its own time. On a crowded machine any task may seem long, for it is made to wait.
 */
async function findLongTasks(
  page: Page,
  act: () => Promise<void>,
): Promise<{ seen: number; own: number[] }> {
  const path = join(tmpdir(), `trace-${process.pid}.json`)
  await page.evaluate(() => {
    const tasks: number[] = []
    const observer = new PerformanceObserver((list) =>
      tasks.push(...list.getEntries().map((it) => it.duration)),
    )
    observer.observe({ type: 'longtask' })
    Object.assign(window, { tasks, observer })
  })
  await browser.startTracing(page, {
    path,
    categories: ['toplevel', 'devtools.timeline', '__metadata'],
  })
  await act()
  await browser.stopTracing()
  const seen = await page.evaluate(() => {
    const { tasks, observer } = window as unknown as {
      tasks: number[]
      observer: PerformanceObserver
    }
    tasks.push(...observer.takeRecords().map((it) => it.duration))
    observer.disconnect()
    return tasks.length
  })
  const { traceEvents } = JSON.parse(await readFile(path, 'utf8')) as { traceEvents: TraceEvent[] }
  await rm(path)
  const main = new Set(
    traceEvents
      .filter((it) => it.name === 'thread_name' && it.args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  )
  const tasks = traceEvents.filter(
    (it) => it.name.endsWith('RunTask') && main.has(`${it.pid} ${it.tid}`),
  )
  expect(tasks.length, 'tasks in the trace').toBeGreaterThan(20)
  return { seen, own: tasks.map(({ tdur = 0 }) => tdur / 1000).filter((time) => time > long) }
}

async function seeSmooth(page: Page, act: () => Promise<void>): Promise<void> {
  const { seen, own } = await findLongTasks(page, act)
  if (seen > 0) console.log(`${seen} long tasks seen, ${own.length} of the main thread’s own time`)
  expect(own).toEqual([])
}

const stepsOf = async (page: Page): Promise<number> =>
  Number(/step (\d+)/.exec((await page.locator('nb-playback .steps').textContent()) ?? '')?.[1])
const stepsPast = (page: Page, steps: number): Promise<unknown> =>
  page.waitForFunction(
    (than) =>
      Number(
        /step (\d+)/.exec(document.querySelector('nb-playback .steps')?.textContent ?? '')?.[1],
      ) > than,
    steps,
  )

/** The chapter, live: everything is loaded, and the first step is there to be seen. */
async function openTraining(): Promise<{ page: Page; errors: string[] }> {
  const { page, errors } = await openPage(browser, `${site.url}a-real-classifier/`)
  await page.locator('nb-playback .restart').click()
  await seeText(page, 'nb-playback .steps', 'step 0')
  await seeText(page, '#cell-hero figcaption', 'after 0 steps')
  return { page, errors }
}

describe('a classifier that is trained in the page', () => {
  test('learns, and no task of the page is a long one meanwhile', async () => {
    const { page, errors } = await openTraining()
    await seeSmooth(page, async () => {
      await page.locator('nb-playback .toggle').click()
      await stepsPast(page, 120)
    })
    await page.locator('nb-playback .toggle').click()
    await page.waitForSelector('nb-playback[data-state=paused]')
    const steps = await stepsOf(page)
    await seeText(page, '#cell-hero figcaption', `after ${steps} steps`)
    await page.waitForSelector('#cell-hero [aria-label*="of which 4"]', { state: 'attached' })
    expect(errors).toEqual([])
    await page.context().close()
  })
  test('has its figures dragged while it learns, and still no task is a long one', async () => {
    const { page, errors } = await openTraining()
    const handle = page.locator('#cell-writing .handles > *').first()
    await handle.scrollIntoViewIfNeeded()
    const { x, y, width, height } = (await handle.boundingBox())!
    await page.locator('nb-playback .toggle').evaluate((it) => (it as HTMLElement).click())
    await stepsPast(page, 5)
    await seeSmooth(page, async () => {
      await page.mouse.move(x + width / 2, y + height / 2)
      await page.mouse.down()
      for (let n = 1; n <= 40; n++) await page.mouse.move(x + width / 2 + 2 * n, y + height / 2 + n)
      await page.mouse.up()
      await stepsPast(page, 60)
    })
    expect(await page.locator('nb-input[name=pen] output').first().textContent()).not.toBe('2.2')
    expect(errors).toEqual([])
    await page.context().close()
  })
})
