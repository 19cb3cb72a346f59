import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser, layOutForGood, openPage } from '../../tests/e2e/browser.ts'
import { serveFolder } from '../serve-folder.ts'

/** The widths of a phone and of a desk, in pixels. */
export const widths = [360, 1440] as const
/** A browser draws no picture that is much taller than this, in pixels. */
const tallest = 4000

/** One piece of a page at one width, by the names of its pictures in a folder: missing where a site does not have it. */
export interface Picture {
  page: string
  width: number
  before?: string
  after?: string
}

type Sides = Readonly<Record<'before' | 'after', string>>

/**
 * Takes pictures of pages in two built sites, at two widths, from top to bottom in pieces, and keeps those that differ.
 * @param folder where the pictures are written
 */
export async function takePictures(
  sites: Sides,
  pages: readonly string[],
  folder: string,
): Promise<Picture[]> {
  if (pages.length === 0) return []
  mkdirSync(folder, { recursive: true })
  const browser = await launchBrowser()
  const [before, after] = await Promise.all(
    [sites.before, sites.after].map((it) => serveFolder(it)),
  )
  try {
    const kept: Picture[] = []
    for (const page of pages)
      for (const width of widths) {
        const views = {
          before: { ...before, folder: sites.before },
          after: { ...after, folder: sites.after },
        }
        const taken = {
          before: await photograph(browser, views.before, page, width),
          after: await photograph(browser, views.after, page, width),
        }
        kept.push(...keepChanged(taken, { page, width, folder }))
      }
    return kept
  } finally {
    await browser.close()
    await Promise.all([before.close(), after.close()])
  }
}

/** A page's pieces as PNG files, from top to bottom; none where the site does not have the page. */
async function photograph(
  browser: Browser,
  { url, folder }: { url: string; folder: string },
  path: string,
  width: number,
): Promise<Buffer[]> {
  if (!existsSync(join(folder, path, 'index.html'))) return []
  const { page } = await openPage(browser, `${url}${path}`, { viewport: { width, height: 900 } })
  await page.waitForLoadState('networkidle')
  await layOutForGood(page)
  const pieces = await takePieces(page, width)
  await page.context().close()
  return pieces
}

async function takePieces(page: Page, width: number): Promise<Buffer[]> {
  const height = await page.evaluate(() => document.documentElement.scrollHeight)
  const pieces: Buffer[] = []
  for (let y = 0; y < height; y += tallest) {
    const clip = { x: 0, y, width, height: Math.min(tallest, height - y) }
    pieces.push(await page.screenshot({ fullPage: true, animations: 'disabled', clip }))
  }
  return pieces
}

function keepChanged(
  taken: Readonly<Record<'before' | 'after', readonly Buffer[]>>,
  { page, width, folder }: { page: string; width: number; folder: string },
): Picture[] {
  const count = Math.max(taken.before.length, taken.after.length)
  return Array.from({ length: count }, (_, n) => n).flatMap((n) => {
    const [before, after] = [taken.before.at(n), taken.after.at(n)]
    if (before && after && before.equals(after)) return []
    const name = `${page.replace(/\/$/, '').replaceAll('/', '-') || 'front'}-${width}-${n + 1}`
    const save = (side: 'before' | 'after', png: Buffer | undefined): Partial<Picture> => {
      if (!png) return {}
      writeFileSync(join(folder, `${name}-${side}.png`), png)
      return { [side]: `${name}-${side}.png` }
    }
    return [{ page, width, ...save('before', before), ...save('after', after) }]
  })
}
