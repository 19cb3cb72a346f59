import { expect, test } from 'vitest'
import { replaceCode } from './browser.ts'
import { runCode, seeText, useFixture } from './fixture.ts'

const { open } = useFixture()

test('what is written to the console is shown under its cell, in order with what is displayed', async () => {
  const { page, errors } = await open()
  await runCode(
    page,
    'sum',
    `console.log('first', [1, 2])\ndisplay('second')\nconsole.table([{ third: 3 }])\nconsole.error('fourth')\n'last'`,
  )
  await seeText(page, '#cell-sum .drawn', 'last')
  const shown = await page
    .locator('#cell-sum .drawn > *')
    .evaluateAll((all) => all.map((it) => `${it.className}: ${it.textContent}`))
  expect(shown).toEqual([
    'object: first [1, 2]',
    'text: second',
    'table: third3',
    'text log error: fourth',
    'text: last',
  ])
  expect(errors).toEqual([])
  await page.context().close()
})

test('a mistake lights its line in the editor, until it is changed, and says what was meant', async () => {
  const { page } = await open()
  await runCode(page, 'sum', `const a = 1\nconst b = Math.sqr(a)\nb`)
  await seeText(page, '#cell-sum .failure', 'did you mean `Math.sqrt`?')
  expect(await page.locator('#cell-sum .cm-line.lit').allTextContents()).toEqual([
    'const b = Math.sqr(a)',
  ])
  await replaceCode(page.locator('#cell-sum .cm-content'), '2')
  expect(await page.locator('#cell-sum .cm-line.lit').count()).toBe(0)
  await page.context().close()
})

test('a cell that waits for a failed one says by way of which others', async () => {
  const { page } = await open()
  await runCode(page, 'rows', `const rows = p.map((it) => it * 2)`)
  await seeText(page, '#cell-rows .drawn', 'rows =')
  await runCode(page, 'sum', `rows.length`)
  await seeText(page, '#cell-sum .drawn', '3')
  await runCode(page, 'p', `const p: number[] = (() => { throw new Error('mine') })()`)
  await seeText(
    page,
    '#cell-sum .failure',
    'waits for cell `p` by way of `rows`, which failed: mine',
  )
  await page.context().close()
})

test('a table sorts by the head of a column, touched or by the keyboard, and goes back', async () => {
  const { page } = await open()
  await runCode(page, 'sum', `[{ n: 10, t: 'b' }, { n: -9, t: 'a' }, { n: 2.5, t: 'c' }]`)
  await page.waitForSelector('#cell-sum .drawn td')
  const column = (n: number): Promise<string[]> =>
    page.locator(`#cell-sum .drawn td:nth-child(${n})`).allTextContents()
  const head = page.locator('#cell-sum .drawn th').first()
  await head.click()
  await page.waitForSelector('#cell-sum th[aria-sort=ascending]')
  expect(await column(1)).toEqual(['−9.0', '2.5', '10.0'])
  await head.press('Enter')
  await page.waitForSelector('#cell-sum th[aria-sort=descending]')
  expect(await column(1)).toEqual(['10.0', '2.5', '−9.0'])
  await head.press('Enter')
  await page.waitForFunction(() => !document.querySelector('#cell-sum th[aria-sort]'))
  expect(await column(1)).toEqual(['10.0', '−9.0', '2.5'])
  await head.press('ArrowRight')
  await page.waitForFunction(() => document.activeElement?.textContent === 't')
  await page.keyboard.press('Enter')
  await page.waitForSelector('#cell-sum th[aria-sort=ascending]')
  expect(await column(2)).toEqual(['a', 'b', 'c'])
  await page.context().close()
})
