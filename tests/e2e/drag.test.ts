import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser, openPage, type WatchedPage } from './browser.ts'
import { fixture } from './build-fixture.ts'
import { serveSite, type Site } from './site.ts'

let site: Site
let browser: Browser
beforeAll(async () => {
  site = await serveSite(fixture.folder, fixture.base)
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  await site.close()
})

const open = async (options: BrowserContextOptions = {}): Promise<WatchedPage> => {
  const watched = await openPage(browser, `${site.url}handles/`, options)
  await watched.page.locator('#cell-rule .handle').waitFor({ state: 'attached' })
  return watched
}
const handle = (page: Page, cell: string, index = 0): Locator => page.locator(`#cell-${cell} .handle`).nth(index)

/** The values in the fixture's sentence, in their order: the point, the shares, their sum, the scores, the temperature. */
const shown = { point: 0, shares: 1, sum: 2, scores: 3, temperature: 4 }
const value = (page: Page, which: keyof typeof shown): Promise<string | null> => page.locator('nb-value').nth(shown[which]).textContent()

async function middle(locator: Locator): Promise<[number, number]> {
  await locator.scrollIntoViewIfNeeded()
  const { x, y, width, height } = (await locator.boundingBox())!
  return [x + width / 2, y + height / 2]
}

/** Drags by the mouse from a handle's middle, in as many steps as are given. */
async function drag(page: Page, grip: Locator, ...steps: [number, number][]): Promise<void> {
  let [x, y] = await middle(grip)
  await page.mouse.move(x, y)
  await page.mouse.down()
  for (const [dx, dy] of steps) await page.mouse.move((x += dx), (y += dy))
  await page.mouse.up()
}

describe('a handle', () => {
  test('that is dragged moves its input, and what depends on it, in the plane', async () => {
    const { page, errors } = await open()
    // Ten units are 580 pixels across, and six are 250 upwards, less what Plot leaves around them.
    await drag(page, handle(page, 'plane'), [30, -20], [28, -22])
    await expect.poll(() => value(page, 'point')).toBe('1.3 0')
    expect(await page.locator('#input-q-0').inputValue()).toBe('1.3')
    expect(await page.locator('nb-input[name=q] output').allTextContents()).toEqual(['1.3', '0.0'])
    expect(errors).toEqual([])
    await page.context().close()
  })
})
