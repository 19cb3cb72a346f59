import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser } from 'playwright-core'
import { launchBrowser, openPage } from './browser.ts'
import { buildBook } from './build-book.ts'
import { seeText, setRange } from './fixture.ts'
import { serveSite, type Site } from './site.ts'

const folder = '.cache/waves'
let site: Site
let browser: Browser

beforeAll(async () => {
  buildBook(folder, {}, 'examples/waves')
  site = await serveSite(folder)
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  await site.close()
})

describe('the second book, examples/waves', () => {
  test('the second book has its own name, symbols and colours, and does not mention softmax', async () => {
    const { page, errors } = await openPage(browser, `${site.url}a-wave/`)
    expect(await page.title()).toBe('A wave · A Notebook of Waves')
    expect(await page.content()).not.toMatch(/softmax/i)
    const colour = (selector: string): Promise<string> =>
      page
        .locator(selector)
        .first()
        .evaluate((it) => getComputedStyle(it).color)
    expect(await colour('.lit-wave')).toBe('rgb(11, 110, 153)')
    expect(errors).toEqual([])
    await page.context().close()
  })
  test('figures of the second book follow its inputs', async () => {
    const { page, errors } = await openPage(browser, `${site.url}many-waves/`)
    await setRange(page, 'input-terms', '1')
    await seeText(page, '#cell-square figcaption', 'The first 1 waves')
    await seeText(page, '.prose > p nb-value', '1.273')
    expect(errors).toEqual([])
    await page.context().close()
  })
  test('handles in the second book move its inputs', async () => {
    const { page } = await openPage(browser, `${site.url}a-wave/`)
    const handle = page.locator('#cell-wave .handle').first()
    await handle.focus()
    await page.keyboard.press('ArrowUp')
    await seeText(page, 'nb-input[name=amplitude] output', '1.3')
    await page.context().close()
  })
  test('a page in Chinese computes with the code of the English one, in its own words', async () => {
    const { page, errors } = await openPage(browser, `${site.url}zh/beats/`)
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-Hans')
    await setRange(page, 'input-f', '10')
    await seeText(page, '#cell-beats figcaption', '每秒 4 拍')
    await seeText(page, '#cell-beats svg', '时间（秒）')
    await seeText(page, '.derivation', '抽样核对')
    expect(errors).toEqual([])
    await page.context().close()
  })
  test('the header of a page leads to the same page in the other language, and back', async () => {
    const { page } = await openPage(browser, `${site.url}beats/`)
    expect(
      await page
        .locator('link[hreflang]')
        .evaluateAll((all) => all.map((it) => it.getAttribute('hreflang'))),
    ).toEqual(['en', 'zh-Hans'])
    await page.locator('.language-link').click()
    await seeText(page, 'h1', '拍')
    await page.locator('.language-link').click()
    await seeText(page, 'h1', 'Beats')
    await page.context().close()
  })
  test('formulas of the second book are checked', async () => {
    const { page } = await openPage(browser, `${site.url}beats/`)
    await seeText(page, '.derivation', 'checked on 60 draws')
    await page.context().close()
  })
})
