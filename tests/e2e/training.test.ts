import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { bookFolder } from './build-books.ts'
import { openPage } from './browser.ts'
import { seeText, useSite } from './fixture.ts'

const book = useSite(bookFolder)

const stepsOf = async (page: Page): Promise<number> =>
  Number(/step (\d+)/.exec((await page.locator('nb-playback .steps').textContent()) ?? '')?.[1])
/** On a busy machine the training may come to its end while the hand moves: further it cannot go. */
const stepsPast = (page: Page, steps: number): Promise<unknown> =>
  page.waitForFunction(
    (than) =>
      document.querySelector('nb-playback[data-state=ended]') !== null ||
      Number(
        /step (\d+)/.exec(document.querySelector('nb-playback .steps')?.textContent ?? '')?.[1],
      ) > than,
    steps,
  )

/** The chapter, live: everything is loaded, and the first step is there to be seen. */
async function openTraining(): Promise<{ page: Page; errors: string[] }> {
  const { page, errors } = await openPage(book.browser, `${book.site.url}a-real-classifier/`)
  await page.locator('nb-playback .restart').click()
  await seeText(page, 'nb-playback .steps', 'step 0')
  await seeText(page, '#cell-hero figcaption', 'after 0 steps')
  return { page, errors }
}

describe('a classifier trained in the page', () => {
  test('the classifier learns, and its figures follow', async () => {
    const { page, errors } = await openTraining()
    await page.locator('nb-playback .toggle').click()
    await stepsPast(page, 120)
    await page.locator('nb-playback .toggle').click()
    await page.waitForSelector('nb-playback[data-state=paused]')
    const steps = await stepsOf(page)
    await seeText(page, '#cell-hero figcaption', `after ${steps} steps`)
    await page.waitForSelector('#cell-hero [aria-label*="of which 4"]', { state: 'attached' })
    expect(errors).toEqual([])
    await page.context().close()
  })
  test('a figure can be dragged during the training, which goes on', async () => {
    const { page, errors } = await openTraining()
    const handle = page.locator('#cell-writing .handles > *').first()
    await handle.scrollIntoViewIfNeeded()
    const { x, y, width, height } = (await handle.boundingBox())!
    await page.locator('nb-playback .toggle').evaluate((it) => (it as HTMLElement).click())
    await stepsPast(page, 5)
    await page.mouse.move(x + width / 2, y + height / 2)
    await page.mouse.down()
    for (let n = 1; n <= 40; n++) await page.mouse.move(x + width / 2 + 2 * n, y + height / 2 + n)
    await page.mouse.up()
    await stepsPast(page, await stepsOf(page))
    expect(await page.locator('nb-input[name=pen] output').first().textContent()).not.toBe('2.2')
    expect(errors).toEqual([])
    await page.context().close()
  })
})
