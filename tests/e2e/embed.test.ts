import { globSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { FrameLocator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPage, replaceCode } from './browser.ts'
import { bookFolder, fixture } from './build-books.ts'
import { runCode, seeText, useFixture } from './fixture.ts'
import { serveSite, type Site } from './site.ts'

const book = useFixture()

/** Serves one page from an origin of its own, as a course or a slide would be. */
async function serveHost(html: string): Promise<Site> {
  const server = createServer((_, response) =>
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html),
  )
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => {
      server.closeAllConnections()
      return new Promise((done) => server.close(() => done()))
    },
  }
}

async function readSnippet(page: Page, cell: string): Promise<string> {
  await page.locator(`#cell-${cell} > .code`).evaluate((it: HTMLDetailsElement) => (it.open = true))
  await page.locator(`#cell-${cell} > .code > .toolbar .more`).click()
  await page.getByRole('menuitem', { name: 'Embed in another page' }).click()
  return page.getByRole('textbox', { name: `The code to embed ${cell}` }).inputValue()
}

/** What a browser does in a frame whose storage is denied. */
function denyStorage(): void {
  const deny = (name: string): void =>
    void Object.defineProperty(window, name, {
      get: () => {
        throw new DOMException('denied', 'SecurityError')
      },
    })
  for (const name of ['localStorage', 'sessionStorage', 'indexedDB']) deny(name)
}

const denyInFrames = async (page: Page): Promise<void> => {
  await page.addInitScript(denyStorage)
}

const move = (frame: FrameLocator, to: string): Promise<void> => frame.locator('#input-T').fill(to)

describe('a cell in a frame of another site', () => {
  let host: Site
  let snippet: string
  beforeAll(async () => {
    const { page } = await book.open()
    snippet = await readSnippet(page, 'bars')
    await page.context().close()
    host = await serveHost(
      `<!doctype html><html lang="en"><title>A course</title>${snippet}</html>`,
    )
  })
  afterAll(() => host.close())
  test('is put there by the lines that its menu gives', () => {
    expect(snippet).toContain(`src="${book.site.url}embed/fixture/bars/"`)
  })
  test('is live there with its inputs, without any storage', async () => {
    const { page, errors } = await openPage(book.browser, host.url, {}, denyInFrames)
    const frame = page.frameLocator('iframe')
    await frame.locator('figcaption nb-value', { hasText: '1.0' }).waitFor()
    expect(await frame.locator('nb-input').count()).toBe(2)
    expect(await frame.locator('nb-cell').count()).toBe(1)
    await move(frame, '5')
    await frame.locator('figcaption nb-value', { hasText: '5.0' }).waitFor()
    expect(errors).toEqual([])
    await page.context().close()
  })
  test('runs code of mine there, in its sandbox', async () => {
    const { page, errors } = await openPage(book.browser, host.url, {}, denyInFrames)
    const frame = page.frameLocator('iframe')
    await frame.locator('.code > summary').click()
    await frame.locator('.toolbar .edit').click()
    const content = frame.locator('.cm-content')
    await replaceCode(content, 'z.length * 111')
    await content.press('Control+Enter')
    await frame.locator('.drawn', { hasText: '333' }).waitFor()
    expect(errors).toEqual([])
    await page.context().close()
  })
  test('is as tall as what it shows', async () => {
    const { page } = await openPage(book.browser, host.url)
    const frame = page.frameLocator('iframe')
    const fits = async (): Promise<boolean> => {
      const inside = await frame.locator('body').evaluate((it) => it.getBoundingClientRect().height)
      const outside = await page
        .locator('iframe')
        .evaluate((it) => it.getBoundingClientRect().height)
      return Math.abs(Math.ceil(inside) - outside) <= 1
    }
    await expect.poll(fits).toBe(true)
    const before = await page.locator('iframe').evaluate((it) => it.clientHeight)
    await frame.locator('.code > summary').click()
    await expect
      .poll(() => page.locator('iframe').evaluate((it) => it.clientHeight))
      .toBeGreaterThan(before)
    await expect.poll(fits).toBe(true)
    await page.context().close()
  })
  test('does not grow without end with what is as tall as the frame', async () => {
    const { page } = await openPage(book.browser, host.url)
    const frame = page.frameLocator('iframe')
    const height = (): Promise<number> => page.locator('iframe').evaluate((it) => it.clientHeight)
    await frame.locator('.code > summary').click()
    await frame.locator('.toolbar .edit').click()
    const content = frame.locator('.cm-content')
    await replaceCode(
      content,
      `({ nodeType: 1, localName: 'div', outerHTML: '<div style="height: 110vh"><svg height="110vh"></svg>tall</div>' })`,
    )
    await content.press('Control+Enter')
    const tall = frame.locator('.drawn div', { hasText: 'tall' }).last()
    await tall.waitFor()
    expect(await tall.evaluate((it) => it.outerHTML)).not.toContain('vh')
    expect(await height()).toBeLessThan(2000)
    // Of what a chapter shows itself nothing is taken out.
    await frame.locator('body').evaluate((it) => (it.style.minHeight = '110vh'))
    await expect.poll(height).toBe(10_000)
    await page.context().close()
  })
  test('says where it comes from, by a link to its place there', async () => {
    const { page } = await openPage(book.browser, host.url)
    const source = page.frameLocator('iframe').locator('.embed-source a')
    expect(await source.textContent()).toBe('Fixture chapter')
    expect(await page.frameLocator('iframe').locator('.embed-source').innerText()).toMatch(
      /^From Fixture chapter, /,
    )
    expect(await source.getAttribute('href')).toBe(`${fixture.base}fixture/#cell-bars`)
    expect(await source.getAttribute('target')).toBe('_blank')
    await page.context().close()
  })
})

