/**
 * How soon each chapter answers its first slider while a mouse drags it: from the `input` event, which a browser sends as a frame
 * begins, to the end of the frame in which something that the page shows has changed.
 *
 *     npm run bench -- chapters
 */
import { readdirSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { launchBrowser } from '../../tests/e2e/browser.ts'
import { serveSite } from '../../tests/e2e/site.ts'
import { installProbe } from '../measure/probe.ts'
import { median, quantile } from '../report/statistics.ts'

const steps = 60
/** Moves before those that count: the first answers of a page are measured by `live`. */
const first = 10
const chapters = readdirSync('content/en')
  .filter((file) => /^\d\d-/.test(file))
  .map((file) => file.replace(/^\d\d-(.+)\.mdx$/, '$1/'))

const site = await serveSite('dist')
const browser = await launchBrowser({ measured: true })
for (const chapter of chapters) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
  await page.addInitScript(installProbe)
  await page.goto(site.url + chapter, { waitUntil: 'networkidle' })
  const times = (await dragFirstSlider(page)).slice(first)
  const tasks = await page.evaluate(() => window.probe.longTasks.map(({ duration }) => duration))
  console.log(
    `${chapter.padEnd(34)} median ${median(times).toFixed(1)} ms, 95 % ${quantile(times, 0.95).toFixed(1)} (${times.length}); tasks over 50 ms, loading too: ${tasks.length}`,
  )
  await page.close()
}
await browser.close()
await site.close()

async function dragFirstSlider(page: Page): Promise<number[]> {
  const slider = page.locator('nb-input input[type=range]:visible').first()
  await slider.evaluate((it) => it.scrollIntoView({ block: 'center', behavior: 'instant' }))
  const times = await page.evaluateHandle(recordAnswers)
  const box = await slider.boundingBox()
  if (!box) throw new Error('bench: a slider without a box')
  const isUpright = box.height > box.width
  const moveTo = (part: number): Promise<void> => {
    const [across, up] = isUpright ? [0.5, part] : [part, 0.5]
    return page.mouse.move(box.x + across * box.width, box.y + up * box.height)
  }
  await moveTo(0.5)
  await page.mouse.down()
  for (let step = 0; step < steps; step++) {
    await moveTo((1 + ((step * 7) % 19)) / 21)
    await page.evaluate(restForFrames)
  }
  await page.mouse.up()
  return times.jsonValue()
}

/** Runs in the page: a hand that moves a little slower than the frames come. */
async function restForFrames(): Promise<void> {
  for (let frame = 0; frame < 3; frame++) await window.probe.afterPaint()
}

/** Runs in the page: a list that grows by a time with each answer. */
function recordAnswers(): number[] {
  const { probe } = window
  const times: number[] = []
  let at: number | undefined
  addEventListener('input', () => (at ??= performance.now()), { capture: true })
  const observer = new MutationObserver(() => {
    if (at === undefined) return
    const began = at
    at = undefined
    void probe.afterPaint().then(() => times.push(performance.now() - began))
  })
  for (const it of document.querySelectorAll('.output, nb-value'))
    observer.observe(it, { childList: true, subtree: true, characterData: true })
  return times
}
