import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { useFixture } from './fixture.ts'

const book = useFixture()
const open = async (): Promise<Page> => (await book.open()).page
const figure = '#cell-named .drawn'
/** What is marked: symbols and inputs by their names in cells, marks by theirs. */
const named = (page: Page): Promise<string[]> =>
  page.locator('[named]:visible').evaluateAll((all) => {
    const kinds = all.map(
      (it) =>
        `${it.closest('svg') ? 'mark' : it.localName === 'nb-input' ? 'input' : 'symbol'} ${it.getAttribute('data-cell') ?? it.getAttribute('data-symbol') ?? it.getAttribute('name')}`,
    )
    return [...new Set(kinds)].sort()
  })
const scores = ['input z', 'mark z', 'symbol z']
const probabilities = ['mark p sigma', 'symbol sigma']
const away = (page: Page): Promise<void> => page.mouse.move(2, 2)

describe('symbols, marks and inputs of one name', () => {
  test('a symbol in the text lights up its input and marks, by pointer and by focus', async () => {
    const page = await open()
    const symbol = page.locator('.symbol[data-cell=z]')
    // What comes into view is laid out then, and may move the symbol from under the pointer.
    await expect
      .poll(async () => {
        await away(page)
        await symbol.locator('.katex-html').hover()
        return named(page)
      })
      .toEqual(scores)
    await away(page)
    await expect.poll(() => named(page)).toEqual([])
    await symbol.focus()
    await expect.poll(() => named(page)).toEqual(scores)
    await symbol.blur()
    await expect.poll(() => named(page)).toEqual([])
    await page.context().close()
  })
  test('a symbol in a formula lights up everything of its name', async () => {
    const page = await open()
    await page.locator('#eq-softmax [data-cell=sigma]').first().hover()
    await expect.poll(() => named(page)).toEqual(probabilities)
    await page.context().close()
  })
  test('a mark in a figure lights up everything of its name', async () => {
    const page = await open()
    await page.locator(`${figure} [data-symbol=z] rect`).hover()
    await expect.poll(() => named(page)).toEqual(scores)
    await page.locator(`${figure} [data-symbol~=sigma] rect`).hover()
    await expect.poll(() => named(page)).toEqual(probabilities)
    const outline = (): Promise<string> =>
      page
        .locator(`${figure} [data-symbol~=sigma] rect`)
        .evaluate((it) => getComputedStyle(it).stroke)
    expect(await outline()).toMatch(/^rgb/)
    await away(page)
    await expect.poll(() => named(page)).toEqual([])
    expect(await outline()).toBe('none')
    await page.context().close()
  })
  test('an input lights up everything of its name, also in a figure that is redrawn while it moves', async () => {
    const page = await open()
    await page.locator('#input-z-0').focus()
    await expect.poll(() => named(page)).toEqual(scores)
    await page.keyboard.press('ArrowUp')
    await page.waitForSelector('#cell-named .drawn rect[width="41"]')
    await expect.poll(() => named(page)).toEqual(scores)
    expect(await page.locator('#cell-named [data-symbol=z][named]').count()).toBe(1)
    await page.context().close()
  })
})

test('a mark that stands for a toggle switches it when clicked', async () => {
  const page = await open()
  await page.locator(`${figure} [data-input=on]`).click()
  await page.waitForSelector('#cell-named circle[r="15"]')
  expect(await page.locator('nb-input[name=on] input').isChecked()).toBe(true)
  await page.locator(`${figure} [data-input=on]`).click()
  await page.waitForSelector('#cell-named circle[r="10"]')
  await page.context().close()
})
