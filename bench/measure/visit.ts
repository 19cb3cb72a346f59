import type { Browser, Page } from 'playwright-core'
import { installProbe } from './probe.ts'
import { slow4G, type Sent, type Site } from './serve.ts'

/** A page that was opened in a fresh context, with the probe in it. */
export interface Visit {
  page: Page
  /** What had been sent when the page told that it had loaded, and when nothing more came. */
  atLoad: Sent[]
  untilIdle: Sent[]
  close: () => Promise<void>
}

export interface VisitOptions {
  /** CPU four times slower, by the browser's throttle, and a slow line. */
  slow?: boolean
  address: string
  /** What the page runs before its own scripts, besides the probe. */
  script?: () => void
}

/** The time without any request after which a page counts as idle. */
const QUIET = 2000

export async function visit(browser: Browser, site: Site, options: VisitOptions): Promise<Visit> {
  const viewport = { width: 1280, height: 900 }
  // What is kept for later is fetched when nobody waits, and would be counted with the first touch.
  const context = await browser.newContext({ viewport, serviceWorkers: 'block' })
  const page = await context.newPage()
  page.setDefaultTimeout(120_000)
  await page.addInitScript(installProbe)
  if (options.script) await page.addInitScript(options.script)
  site.setLine(options.slow ? slow4G : undefined)
  if (options.slow) await setCpuRate(page, 4)
  const before = site.sent.length
  await page.goto(site.url + options.address, { waitUntil: 'load' })
  const atLoad = site.sent.slice(before)
  await waitForQuiet(site)
  const untilIdle = site.sent.slice(before)
  return { page, atLoad, untilIdle, close: () => context.close() }
}

/** Slows the page's main thread. */
export async function setCpuRate(page: Page, rate: number): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate })
}

export async function waitForQuiet(site: Site): Promise<void> {
  let sent = -1
  let since = performance.now()
  while (performance.now() - since < QUIET) {
    if (site.sent.length !== sent || site.pending() > 0) {
      sent = site.sent.length
      since = performance.now()
    }
    await new Promise((done) => setTimeout(done, 50))
  }
}
