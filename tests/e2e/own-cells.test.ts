import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { replaceCode } from './browser.ts'
import { runCode, seeText, setRange, useFixture } from './fixture.ts'
import { addCell, choose } from './own-cell.ts'

const book = useFixture()
const names = (page: Page): Promise<(string | null)[]> =>
  page.locator('nb-cell').evaluateAll((all) => all.map((it) => it.getAttribute('name')))

describe('a cell of one’s own', () => {
  test('stands behind its cell, computes with the chapter’s names, and is computed with its inputs', async () => {
    const { page, errors } = await book.open()
    await addCell(page, 'sum', 'mine')
    expect((await names(page)).slice(1, 3)).toEqual(['sum', 'mine'])
    await runCode(page, 'mine', 'const middle = T / 2')
    await seeText(page, '#cell-mine .drawn', '0.5')
    await setRange(page, 'input-T', '5')
    await seeText(page, '#cell-mine .drawn', '2.5')
    await addCell(page, 'mine', 'mine-2', 'middle + 1')
    await seeText(page, '#cell-mine-2 .drawn', '3.5')
    expect(errors).toEqual([])
    await page.context().close()
  })
  test('has handles where it draws marks that move an input', async () => {
    const { page, errors } = await book.open()
    // The first handles of the page are there before this cell is.
    await setRange(page, 'input-T', '2')
    const track = '[{"domain":[0,10],"from":[0,0],"to":[100,0]}]'
    const svg = `<svg width="120" height="40"><circle r="9" cx="60" cy="20" data-drag="T" data-track='${track}'/></svg>`
    await addCell(
      page,
      'sum',
      'mine',
      `(${JSON.stringify({ nodeType: 1, localName: 'svg', outerHTML: svg })})`,
    )
    await page.locator('#cell-mine .handle').press('ArrowRight')
    await expect
      .poll(async () => Number(await page.locator('#input-T').inputValue()))
      .toBeGreaterThan(2)
    expect(errors).toEqual([])
    await page.context().close()
  })
  test('is there after a reload, in its place, not run; all up to one are run by its menu', async () => {
    const { page } = await book.open()
    await addCell(page, 'sum', 'mine', 'const middle = T / 2')
    await addCell(page, 'mine', 'mine-2', 'middle + 1')
    await seeText(page, '#cell-mine-2 .drawn', '1.5')
    await addCell(page, 'sum', 'mine-3')
    await page.reload()
    await page.locator('#cell-mine-2').waitFor()
    expect((await names(page)).slice(1, 5)).toEqual(['sum', 'mine-3', 'mine', 'mine-2'])
    expect(await page.locator('#cell-mine-2 .drawn').textContent()).toBe('')
    await choose(page, 'mine-2', 'Run all up to here')
    await seeText(page, '#cell-mine-2 .drawn', '1.5')
    await page.context().close()
  })
  test('says why it was refused, though others are accepted at the same time', async () => {
    const { page } = await book.open()
    const cells = ['mine', 'mine-2', 'mine-3', 'mine-4', 'mine-5', 'mine-6']
    for (const [i, name] of cells.entries())
      await addCell(page, cells[i - 1] ?? 'sum', name, i % 2 ? 'const open = (' : String(i))
    for (const [i, name] of cells.entries())
      await seeText(
        page,
        `#cell-${name} ${i % 2 ? '.failure' : '.drawn'}`,
        i % 2 ? 'syntax' : String(i),
      )
    await choose(page, 'mine-6', 'Run all up to here')
    await page.waitForFunction(
      (cells) =>
        cells.every(
          (name, i) =>
            document.querySelector(`#cell-${name}`)?.getAttribute('state') ===
            (i % 2 ? 'failed' : null),
        ),
      cells,
    )
    await page.context().close()
  })
  test('is deleted unless another needs it, and can be brought back', async () => {
    const { page } = await book.open()
    await addCell(page, 'sum', 'mine', 'const middle = T / 2')
    await addCell(page, 'mine', 'mine-2', 'middle + 1')
    await seeText(page, '#cell-mine-2 .drawn', '1.5')
    await choose(page, 'mine', 'Delete')
    await seeText(
      page,
      '#cell-mine .failure',
      'no longer defines `middle`, which cell `mine-2` needs',
    )
    await choose(page, 'mine-2', 'Delete')
    await page.getByText('Cell mine-2 is deleted.').waitFor()
    expect(await names(page)).not.toContain('mine-2')
    await page.getByRole('button', { name: 'Bring it back' }).press('Enter')
    await runCode(page, 'mine-2', 'middle + 2')
    await seeText(page, '#cell-mine-2 .drawn', '2.5')
    await choose(page, 'mine-2', 'Delete')
    await page.getByText('Cell mine-2 is deleted.').waitFor()
    await page.reload()
    await page.locator('#cell-mine').waitFor()
    expect(await names(page)).not.toContain('mine-2')
    await page.context().close()
  })
  test('takes another name by the keyboard, and no name that is taken', async () => {
    const { page } = await book.open()
    await addCell(page, 'sum', 'mine', 'T * 3')
    await seeText(page, '#cell-mine .drawn', '3')
    for (const taken of ['sum', '1st', '__proto__']) {
      await choose(page, 'mine', 'Rename')
      await page.keyboard.type(taken)
      await page.keyboard.press('Enter')
      await seeText(page, '#cell-mine .note', 'A name begins with a letter')
    }
    await choose(page, 'mine', 'Rename')
    await page.keyboard.type('three times')
    await page.keyboard.press('Escape')
    await choose(page, 'mine', 'Rename')
    await page.keyboard.type('triple')
    await page.keyboard.press('Enter')
    await page.locator('#cell-triple .run').click()
    await seeText(page, '#cell-triple .drawn', '3')
    await page.reload()
    await seeText(page, '#cell-triple pre code', 'T * 3')
    expect(await names(page)).not.toContain('mine')
    await page.context().close()
  })
  test('is shown in another tab, and goes with it', async () => {
    const { page: a } = await book.open()
    const b = await a.context().newPage()
    await b.goto(`${book.site.url}fixture/`)
    await b.waitForLoadState('networkidle')
    await addCell(a, 'sum', 'mine')
    await replaceCode(a.locator('#cell-mine .cm-content'), 'T * 3')
    await seeText(b, '#cell-mine pre code', 'T * 3')
    await choose(a, 'mine', 'Delete')
    await b.waitForFunction(() => !document.querySelector('#cell-mine'))
    await a.context().close()
  })
  test('that takes a name of the chapter is refused with the reason', async () => {
    const { page } = await book.open()
    await addCell(page, 'sum', 'mine', 'const p = 1')
    await seeText(page, '#cell-mine .failure', 'already defined by cell `p`')
    await page.context().close()
  })
})

