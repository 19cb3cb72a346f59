import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { replaceCode } from './browser.ts'
import { fixture } from './build-books.ts'
import { runCode, seeText, setRange, useFixture } from './fixture.ts'

const book = useFixture()
const open = () => book.open({}, 'play')

async function addCell(page: Page, source: string): Promise<void> {
  await page.getByRole('button', { name: 'An empty cell' }).click()
  const editor = page.locator('nb-cell .cm-content:focus')
  await replaceCode(editor, source)
  await editor.press('Control+Enter')
}

describe('the playground', () => {
  test('has the whole library in scope, and keeps what was written', async () => {
    const { page, errors } = await open()
    await addCell(page, 'const p = softmax([1, 2, 3])')
    await seeText(page, '#cell-mine .drawn', 'p = [0.090031')
    await addCell(page, 'Plot.plot({ width, marks: [Plot.barY(p)] })')
    await page.waitForSelector('#cell-mine-2 svg')
    await page.reload()
    await page.locator('#cell-mine-2').waitFor()
    expect(await page.locator('#cell-mine pre').textContent()).toBe('const p = softmax([1, 2, 3])')
    expect(errors).toEqual([])
    await page.context().close()
  })
  test('has starting points, which run', async () => {
    const { page, errors } = await open()
    await page.getByRole('button', { name: 'A slider and a table' }).click()
    await seeText(page, '#cell-mine-2 table', '1.7321')
    await page.locator('#cell-mine input[type=range]').fill('2')
    await page.waitForFunction(
      () => document.querySelectorAll('#cell-mine-2 tbody tr').length === 2,
    )
    await page.getByRole('button', { name: 'Your own data' }).click()
    await page.locator('#cell-mine-3 .drop-zone').evaluate((zone) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', 'a,b\n1,2\n3,4')
      zone.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }))
    })
    await page.locator('#cell-mine-4 .run').click()
    await seeText(page, '#cell-mine-4 .drawn', '2')
    expect(errors).toEqual([])
    await page.context().close()
  })
  test('opens a chapter’s cell with all that it needs, and the inputs as they stand', async () => {
    const { page } = await book.open()
    await setRange(page, 'input-T', '2')
    await runCode(page, 'sum', 'Math.round(p.reduce((a, b) => a + b) * 10 * T)')
    await page.locator('#cell-sum .more').click()
    const [opened] = await Promise.all([
      page.context().waitForEvent('page'),
      page.getByRole('menuitem', { name: 'Open in the playground' }).click(),
    ])
    await seeText(opened, '.shared', '4 new cells')
    await opened.getByRole('button', { name: 'Run them' }).click()
    await seeText(opened, '#cell-sum .drawn', '20')
    const names = await opened
      .locator('nb-cell')
      .evaluateAll((all) => all.map((it) => it.getAttribute('name')))
    expect(names).toEqual(['input-T', 'input-z', 'p', 'sum'])
    await page.context().close()
  })
  test('is listed with the chapters, and is no part of the search', () => {
    const page = readFileSync(join(fixture.folder, 'fixture/index.html'), 'utf8')
    expect(page).toContain(`href="${fixture.base}play/"`)
    expect(readFileSync(join(fixture.folder, 'play/index.html'), 'utf8')).not.toContain(
      'data-pagefind-body',
    )
  })
})
