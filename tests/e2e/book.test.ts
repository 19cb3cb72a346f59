import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseCell } from '../../packages/notebook/src/kernel/compile/parse-cell.ts'
import { shortMarkup } from '../../packages/notebook/src/kernel/short-markup.ts'
import { glyphs } from '../../packages/notebook/src/styles/glyphs.ts'
import { bookFolder } from './build-books.ts'
import {
  launchBrowser,
  layOutForGood,
  openPage,
  patience,
  saveData,
  type WatchedPage,
} from './browser.ts'
import { chapters, readSource } from './read-source.ts'
import { serveSite, type Site } from './site.ts'

const folder = bookFolder
const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  // Cells that stand alone in a frame have tests of their own (`embed.test.ts`).
  .filter((file) => file.endsWith('index.html') && !file.startsWith('embed'))
  .map((file) => file.replace(/index\.html$/, ''))
const first = 'from-scores-to-probabilities/'

let site: Site
let browser: Browser
beforeAll(async () => {
  site = await serveSite(folder)
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  await site.close()
})

const fileOf = (url: string): string =>
  join(folder, new URL(url).pathname.replace(/\/$/, '/index.html'))
/** Bytes, compressed as they are sent. */
const weigh = (urls: string[]): number =>
  urls.reduce((sum, url) => {
    const bytes = readFileSync(fileOf(url))
    return sum + (/\.woff2$/.test(url) ? bytes : gzipSync(bytes)).length
  }, 0)

/**
 * The place of each element of a page, a line each, at some widths of the window, without some of what the page loads.
 */
async function boxesOf(
  path: string,
  widths: readonly number[],
  refused?: RegExp,
): Promise<string[]> {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  if (refused) await page.route(refused, (route) => route.abort())
  await page.setViewportSize({ width: widths[0], height: 900 })
  await page.goto(site.url + path)
  const boxes: string[] = []
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 })
    await layOutForGood(page)
    boxes.push(await readBoxes(page))
  }
  await context.close()
  return boxes
}

function readBoxes(page: Page): Promise<string> {
  // A browser may add links of its own.
  return page.locator('body :not(link, script)').evaluateAll((elements) =>
    elements
      .map((it) => {
        const { x, y, width, height } = it.getBoundingClientRect()
        return `${it.tagName}.${it.getAttribute('class')} ${x} ${y} ${width} ${height}`
      })
      .join('\n'),
  )
}

/** The sizes of the letters of some drawings, in pixels as they are shown. */
function letterSizes(page: Page, drawings: string): Promise<number[]> {
  return page.locator(drawings).evaluateAll((all) =>
    all.flatMap((svg) => {
      const { width, height } = svg.getBoundingClientRect()
      const box = (svg as SVGSVGElement).viewBox.baseVal
      const scale = Math.min(width / box.width, height / box.height)
      return [...svg.querySelectorAll('text, tspan')].map(
        (text) => parseFloat(getComputedStyle(text).fontSize) * scale,
      )
    }),
  )
}

/** The cells among some that show no drawing. What is folded away, such as an answer, needs none to be seen. */
async function findUndrawn(page: Page, figures: readonly string[]): Promise<string[]> {
  const cells = await page.locator('nb-cell').evaluateAll((all) =>
    all.map((cell) => {
      const isFolded = cell.closest('details:not([open])') !== null
      const drawings = [...cell.querySelectorAll('.drawn svg')]
      const isDrawn = drawings.some((it) => isFolded || it.checkVisibility())
      return { name: cell.getAttribute('name') ?? '', isDrawn }
    }),
  )
  const drawn = cells.filter((it) => it.isDrawn).map(({ name }) => name)
  return figures.filter((it) => !drawn.includes(it))
}

