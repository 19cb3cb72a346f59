import { cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bundleWorker } from '../../packages/notebook/src/hosts/bundle/bundle-worker.ts'
import { writeWorker } from '../../packages/notebook/src/site/offline-book.ts'
import { serveFolder } from '../../scripts/serve-folder.ts'
import { launchBrowser, patience } from './browser.ts'
import { fixture } from './build-books.ts'
import { runCode, seeItLives, seeText } from './fixture.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

/** The book as a host has it: files as they were built, which can be changed, and a line that can be cut. */
interface Host {
  folder: string
  url: string
  close: () => Promise<void>
}

async function host(): Promise<Host> {
  const folder = join(mkdtempSync(join(tmpdir(), 'offline-')), 'book')
  cpSync(fixture.folder, folder, { recursive: true })
  const { url, close } = await serveFolder(folder, { base: fixture.base })
  return { folder, url, close }
}

/** Puts another version of the book where this one stands: a sentence of each page is new. */
async function publish({ folder }: Host, sentence: string): Promise<void> {
  for (const page of ['fixture', 'handles']) {
    const file = join(folder, page, 'index.html')
    const html = readFileSync(file, 'utf8').replace(
      /<p class="standfirst">[^<]*/,
      `<p class="standfirst">${sentence}`,
    )
    writeFileSync(file, html)
  }
  await writeWorker(folder, fixture.base, bundleWorker)
}

interface Reader {
  context: BrowserContext
  errors: string[]
  /** Opens a page of the book in a tab of its own. */
  open: (path: string) => Promise<Page>
}

async function reader(at: Host): Promise<Reader> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  const errors: string[] = []
  const open = async (path: string): Promise<Page> => {
    const page = await context.newPage()
    page.setDefaultTimeout(patience)
    page.on('pageerror', (error) => errors.push(String(error)))
    await page.goto(at.url + path, { waitUntil: 'load' })
    return page
  }
  return { context, errors, open }
}

/** Waits until the page is kept. */
async function awaitKept(page: Page): Promise<void> {
  await page.locator('html[data-kept]').waitFor({ state: 'attached' })
}

/** The paths of the files that are kept. */
function listKept(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const names = await caches.keys()
    const all = await Promise.all(
      names.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)),
    )
    return all.flat().map((url) => new URL(url).pathname)
  })
}

const standfirst = (page: Page): Promise<string | null> => page.locator('.standfirst').textContent()

