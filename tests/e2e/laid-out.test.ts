import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { layOutForGood, openPage } from './browser.ts'
import { bookFolder } from './build-books.ts'
import { useSite } from './fixture.ts'
import { chapters, readSource } from './read-source.ts'

/** How pages look, as far as it can be measured: what an eye on printed sheets found, and must not find again. */

const book = useSite(bookFolder)

/** A page without JavaScript, laid out as a whole. */
async function openSheet(path: string, width: number): Promise<Page> {
  const { page } = await openPage(book.browser, book.site.url + path, {
    javaScriptEnabled: false,
    viewport: { width, height: 900 },
  })
  await layOutForGood(page)
  return page
}

/** Elements whose letters stand in more than one line. */
function findBroken(page: Page, selector: string): Promise<string[]> {
  return page.locator(selector).evaluateAll((all) =>
    all
      .filter((it) => {
        const letters = document.createRange()
        letters.selectNodeContents(it)
        const tops = [...letters.getClientRects()].map(({ top }) => Math.round(top))
        return new Set(tops).size > 1
      })
      .map((it) => it.textContent ?? ''),
  )
}

/** Pairs of texts of a figure that lie on each other. Slanted ones are left out: their boxes are larger than they are. */
function findOverprints(page: Page): Promise<string[]> {
  return page.locator('nb-cell .drawn:visible svg').evaluateAll((all) =>
    all.flatMap((svg) => {
      const texts = [...svg.querySelectorAll('text')].filter(
        (it) => it.textContent?.trim() && !it.closest('[transform*=rotate]'),
      )
      const boxes = texts.map((it) => it.getBoundingClientRect())
      return texts.flatMap((text, n) =>
        texts.slice(0, n).flatMap((other, m) => {
          const [a, b] = [boxes[n], boxes[m]]
          const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left)
          const tall = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
          // A box has some room above and below its letters.
          return wide > 1.5 && tall > 5
            ? [
                `${svg.closest('nb-cell')?.getAttribute('name')}: ${other.textContent}, ${text.textContent}`,
              ]
            : []
        }),
      )
    }),
  )
}

/** Texts of a figure that the line of a handle goes through. */
function findStruckTexts(page: Page): Promise<string[]> {
  return page.locator('nb-cell .drawn:visible svg').evaluateAll((all) =>
    all.flatMap((svg) => {
      const lines = [...svg.querySelectorAll('[data-drag] > line')].map((it) =>
        it.getBoundingClientRect(),
      )
      return [...svg.querySelectorAll('text')]
        .filter((text) => {
          const box = text.getBoundingClientRect()
          return lines.some(
            (line) =>
              line.left < box.right - 1 &&
              line.right > box.left + 1 &&
              line.top < box.bottom - 5 &&
              line.bottom > box.top + 5,
          )
        })
        .map((text) => `${svg.closest('nb-cell')?.getAttribute('name')}: ${text.textContent}`)
    }),
  )
}

