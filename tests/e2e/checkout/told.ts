import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser, patience } from '../browser.ts'
import { makeBook, serveInDevelopment, type DevServer } from '../dev-server.ts'
import type { Browser, Page } from 'playwright-core'

/** A book whose page is built, and has what only the check tells. */
const book = '.cache/told-book'
const chapter = join(book, 'en/01-odd.mdx')

const write = (value: string, words: string): void =>
  writeFileSync(
    chapter,
    `---
title: Odd
description: A page with what may be meant.
---

<Slider name="T" min={1} max={9} step={1} value={2}>tea</Slider>

\`\`\`ts cell name=count
const count: string = ${value}
count
\`\`\`

${words}
`,
  )

describe('a page that is saved while `astro dev` serves it', () => {
  let server: DevServer | undefined
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    makeBook(book)
    write('3', 'Old words.')
    server = await serveInDevelopment(book)
    browser = await launchBrowser()
    page = await browser.newPage()
    page.setDefaultTimeout(patience)
    await page.goto(`${server.address}odd/`)
  })
  afterAll(async () => {
    await browser?.close()
    await server?.end()
  })

  /** What the terminal tells of the page once it was saved, which the browser shows meanwhile. */
  async function saveAndHear(value: string, words: string): Promise<string[]> {
    const before = server?.said.length ?? 0
    write(value, words)
    await page.getByText(words).waitFor()
    const told = (): string[] =>
      (server?.said.slice(before) ?? '').split('\n').filter((it) => it.startsWith(chapter))
    await expect.poll(told, { timeout: patience }).not.toEqual([])
    return told()
  }

  test('is shown, and its types are told in the terminal, one line each', async () => {
    expect(await saveAndHear('3', 'New words.')).toEqual([
      expect.stringMatching(
        /^\.cache\/told-book\/en\/01-odd\.mdx:9:7: cell `count`: Type 'number' is not assignable to type 'string'\./,
      ),
    ])
    expect(await page.locator('vite-error-overlay').count()).toBe(0)
  })
  test('has its warnings told likewise, once it has no mistakes', async () => {
    expect(await saveAndHear("'3'", 'Last words.')).toEqual([
      expect.stringMatching(/^\.cache\/told-book\/en\/01-odd\.mdx:6:1: warning: unused input: T; /),
    ])
  })
})