describe('the page of a cell', () => {
  const read = (path: string): string => readFileSync(join(fixture.folder, path), 'utf8')
  test('is there for each cell of each chapter, but for those that judge exercises', () => {
    const chapter = read('fixture/index.html')
    const cells = [...chapter.matchAll(/<nb-cell[^>]* id="cell-([^"]*)"[^>]*>/g)]
      .filter(([tag]) => !tag.includes(' judge'))
      .map(([, name]) => name)
    expect(cells.length).toBeGreaterThan(15)
    const made = globSync('embed/fixture/*/index.html', { cwd: fixture.folder })
    expect(made.map((it) => it.split(/[/\\]/)[2]).sort()).toEqual([...new Set(cells)].sort())
  })
  test('is told to sites that ask what a link shows', () => {
    const html = read('embed/fixture/bars/index.html')
    const { base, site } = fixture
    const own = `${site}${base}embed/fixture/bars/`
    expect(html).toContain('type="application/json+oembed"')
    expect(html).toContain(`href="${own}oembed.json"`)
    const answer = JSON.parse(read('embed/fixture/bars/oembed.json')) as Record<string, unknown>
    expect(answer).toMatchObject({ version: '1.0', type: 'rich', width: 720 })
    expect(answer['html']).toContain(`src="${own}"`)
    expect(answer['height']).toBeGreaterThan(100)
  })
  test('is no page of its own to those who search', () => {
    const html = read('embed/fixture/bars/index.html')
    const { base, site } = fixture
    expect(html).toContain('<meta name="robots" content="noindex">')
    expect(html).toContain(`<link rel="canonical" href="${site}${base}fixture/">`)
    expect(read('sitemap-0.xml')).not.toContain('embed')
    expect(globSync('embed-shell/**', { cwd: fixture.folder })).toEqual([])
  })
  test('takes changes by the reader like any other', async () => {
    const { page, errors } = await book.open({}, 'embed/fixture/rows')
    // As in the chapter, before any style sheet has come.
    const buttons = page.locator('#cell-rows > .code > .toolbar button:visible')
    expect(await buttons.allTextContents()).toEqual(['Run', 'Edit', '⋯'])
    await runCode(page, 'rows', '1 + 1')
    await seeText(page, '#cell-rows .drawn', '2')
    expect(errors).toEqual([])
    await page.context().close()
  })
})

describe('of the book', () => {
  let site: Site
  const pages = globSync('embed/**/index.html', { cwd: bookFolder }).map((it) =>
    it.replaceAll('\\', '/').replace(/index\.html$/, ''),
  )
  const fileOf = (url: string): string =>
    join(bookFolder, new URL(url).pathname.replace(/\/$/, '/index.html'))
  const weigh = (file: string): number => {
    const bytes = readFileSync(file)
    return (/\.woff2$/.test(file) ? bytes : gzipSync(bytes)).length
  }
  /** The heaviest, and some of the others. */
  const chosen = pages
    .map((path) => ({ path, size: weigh(join(bookFolder, path, 'index.html')) }))
    .sort((a, b) => b.size - a.size)
    .filter((_, at) => at < 4 || at % 40 === 0)
    .map(({ path }) => path)
  beforeAll(async () => {
    site = await serveSite(bookFolder)
  })
  afterAll(() => site.close())
  test('every chapter has cells to embed', () => {
    expect(pages.length).toBeGreaterThan(80)
  })
  test.each(chosen)('%s costs at most 60 kB before a touch', async (path) => {
    const { page, errors, requests } = await openPage(book.browser, site.url + path)
    await page.evaluate(() => document.fonts.ready)
    await page.waitForLoadState('networkidle')
    const own = requests.filter((it) => it.startsWith(site.url))
    const weight = own.reduce((sum, it) => sum + weigh(fileOf(it)), 0)
    console.log(`${weight} bytes gzip`)
    expect(weight).toBeLessThan(60_000)
    expect(errors).toEqual([])
    await page.context().close()
  })
  test.each([360, 1440])('no cell is wider than a frame of %i px', async (width) => {
    for (const path of chosen) {
      const { page } = await openPage(book.browser, site.url + path, {
        viewport: { width, height: 700 },
      })
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth),
        path,
      ).toBeLessThanOrEqual(width)
      await page.context().close()
    }
  })
})
