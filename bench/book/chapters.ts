/**
 * How soon each chapter answers its first slider that something in view follows, while a mouse drags it: from the `input`
 * event, which a browser sends as a frame begins, to the end of the frame in which something that the page shows has changed.
 *
 *     npm run bench -- chapters
 */
import { readdirSync } from 'node:fs'
import type { Locator, Page } from 'playwright-core'
import { launchBrowser } from '../../tests/e2e/browser.ts'
import { serveSite } from '../../tests/e2e/site.ts'
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
  await page.goto(site.url + chapter, { waitUntil: 'networkidle' })
  const times = await dragSlider(page)
  console.log(
    `${chapter.padEnd(34)} median ${median(times).toFixed(1)} ms, 95 % ${quantile(times, 0.95).toFixed(1)} (${times.length})`,
  )
  await page.close()
}
await browser.close()
await site.close()

/** Milliseconds that a page takes to answer its first slider that anything in view follows at once. */
async function dragSlider(page: Page): Promise<number[]> {
  const answers = await page.evaluateHandle(recordAnswers)
  for (const slider of await page.locator('nb-input input[type=range]:visible').all()) {
    await drag(page, slider)
    const times = (await answers.evaluate((it) => it.splice(0))).slice(first)
    if (times.length > 0) return times
  }
  throw new Error('bench: a chapter whose sliders move nothing')
}

async function drag(page: Page, slider: Locator): Promise<void> {
  await slider.evaluate((it) => it.scrollIntoView({ block: 'center', behavior: 'instant' }))
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
}

/** Runs in the page: a hand that moves a little slower than the frames come. */
async function restForFrames(): Promise<void> {
  for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame)
}

/**
 * Runs in the page: a list that grows by a time with each answer. A pixel changes with what is shown, so that it is looked at when
 * the frame is laid out; the task after that begins when the frame has been painted. It looks at nothing else, which would
 * take as long as the answer does.
 */
function recordAnswers(): number[] {
  const times: number[] = []
  const { port1, port2 } = new MessageChannel()
  const pixel = document.createElement('div')
  pixel.style.cssText = 'position:fixed;left:0;top:0;width:1px;height:1px;visibility:hidden'
  document.body.append(pixel)
  let at: number | undefined
  addEventListener('input', () => (at ??= performance.now()), { capture: true })
  const observer = new MutationObserver(() => {
    if (at !== undefined) pixel.style.width = pixel.style.width === '1px' ? '2px' : '1px'
  })
  for (const it of document.querySelectorAll('.output, nb-value'))
    observer.observe(it, { childList: true, subtree: true, characterData: true })
  new ResizeObserver(() => port2.postMessage(0)).observe(pixel)
  port1.onmessage = () => {
    if (at !== undefined) times.push(performance.now() - at)
    at = undefined
  }
  return times
}
