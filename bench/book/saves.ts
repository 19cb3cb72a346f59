/**
 * How soon a saved chapter shows in a browser, in `astro dev`: each chapter's first paragraph and its first cell,
 * the median of several saves, and the processor's time that the server takes for one. It serves a copy of the book,
 * or a book of many chapters that begins with it.
 *
 *     npm run bench -- saves
 *     CHAPTERS=100 npm run bench -- saves
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { launchBrowser } from '../../tests/e2e/browser.ts'
import { serveInDevelopment, type DevServer } from '../../tests/e2e/dev-server.ts'
import { median } from '../report/statistics.ts'
import { makeLargeBook } from './large-book.ts'

const rounds = 5
const folder = '.cache/saves-book'
/** What is written into a chapter, each time with another number. */
const kinds: Record<string, (text: string, n: number) => string> = {
  prose: (text, n) => text.replace(/^(?=[A-Z][^\n]{80})/m, `Saved ${n}. `),
  cell: (text, n) => text.replace(/^(```ts cell [^\n]*\n)/m, `$1const saved${n} = 'Saved ${n}.'\n`),
}

const originals = readdirSync('content/en').filter((it) => /^\d/.test(it))
makeLargeBook(folder, Number(process.env.CHAPTERS ?? originals.length))
const server = await serveInDevelopment(folder)
const browser = await launchBrowser({ measured: true })
const page = await browser.newPage()
page.setDefaultTimeout(600_000)
console.log('| chapter | kind | shown after (ms) | processor (ms) |\n|---|---|---|---|')
for (const file of originals) {
  await page.goto(`${server.address}${file.replace(/^\d+-|\.mdx$/g, '')}/`)
  await page.waitForLoadState('networkidle')
  for (const kind of Object.keys(kinds)) await measure(file, kind, server, page)
}
await browser.close()
await server.end()

async function measure(file: string, kind: string, server: DevServer, page: Page): Promise<void> {
  const path = join(folder, 'en', file)
  const text = readFileSync(path, 'utf8')
  const shown: number[] = []
  const computed: number[] = []
  for (let n = 1; n <= rounds; n++) {
    const [began, used] = [performance.now(), server.processorTime()]
    writeFileSync(path, kinds[kind]?.(text, n) ?? '')
    await page.waitForFunction(
      (it) => document.querySelector('#text')?.textContent?.includes(it),
      `Saved ${n}.`,
      { polling: 'raf' },
    )
    shown.push(performance.now() - began)
    // The list of pages follows, half a second later.
    await page.waitForTimeout(1500)
    computed.push(server.processorTime() - used)
  }
  writeFileSync(path, text)
  await page.waitForTimeout(1500)
  const [time, processor] = [shown, computed].map((it) => Math.round(median(it)))
  console.log(`| ${file} | ${kind} | ${time} | ${processor} |`)
}