describe.each(chapters)('%s', (chapter) => {
  const { exercises: written } = readSource(chapter)
  let desk: Page
  let phone: Page
  beforeAll(async () => {
    desk = await openSheet(chapter, 1440)
    phone = await openSheet(chapter, 360)
  })
  afterAll(async () => {
    await desk.context().close()
    await phone.context().close()
  })

  test('no two texts of a figure lie on each other, at 1440 and 360 px', async () => {
    expect(await findOverprints(desk)).toEqual([])
    expect(await findOverprints(phone)).toEqual([])
  })
  test('no line that is dragged goes through a text of its figure, at 1440 and 360 px', async () => {
    expect(await findStruckTexts(desk)).toEqual([])
    expect(await findStruckTexts(phone)).toEqual([])
  })
  test('of the sliders of one input none is left alone in a line, at 1440 px', async () => {
    const lines = await desk.locator('.numbers fieldset:visible').evaluateAll((all) =>
      all.map((fieldset) => {
        const tops = [...fieldset.querySelectorAll('input')].map((it) => it.offsetTop)
        return tops.map((top) => tops.filter((it) => it === top).length)
      }),
    )
    expect(lines.filter((it) => new Set(it).size > 1)).toEqual([])
  })
  test('a vector in a table is not broken, at 1440 px', async () => {
    const broken = await desk.locator('.drawn td:visible').evaluateAll((all) =>
      all
        .filter((it) => /^[−+]?[\d.]+(, [−+]?[\d.]+)+$/.test(it.textContent ?? ''))
        .filter((it) => {
          const letters = document.createRange()
          letters.selectNodeContents(it)
          return letters.getClientRects().length > 1
        })
        .map((it) => it.textContent),
    )
    expect(broken).toEqual([])
  })
  test('code stands flush with the text, in exercises as elsewhere, at 1440 px', async () => {
    const gaps = await desk
      .locator('.prose > :is(nb-cell, .exercise) pre:visible')
      .evaluateAll((all) =>
        all.map(
          (it) =>
            it.getBoundingClientRect().left - it.closest('.prose')!.getBoundingClientRect().left,
        ),
      )
    // The answer of an exercise is open.
    expect(gaps.length).toBeGreaterThanOrEqual(written)
    for (const gap of gaps) expect(gap).toBeCloseTo(0, 1)
  })
  test('the images of a choice stand in the order of its buttons', async () => {
    const choices = await desk.locator('.choice').evaluateAll((all) =>
      all.map((choice) => {
        const buttons = [...choice.querySelectorAll<HTMLInputElement>('input')].map(
          (it) => it.value,
        )
        const marks = document.querySelectorAll<SVGElement>(
          `.drawn.roomy [data-input="${choice.getAttribute('name')}"][data-value]`,
        )
        const values = [...marks].map((it) => it.dataset.value!)
        return [[...new Set(values)], buttons.filter((it) => values.includes(it))]
      }),
    )
    for (const [marks, buttons] of choices) expect(marks).toEqual(buttons)
  })
  test('a number keeps its per cent sign on its line', async () => {
    expect(await desk.locator('.prose').textContent()).not.toMatch(/\d %/)
  })
  test('buttons that need two lines have frames of their own, at 360 px', async () => {
    const corners = await phone.locator('.choice fieldset:visible').evaluateAll((all) =>
      all
        .map((it) => [...it.querySelectorAll('label')])
        .filter((labels) => new Set(labels.map((it) => it.offsetTop)).size > 1)
        .flatMap((labels) =>
          labels.map((it) => getComputedStyle(it.querySelector('span')!).borderRadius),
        ),
    )
    expect(new Set(corners).size).toBeLessThanOrEqual(1)
  })
  test('inputs below one another are apart, at 360 px', async () => {
    const gaps = await phone
      .locator('.input + .input:visible')
      .evaluateAll((all) =>
        all.map(
          (it) =>
            it.getBoundingClientRect().top -
            it.previousElementSibling!.getBoundingClientRect().bottom,
        ),
      )
    expect(gaps.filter((it) => it < 20)).toEqual([])
  })
  test('a slider beside slim lines stands in line with the first of them, at 1440 px', async () => {
    const offsets = await desk
      .locator('.pair:visible:has(> .numbers):has(> .slider)')
      .evaluateAll((all) =>
        all.map((pair) => {
          const [line, slider] = ['.number-row > input', ':scope > .slider > input'].map((input) =>
            pair.querySelector(input)!.getBoundingClientRect(),
          )
          return line.top + line.bottom - slider.top - slider.bottom
        }),
      )
    for (const offset of offsets) expect(Math.abs(offset)).toBeLessThan(2)
  })
  test('what goes on beyond the edge of a phone has a shadow there, also without a script', async () => {
    const scrolls = await phone.locator('.prose nb-scroll:visible').evaluateAll((all) =>
      all
        .filter((it) => it.scrollWidth > it.clientWidth + 1)
        .map((it) => getComputedStyle(it))
        .map((it) => ({
          shadows: it.backgroundImage.split('gradient').length - 1,
          attachment: it.backgroundAttachment,
          widths: it.backgroundSize.split(', ').map((size) => parseFloat(size)),
        })),
    )
    for (const { shadows, attachment, widths } of scrolls) {
      expect(shadows).toBe(4)
      expect(attachment).toBe('local, local, scroll, scroll')
      // What goes on by less than its cover is wide shows the rest of the shadow only.
      expect(widths[0]).toBeLessThanOrEqual(10)
      expect(widths[0]).toBeGreaterThan(widths[2])
    }
  })
  test('printed, what only computes leaves no gap, and a choice has no frame', async () => {
    await desk.emulateMedia({ media: 'print' })
    const empty = await desk
      .locator('.prose > nb-cell:visible, .prose > .exercise > nb-cell:visible')
      .evaluateAll((all) =>
        all.filter((it) => it.getBoundingClientRect().height === 0).map((it) => it.id),
      )
    const frames = await desk
      .locator('.choice span:visible')
      .evaluateAll((all) => all.map((it) => getComputedStyle(it).borderTopWidth))
    await desk.emulateMedia({ media: 'screen' })
    expect(empty).toEqual([])
    expect(frames.filter((it) => it !== '0px')).toEqual([])
  })
  test('printed, an exercise is on one page: none is taller than half of it', async () => {
    // A page of A4 within its margins is 170 mm wide and 261 mm tall.
    await desk.setViewportSize({ width: 643, height: 986 })
    await desk.emulateMedia({ media: 'print' })
    const exercises = await desk
      .locator('.exercise')
      .evaluateAll((all) =>
        all.map((it) => [getComputedStyle(it).breakInside, it.getBoundingClientRect().height]),
      )
    await desk.emulateMedia({ media: 'screen' })
    await desk.setViewportSize({ width: 1440, height: 900 })
    expect(exercises.length).toBe(written)
    expect(exercises.filter(([inside, tall]) => inside !== 'avoid' || +tall > 493)).toEqual([])
  })
  test('printed, a switch takes one line', async () => {
    await desk.emulateMedia({ media: 'print' })
    const switches = await desk
      .locator('.toggle:visible')
      .evaluateAll((all) => all.map((it) => it.getBoundingClientRect().height))
    await desk.emulateMedia({ media: 'screen' })
    expect(switches.filter((it) => it > 32)).toEqual([])
  })
  test('printed, inputs that stand side by side on a screen are lines with even gaps', async () => {
    await desk.emulateMedia({ media: 'print' })
    const gaps = await desk.locator('.pair > .input + .input:visible').evaluateAll((all) =>
      all.map((it) => {
        const [above, own] = [it.previousElementSibling!, it].map((box) =>
          box.getBoundingClientRect(),
        )
        return Math.round(own.top - above.bottom)
      }),
    )
    const tall = await desk
      .locator('.pair > .choice:visible')
      .evaluateAll((all) => all.map((it) => it.getBoundingClientRect().height))
    await desk.emulateMedia({ media: 'screen' })
    expect(gaps.filter((it) => it !== 12)).toEqual([])
    expect(tall.filter((it) => it > 24)).toEqual([])
  })
  test('the lines to remember have as much room below as above, at 360 px', async () => {
    const rooms = await phone.locator('.remember').evaluateAll((all) =>
      all.map((it) => {
        const [band, first] = [it, it.firstElementChild!].map((box) => box.getBoundingClientRect())
        // A list, or one that stands in another, has room of its own below: what counts is its last line.
        let last = it.lastElementChild!
        while (last.matches('ul, ol, li') && last.lastElementChild?.matches('ul, ol, li, p'))
          last = last.lastElementChild
        return [first.top - band.top, band.bottom - last.getBoundingClientRect().bottom]
      }),
    )
    for (const [above, below] of rooms) expect(Math.abs(above - below)).toBeLessThan(9)
  })
  test('without a script open code has its mark and, since no buttons stand beside it, its whole name, at 360 px', async () => {
    const lines = await phone.locator('.code[open] > summary:visible').evaluateAll((all) =>
      all.map((it) => {
        const name = it.querySelector('.code-name')!
        return {
          mark: Math.round(parseFloat(getComputedStyle(it, '::before').width)),
          cut: name.scrollWidth > name.clientWidth,
        }
      }),
    )
    expect(lines.length).toBeGreaterThanOrEqual(written)
    expect(lines.filter(({ mark }) => mark !== 6)).toEqual([])
    expect(lines.filter(({ cut }) => cut)).toEqual([])
  })
})