describe('a page that was opened once', () => {
  test('is there without a network, live, cells that I edit included', async () => {
    const at = await host()
    const { context, errors, open } = await reader(at)
    await awaitKept(await open('fixture/'))
    await at.close()
    const page = await open('fixture/')
    await seeItLives(page)
    await runCode(page, 'sum', 'd3.sum(z) * 111')
    await seeText(page, '#cell-sum .drawn', '344.1')
    expect(errors).toEqual([])
    await context.close()
  })
  test('can be taken home as one file without a network, with what I wrote', async () => {
    const at = await host()
    const { context, errors, open } = await reader(at)
    await awaitKept(await open('fixture/'))
    await at.close()
    const page = await open('fixture/')
    await runCode(page, 'sum', 'd3.sum(z) * 222')
    await page.locator('[data-changes-button]').click()
    const saved = page.waitForEvent('download')
    await page.getByRole('button', { name: 'A page to keep' }).click()
    const html = readFileSync(await (await saved).path(), 'utf8')
    expect(html).toMatch(/<html[^>]* data-home="/)
    expect(html).toContain('font/woff2')
    expect(errors).toEqual([])
    await context.close()
  })
  test('is the only one: another one says that it is not on this device', async () => {
    const at = await host()
    const { context, open } = await reader(at)
    await awaitKept(await open('fixture/'))
    await at.close()
    const page = await open('handles/')
    expect(await page.locator('h1').textContent()).toBe('Not on this device')
    await context.close()
  })
  test('is there by whatever address a host would know it', async () => {
    const at = await host()
    const { context, errors, open } = await reader(at)
    await awaitKept(await open('fixture/'))
    await at.close()
    for (const [path, address] of [
      ['fixture?from=mail#cell-sum', 'fixture/?from=mail#cell-sum'],
      ['fixture/index.html', 'fixture/'],
    ]) {
      const page = await open(path)
      expect(await page.locator('h1').textContent()).toBe('Fixture chapter')
      expect(page.url()).toBe(at.url + address)
    }
    const nowhere = await open('nowhere/')
    expect(await nowhere.locator('h1').textContent()).toBe('Not on this device')
    expect(errors).toEqual([])
    await context.close()
  })
  test('is kept once its reader stays, and not while it is new', async () => {
    const at = await host()
    const { context, open } = await reader(at)
    await context.clock.install()
    const page = await open('fixture/')
    const isKept = (): Promise<boolean> =>
      page.evaluate(async () => (await navigator.serviceWorker.getRegistration()) !== undefined)
    await context.clock.runFor(2500)
    expect(await isKept()).toBe(false)
    await context.clock.runFor(5000)
    await awaitKept(page)
    expect(await isKept()).toBe(true)
    await context.close()
    await at.close()
  })
  test('has all that it needs to be read, run and edited, and not what few readers ask for', async () => {
    const at = await host()
    const { context, open } = await reader(at)
    const page = await open('fixture/')
    await awaitKept(page)
    const kept = await listKept(page)
    for (const needed of [/\/fixture\/$/, /\/editor\.\w/, /\/compile\./, /\/kernel\./])
      expect(kept).toContainEqual(expect.stringMatching(needed))
    expect(kept.filter((it) => /_notebook\/(?:service|declarations|file)\./.test(it))).toEqual([])
    await context.close()
    await at.close()
  })
  test('is not kept in advance for a reader who saves data', async () => {
    const at = await host()
    const { context, open } = await reader(at)
    await context.addInitScript(() =>
      Object.defineProperty(navigator, 'connection', { value: { saveData: true } }),
    )
    const page = await open('fixture/')
    await page.locator('[data-changes-button]').click()
    await page.getByRole('button', { name: 'Keep the whole book' }).waitFor()
    expect((await listKept(page)).filter((it) => it.endsWith('/fixture/'))).toEqual([])
    await context.close()
    await at.close()
  })
})

describe('where a service worker answers, the frame of the cells', () => {
  test('has no origin and no network, as ever', async () => {
    const at = await host()
    const { context, open } = await reader(at)
    await awaitKept(await open('fixture/'))
    const page = await open('fixture/')
    await runCode(page, 'sum', 'z.length * 111')
    await seeText(page, '#cell-sum .drawn', '333')
    const frame = page.frames().find((it) => it.parentFrame()?.parentFrame())
    const found = await frame?.evaluate(async (url) => {
      const tried = async (act: () => unknown): Promise<string> => {
        try {
          await act()
          return 'allowed'
        } catch {
          return 'refused'
        }
      }
      return [
        origin,
        await tried(() => localStorage),
        await tried(() => fetch(url)),
        await tried(() => parent.document),
        await tried(() => top?.document),
      ]
    }, at.url)
    expect(found).toEqual(['null', 'refused', 'refused', 'refused', 'refused'])
    await context.close()
    await at.close()
  })
  test('does nothing for a stranger who embeds what holds it', async () => {
    const at = await host()
    const files = readdirSync(join(at.folder, '_notebook'))
    const [holder, direct] = ['host', 'frame'].map(
      (role) => `${at.url}_notebook/${files.find((it) => it.startsWith(`${role}.`))}`,
    )
    const context = await browser.newContext()
    const page = await context.newPage()
    const answers = await page.evaluate(
      async ({ holder, direct }) => {
        const heard: string[] = []
        const ask = async (url: string, isSandboxed: boolean): Promise<void> => {
          const frame = document.createElement('iframe')
          if (isSandboxed) frame.setAttribute('sandbox', 'allow-scripts')
          frame.src = url
          await new Promise((done) => {
            frame.addEventListener('load', done)
            document.body.append(frame)
          })
          const { port1, port2 } = new MessageChannel()
          const script = "onmessage = ({ ports }) => ports[0].postMessage('ran')"
          frame.contentWindow?.postMessage({ script }, '*', [port2])
          return new Promise((done) => {
            port1.onmessage = () => {
              heard.push(url)
              done()
            }
          })
        }
        void ask(holder, false)
        // The other has run its code by the time that this one would have.
        await ask(direct, true)
        await ask(direct, true)
        return heard
      },
      { holder, direct },
    )
    expect(answers).toEqual([direct, direct])
    await context.close()
    await at.close()
  })
})

describe('the whole book', () => {
  test('is there without a network after one press', async () => {
    const at = await host()
    const { context, errors, open } = await reader(at)
    const first = await open('fixture/')
    await awaitKept(first)
    await first.locator('[data-changes-button]').click()
    await first.getByRole('button', { name: 'Keep the whole book' }).click()
    await first.getByText('The whole book works without a connection.').waitFor()
    await at.close()
    const page = await open('handles/')
    expect(await page.locator('h1').textContent()).not.toBe('Not on this device')
    await page.goto(at.url)
    await page.keyboard.press('/')
    await page.locator('dialog input').fill('fixture')
    await page.locator('dialog a').first().waitFor()
    expect(errors).toEqual([])
    await context.close()
  })
})

describe('a newer version', () => {
  test('is told, and not forced; what is shown until then is all of the one before', async () => {
    const at = await host()
    const { context, open } = await reader(at)
    const page = await open('fixture/')
    await awaitKept(page)
    await publish(at, 'Told anew.')
    await page.reload()
    await page.getByText('A newer version of this book is there.').waitFor()
    expect(await standfirst(page)).toBe('One of everything that a cell can do.')
    await seeItLives(page)
    await page.getByRole('button', { name: 'Show it' }).click()
    await seeText(page, '.standfirst', 'Told anew.')
    await seeItLives(page)
    await awaitKept(page)
    await at.close()
    await page.reload()
    expect(await standfirst(page)).toBe('Told anew.')
    await context.close()
  })
  test('is taken with all pages that I keep, or not at all', async () => {
    const at = await host()
    const { context, open } = await reader(at)
    const page = await open('fixture/')
    await awaitKept(page)
    await publish(at, 'Never there.')
    // The host has lost a file of it, as in the middle of an upload.
    writeFileSync(join(at.folder, 'fixture/index.html'), 'half of a pa')
    const install = page.evaluate(async (): Promise<string> => {
      const registration = await navigator.serviceWorker.ready
      await registration.update()
      const worker = registration.installing ?? registration.waiting
      if (!worker) return 'none'
      await new Promise<void>((done) => {
        if (worker.state !== 'installing') return done()
        worker.addEventListener('statechange', () => done(), { once: true })
      })
      return worker.state
    })
    expect(await install).toBe('redundant')
    await page.reload()
    expect(await standfirst(page)).toBe('One of everything that a cell can do.')
    await seeItLives(page)
    await context.close()
    await at.close()
  })
  test('that is taken in one tab leaves another as it is, and says so there', async () => {
    const at = await host()
    const { context, open } = await reader(at)
    const [one, other] = [await open('fixture/'), await open('fixture/')]
    await awaitKept(one)
    await awaitKept(other)
    await one.reload()
    await other.reload()
    await publish(at, 'Told anew.')
    await one.evaluate(async () => (await navigator.serviceWorker.ready).update())
    await one.getByRole('button', { name: 'Show it' }).click()
    await seeText(one, '.standfirst', 'Told anew.')
    await other.getByText('This page is of the one before.').waitFor()
    expect(await standfirst(other)).toBe('One of everything that a cell can do.')
    await runCode(other, 'sum', 'z.length * 111')
    await seeText(other, '#cell-sum .drawn', '333')
    await context.close()
    await at.close()
  })
})