describe('the menu of a cell', () => {
  test('is walked by arrow keys, closed by Escape, and gives the focus back', async () => {
    const { page } = await book.open()
    const opener = page.locator('#cell-sum .more')
    await opener.focus()
    await page.keyboard.press('Enter')
    const focused = (): Promise<string | null | undefined> =>
      page.evaluate(() => document.activeElement?.textContent)
    await expect.poll(focused).toBe('Add a cell below')
    await page.keyboard.press('ArrowDown')
    expect(await focused()).toBe('Run all up to here')
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowUp')
    expect(await focused()).not.toBe('Add a cell below')
    await page.keyboard.press('Escape')
    expect(await page.getByRole('menu').count()).toBe(0)
    expect(await opener.evaluate((it) => it === document.activeElement)).toBe(true)
    await page.context().close()
  })
})

describe('an input of one’s own', () => {
  test('is made by a call, and cells follow its values by its name', async () => {
    const { page, errors } = await book.open()
    await addCell(page, 'sum', 'mine', "slider('a', { min: 0, max: 10, step: 0.5, value: 3 })")
    await addCell(page, 'mine', 'mine-2', 'a * 100 + z.length')
    await seeText(page, '#cell-mine-2 .drawn', '303')
    await page.locator('#cell-mine input[type=range]').fill('7.5')
    await seeText(page, '#cell-mine-2 .drawn', '753')
    await seeText(page, '#cell-mine output', '7.5')
    await runCode(page, 'mine', "choice('a', ['one', 'two'])")
    await page.locator('#cell-mine label').filter({ hasText: 'two' }).click()
    await runCode(page, 'mine-2', 'a.toUpperCase()')
    await seeText(page, '#cell-mine-2 .drawn', 'TWO')
    await runCode(
      page,
      'mine',
      `choice('a', [${Array.from({ length: 3000 }, (_, i) => `'no. ${i}'`).join()}])`,
    )
    await page.getByLabel('a', { exact: true }).selectOption('no. 2999')
    await seeText(page, '#cell-mine-2 .drawn', 'NO. 2999')
    await runCode(page, 'mine', 'const a = "code again"')
    await seeText(page, '#cell-mine-2 .drawn', 'CODE AGAIN')
    expect(await page.locator('#cell-mine .own-input').count()).toBe(0)
    expect(errors).toEqual([])
    await page.context().close()
  })
  test('that is written in another way, or takes a name of the chapter, says so', async () => {
    const { page } = await book.open()
    await addCell(page, 'sum', 'mine', "slider('a', someOptions)")
    await seeText(page, '#cell-mine .note', 'Write it as one call')
    await runCode(page, 'mine', "slider('p', { min: 0, max: 1 })")
    await seeText(page, '#cell-mine .failure', 'already defined by cell `p`')
    await page.context().close()
  })
})

