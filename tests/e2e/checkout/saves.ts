import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page, Request } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser, patience } from '../browser.ts'
import { makeBook, serveInDevelopment, type DevServer } from '../dev-server.ts'
import { seeText, setRange } from '../fixture.ts'

/** A book of one chapter, which is saved again and again while `astro dev` shows it. */
const book = '.cache/saved-book'
const chapter = join(book, 'en/01-loop.mdx')

interface Text {
  title: string
  words: string
  factor: string
  above: string
}
let text: Text = { title: 'Loop', words: 'old words', factor: '10', above: '' }

/** Saves the chapter with something changed. */
function save(change: Partial<Text>): void {
  text = { ...text, ...change }
  writeFileSync(
    chapter,
    `---
title: ${text.title}
description: A chapter that is saved again and again.
---

<Slider name="T" value={1} min={0} max={5} step={1}>Tea</Slider>

${text.above}

\`\`\`ts cell name=shown
const product = T * ${text.factor}
const shown = 'product ' + product
shown
\`\`\`

\`\`\`ts cell name=other
'sum ' + (T + product)
\`\`\`

${'A line that is there to be scrolled.\n\n'.repeat(60)}
These are ${text.words}, and \`{ts} T + 1\` cups.

${'And more lines below.\n\n'.repeat(30)}
`,
  )
}

