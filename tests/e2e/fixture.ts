import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { launchBrowser, layOutAll, openPage, writeCode, type WatchedPage } from './browser.ts'
import { fixture } from './build-books.ts'
import { serveSite, type Site, type SiteOptions } from './site.ts'

/** The tests' own book in a browser, there while the tests of one file run. */
export interface Fixture {
  readonly site: Site
  readonly browser: Browser
  /** Opens one of its chapters, the first if none is named, in a fresh context. */
  open: (options?: BrowserContextOptions, chapter?: string) => Promise<WatchedPage>
}

/** A built site in a browser, there while the tests of one file run. */
export function useSite(folder: string, options?: SiteOptions): Pick<Fixture, 'site' | 'browser'> {
  let site: Site
  let browser: Browser
  beforeAll(async () => {
    site = await serveSite(folder, options)
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser.close()
    await site.close()
  })
  return {
    get site() {
      return site
    },
    get browser() {
      return browser
    },
  }
}

/** `timeLimit` as `serveSite` takes it. */
export function useFixture(timeLimit?: number): Fixture {
  const served = useSite(fixture.folder, {
    base: fixture.base,
    ...(timeLimit !== undefined && { timeLimit }),
  })
  return {
    get site() {
      return served.site
    },
    get browser() {
      return served.browser
    },
    open: async (options, chapter = 'fixture') => {
      const opened = await openPage(served.browser, `${served.site.url}${chapter}/`, options)
      if (options?.javaScriptEnabled !== false) await layOutAll(opened.page)
      return opened
    },
  }
}

/** Milliseconds that a cell may hold up the worker in the pages that readers have. */
export const readersLimit = 5000

/** Puts `code` into a cell's editor and runs it by the keyboard. */
export async function runCode(page: Page, cell: string, code: string): Promise<void> {
  await (await writeCode(page, cell, code)).press('Control+Enter')
}

export async function setRange(page: Page, id: string, to: string): Promise<void> {
  await page.locator(`#${id}`).fill(to)
}

/** Waits until the text of what `selector` finds holds `text`, however seldom the page draws; says what it shows instead. */
export async function seeText(page: Page, selector: string, text: string): Promise<void> {
  const holds = ([where, what]: readonly [string, string]): boolean | undefined =>
    document.querySelector(where)?.textContent?.includes(what)
  await page
    .waitForFunction(holds, [selector, text] as const, { polling: 50 })
    .catch(async (cause: unknown) => {
      const shown = page.evaluate(describeState, selector)
      throw new Error(`no “${text}” in ${selector}: ${await shown}`, { cause })
    })
}

/** What an element of the page holds, what state its cells are in, and whether it draws. */
async function describeState(selector: string): Promise<string> {
  const cells = [...document.querySelectorAll('nb-cell')].map(
    (it) => `${it.id} ${it.getAttribute('state')}`,
  )
  const drawn = new Promise<string>((done) => {
    requestAnimationFrame(() => done('draws'))
    setTimeout(() => done('does not draw'), 10_000)
  })
  return `${document.querySelector(selector)?.outerHTML}; ${cells.join(', ')}; ${await drawn}`
}

/** Sees that the page is at the reader's hand, and its cells work: a slider moves the first number of the text. */
export async function seeItLives(page: Page): Promise<void> {
  await setRange(page, 'input-T', '5')
  await seeText(page, 'nb-value', '0.400')
}