describe('data of one’s own', () => {
  const table = [
    'cat,dog,label',
    ...Array.from({ length: 10_000 }, (_, i) => `${i / 100},"${-i}",cat`),
  ].join('\n')
  /** Drops a file on the cell, as a hand would. */
  const drop = (page: Page, name: string, content: string | number): Promise<void> =>
    page.locator('#cell-mine .drop-zone').evaluate(
      (zone, [name, content]) => {
        const parts = typeof content === 'string' ? [content] : [new Uint8Array(content)]
        const transfer = new DataTransfer()
        transfer.items.add(new File(parts, name))
        zone.dispatchEvent(
          new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }),
        )
      },
      [name, content] as const,
    )

  test('is dropped as a CSV file of 10,000 rows, sent nowhere, and is there after a reload', async () => {
    const { page, errors, requests } = await book.open()
    await addCell(page, 'sum', 'mine', "data('rows')")
    await seeText(page, '#cell-mine', 'No data yet')
    await page.waitForLoadState('networkidle')
    await drop(page, 'logits.csv', table)
    await seeText(page, '#cell-mine [role=status]', 'rows: 10,000 rows, cat, dog, label')
    await addCell(
      page,
      'mine',
      'mine-2',
      'rows.map((row) => softmax([row.cat, row.dog])[0]).filter((p) => p > 0.5).length',
    )
    await seeText(page, '#cell-mine-2 .drawn', '9999')
    expect(
      requests.filter(
        (it) =>
          !/\/(_astro|_notebook)\/|^data:|^blob:/.test(it) &&
          !it.endsWith('/fixture/') &&
          !it.endsWith('.svg'),
      ),
    ).toEqual([])
    await page.reload()
    await page.locator('#cell-mine-2').waitFor()
    await choose(page, 'mine-2', 'Run all up to here')
    await seeText(page, '#cell-mine-2 .drawn', '9999')
    expect(errors).toEqual([])
    await page.context().close()
  })
  test('is there when its cell runs again, where the browser can keep nothing', async () => {
    const { page } = await book.open()
    await page.evaluate(() =>
      Object.defineProperty(IDBObjectStore.prototype, 'put', {
        value: () => {
          throw new DOMException('full', 'QuotaExceededError')
        },
      }),
    )
    await addCell(page, 'sum', 'mine', "data('rows')")
    await seeText(page, '#cell-mine', 'No data yet')
    await drop(page, 'rows.csv', 'a,b\n1,2')
    const status = '#cell-mine .drop-zone [role=status]'
    await seeText(page, status, 'rows: 1 rows, a, b')
    await seeText(page, status, 'could not keep it')
    await page.locator('#cell-mine .toolbar .run').press('Enter')
    await seeText(page, status, 'could not keep it')
    expect(await page.locator(status).textContent()).toContain('rows: 1 rows, a, b')
    await page.context().close()
  })
  test('is pasted as JSON', async () => {
    const { page } = await book.open()
    await addCell(page, 'sum', 'mine', "data('rows')")
    await page.locator('#cell-mine .drop-zone').evaluate((zone) => {
      const clipboard = new DataTransfer()
      clipboard.setData('text/plain', '[[1, 2], [3, 4]]')
      zone.dispatchEvent(new ClipboardEvent('paste', { clipboardData: clipboard, bubbles: true }))
    })
    await seeText(page, '#cell-mine .drawn', '[[1, 2], [3, 4]]')
    await page.context().close()
  })
  test('of 200 MB, of no rows or of no table is refused with the reason, and the page lives', async () => {
    const { page, errors } = await book.open()
    await addCell(page, 'sum', 'mine', "data('rows')")
    await drop(page, 'huge.csv', 200_000_000)
    await seeText(page, '#cell-mine [role=status]', 'more than 20 MB')
    await drop(page, 'none.csv', '')
    await seeText(page, '#cell-mine [role=status]', 'no rows')
    await drop(page, 'odd.csv', 'a,b\n1\n2,3')
    await seeText(page, '#cell-mine [role=status]', 'neither JSON nor a table')
    await setRange(page, 'input-T', '5')
    await seeText(page, 'nb-value', '0.400')
    expect(errors).toEqual([])
    await page.context().close()
  })
})