describe.each(pages)('/%s', (path) => {
  let opened: WatchedPage
  beforeAll(async () => {
    opened = await openAt(1440, 'light')
  })
  afterAll(() => opened.page.context().close())
  const openAt = (width: number, colorScheme: 'light' | 'dark'): Promise<WatchedPage> =>
    openPage(browser, site.url + path, { viewport: { width, height: 800 }, colorScheme })
  async function seeItFits({ page, errors }: WatchedPage, other: 'light' | 'dark'): Promise<void> {
    const { width } = page.viewportSize()!
    const scrollWidth = () => page.evaluate(() => document.documentElement.scrollWidth)
    expect(await scrollWidth()).toBeLessThanOrEqual(width)
    await page.emulateMedia({ colorScheme: other })
    expect(await scrollWidth()).toBeLessThanOrEqual(width)
    expect(errors).toEqual([])
  }
  test('nothing reaches beyond the window where the rail comes in, nor a little before and after', async () => {
    const { page } = await openAt(1200, 'light')
    for (const width of [768, 1199, 1200, 1212, 1223, 1280]) {
      await page.setViewportSize({ width, height: 800 })
      const found = await page.evaluate(() => document.documentElement.scrollWidth)
      expect(found).toBeLessThanOrEqual(width)
    }
    await page.context().close()
  })
  test('the page opens at 1440 px in the light theme, and goes over to the dark one, without errors or horizontal scrolling', () =>
    seeItFits(opened, 'dark'))
  test('the page opens at 360 px in the dark theme, and goes over to the light one, without errors or horizontal scrolling', async () => {
    const narrow = await openAt(360, 'dark')
    await seeItFits(narrow, 'light')
    await narrow.page.context().close()
  })
  test('no two elements of the page have the same id', async () => {
    const { page } = opened
    const ids = await page
      .locator('[id]')
      .evaluateAll((all) => all.filter((it) => !it.closest('svg')).map((it) => it.id))
    expect(ids.filter((id, n) => ids.indexOf(id) !== n)).toEqual([])
  })
  test('waits for nothing that it loads before it is drawn', async () => {
    const blocking = await opened.page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .filter((it) => 'renderBlockingStatus' in it && it.renderBlockingStatus === 'blocking')
        .map(({ name }) => name),
    )
    expect(blocking).toEqual([])
    expect(
      await opened.page
        .locator('head :is(link[rel=stylesheet], link[rel=preload], script[src])')
        .count(),
    ).toBe(0)
  })
  test('is laid out at 360 and 1440 px before its style sheets have come', async () => {
    const widths = [360, 1440]
    const whole = await boxesOf(path, widths)
    for (const boxes of whole) expect(boxes.split('\n').length).toBeGreaterThan(30)
    expect(await boxesOf(path, widths, /\.css$/)).toEqual(whole)
  })
  test('every request of the page goes to this site', () => {
    const { requests } = opened
    const asked = requests.filter((it) => !/^(data|blob):/.test(it))
    expect(asked.filter((it) => !it.startsWith(site.url))).toEqual([])
  })
  test('every internal link of the page leads to a page and an anchor that exist', async () => {
    const { page } = opened
    const links = await page
      .locator('a[href]')
      .evaluateAll((all) => all.map((it) => (it as HTMLAnchorElement).href))
    for (const link of new Set(links.filter((it) => it.startsWith(site.url)))) {
      expect(existsSync(fileOf(link.split('#')[0])), link).toBe(true)
      const anchor = link.split('#')[1]
      if (anchor)
        expect(readFileSync(fileOf(link.split('#')[0]), 'utf8'), link).toContain(
          `id="${decodeURIComponent(anchor)}"`,
        )
    }
  })
  test('every character in the page’s formulas is in the fonts', () => {
    const drawn = readFileSync(join(folder, path, 'index.html'), 'utf8')
      .split('<span class="katex-html"')
      .slice(1)
      .map((it) => it.split('</span></span></span>')[0].replace(/<[^>]*>|&[#\w]+;/g, ''))
    expect(
      [...new Set(drawn.join(''))]
        .filter((letter) => !glyphs.includes(letter) && letter !== '\u200b')
        .join(' '),
      'add them in packages/notebook/src/styles/glyphs.ts',
    ).toBe('')
  })
  test('the page has one h1, a language, a title, and a name for every control', async () => {
    const { page } = opened
    expect(await page.locator('h1').count()).toBe(1)
    expect(await page.locator('html').getAttribute('lang')).toMatch(/^[a-z]{2}/)
    expect(await page.title()).not.toBe('')
    const nameless = await page
      .locator('input, button, select')
      .evaluateAll((all) =>
        all
          .filter(
            (it) =>
              !(it as HTMLInputElement).labels?.length &&
              !it.getAttribute('aria-label') &&
              !it.textContent?.trim(),
          )
          .map((it) => it.outerHTML),
      )
    expect(nameless).toEqual([])
  })
})

test('the site carries the licences of its scripts, styles, fonts and search', () => {
  const licences = readFileSync(join(folder, 'licences.txt'), 'utf8')
  for (const name of [
    'katex',
    'pagefind',
    'd3-array',
    'delaunator',
    '@observablehq/plot',
    '@codemirror/view',
    'dompurify',
    'acorn',
    'workbox-precaching',
    'typescript',
    '@types/d3-array',
  ])
    expect(licences).toMatch(new RegExp(`^${name} \\d+\\.`, 'm'))
  expect(licences).not.toMatch(/^(astro|vitest|vite) /m)
})

/** Whether a cell's code ends with `void`, or declares a function last. */
function showsNothing(code: string): boolean {
  const last = parseCell('', code).tree.body.at(-1)
  if (last?.type === 'ExpressionStatement') return /^\(*void\b/.test(code.slice(last.start))
  if (last?.type !== 'VariableDeclaration') return last?.type === 'FunctionDeclaration'
  return /Function/.test(last.declarations.at(-1)?.init?.type ?? '')
}

test('a chapter that draws nothing with Plot fetches at most 45 kB when it is idle', async () => {
  const url = `${site.url}a-real-classifier/`
  const saving = await openPage(browser, url, {}, saveData)
  await saving.page.waitForLoadState('networkidle')
  const { page, requests } = await openPage(browser, url)
  const findCells = (): boolean => requests.some((it) => /\d-a-real-classifier\..*\.js$/.test(it))
  await expect.poll(findCells, { timeout: patience }).toBe(true)
  await page.waitForLoadState('networkidle')
  const idle = weigh(requests.filter((it) => !saving.requests.includes(it)))
  console.log(`${idle} bytes gzip`)
  expect(idle).toBeLessThan(45_000)
  await Promise.all([saving.page, page].map((it) => it.context().close()))
})

describe.each(chapters)('%s before any interaction', (chapter) => {
  const source = readSource(chapter)
  const canBeMoved = source.inputs > 0
  /** Of a reader who saves data nothing is fetched before a sign of intent. */
  let saving: WatchedPage
  let withoutScript: Page
  beforeAll(async () => {
    saving = await openPage(browser, site.url + chapter, {}, saveData)
    const opened = await openPage(browser, site.url + chapter, { javaScriptEnabled: false })
    withoutScript = opened.page
  })
  afterAll(async () => {
    await saving.page.context().close()
    await withoutScript.context().close()
  })
  test('the page weighs at most 130 kB, of which at most 12 kB is script, for a reader who saves data', async () => {
    const { page, requests } = saving
    await page.evaluate(() => document.fonts.ready)
    await page.waitForLoadState('networkidle')
    const kinds = { page: /\/$/, script: /\.js$/, style: /\.css$/, font: /\.woff2$/ }
    console.log(
      Object.entries(kinds)
        .map(([kind, pattern]) => `${kind} ${weigh(requests.filter((it) => pattern.test(it)))}`)
        .join(', '),
      'bytes gzip',
    )
    expect(weigh(requests)).toBeLessThan(130_000)
    expect(weigh(requests.filter((it) => kinds.script.test(it)))).toBeLessThan(12_000)
  })
  test.runIf(canBeMoved)(
    'fetches, once it is idle, what its own cells need: at most 145 kB, Plot among it',
    async () => {
      const { page, requests } = saving
      await page.waitForLoadState('networkidle')
      const before = new Set(requests)
      // A reader who saves data is given the same, at the first touch.
      await page.evaluate(
        () =>
          new Promise<void>((done) => {
            const isShown = ({ target }: MutationRecord): boolean =>
              (target as Element).closest('.output, nb-value') !== null
            new MutationObserver((all) => all.some(isShown) && done()).observe(document.body, {
              childList: true,
              subtree: true,
            })
            const control = document.querySelector<HTMLInputElement>('nb-input input')
            if (control?.type === 'range') control.stepUp()
            else control?.click()
            control?.dispatchEvent(new Event('input', { bubbles: true }))
          }),
      )
      const idle = requests.filter((it) => it.startsWith(site.url) && !before.has(it))
      const sandbox = idle.filter((it) => it.includes('/_notebook/'))
      const own = idle.filter(
        (it) =>
          !/_notebook\/|\/(session|sandbox|sanitize|_virtual_notebook-programs)\.[^/]*\.js$/.test(
            it,
          ),
      )
      console.log(`${weigh(own)} bytes gzip of the page, ${weigh(sandbox)} of the sandbox`)
      // What chapters have in common grows a little with each one more.
      expect(weigh(own)).toBeLessThan(145_000)
    },
  )
  test('the page shows its figures, numbers and formulas without JavaScript', async () => {
    const page = withoutScript
    expect(await page.locator('nb-cell').count()).toBe(source.cells.length)
    // What is played may show itself through other cells alone, and so may the data of a chart.
    for (const cell of await page.locator('nb-cell:not(:has(nb-playback))').all()) {
      if (showsNothing((await cell.locator('pre code').textContent()) ?? '')) continue
      expect(
        (await cell.locator('.drawn').first().innerHTML()).length,
        (await cell.getAttribute('name')) ?? '',
      ).toBeGreaterThan(0)
    }
    for (const value of await page.locator('nb-value').all())
      expect(await value.textContent()).not.toBe('')
    expect(await findUndrawn(page, source.figures)).toEqual([])
    expect(await page.locator(':is(.equation, .derivation):has(math)').count()).toBe(
      source.formulas,
    )
    for (const code of await page.locator('nb-cell pre code').all())
      expect(await code.textContent()).not.toBe('')
  })
  test.each([
    [1440, 12],
    [360, 10],
  ])(
    'at %i px the letters of figures have at least %i px without JavaScript',
    async (width, least) => {
      await withoutScript.setViewportSize({ width, height: 800 })
      const sizes = await letterSizes(withoutScript, '.drawn svg:visible')
      // A figure's width may be a fraction of a pixel less than what it is drawn for.
      expect(Math.min(...sizes)).toBeGreaterThan(least - 0.05)
    },
  )
  test('a formula stands on one line wherever the column of a phone holds it, and none leaves the column', async () => {
    await withoutScript.setViewportSize({ width: 360, height: 800 })
    await layOutForGood(withoutScript)
    const formulas = await withoutScript.locator('.equation').evaluateAll((all) =>
      all.map((it) => {
        const formula = it.querySelector<HTMLElement>('.formula')!
        const letters = formula.querySelector<HTMLElement>('.katex')!
        const { scrollWidth, clientWidth, clientHeight } = formula
        letters.style.whiteSpace = 'nowrap'
        const fits = formula.scrollWidth <= it.clientWidth
        const broken = fits && clientHeight > formula.clientHeight + 1
        letters.style.whiteSpace = ''
        return { id: it.id, hidden: scrollWidth - clientWidth > 1, broken }
      }),
    )
    expect(formulas.filter(({ hidden, broken }) => hidden || broken)).toEqual([])
  })
  test.runIf(canBeMoved && source.figures.length > 0)(
    'figures stay the same when they are first drawn live',
    async () => {
      const { page } = await openPage(browser, site.url + chapter)
      // What is sent is rounded as the build does it, what the page draws itself is not.
      const drawn = async () => {
        const figures = page.locator('nb-cell .drawn:visible svg')
        const markup = await figures.evaluateAll((all) => all.map((svg) => svg.outerHTML))
        return markup.map(shortMarkup)
      }
      const drawnLive = () =>
        page.evaluate(
          () =>
            [...document.querySelectorAll('nb-cell:has(.drawn svg)')].filter(
              (cell) => !cell.querySelector('.drawn.roomy'),
            ).length,
        )
      const [before, notYet] = [await drawn(), await drawnLive()]
      await page.locator('nb-input input').first().dispatchEvent('input')
      await expect.poll(drawnLive).toBeGreaterThan(notYet)
      expect(await drawn()).toEqual(before)
      await page.context().close()
    },
  )
  test.runIf(source.formulas > 0).each([360, 1280])(
    'is led to a late formula by its link, at %i px',
    async (width) => {
      const ids = [
        ...readFileSync(join(folder, chapter, 'index.html'), 'utf8').matchAll(/id="(eq-[\w-]+)"/g),
      ]
      const hash = `#${ids.at(-1)![1]}`
      const { page } = await openPage(browser, site.url + chapter + hash, {
        viewport: { width, height: 800 },
      })
      const target = page.locator(hash)
      await expect
        .poll(() => target.evaluate((it) => it.getBoundingClientRect().top))
        .toBeLessThan(100)
      // What was laid out for it since has not moved it.
      await page.waitForLoadState('networkidle')
      const top = await target.evaluate((it) => it.getBoundingClientRect().top)
      expect(top).toBeGreaterThan(0)
      expect(top).toBeLessThan(100)
      await page.context().close()
    },
  )
  test('the printed page has figures, but no buttons or navigation', async () => {
    const { page } = saving
    await page.emulateMedia({ media: 'print' })
    expect(
      await page.locator('header button:visible, .toolbar button:visible, nav:visible').count(),
    ).toBe(0)
    expect(await findUndrawn(page, source.figures)).toEqual([])
    // Answers are printed, the code that is folded in them is not.
    expect(await page.locator(':is(.predict, .spot-the-error) > details:visible').count()).toBe(
      await page.locator(':is(.predict, .spot-the-error) > details').count(),
    )
    expect(await page.locator('.code:not([open]):visible').count()).toBe(0)
  })
})

describe('the site around the chapters', () => {
  test.each([
    ['', '.card-figure svg', 10],
    ['', '.drawn svg:visible', 12],
    ['gallery/', '.drawn svg:visible', 12],
  ])('on /%s the letters of %s have at least %i px', async (path, drawings, least) => {
    for (const width of [1440, 1100]) {
      const viewport = { width, height: 800 }
      const { page } = await openPage(browser, site.url + path, { viewport })
      const sizes = await letterSizes(page, drawings)
      expect(sizes.length).toBeGreaterThan(10)
      expect(Math.min(...sizes), `at ${width} px`).toBeGreaterThan(least - 0.05)
      await page.context().close()
    }
  })
  test('the search index contains sentences, but no controls', () => {
    const index = join(folder, 'pagefind/fragment')
    const texts = readdirSync(index).map((file) =>
      gunzipSync(readFileSync(join(index, file))).toString(),
    )
    expect(texts.some((it) => it.includes('Raise one bar and every probability moves'))).toBe(true)
    expect(
      texts.filter((it) => /Your guess|Choose one, then|Show the answer|Scores z 2\.0/.test(it)),
    ).toEqual([])
  })
  test('a link into the answer to a question opens the answer, and leads there', async () => {
    const chapter = 'from-scores-to-probabilities/'
    const { page } = await openPage(browser, site.url + chapter)
    const ids = await page
      .locator('.predict details [id]')
      .evaluateAll((all) => all.map((it) => it.id).filter((it) => /^(eq|cell)-/.test(it)))
    expect(ids.length).toBeGreaterThan(1)
    for (const id of ids) {
      await page.goto('about:blank')
      await page.goto(`${site.url}${chapter}#${id}`)
      const target = page.locator(`[id="${id}"]`)
      await target.waitFor({ state: 'visible' })
      await expect
        .poll(() => target.evaluate((it) => it.getBoundingClientRect().top))
        .toBeLessThan(200)
    }
    await page.context().close()
  })
  test('search finds a chapter, and loads nothing before it is opened', async () => {
    const { page, errors, requests } = await openPage(browser, site.url)
    expect(requests.filter((it) => it.includes('pagefind'))).toEqual([])
    await page.keyboard.press('/')
    await page.locator('dialog input').fill('temperature')
    await page.locator('dialog a').first().waitFor()
    const found = await page
      .locator('dialog a')
      .evaluateAll((all) => all.map((it) => it.getAttribute('href')))
    expect(found.join(' ')).toContain(first)
    expect(errors).toEqual([])
    await page.context().close()
  })
  test('the chosen theme is kept after a reload, from the first paint on', async () => {
    const { page } = await openPage(browser, site.url, { colorScheme: 'light' })
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    const light = await background()
    await page.locator('header button').last().click()
    await page.locator('header button').last().click()
    const chosen = await background()
    await page.reload({ waitUntil: 'commit' })
    await page.waitForSelector('body')
    expect([light, chosen].includes(await background())).toBe(true)
    expect(await background()).toBe(chosen)
    await page.context().close()
  })
  test('the list of chapters opens on a phone without JavaScript', async () => {
    const { page } = await openPage(browser, site.url + first, {
      javaScriptEnabled: false,
      viewport: { width: 360, height: 800 },
    })
    const entry = page.locator('#chapters a').first()
    expect(await entry.isVisible()).toBe(false)
    await page.locator('header button').first().click()
    await entry.waitFor()
    await page.context().close()
  })
  test('an unknown address shows a page with a heading and links', async () => {
    const { page } = await openPage(browser, `${site.url}nowhere/`)
    expect(await page.locator('h1').count()).toBe(1)
    expect(await page.locator('main a').count()).toBeGreaterThan(0)
    await page.context().close()
  })
})
