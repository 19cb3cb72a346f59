/**
 * How long a reader of the built site waits, on a quick and on a slow machine: from the first touch of a page that is idle, from an
 * event of an input, from the move of a handle and from the key that runs an edited cell, to what comes of it. The peer is
 * the same figure drawn by the same function in Node: what the way through the page and the sandbox costs is the ratio of the two.
 * Slow is the browser's throttle of the page's main thread, which spares workers.
 *
 *     npm run bench -- live
 */
import { createDocument, installDocument } from '@cellgraph/drawing-document'
import type { Page } from 'playwright-core'
import { launchBrowser, openPage, writeCode } from '../../tests/e2e/browser.ts'
import { serveSite } from '../../tests/e2e/site.ts'

const counts = { visits: 10, steps: 100, edits: 20 }
const chapter = 'from-scores-to-probabilities/'

installDocument(createDocument())
const { probabilityBars } = await import('../../src/figures/index.ts')
const { softmax } = await import('accurate-softmax')

const site = await serveSite('dist')
const browser = await launchBrowser({ measured: true })
const direct = drawInNode()
row('the bars drawn in Node', direct)
for (const rate of [1, 4]) {
  console.log(`\nmain thread slowed ${rate}×`)
  row('first touch of an idle page → figure', await touchFirst(rate))
  const page = await open(rate)
  const moved = await moveInput(page)
  row('input event → figure', moved)
  const dragged = await dragTemperature(page)
  row('handle moved → figure', dragged.times)
  row('edit run → its output', await runEdits(page))
  row('input event → figure below an edited cell', await moveInput(page))
  console.log(`tasks over 50 ms while dragging: ${dragged.long}`)
  console.log(
    `input → figure, times Node: ${(quantile(moved, 0.5) / quantile(direct, 0.5)).toFixed(1)}`,
  )
  await page.context().close()
}
console.log('\na phone on a slow line, nothing loaded ahead')
for (const [name, selector] of [
  ['number', 'nb-value'],
  ['figure', '#cell-hero .output'],
])
  console.log(`first touch → first ${name}: ${(await firstAnswer(selector)).toFixed(0)} ms`)
await browser.close()
await site.close()

function quantile(times: readonly number[], q: number): number {
  return [...times].sort((a, b) => a - b)[Math.floor(q * (times.length - 1))]
}

function row(name: string, times: readonly number[]): void {
  const [low, median, high, most] = [0.05, 0.5, 0.95, 1].map((q) => quantile(times, q).toFixed(1))
  console.log(
    `${name.padEnd(42)} median ${median} ms, 5 % ${low}, 95 % ${high}, most ${most} (${times.length})`,
  )
}

function drawInNode(): number[] {
  return Array.from({ length: counts.steps }, (_, i) => {
    const from = performance.now()
    void probabilityBars(softmax([((i * 7) % 60) / 10 - 3, 1, 0.1, -1.2]), { width: 440 }).outerHTML
    return performance.now() - from
  })
}

/** The chapter, once it has loaded what its own cells need. */
async function open(rate: number): Promise<Page> {
  const { page } = await openPage(browser, site.url + chapter)
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate })
  await page.waitForLoadState('networkidle')
  return page
}

async function touchFirst(rate: number): Promise<number[]> {
  const times: number[] = []
  for (let i = 0; i < counts.visits; i++) {
    const page = await open(rate)
    times.push(...(await moveInput(page, 1)))
    await page.context().close()
  }
  return times
}

/** Runs another version of a cell again and again: from the key to its output. */
async function runEdits(page: Page): Promise<number[]> {
  const source = await page.locator('#cell-probabilities .editor > pre > code').textContent()
  const times: number[] = []
  for (let i = 0; i < counts.edits; i++) {
    const editor = await writeCode(
      page,
      'probabilities',
      `${source}.map((row) => ({ ...row, run: ${i} }))`,
    )
    const time = page.evaluate(
      () =>
        new Promise<number>((done) => {
          let from = 0
          addEventListener('keydown', () => (from = performance.now()), { capture: true })
          new MutationObserver((_, observer) => {
            if (from === 0) return
            observer.disconnect()
            done(performance.now() - from)
          }).observe(document.querySelector('#cell-probabilities .output')!, {
            childList: true,
            subtree: true,
          })
        }),
    )
    await editor.press('Control+Enter')
    times.push(await time)
  }
  return times
}

