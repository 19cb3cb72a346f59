import { readdirSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bookFolder } from './build-books.ts'
import { launchBrowser, layOutAll, openPage } from './browser.ts'
import { contrast } from '../../scripts/check/contrast.ts'
import { serveSite, type Site } from './site.ts'
import { findTextColours } from './text-colours.ts'

const folder = bookFolder
const pages = [
  ...readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('index.html') && !file.startsWith('embed'))
    .map((file) => file.replace(/index\.html$/, '')),
  '404.html',
]

let site: Site
let browser: Browser
/** One whose reader wants letters twice as large. */
let large: Browser
beforeAll(async () => {
  site = await serveSite(folder)
  browser = await launchBrowser()
  large = await launchBrowser({ switches: ['--blink-settings=defaultFontSize=32'] })
})
afterAll(async () => {
  await browser.close()
  await large.close()
  await site.close()
})

/** Opens all that is folded away. */
const unfold = (page: Page): Promise<void> =>
  page.evaluate(() => document.querySelectorAll('details').forEach((it) => (it.open = true)))

describe.each(pages)('/%s', (path) => {
  test('every text has a contrast of at least 4.5, in the light theme and in the dark one', async () => {
    const { page } = await openPage(browser, site.url + path)
    await unfold(page)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      const texts = await findTextColours(page)
      expect(texts.length).toBeGreaterThan(5)
      const pale = texts.filter(({ colour, ground }) => contrast(colour, ground) < 4.5)
      expect(
        pale.map(
          ({ where, text, colour, ground }) =>
            `${where}: “${text}”, ${contrast(colour, ground).toFixed(2)}`,
        ),
        colorScheme,
      ).toEqual([])
    }
    await page.context().close()
  })
  test('the page is no wider than a phone when letters are twice as large', async () => {
    const { page } = await openPage(large, site.url + path, {
      viewport: { width: 360, height: 800 },
    })
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe(
      '32px',
    )
    const wide = await page.evaluate(() =>
      [...document.querySelectorAll('body *')]
        .filter(
          (it) =>
            it.checkVisibility() &&
            it.getBoundingClientRect().right > innerWidth + 1 &&
            !it.closest('nb-scroll, .katex-mathml, .visually-hidden, svg *'),
        )
        .map(
          (it) =>
            `${it.localName}.${it.getAttribute('class')} to ${it.getBoundingClientRect().right}`,
        ),
    )
    expect([await page.evaluate(() => document.documentElement.scrollWidth), wide]).toEqual([
      360,
      [],
    ])
    await page.context().close()
  })
  test('exactly the content that is wider than a phone can be scrolled by keyboard, and it has a name', async () => {
    const { page } = await openPage(browser, site.url + path, {
      viewport: { width: 360, height: 800 },
    })
    await unfold(page)
    await layOutAll(page)
    const wrong = (): Promise<string[]> =>
      page.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>('main *')]
          .filter(
            (it) => it.checkVisibility() && /auto|scroll/.test(getComputedStyle(it).overflowX),
          )
          .filter((it) => {
            const overflows = it.scrollWidth > it.clientWidth + 1
            return (
              overflows !==
              (it.tabIndex === 0 &&
                it.getAttribute('role') === 'group' &&
                Boolean(it.getAttribute('aria-label')))
            )
          })
          .map(
            (it) =>
              `${it.localName}.${it.className} in ${it.closest('[id]')?.id}: ${it.scrollWidth} in ${it.clientWidth}`,
          ),
      )
    await expect.poll(wrong).toEqual([])
    await page.context().close()
  })
})

test('draggable bars and the columns beside them share one zero line', async () => {
  const { page } = await openPage(browser, `${site.url}from-scores-to-probabilities/`)
  const [bars, columns] = await page
    .locator('.side-by-side')
    .first()
    .evaluate((pair) => {
      const input = (pair.querySelector('.bar input') as Element).getBoundingClientRect()
      const lines = [
        ...pair.querySelectorAll<SVGLineElement>(
          '.drawn:not(.narrow) svg line[stroke="var(--muted)"]',
        ),
      ]
      return [(input.top + input.bottom) / 2, ...lines.map((it) => it.getBoundingClientRect().top)]
    })
  expect(Math.abs(bars - columns)).toBeLessThan(1.5)
  await page.context().close()
})
