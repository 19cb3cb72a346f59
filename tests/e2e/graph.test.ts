import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { writeCode } from './browser.ts'
import { runCode, seeText, useFixture } from './fixture.ts'
import { addCell, choose } from './own-cell.ts'

const book = useFixture()

/** What a screen reader reads of the node that has the focus. */
function focused(page: Page): Promise<string | null | undefined> {
  return page.evaluate(() => document.activeElement?.getAttribute('aria-label'))
}

/** Opens the graph by the keyboard, at a cell. */
async function openGraph(page: Page, cell: string): Promise<void> {
  await page.locator(`#cell-${cell} > .code > .toolbar .more`).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: 'Show who feeds whom' }).press('Enter')
  await expect.poll(() => focused(page)).toContain(`cell ${cell}`)
}

const nodeOf = (page: Page, name: string) =>
  page.locator('dialog.graph .graph-node').filter({ hasText: new RegExp(`^${name}`) })

describe('the graph of a page’s cells', () => {
  test('is walked along its lines by arrow keys, and Enter leads to a cell', async () => {
    const { page, errors, requests } = await book.open()
    expect(requests.filter((it) => it.includes('panel'))).toEqual([])
    await openGraph(page, 'sum')
    expect(await focused(page)).toBe('cell sum; needs cell p')
    await page.keyboard.press('ArrowLeft')
    expect(await focused(page)).toMatch(/^cell p; needs input z, input T; feeds cell sum, /)
    await page.keyboard.press('ArrowLeft')
    expect(await focused(page)).toMatch(/^input T; feeds cell p/)
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    expect(await focused(page)).toMatch(/^cell sum/)
    await page.keyboard.press('Home')
    expect(await focused(page)).toMatch(/^input z/)
    await page.keyboard.press('ArrowDown')
    expect(await focused(page)).toMatch(/^input T/)
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('input-T')
    await openGraph(page, 'p')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    const cell = page.locator('#cell-sum')
    expect(await cell.locator('> .code > summary').evaluate((it) => it.matches(':focus'))).toBe(
      true,
    )
    expect(errors).toEqual([])
    await page.context().close()
  })
  test('has a line for each need, lit at the node that has the focus, and is closed by Escape', async () => {
    const { page } = await book.open()
    await openGraph(page, 'sum')
    const lit = page.locator('dialog.graph path[data-need]')
    expect(await lit.count()).toBe(1)
    await page.keyboard.press('ArrowLeft')
    expect(await lit.count()).toBe(2)
    const names = await page.locator('dialog.graph [data-need] > .graph-name').allTextContents()
    expect(names).toEqual(['z', 'T'])
    await page.keyboard.press('Escape')
    expect(await page.locator('dialog.graph[open]').count()).toBe(0)
    const opener = page.locator('#cell-sum > .code > .toolbar .more')
    expect(await opener.evaluate((it) => it === document.activeElement)).toBe(true)
    await page.context().close()
  })
  test('follows edits while it is open: what is not run, out of date, and needs something else', async () => {
    const { page } = await book.open()
    await openGraph(page, 'sum')
    await writeCode(page, 'p', 'const p = softmax(z)')
    await nodeOf(page, 'p').filter({ hasText: 'edited, not run' }).waitFor()
    await nodeOf(page, 'sum').filter({ hasText: 'out of date' }).waitFor()
    await runCode(page, 'p', 'const p = softmax(z)')
    await page.locator('dialog.graph [aria-label^="cell p; edited; needs input z; "]').waitFor()
    expect(await nodeOf(page, 'sum').innerText()).toBe('sum')
    await runCode(page, 'p', 'const p: number[] = z.map(() => { throw new Error("no") })')
    await nodeOf(page, 'p').filter({ hasText: 'failed' }).waitFor()
    await nodeOf(page, 'sum').filter({ hasText: 'out of date' }).waitFor()
    await page.context().close()
  })
  test('has the reader’s own cells and inputs', async () => {
    const { page } = await book.open()
    await addCell(page, 'sum', 'mine', "slider('a', { min: 0, max: 10, step: 1, value: 3 })")
    await addCell(page, 'mine', 'mine-2', 'a * sum2')
    await seeText(page, '#cell-mine-2 .failure', 'sum2')
    await runCode(page, 'mine-2', 'a * p.length')
    await seeText(page, '#cell-mine-2 .drawn', '9')
    await openGraph(page, 'mine-2')
    expect(await focused(page)).toBe('cell mine-2; needs cell p, cell mine')
    await page.keyboard.press('ArrowLeft')
    expect(await focused(page)).toBe('cell mine; feeds cell mine-2')
    await choose(page, 'mine-2', 'Delete')
    await nodeOf(page, 'mine-2').waitFor({ state: 'detached' })
    await page.context().close()
  })
  test('is there in the playground, from the first cell on, and fits a small phone', async () => {
    const { page, errors } = await book.open({ viewport: { width: 360, height: 640 } }, 'play')
    const open = async (): Promise<void> => {
      await page.locator('[data-changes-button]').click()
      await page.getByRole('button', { name: 'Show who feeds whom' }).click()
    }
    await open()
    await page.getByText('No cells here yet.').waitFor()
    await page.locator('dialog.graph .close').click()
    await page.getByRole('button', { name: 'An empty cell' }).click()
    await page.locator('#cell-mine .cm-content:focus').waitFor()
    await runCode(page, 'mine', 'const middle = 3')
    await seeText(page, '#cell-mine .drawn', '3')
    await addCell(page, 'mine', 'mine-2', 'middle + 1')
    await seeText(page, '#cell-mine-2 .drawn', '4')
    await open()
    await expect.poll(() => focused(page)).toBe('cell mine; feeds cell mine-2')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    expect(await page.locator('dialog.graph[open]').count()).toBe(0)
    await open()
    const { left, right } = await page.locator('dialog.graph').evaluate((it) => {
      const { left, right } = it.getBoundingClientRect()
      return { left, right }
    })
    expect(left).toBeGreaterThanOrEqual(0)
    expect(right).toBeLessThanOrEqual(360)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
    expect(errors).toEqual([])
    await page.context().close()
  })
})