/** How many cards stand in each row of the front page. */
async function readRows(page: Page): Promise<number[]> {
  const tops = await page
    .locator('.chapter-card')
    .evaluateAll((all) => all.map((it) => (it as HTMLElement).offsetTop))
  return [...new Set(tops)].map((top) => tops.filter((it) => it === top).length)
}

describe('the pages around the chapters', () => {
  test('no card of the front page is left alone in the last of several rows, at 1440 and 1100 px', async () => {
    for (const width of [1440, 1100]) {
      const page = await openSheet('', width)
      const rows = await readRows(page)
      expect(rows.reduce((sum, cards) => sum + cards, 0)).toBe(chapters.length)
      if (Math.max(...rows) > 1) expect(rows.at(-1), `at ${width} px`).toBeGreaterThan(1)
      await page.context().close()
    }
  })
  test('what is beside the cards of the front page begins where they do', async () => {
    const page = await openSheet('', 360)
    const lefts = await page
      .locator('.chapter-card, .chapter-entry a')
      .evaluateAll((all) => all.map((it) => it.getBoundingClientRect().left))
    expect(new Set(lefts).size).toBe(1)
    await page.context().close()
  })
  test('a group of the reference stands on the first line of its entries', async () => {
    const page = await openSheet('reference/', 1440)
    const offsets = await page.locator('.entry-index > div').evaluateAll((all) =>
      all.map((it) => {
        const [title, entry] = ['dt a', 'dd a'].map((link) => {
          const letters = document.createRange()
          letters.selectNodeContents(it.querySelector(link)!)
          return letters.getClientRects()[0].bottom
        })
        return Math.abs(title - entry)
      }),
    )
    expect(offsets.length).toBeGreaterThan(5)
    expect(Math.max(...offsets)).toBeLessThan(6)
    await page.context().close()
  })
  test('on a phone a symbol’s meaning has the whole line, and its names the next one', async () => {
    const page = await openSheet('notation/', 360)
    const rows = await page.locator('.symbols tbody tr').evaluateAll((all) =>
      all.map((row) => {
        const [, meaning, said] = [...row.children].map((it) => it.getBoundingClientRect())
        return [meaning.width, said.top - meaning.bottom]
      }),
    )
    expect(rows.length).toBeGreaterThan(30)
    expect(Math.min(...rows.map(([wide]) => wide))).toBeGreaterThan(250)
    expect(Math.min(...rows.map(([, below]) => below))).toBeGreaterThan(-1)
    await page.context().close()
  })
  test('a printed table of more than half a page may go on in the next', async () => {
    const page = await openSheet('notation/', 1440)
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('.symbols').evaluate((it) => getComputedStyle(it).breakInside)).toBe(
      'auto',
    )
    await page.context().close()
  })
  test('the texts of the figures of the front page do not lie on each other, on small phones too', async () => {
    for (const width of [1440, 360, 320]) {
      const page = await openSheet('', width)
      expect(await findOverprints(page)).toEqual([])
      await page.context().close()
    }
  })
  test('a line in a table of speed ends at a slash, and not within a number and its range', async () => {
    for (const width of [1440, 360]) {
      const page = await openSheet('speed/', width)
      expect(await page.locator('.speed td > span').count()).toBeGreaterThan(100)
      expect(await findBroken(page, '.speed td > span')).toEqual([])
      await page.context().close()
    }
  })
  test('what a symbol or an argument is called stands in one line, at 1440 px', async () => {
    const notation = await openSheet('notation/', 1440)
    expect(await findBroken(notation, '.symbols tr > :nth-child(n + 3)')).toEqual([])
    await notation.context().close()
    const reference = await openSheet('reference/', 1440)
    expect(await findBroken(reference, '.fact > dt > code')).toEqual([])
    await reference.context().close()
  })
  test('a switch in a sentence stands on its line', async () => {
    const page = await openSheet('gallery/', 1440)
    const offsets = await page.locator('p .toggle').evaluateAll((all) =>
      all.map((it) => {
        const line = document.createRange()
        const beside = [...it.parentNode!.childNodes].find(
          (node) => node.nodeType === Node.TEXT_NODE && node.textContent!.trim(),
        )
        line.selectNodeContents(beside!)
        const [a, b] = [
          line.getBoundingClientRect(),
          it.querySelector('span')!.getBoundingClientRect(),
        ]
        return Math.abs(a.top + a.bottom - b.top - b.bottom) / 2
      }),
    )
    expect(offsets.length).toBeGreaterThan(1)
    expect(Math.max(...offsets)).toBeLessThan(3)
    await page.context().close()
  })
  test('without a script the playground says what it needs, and shows no buttons', async () => {
    const page = await openSheet('play/', 360)
    expect(await page.locator('.starts:visible').count()).toBe(0)
    expect(await page.locator('.needs-script-note').textContent()).toContain('run cells')
    await page.context().close()
  })
  test('a page on which nothing can be run or moved does not say that it needs a script', async () => {
    const counts = async (path: string): Promise<number> => {
      const page = await openSheet(path, 360)
      const count = await page.locator('.needs-script-note').count()
      await page.context().close()
      return count
    }
    expect(await counts('notation/')).toBe(0)
    expect(await counts('gallery/')).toBe(1)
  })
  test('the sums of a printed table stand below its last row alone', async () => {
    const page = await openSheet('making/', 1440)
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('tfoot').evaluate((it) => getComputedStyle(it).display)).toBe(
      'table-row-group',
    )
    await page.context().close()
  })
  test('printed, the signature of a function is whole, and stands with what it does', async () => {
    const page = await openSheet('reference/', 1440)
    await page.emulateMedia({ media: 'print' })
    const breaks = await page
      .locator('.signature:has(~ .facts)')
      .first()
      .evaluate((it) => [getComputedStyle(it).breakInside, getComputedStyle(it).breakAfter])
    expect(breaks).toEqual(['avoid', 'avoid'])
    await page.context().close()
  })
  test('works are in the order of the names that they are looked for by, and a question ends once', async () => {
    const page = await openSheet('bibliography/', 1440)
    const works = await page.locator('.bibliography > li').allTextContents()
    const place = (words: string): number => works.findIndex((it) => it.includes(words))
    expect(works.join()).not.toMatch(/[?!]\./)
    expect(place('IEEE Computer Society')).toBeLessThan(place('Eric Jang'))
    expect(place('Zhihu, in Chinese')).toBe(works.length - 1)
    expect(works[place('Yea-Seul Kim')]).toContain('How it was made')
    await page.context().close()
  })
  test('the page on the making sets a space before the largest error', async () => {
    const page = await openSheet('making/', 1440)
    expect(await page.locator('.prose').textContent()).toMatch(/more than\s+\d/)
    await page.context().close()
  })
})
