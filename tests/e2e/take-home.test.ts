import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Download, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { openPage } from './browser.ts'
import { runCode, seeText, setRange, useFixture } from './fixture.ts'
import { addCell, choose } from './own-cell.ts'

const book = useFixture()

async function saved(page: Page, press: () => Promise<void>): Promise<Download> {
  const [download] = await Promise.all([page.waitForEvent('download'), press()])
  return download
}

describe('a page that is taken home', () => {
  test('is one script that Node runs in an empty folder, with my changes and figures', async () => {
    const { page, errors } = await book.open()
    await runCode(page, 'sum', 'const mine: number = z.length * 111\nmine')
    await seeText(page, '#cell-sum .drawn', '333')
    await setRange(page, 'input-T', '5')
    await seeText(page, 'nb-value', '0.400')
    await addCell(page, 'sum', 'mine', "slider('a', { min: 0, max: 10, step: 1 })")
    await page.locator('#cell-mine input[type=range]').fill('7')
    await seeText(page, '#cell-mine .drawn', 'a = 7')
    await page.locator('[data-changes-button]').click()
    const download = await saved(page, () =>
      page.getByRole('button', { name: 'A script for Node' }).click(),
    )
    expect(download.suggestedFilename()).toBe('fixture.ts')
    const folder = mkdtempSync(join(tmpdir(), 'home-'))
    await copyFile(await download.path(), join(folder, 'page.ts'))
    const printed = execFileSync(process.execPath, ['page.ts'], {
      cwd: folder,
      encoding: 'utf8',
      env: { PATH: '' },
    })
    expect(printed).toContain('sum: 333\n')
    expect(printed).toContain('p: p = [0.39959')
    expect(printed).toContain('mine: a = 7\n')
    expect(printed).toContain('wrong: TypeError')
    expect(printed).toContain('bars: bars.svg')
    const svg = readFileSync(join(folder, 'bars.svg'), 'utf8')
    const { page: viewer } = await openPage(
      book.browser,
      `data:image/svg+xml,${encodeURIComponent(svg)}`,
    )
    expect(await viewer.locator('rect').count()).toBeGreaterThanOrEqual(3)
    expect(svg).not.toContain('light-dark(')
    expect(errors).toEqual([])
    await viewer.context().close()
    await page.context().close()
  })
})

describe('a figure that is taken home', () => {
  test('is an SVG file that looks the same by itself', async () => {
    const { page, errors } = await book.open()
    const download = await saved(page, () => choose(page, 'named', 'Save the figure as SVG'))
    expect(download.suggestedFilename()).toBe('named.svg')
    const svg = readFileSync(await download.path(), 'utf8')
    expect(svg).not.toContain('var(')
    const look = (it: Element): string[] =>
      [...it.querySelectorAll('rect, circle')].map((mark) => {
        const { fill, stroke } = getComputedStyle(mark)
        return `${mark.tagName} ${fill} ${stroke}`
      })
    const inPage = await page.locator('#cell-named .drawn svg').first().evaluate(look)
    const { page: viewer } = await openPage(
      book.browser,
      `data:image/svg+xml,${encodeURIComponent(svg)}`,
    )
    expect(await viewer.locator('svg').evaluate(look)).toEqual(inPage)
    expect(errors).toEqual([])
    await viewer.context().close()
    await page.context().close()
  })
  test('is a PNG file of twice the size', async () => {
    const { page, errors } = await book.open()
    const size = await page
      .locator('#cell-named .drawn svg')
      .first()
      .evaluate((it) => it.getBoundingClientRect().width)
    const download = await saved(page, () => choose(page, 'named', 'Save the figure as PNG'))
    const png = readFileSync(await download.path())
    expect(png.subarray(1, 4).toString()).toBe('PNG')
    expect(png.readUInt32BE(16)).toBe(Math.ceil(size * 2))
    expect(errors).toEqual([])
    await page.context().close()
  })
  test('is a CSV file of its numbers', async () => {
    const { page } = await book.open()
    const download = await saved(page, () => choose(page, 'rows', 'Save the numbers as CSV'))
    expect(
      readFileSync(await download.path(), 'utf8')
        .split('\r\n')
        .slice(0, 2),
    ).toEqual(['i,score,exponential', '0,2.0,true'])
    await page.context().close()
  })
})
