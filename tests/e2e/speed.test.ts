import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { bookFolder } from './build-books.ts'
import { useSite } from './fixture.ts'
import { openPage } from './browser.ts'

const book = useSite(bookFolder)

interface Kept {
  date: string
  systems: {
    title: string
    lines: number
    slow: { firstPlot: { median: number } }
    weight: { untilIdle: { all: number } }
    drag: { one: { median: number; p95: number } }
  }[]
}

// Read here anew, and not by what makes the page.
const { date, systems } = JSON.parse(readFileSync('bench/results.json', 'utf8')) as Kept

test('the page on speed shows the numbers of the last whole run of the bench', async () => {
  const { page, errors } = await openPage(book.browser, `${book.site.url}speed/`)
  const rows = await page
    .locator('table.speed')
    .first()
    .evaluate((table) =>
      [...table.querySelectorAll('tr')].map((row) =>
        [...row.children].map((cell) => cell.textContent.trim()),
      ),
    )
  const row = (start: string): string[] => rows.find(([name]) => name.startsWith(start))!.slice(1)
  expect(rows[0].slice(1)).toEqual(systems.map(({ title }) => title))
  expect(row('lines')).toEqual(systems.map(({ lines }) => String(lines)))
  const numbers = (cell: string): number[] => (cell.match(/[\d.]+/g) ?? []).map(Number)
  expect(row('kB until idle').map((cell) => numbers(cell)[0])).toEqual(
    systems.map(({ weight }) => Math.round(weight.untilIdle.all)),
  )
  const drags = row('drag, each event right after a frame').map(numbers)
  expect(drags.map(([first]) => first)).toEqual(
    systems.map(({ drag }) => Math.round(drag.one.median)),
  )
  expect(drags.map((cell) => cell.at(-1))).toEqual(
    systems.map(({ drag }) => Math.round(drag.one.p95)),
  )
  expect(row('first plot').map((cell) => numbers(cell.slice(cell.indexOf('/')))[0])).toEqual(
    systems.map(({ slow }) => Math.round(slow.firstPlot.median)),
  )
  expect(await page.locator('main').innerText()).toContain(`Measured on ${date}`)
  expect(errors).toEqual([])
  await page.context().close()
})
