import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { runCode, seeText, useFixture } from './fixture.ts'

const book = useFixture()
const { open } = book
const isOpen = (page: Page, cell: string): Promise<boolean> =>
  page.locator(`#cell-${cell} > .code`).evaluate((it) => (it as HTMLDetailsElement).open)

describe('the code of a cell', () => {
  test('is folded unless its fence says otherwise', async () => {
    const { page } = await open()
    expect(await isOpen(page, 'bars')).toBe(false)
    expect(await isOpen(page, 'p')).toBe(true)
    await page.context().close()
  })
  test('is opened and folded everywhere by one switch, and each cell still by itself', async () => {
    const { page, errors } = await open()
    const button = page.getByRole('button', { name: 'Show all code' })
    await button.click()
    expect(await button.getAttribute('aria-pressed')).toBe('true')
    expect(await isOpen(page, 'bars')).toBe(true)
    await page.locator('#cell-bars > .code > summary').click()
    expect(await page.locator('#cell-bars > .code > .editor').isVisible()).toBe(false)
    await button.click()
    expect(await isOpen(page, 'p')).toBe(false)
    expect(errors).toEqual([])
    await page.context().close()
  })
  test('is open on every page of the book for a reader who wanted it open, and on the next visit', async () => {
    const { page } = await open()
    await page.getByRole('button', { name: 'Show all code' }).click()
    await page.goto(`${book.site.url}handles/`)
    const codes = page.locator('nb-cell > .code')
    await page.waitForFunction(() => document.documentElement.dataset['code'] === 'opened')
    expect(await codes.count()).toBeGreaterThan(3)
    expect(await page.locator('nb-cell > .code:not([open])').count()).toBe(0)
    await page.context().close()
  })
  test('is printed only where it is open', async () => {
    const { page } = await open()
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('#cell-bars > .code').isVisible()).toBe(false)
    expect(await page.locator('#cell-p > .code > .editor').isVisible()).toBe(true)
    await page.context().close()
  })
})

describe('an exercise', () => {
  test('shows the lines to edit, and neither its judge’s code nor a verdict', async () => {
    for (const javaScriptEnabled of [true, false]) {
      const { page } = await open({ javaScriptEnabled })
      expect(await page.locator('#cell-half > .code > .editor').isVisible()).toBe(true)
      expect(await isOpen(page, 'half-verdict')).toBe(false)
      expect(await page.locator('.verdict').isVisible()).toBe(false)
      await page.context().close()
    }
  })
  test('tells its verdict once an answer was run, right or not', async () => {
    const { page, errors } = await open()
    await page.locator('#cell-half > .code .run').click()
    await page.locator('.verdict.not-yet').waitFor()
    await runCode(page, 'half', 'const half = 1 / 2')
    await page.locator('.verdict.right').waitFor()
    await seeText(page, '#cell-half-verdict .output', 'One of two.')
    expect(errors).toEqual([])
    await page.context().close()
  })
  test('keeps its judge folded when all code is opened: it has the answer', async () => {
    const { page } = await open()
    await page.getByRole('button', { name: 'Show all code' }).click()
    expect(await isOpen(page, 'half-verdict')).toBe(false)
    await page.context().close()
  })
})

describe('a fold', () => {
  test('shows its title, and its text when it is opened, or printed', async () => {
    const { page } = await open()
    const text = page.getByText('A matter for few.')
    expect(await text.isVisible()).toBe(false)
    await page.getByText('Beside the point').click()
    expect(await text.isVisible()).toBe(true)
    await page.reload()
    await page.emulateMedia({ media: 'print' })
    expect(await text.isVisible()).toBe(true)
    await page.context().close()
  })
})
