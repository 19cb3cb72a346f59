/** What stands within a value that a cell shows: opened level by level, in the page and in the sandbox. */
import { expect, test } from 'vitest'
import { runCode, seeText, useFixture } from './fixture.ts'

const { open } = useFixture()
const inside = '#cell-sum .drawn .inside'

test('a value opens level by level, with its class, its circle and its errors', async () => {
  const { page } = await open()
  await runCode(
    page,
    'sum',
    `class Node { name = 'n'; list = [1 / 3, new Map([['k', new Error('outer', { cause: 'inner' })]])]; self = this; get bad() { throw 1 } }
new Node()`,
  )
  await page.locator(`${inside} > summary`).click()
  await seeText(page, inside, '(circular)')
  await seeText(page, inside, 'bad: (getter)')
  await page.locator(`${inside} .inside summary`, { hasText: 'list' }).click()
  await seeText(page, inside, '0.3333333333333333')
  await page.locator(`${inside} .inside .inside summary`, { hasText: 'Map' }).press('Enter')
  await page.locator(`${inside} summary`, { hasText: /^"k"/ }).press('Enter')
  await seeText(page, inside, 'cause: "inner"')
  await page.context().close()
})

test('what is open stays open when the value changes', async () => {
  const { page } = await open()
  await runCode(page, 'sum', '({ list: [T, [T, 7]] })')
  await page.locator(`${inside} > summary`).click()
  await page.locator(`${inside} .inside summary`, { hasText: 'list' }).click()
  await page.locator(`${inside} .inside .inside summary`, { hasText: '7' }).click()
  await seeText(page, inside, '1: 7')
  await runCode(page, 'sum', '({ list: [T, [T, 8]] })')
  await seeText(page, inside, '1: 8')
  await page.context().close()
})

test('a million entries come a hundred at a time, and the focus goes on with them', async () => {
  const { page } = await open()
  await runCode(page, 'sum', 'new Float64Array(1e6).map((_, i) => i)')
  await page.locator(`${inside} > summary`).click()
  await seeText(page, inside, '… 999900 more')
  await page.locator(`${inside} button`).press('Enter')
  await seeText(page, inside, '… 999800 more')
  expect(await page.locator(`${inside} li`).count()).toBe(201)
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('100: 100')
  await page.context().close()
})

test('each line of the console opens to what was written', async () => {
  const { page } = await open()
  await runCode(page, 'sum', `console.log('a', { b: { c: 1 } })\nconsole.log('plain')\n'done'`)
  await seeText(page, '#cell-sum .drawn', 'done')
  expect(await page.locator(inside).count()).toBe(1)
  await page.locator(`${inside} > summary`).click()
  await seeText(page, inside, 'b: { c: 1 }')
  await page.context().close()
})