/** Moves an input again and again, and waits each time until the figure that it is about is drawn anew. */
function moveInput(page: Page, count: number = counts.steps): Promise<number[]> {
  return page.evaluate(async (steps) => {
    const input = document.querySelector<HTMLInputElement>('nb-input[name=z] input')!
    const cell = document.querySelector('#cell-hero .output')!
    const next = (): Promise<number> =>
      new Promise((done) =>
        new MutationObserver(
          (_, observer) => (observer.disconnect(), done(performance.now())),
        ).observe(cell, { childList: true, subtree: true, characterData: true }),
      )
    const times: number[] = []
    for (let i = 1; i <= steps; i++) {
      input.value = String(((i * 7) % 60) / 10 - 3)
      const from = performance.now()
      const drawn = next()
      input.dispatchEvent(new Event('input', { bubbles: true }))
      times.push((await drawn) - from)
      await new Promise(requestAnimationFrame)
    }
    return times
  }, count)
}

/** Moves the pointer that holds the rule of the temperature curves, and waits for them to be drawn anew each time. */
async function dragTemperature(page: Page): Promise<{ times: number[]; long: number }> {
  const handle = page.locator('#cell-curves .handle')
  await handle.evaluate((it) => it.scrollIntoView({ block: 'center', behavior: 'instant' }))
  const { x, y, width, height } = (await handle.boundingBox())!
  await page.mouse.move(x + width / 2, y + height / 2)
  await page.mouse.down()
  const found = await page.evaluate(
    async ([from, count]) => {
      const cell = document.querySelector('#cell-curves .output')!
      const held = document.querySelector<HTMLElement>('#cell-curves .handle')!
      let long = 0
      new PerformanceObserver((list) => (long += list.getEntries().length)).observe({
        type: 'longtask',
      })
      const times: number[] = []
      for (let i = 1; i <= count; i++) {
        const drawn = new Promise<number>((done) =>
          new MutationObserver(
            (_, observer) => (observer.disconnect(), done(performance.now())),
          ).observe(cell, { childList: true }),
        )
        const start = performance.now()
        // Each move is another step of the slider.
        held.dispatchEvent(
          new PointerEvent('pointermove', {
            pointerId: 1,
            clientX: from[0] + (i % 2 ? 60 : 120) + (i % 7) * 9,
            clientY: from[1],
            bubbles: true,
          }),
        )
        times.push((await drawn) - start)
        await new Promise(requestAnimationFrame)
      }
      return { times, long }
    },
    [[x + width / 2, y + height / 2], counts.steps] as const,
  )
  await page.mouse.up()
  return found
}

/** From the first touch to the first change of `selector`, with nothing loaded ahead: 1.6 Mbit/s, 150 ms, CPU 4 times slower. */
async function firstAnswer(selector: string): Promise<number> {
  const { page: phone } = await openPage(browser, `${site.url}`, {
    viewport: { width: 360, height: 800 },
  })
  const devtools = await phone.context().newCDPSession(phone)
  await devtools.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 150,
    downloadThroughput: 200_000,
    uploadThroughput: 93_750,
  })
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  const time = await phone.evaluate(async (watched) => {
    const input = document.querySelector<HTMLInputElement>('nb-input[name=z] input')!
    const from = performance.now()
    const changed = new Promise<number>((done) =>
      new MutationObserver(() => done(performance.now())).observe(
        document.querySelector(watched)!,
        { childList: true, subtree: true, characterData: true },
      ),
    )
    input.value = '-2'
    input.dispatchEvent(new Event('input', { bubbles: true }))
    return (await changed) - from
  }, selector)
  await phone.context().close()
  return time
}
