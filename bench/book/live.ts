/**
 * How long a reader waits: from an input event, or from the move of a handle in a figure, to the new figure in the built site.
 * The peer is the same figure drawn by the same function without the sandbox, in Node: what the way through worker,
 * cleaning and page costs is the ratio between the two. The same input is moved once more below an edited
 * cell, where everything runs in the sandbox.
 *
 *     npm run bench -- live
 */
import { createDocument, installDocument } from '@cellgraph/drawing-document'
import type { Page } from 'playwright-core'
import { launchBrowser, openPage, writeCode } from '../../tests/e2e/browser.ts'
import { serveSite } from '../../tests/e2e/site.ts'

const steps = 200
const chapter = 'from-scores-to-probabilities/'

installDocument(createDocument())
const { probabilityBars } = await import('../../src/figures/index.ts')
const { softmax } = await import('accurate-softmax')

const site = await serveSite('dist')
const browser = await launchBrowser({ measured: true })
const { page } = await openPage(browser, site.url + chapter)

const live = await moveInput(page)

// The same where all of it runs in the sandbox: what is edited feeds the bars.
const { page: edited } = await openPage(browser, site.url + chapter)
const code = await edited.locator('#cell-probabilities .editor > pre > code').textContent()
await (await writeCode(edited, 'probabilities', `void 'edited'\n${code}`)).press('Control+Enter')
await edited.waitForSelector('#cell-probabilities[edited]:not([state])', { state: 'attached' })
const below = await moveInput(edited)
await edited.context().close()

const dragged = await dragTemperature()

const direct = Array.from({ length: steps }, (_, i) => {
  const from = performance.now()
  void probabilityBars(softmax([((i * 7) % 60) / 10 - 3, 1, 0.1, -1.2]), { width: 440 }).outerHTML
  return performance.now() - from
})

const quantile = (times: number[], q: number): number =>
  [...times].sort((a, b) => a - b)[Math.floor(q * (times.length - 1))]
const row = (name: string, times: number[]): void =>
  console.log(
    `${name.padEnd(34)} median ${quantile(times, 0.5).toFixed(1)} ms   p95 ${quantile(times, 0.95).toFixed(1)} ms`,
  )
console.log(`first touch, all parts to load     ${live.cold.toFixed(0)} ms`)
row('input event → new bars in page', live.times)
row('the same below an edited cell', below.times)
row('handle moved → new figure in page', dragged.times)
row('the bars drawn in Node', direct)
console.log(
  `ratio of medians                   ${(quantile(live.times, 0.5) / quantile(direct, 0.5)).toFixed(1)}`,
)
console.log(`tasks over 50 ms while dragging    ${dragged.long}`)
console.log(`first number on a slow phone        ${(await firstAnswer('nb-value')).toFixed(0)} ms`)
console.log(
  `first figure on a slow phone        ${(await firstAnswer('#cell-hero .output')).toFixed(0)} ms`,
)
await browser.close()
await site.close()

/** Moves an input again and again, and waits each time until the figure that it is about is drawn anew. */
function moveInput(page: Page): Promise<{ cold: number; times: number[] }> {
  return page.evaluate(async (count) => {
    const input = document.querySelector<HTMLInputElement>('nb-input[name=z] input')!
    const cell = document.querySelector('#cell-hero .output')!
    const next = (target: Node): Promise<number> =>
      new Promise((done) => {
        const observer = new MutationObserver(
          () => (observer.disconnect(), done(performance.now())),
        )
        observer.observe(target, { childList: true, subtree: true, characterData: true })
      })
    const step = async (i: number): Promise<{ figure: number }> => {
      input.value = String(((i * 7) % 60) / 10 - 3)
      const from = performance.now()
      const drawn = next(cell)
      input.dispatchEvent(new Event('input', { bubbles: true }))
      return { figure: (await drawn) - from }
    }
    const cold = await step(0)
    const times: number[] = []
    for (let i = 1; i <= count; i++) {
      times.push((await step(i)).figure)
      await new Promise(requestAnimationFrame)
    }
    return { cold: cold.figure, times }
  }, steps)
}

/** Moves the pointer that holds the rule of the temperature curves, and waits for them to be drawn anew each time. */
async function dragTemperature(): Promise<{ times: number[]; long: number }> {
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
    [[x + width / 2, y + height / 2], steps] as const,
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
