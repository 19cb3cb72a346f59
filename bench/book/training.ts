/**
 * How long a reader waits for softmax regression on the digits, to a gradient of 1e-9, from a cell of the built site:
 * in the browser's worker, with the clock in the cell, and how many of the digits it has not seen it then knows.
 *
 * Then chapter 9 trains its model while its figures are dragged: which part of the page's main thread that takes, and
 * which part of it in tasks over 50 ms, beside the same page at rest.
 *
 *     npm run bench -- training
 */
import type { Page } from 'playwright-core'
import { launchBrowser, openPage, writeCode } from '../../tests/e2e/browser.ts'
import { serveSite } from '../../tests/e2e/site.ts'

const rounds = 7
const code = (round: number): string => `const started = performance.now() // ${round}
const { model, gradientNorm, iterations } = trainSoftmaxRegression(digits.train)
const taken = performance.now() - started
const known = digits.test.inputs.filter((input, n) => argmax(regressionScores(model, input)) === digits.test.labels[n]).length
const report = \`round ${round}: \${taken} ms, \${iterations} steps, gradient \${gradientNorm.toExponential(1)}, \${known} of \${digits.test.labels.length} known\``

const site = await serveSite('dist')
const browser = await launchBrowser({ measured: true })
const { page } = await openPage(browser, `${site.url}reference/`)
for (let round = 1; round <= rounds; round++) {
  await (await writeCode(page, 'try-it', code(round))).press('Control+Enter')
  const output = page.locator('#cell-try-it .output', { hasText: `round ${round}:` })
  console.log((await output.innerText()).replace(/^report = |"/g, ''))
}
await reportTasks()
await browser.close()
await site.close()

interface Tasks {
  busy: number
  long: number
}

async function reportTasks(): Promise<void> {
  const { page } = await openPage(browser, `${site.url}a-real-classifier/`)
  await page.locator('nb-playback .restart').click()
  await page.locator('nb-playback .steps', { hasText: 'step 0' }).waitFor()
  const rest = await shareOfTasks(page, () => page.waitForTimeout(3000))
  await page.locator('nb-playback .toggle').click()
  const learning = await shareOfTasks(page, () => page.waitForTimeout(3000))
  const dragging = await shareOfTasks(page, () => dragPen(page))
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`
  for (const [name, { busy, long }] of Object.entries({ rest, learning, dragging })) {
    console.log(
      `main thread, ${name.padEnd(9)} busy ${percent(busy)}, in tasks over 50 ms ${percent(long)}`,
    )
  }
  await page.context().close()
}

/** Drags the handle of the pen about. */
async function dragPen(page: Page): Promise<void> {
  const handle = page.locator('#cell-writing .handles > *').first()
  await handle.scrollIntoViewIfNeeded()
  const box = await handle.boundingBox()
  if (!box) throw new Error('no handle: cell `writing` of chapter 9 has none')
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  for (let n = 1; n <= 200; n++) await page.mouse.move(x + 2 * (n % 40), y + (n % 40))
  await page.mouse.up()
}

/** Which shares of the time of `act` the page's tasks and its long ones take, by the main thread's CPU time and observers. */
async function shareOfTasks(page: Page, act: () => Promise<void>): Promise<Tasks> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' })
  const readBusy = async (): Promise<number> => {
    const { metrics } = await devtools.send('Performance.getMetrics')
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN)
  }
  await page.evaluate(() => {
    const tasks = { long: 0 }
    new PerformanceObserver((list) =>
      list.getEntries().forEach(({ duration }) => (tasks.long += duration)),
    ).observe({ type: 'longtask' })
    Object.assign(window, { tasks })
  })
  const [busyBefore, from] = [await readBusy(), performance.now()]
  await act()
  const [busy, taken] = [(await readBusy()) - busyBefore, performance.now() - from]
  const long = await page.evaluate(
    () => (window as unknown as { tasks: { long: number } }).tasks.long,
  )
  await devtools.detach()
  return { busy: busy / taken, long: long / taken }
}
