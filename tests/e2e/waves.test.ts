import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser } from 'playwright-core'
import { launchBrowser, openPage } from './browser.ts'
import { buildBook } from './build-book.ts'
import { runCode, seeText, setRange } from './fixture.ts'
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
  test('what is wrong with a reader’s code is told in the language of the page', async () => {
    const { page, errors } = await openPage(browser, `${site.url}zh/beats/`)
    await page.locator('#cell-beats > .code > summary').click()
    await runCode(page, 'beats', 'const beats = beet(f, g)')
    await seeText(page, '#cell-beats .failure', '未知的名字')
    expect(await page.locator('#cell-beats .failure').textContent()).toBe(
      '未知的名字：没有单元格、输入或程序库定义 `beet`；是不是想写 `beat`？ （第 1 行，第 15 列）',
    )
    // The compiler is a script of its own; what JavaScript itself says stays as it is.
    await runCode(page, 'beats', 'const a = (1')
    await seeText(
      page,
      '#cell-beats .failure',
      '语法：代码结束得太早；第 1 行第 11 列的 `(` 缺少对应的 `)`',
    )
    await runCode(page, 'beats', 'Math.sqr(f)')
    await seeText(
      page,
      '#cell-beats .failure',
      'TypeError: Math.sqr is not a function；是不是想写 `Math.sqrt`？',
    )
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
