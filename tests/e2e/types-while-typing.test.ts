import type { Locator, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { replaceCode, writeCode } from './browser.ts'
import { addCell } from './own-cell.ts'
import { readersLimit, runCode, seeText, setRange, useFixture } from './fixture.ts'

const book = useFixture()
const strict = useFixture(readersLimit)
const heavy = /\/_notebook\/(language|service|declarations)\./

/** The line under a cell's editor that tells of types. */
const lineOf = (page: Page, cell: string): Locator => page.locator(`#cell-${cell} .types`)

/** Writes code, and waits until types are there. */
async function writeTyped(page: Page, cell: string, code: string): Promise<Locator> {
  const content = await writeCode(page, cell, code)
  await page.locator(`#cell-${cell} .types[data-state=ready]`).waitFor({ state: 'attached' })
  return content
}

const squiggle = (page: Page, cell: string): Locator =>
  page.locator(`#cell-${cell} .cm-lintRange-error`)

/** Waits until the line under an editor says this. */
async function seeLine(page: Page, cell: string, text: string): Promise<void> {
  await lineOf(page, cell).getByText(text).waitFor()
}

/** Types that no compiler comes to the end of while a reader waits. */
const endless = `type Grow<T, N extends 0[]> =
  N['length'] extends 40 ? T : T extends unknown ? Grow<[T, 0] | [T, 1], [...N, 0]> : never
let grown!: Grow<1, []>
grown = { a: 1 }`

describe('types while code is typed', () => {
  test('are not loaded before an editor is opened, and come after what runs code', async () => {
    const { page, requests, errors } = await book.open()
    await setRange(page, 'input-T', '5')
    await seeText(page, 'nb-value', '0.400')
    expect(requests.filter((it) => heavy.test(it))).toEqual([])
    await writeTyped(page, 'sum', 'p.length')
    const first = requests.findIndex((it) => heavy.test(it))
    const compiler = requests.findIndex((it) => /\/_notebook\/compile\./.test(it))
    expect(compiler).toBeGreaterThan(-1)
    expect(first).toBeGreaterThan(compiler)
    expect(errors).toEqual([])
    await page.context().close()
  })
  test('complete names with signature and docs, members too', async () => {
    const { page, errors } = await book.open()
    const content = await writeTyped(page, 'sum', '')
    await content.pressSequentially('softm')
    const list = page.locator('#cell-sum .cm-tooltip-autocomplete')
    await list.locator('li[aria-selected]').getByText('softmax', { exact: true }).waitFor()
    const info = page.locator('#cell-sum .cm-completionInfo')
    await info.getByText('Scores to probabilities.').waitFor()
    expect(await info.locator('code').textContent()).toMatch(/^function softmax.*z: Vector/)
    await replaceCode(content, '')
    await content.pressSequentially('p.toSor')
    await list.locator('li[aria-selected]').getByText('toSorted').waitFor()
    // The list ignores keys until a reader can have seen it; its first entry can be pressed at once.
    await list.locator('li[aria-selected]').click()
    await content.getByText('p.toSorted').waitFor()
    expect(errors).toEqual([])
    await page.context().close()
  })
  test('are shown of the name under the pointer, and told of the one at the cursor', async () => {
    const { page } = await book.open()
    const content = await writeTyped(page, 'sum', 'const first = p[0]')
    await content.locator('span').getByText('first', { exact: true }).hover()
    await page
      .locator('#cell-sum .cm-tooltip .type-info')
      .getByText('const first: number')
      .waitFor()
    await content.press('Control+Home')
    for (let i = 0; i < 8; i++) await content.press('ArrowRight')
    await content.press('Control+Shift+Space')
    await seeLine(page, 'sum', 'const first: number')
    await page.context().close()
  })
  test('tell how a function is called, from its parenthesis to where the call ends', async () => {
    const { page } = await book.open()
    const content = await writeTyped(page, 'sum', '')
    // Not what the pointer tells that rests on the same name.
    const tip = page.locator('#cell-sum .cm-tooltip.type-info', { hasText: 'sigmoid(' })
    await content.pressSequentially('sigmoid(')
    await tip.waitFor()
    await content.pressSequentially('T * ')
    expect(await tip.isVisible()).toBe(true)
    await content.pressSequentially('2)')
    await tip.waitFor({ state: 'detached' })
    await replaceCode(content, '')
    await content.pressSequentially('sigmoid(')
    await tip.waitFor()
    await content.press('Escape')
    await tip.waitFor({ state: 'detached' })
    await page.context().close()
  })
  test('underline a mistake, tell it in words, and let the code run', async () => {
    const { page, errors } = await book.open()
    await writeTyped(page, 'sum', "const n: string = p.length\nn + '!'")
    await squiggle(page, 'sum').waitFor()
    await seeLine(page, 'sum', "Line 1: Type 'number' is not assignable to type 'string'.")
    await page.locator('#cell-sum .cm-content').press('Control+Enter')
    await seeText(page, '#cell-sum .drawn', '3!')
    await writeTyped(page, 'sum', "const n: number = p.length\nn + '!'")
    await squiggle(page, 'sum').waitFor({ state: 'detached' })
    expect(await lineOf(page, 'sum').textContent()).toBe('')
    expect(errors).toEqual([])
    await page.context().close()
  })
  test('F8 goes from one mistake to the next, and each is told', async () => {
    const { page } = await book.open()
    const content = await writeTyped(page, 'sum', 'p.lenght\nq')
    await seeLine(page, 'sum', '(and 1 more: F8)')
    await content.press('Control+Home')
    await content.press('F8')
    await seeLine(page, 'sum', "Line 1: Property 'lenght' does not exist")
    await content.press('F8')
    await seeLine(page, 'sum', 'Line 2: unknown name: `q`')
    await page.context().close()
  })
  test('a tap on an underlined place tells its mistake', async () => {
    const { page } = await book.open({ hasTouch: true })
    await writeTyped(page, 'sum', 'p.lenght\nq')
    await squiggle(page, 'sum').nth(1).tap()
    await seeLine(page, 'sum', 'Line 2: unknown name: `q`')
    await page.context().close()
  })
  test('follow what is typed into another cell, before it is run', async () => {
    const { page } = await book.open()
    await writeTyped(page, 'sum', 'p.map((share) => share * 2)')
    await writeTyped(page, 'p', "const p = 'text'")
    await seeLine(page, 'sum', "Property 'map' does not exist on type '\"text\"'.")
    await writeTyped(page, 'p', 'const p = [1, 2]')
    await squiggle(page, 'sum').first().waitFor({ state: 'detached' })
    await page.context().close()
  })
  test('are those of a reader’s own cells and inputs in the playground', async () => {
    const { page, errors } = await book.open({}, 'play')
    const add = async (source: string): Promise<Locator> => {
      await page.getByRole('button', { name: 'An empty cell' }).click()
      const editor = page.locator('nb-cell .cm-content:focus')
      await replaceCode(editor, source)
      return editor
    }
    const slider = await add("slider('a', { min: 0, max: 10 })")
    await slider.press('Control+Enter')
    await page.locator('#cell-mine input[type=range]').waitFor()
    await add('const tenths = a.toFixed(1)')
    const third = await add('')
    await page.locator('#cell-mine-3 .types[data-state=ready]').waitFor({ state: 'attached' })
    await third.pressSequentially('tenths.padSt')
    await page
      .locator('#cell-mine-3 .cm-tooltip-autocomplete li[aria-selected]')
      .getByText('padStart')
      .waitFor()
    expect(await squiggle(page, 'mine').count()).toBe(0)
    expect(errors).toEqual([])
    await page.context().close()
  })
  test('are those of the columns of a reader’s data, from when it is pasted', async () => {
    const { page, errors } = await book.open()
    await addCell(page, 'sum', 'mine', "data('rows')")
    await writeTyped(page, 'sum', 'rows.map((row) => row.lable.length)')
    await seeLine(page, 'sum', '')
    await page.locator('#cell-mine .drop-zone').evaluate((zone) => {
      const clipboard = new DataTransfer()
      clipboard.setData('text/plain', 'cat,label\n1,fox\n2,owl')
      zone.dispatchEvent(new ClipboardEvent('paste', { clipboardData: clipboard, bubbles: true }))
    })
    await seeLine(
      page,
      'sum',
      "Property 'lable' does not exist on type '{ cat: number; label: string; }'",
    )
    const content = await writeTyped(page, 'sum', '')
    await content.pressSequentially('rows[0].la')
    await page
      .locator('#cell-sum .cm-tooltip-autocomplete li[aria-selected]')
      .getByText('label', { exact: true })
      .waitFor()
    expect(errors).toEqual([])
    await page.context().close()
  })
})

describe('where types cannot be had', () => {
  test('types that take for ever end their worker alone: typing and running go on', async () => {
    const { page } = await strict.open()
    const content = await writeTyped(page, 'sum', `${endless}\np.length`)
    await content.press('Control+End')
    await content.pressSequentially(' + 1')
    expect((await content.textContent())?.endsWith('p.length + 1')).toBe(true)
    await page.locator('#cell-sum .types[data-state=tooLong]').waitFor()
    await seeLine(page, 'sum', 'The types of this code take too long.')
    await runCode(page, 'sum', 'p.length + 1')
    await seeText(page, '#cell-sum .drawn', '4')
    await writeTyped(page, 'sum', 'p.lenght')
    await seeLine(page, 'sum', "Property 'lenght' does not exist")
    await page.context().close()
  })
  test('where they do not load, that is said, code runs, and the next change tries again', async () => {
    const { page } = await book.open()
    await page.route(/declarations\./, (route) => route.abort())
    await writeCode(page, 'sum', 'p.length')
    await page.locator('#cell-sum .types[data-state=notLoaded]').waitFor()
    await runCode(page, 'sum', 'p.length + 1')
    await seeText(page, '#cell-sum .drawn', '4')
    await page.unroute(/declarations\./)
    await writeTyped(page, 'sum', 'p.lenght')
    await seeLine(page, 'sum', "Property 'lenght' does not exist")
    await page.context().close()
  })
})
