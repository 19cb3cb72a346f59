import {
  chromium,
  type Browser,
  type BrowserContextOptions,
  type Locator,
  type Page,
} from 'playwright-core'
import { ensureBrowser, type BrowserChoice } from '../../scripts/find-browser.mjs'

/** How long what waits in a page does so at most, in milliseconds: a last resort, however busy the machine is. */
export const patience = 300_000

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export function launchBrowser(
  choice: BrowserChoice & { switches?: string[] } = {},
): Promise<Browser> {
  return chromium.launch({
    executablePath: ensureBrowser(choice),
    args: [...quiet, ...(choice.switches ?? [])],
    timeout: patience,
  })
}

/** A page with a record of all that went wrong in it and all that it asked for. */
export interface WatchedPage {
  page: Page
  /** Console errors, uncaught exceptions, and violations of the content security policy. */
  errors: string[]
  /** Addresses of all requests. */
  requests: string[]
}

/** Opens `url` in a fresh context; `prepare` does something to the page before that. */
export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
  prepare?: (page: Page) => Promise<void>,
): Promise<WatchedPage> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    // Marks are where they are drawn, and do not glide there.
    reducedMotion: 'reduce',
    // Whoever tests what a page loads sees all of it; `offline.test.ts` lets it have its worker.
    serviceWorkers: 'block',
    ...options,
  })
  const page = await context.newPage()
  context.setDefaultTimeout(patience)
  await prepare?.(page)
  const watched: WatchedPage = { page, errors: [], requests: [] }
  page.on('console', (message) => message.type() === 'error' && watched.errors.push(message.text()))
  page.on('pageerror', (error) => watched.errors.push(String(error)))
  page.on('request', (request) => watched.requests.push(request.url()))
  await page.goto(url, { waitUntil: 'load' })
  return watched
}

/** Lays out all of a page, also what waits to be near the window. */
const layingOutAll = '.prose * { content-visibility: visible !important }'

/**
 * Lays out once what waits to be near the window: the browser remembers its height from then on. Else the page could
 * move between a press and its release, since Playwright scrolls to what it clicks and presses in the next frame.
 */
export async function layOutAll(page: Page): Promise<void> {
  await page.evaluate(async (rule) => {
    const nextFrame = (): Promise<unknown> => new Promise((done) => requestAnimationFrame(done))
    const all = new CSSStyleSheet()
    all.replaceSync(rule)
    document.adoptedStyleSheets.push(all)
    await nextFrame()
    await document.fonts.ready
    await nextFrame()
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== all)
    await nextFrame()
  }, layingOutAll)
}

/**
 * Lays out all of a page for good, in the fonts that it is set in: what waits to be near the window asks for its fonts
 * only then, and has other widths until they are there.
 */
export async function layOutForGood(page: Page): Promise<void> {
  await page.evaluate(async (rule) => {
    const all = new CSSStyleSheet()
    all.replaceSync(rule)
    document.adoptedStyleSheets.push(all)
    // What is laid out asks for its fonts, and what is laid out with these may ask for more.
    for (let height = -1; height !== document.body.scrollHeight || isLoading();) {
      height = document.body.scrollHeight
      await document.fonts.ready
    }

    function isLoading(): boolean {
      return document.fonts.status === 'loading'
    }
  }, layingOutAll)
}

/** A page of a reader who saves data: it fetches nothing before it is needed. */
export async function saveData(page: Page): Promise<void> {
  await page.addInitScript(() =>
    Object.defineProperty(navigator, 'connection', { value: { saveData: true } }),
  )
}

/** Puts `code` into a cell's editor, opening it as a reader would. Returns the editor's content, to press keys in. */
export async function writeCode(page: Page, cell: string, code: string): Promise<Locator> {
  const content = page.locator(`#cell-${cell} .cm-content`)
  if ((await content.count()) === 0) await page.locator(`#cell-${cell} .toolbar .edit`).click()
  await replaceCode(content, code)
  return content
}

/**
 * Replaces what stands in an editor, by its own keys: of what is selected without them it knows a moment later, and may have
 * set its cursor back by then, as when types come.
 */
export async function replaceCode(content: Locator, code: string): Promise<void> {
  await content.press('ControlOrMeta+a')
  if (code === '') await content.press('Delete')
  else await content.page().keyboard.insertText(code)
}
