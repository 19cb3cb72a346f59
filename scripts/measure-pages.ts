/**
 * Measures how much of each chapter of a built book is code, tables and figures, in pixels at a desk's width and a
 * phone's, as the page stands before anything is touched.
 *
 *   node scripts/measure-pages.ts <built book> [<another built book, for comparison>]
 *
 * With two books it writes a table of `now / then`, the first book being now.
 */
import { createReadStream, existsSync, readdirSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { chromium } from 'playwright-core'
import { findBrowser } from './find-browser.mjs'

type Heights = Record<'page' | 'code' | 'tables' | 'figures', number>

const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

const [now, then] = process.argv.slice(2)
if (!now) throw new Error('missing folder: node scripts/measure-pages.ts <built book> [<another>]')

const chapters = readdirSync('content/en')
  .filter((name) => /^\d/.test(name))
  .map((name) => name.replace(/^\d+-|\.mdx$/g, ''))
for (const width of [1440, 360]) {
  const [first, second] = [await measureBook(now, width), then && (await measureBook(then, width))]
  console.log(`\n${width} px wide: ${second ? 'now / then' : 'now'}\n`)
  console.log('| chapter | page | code | tables | figures |\n| --- | --: | --: | --: | --: |')
  chapters.forEach((chapter, n) => {
    const cells = (['page', 'code', 'tables', 'figures'] as const).map((kind) =>
      [first, second || undefined].flatMap((it) => (it ? [it[n][kind]] : [])).join(' / '),
    )
    console.log(`| ${n + 1} ${chapter} | ${cells.join(' | ')} |`)
  })
}

async function measureBook(folder: string, width: number): Promise<Heights[]> {
  const server = createServer((request, response) => {
    const path = join(folder, decodeURIComponent((request.url ?? '/').split('?')[0]))
    const file = path.endsWith('/') ? `${path}index.html` : path
    if (!existsSync(file)) return void response.writeHead(404).end()
    response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' })
    createReadStream(file).pipe(response)
  }).listen(0)
  const browser = await chromium.launch({ executablePath: findBrowser(), args: ['--no-sandbox'] })
  try {
    const page = await browser.newPage({ viewport: { width, height: 900 } })
    const measured: Heights[] = []
    for (const chapter of chapters) {
      await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/${chapter}/`)
      measured.push(await page.evaluate(measurePage))
    }
    return measured
  } finally {
    await browser.close()
    server.close()
  }
}

/** Runs in the page. What is laid out late is laid out first; what stands in another of its kind counts once. */
function measurePage(): Heights {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync('* { content-visibility: visible !important; }')
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
  const sum = (selector: string): number =>
    Math.round(
      [...document.querySelectorAll(`main ${selector}`)]
        .filter((it) => it.checkVisibility() && !it.parentElement?.closest(selector))
        .reduce((total, it) => total + it.getBoundingClientRect().height, 0),
    )
  return {
    page: document.documentElement.scrollHeight,
    code: sum(':is(pre, .cm-editor, nb-editor)'),
    tables: sum('table'),
    figures: sum('.drawn .svg'),
  }
}