describe('a book that is saved while `astro dev` serves it', () => {
  let server: DevServer | undefined
  let browser: Browser
  let page: Page
  let asked = 0
  let visited = 0

  beforeAll(async () => {
    makeBook(book)
    save({})
    server = await serveInDevelopment(book)
    browser = await launchBrowser()
    page = await browser.newPage({ viewport: { width: 1000, height: 600 } })
    page.setDefaultTimeout(patience)
    await page.goto(`${server.address}loop/`)
    await setRange(page, 'input-T', '3')
    await seeText(page, 'nb-cell[name=shown] .output', 'product 30')
    await page.locator('nb-cell[name=other]').evaluate((it) => it.setAttribute('data-test', 'same'))
    await page.getByText('These are old words').scrollIntoViewIfNeeded()
    page.on('request', (request: Request) => {
      if (new URL(request.url()).pathname === '/loop/') asked++
    })
    page.on('framenavigated', () => visited++)
  })
  afterAll(async () => {
    await browser?.close()
    await server?.end()
  })

  const scroll = (): Promise<number> => page.evaluate(() => Math.round(scrollY))
  const slider = (): Promise<string> => page.locator('#input-T').inputValue()

  describe('a chapter that is saved while `astro dev` shows it', () => {
    test('shows new words in the page as it stands: the slider, its figures and the scroll stay', async () => {
      const before = await scroll()
      expect(before).toBeGreaterThan(500)
      save({ words: 'new words' })
      await seeText(page, '#text', 'These are new words, and 4 cups')
      expect(await slider()).toBe('3')
      expect(await scroll()).toBe(before)
      expect(await page.locator('nb-cell[name=shown] .output').textContent()).toContain(
        'product 30',
      )
      expect(await page.locator('nb-cell[data-test=same]').count()).toBe(1)
    })
    test('shows what a changed cell, and those that need it, come to at the value that the slider has', async () => {
      save({ factor: '100' })
      await seeText(page, 'nb-cell[name=shown] .output', 'product 300')
      await seeText(page, 'nb-cell[name=other] .output', 'sum 303')
      expect(await slider()).toBe('3')
      await setRange(page, 'input-T', '4')
      await seeText(page, 'nb-cell[name=other] .output', 'sum 404')
      await seeText(page, '#text', 'and 5 cups')
    })
    test('shows a new slider beside the one that was moved', async () => {
      save({
        above:
          '<Slider name="S" value={2} min={0} max={5} step={1}>Salt</Slider>\n\nHere is `{ts} S + T` in all.',
      })
      await seeText(page, '#text', 'Here is 6 in all')
      await setRange(page, 'input-S', '5')
      await seeText(page, '#text', 'Here is 9 in all')
      expect(await slider()).toBe('4')
    })
    test('tells a mistake in the overlay, and once in the terminal, and takes it away when it is mended', async () => {
      const saidBefore = server?.said.length
      save({ factor: '100 * missing' })
      const overlay = page.locator('vite-error-overlay')
      await overlay.waitFor({ state: 'attached' })
      expect(await overlay.evaluate((it) => it.shadowRoot?.textContent)).toContain('missing')
      save({ factor: '1000' })
      await seeText(page, 'nb-cell[name=shown] .output', 'product 4000')
      expect(await overlay.count()).toBe(0)
      const said = server?.said.slice(saidBefore) ?? ''
      expect(said.match(/unknown name/g)).toHaveLength(1)
      expect(said).toMatch(/ \[ERROR\] \.cache\/saved-book\/en\/01-loop\.mdx:13:27: /)
      expect(said).not.toMatch(/^\s+at /m)
    })
    test('tells a misspelt name in a sentence at its own place, and the page goes on with its inputs', async () => {
      save({ words: 'last `{ts} T.toFixd(2)` words' })
      const overlay = page.locator('vite-error-overlay')
      await overlay.waitFor({ state: 'attached' })
      expect(await overlay.evaluate((it) => it.shadowRoot?.textContent)).toMatch(
        /01-loop\.mdx:\d+:24: value .*toFixd is not a function; did you mean `T\.toFixed`/,
      )
      await setRange(page, 'input-T', '3')
      await seeText(page, 'nb-cell[name=shown] .output', 'product 3000')
      save({ words: 'next words' })
      await seeText(page, '#text', 'These are next words')
      expect(await overlay.count()).toBe(0)
    })
    test('is asked for once a save, again for a new title, and told in one line', async () => {
      const [askedBefore, saidBefore] = [asked, server?.said.length]
      // As a build in the same folder does.
      writeFileSync(join(book, 'built.html'), '<p>A page')
      save({ words: 'last words' })
      await seeText(page, '#text', 'These are last words')
      save({ title: 'Another title' })
      // In the list of chapters, which is known a moment later.
      await seeText(page, 'nav', 'Another title')
      // A system may tell of one save twice.
      expect(asked - askedBefore).toBeGreaterThanOrEqual(3)
      expect(asked - askedBefore).toBeLessThanOrEqual(6)
      const lines = server?.said.slice(saidBefore).split('\n').filter(Boolean) ?? []
      expect(lines.map((it) => it.replace(/^[\d:]+ | \d+ms$/g, ''))).toEqual(
        lines.map(() => '[200] /loop/'),
      )
      expect(visited).toBe(0)
    })
    test('stays as it is where another page is added and removed, but for the list of chapters', async () => {
      const other = join(book, 'en/02-other.mdx')
      await setRange(page, 'input-T', '2')
      writeFileSync(other, '---\ntitle: Another page\ndescription: A page that is new.\n---\n')
      await seeText(page, 'nav', 'Another page')
      save({ words: 'words between' })
      await seeText(page, '#text', 'These are words between')
      rmSync(other)
      await expect
        .poll(() => page.locator('nav').allTextContents(), { timeout: patience })
        .not.toEqual(expect.arrayContaining([expect.stringContaining('Another page')]))
      save({ words: 'words behind' })
      await seeText(page, '#text', 'These are words behind')
      expect(await slider()).toBe('2')
      expect(visited).toBe(0)
    })
    test('stays as it is where it is saved at the same time as another page is added or removed', async () => {
      const other = join(book, 'en/02-other.mdx')
      const links = page.locator('nav').getByText('A page beside')
      for (const round of [1, 2, 3]) {
        writeFileSync(other, '---\ntitle: A page beside\ndescription: It comes and goes.\n---\n')
        save({ words: `words ${round} with it` })
        await seeText(page, '#text', `These are words ${round} with it`)
        await links.first().waitFor({ state: 'attached' })
        rmSync(other)
        save({ words: `words ${round} without it` })
        await seeText(page, '#text', `These are words ${round} without it`)
        await links.first().waitFor({ state: 'detached' })
      }
      expect(await slider()).toBe('2')
      expect(visited).toBe(0)
    })
    test('is loaded anew where a figure is saved, with the value that the slider has', async () => {
      await setRange(page, 'input-T', '5')
      const figure = 'src/figures/verdict.ts'
      writeFileSync(figure, readFileSync(figure))
      await expect.poll(() => visited, { timeout: patience }).toBeGreaterThan(0)
      await seeText(page, 'nb-cell[name=shown] .output', 'product 5000')
      await page.waitForFunction(
        () => document.querySelector<HTMLInputElement>('#input-T')?.value === '5',
      )
    })
  })
})
