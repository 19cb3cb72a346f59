import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { openPage, writeCode, type WatchedPage } from './browser.ts'
import { runCode, seeText, setRange, useFixture } from './fixture.ts'
import { addCell } from './own-cell.ts'

const book = useFixture()
const pack = (data: unknown): string =>
  `#with=${deflateRawSync(JSON.stringify(data)).toString('base64url')}`
const link = (data: object): string => pack({ v: 1, page: 'fixture/', ...data })
const open = (fragment: string, page = 'fixture/'): Promise<WatchedPage> =>
  openPage(book.browser, book.site.url + page + fragment)
const banner = (page: Page) => page.locator('.shared')
/** Whether a request is for a file of the site, bare, or for a worker's code that the page itself holds (`blob:`). */
const isOwnFile = (url: string): boolean =>
  url.startsWith('blob:') || /\/_(notebook|astro)\/[^?#]*$/.test(url)
const shown = (page: Page, cell: string) => page.locator(`#cell-${cell} .drawn`).first()
/** Code that leaves a mark in the realm in which it runs. */
const mark = `setTimeout(function () { Object.assign(this, { marked: true }) })\n'marked'`
const isMarked = (page: Page): Promise<boolean> => page.evaluate(() => 'marked' in window)

/** The link that the dialog offers. */
async function shareLink(page: Page): Promise<string> {
  await page.locator('[data-changes-button]').click()
  return page.locator('dialog.changes .link').inputValue()
}

describe('a link that holds changes', () => {
  test('brings edits and inputs to another reader: inputs at once, code after one press', async () => {
    const { page, requests } = await book.open()
    await runCode(page, 'p', 'const p: number[] = z.map((it) => it * T)')
    await seeText(page, '#cell-p .drawn', '[2, 1, 0.1]')
    await setRange(page, 'input-T', '3')
    await seeText(page, '#cell-p .drawn', '[6, 3,')
    const before = requests.length
    const url = await shareLink(page)
    await seeText(page, 'dialog.changes', `${url.length} characters`)
    expect(requests.slice(before).filter((it) => !isOwnFile(it))).toEqual([])
    expect(
      JSON.parse(inflateRawSync(Buffer.from(url.split('#with=')[1], 'base64url')).toString()),
    ).toMatchObject({
      v: 1,
      page: 'fixture/',
      edits: [{ cell: 'p', source: 'const p: number[] = z.map((it) => it * T)' }],
      inputs: [{ name: 'T', value: 3 }],
    })
    await page.context().close()

    const { page: other, errors } = await openPage(book.browser, url)
    await seeText(other, '.shared', '1 changed cell, 1 input')
    await seeText(other, 'nb-input[name=T]', '3.0')
    await seeText(other, '#cell-p pre code', 'z.map((it) => it * T)')
    await seeText(other, 'nb-value', '0.445')
    expect(await other.locator('iframe').count()).toBe(0)
    await banner(other).getByRole('button', { name: 'Run them' }).click()
    await seeText(other, '#cell-p .drawn', '[6, 3,')
    await seeText(other, 'nb-value', '6.000')
    expect(errors).toEqual([])
    await other.context().close()
  })
  test('brings inputs of the sender’s own with where they stand, and a page keeps that too', async () => {
    const { page } = await book.open()
    await addCell(page, 'sum', 'mine', "slider('a', { min: 0, max: 10, step: 0.5, value: 3 })")
    await addCell(page, 'mine', 'mine-2', 'a * 100 + z.length')
    await page.locator('#cell-mine input[type=range]').fill('7.5')
    await seeText(page, '#cell-mine-2 .drawn', '753')
    const url = await shareLink(page)

    const { page: other, errors } = await openPage(book.browser, url)
    await seeText(other, '.shared', '2 new cells, 1 input')
    await banner(other).getByRole('button', { name: 'Run them' }).click()
    await seeText(other, '#cell-mine output', '7.5')
    await seeText(other, '#cell-mine-2 .drawn', '753')
    expect(errors).toEqual([])
    await other.context().close()

    await page.reload()
    await page.locator('[data-changes-button]').click()
    await page.getByRole('button', { name: 'Set inputs as on your last visit' }).click()
    await seeText(page, '#cell-mine output', '7.5')
    await page.context().close()
  })
  test('says how its code differs from the chapter’s, and leads back to the published page', async () => {
    const { page } = await open(link({ edits: [{ cell: 'sum', source: '1 + 1', of: '' }] }))
    await seeText(page, '.shared li', 'cell sum has changed since')
    await banner(page).getByRole('button', { name: 'Show the differences' }).click()
    expect(await page.locator('#cell-sum .difference-lines').textContent()).toBe(
      '− p.reduce((a, b) => a + b)\n+ 1 + 1\n',
    )
    await banner(page).getByRole('button', { name: 'Back to the published page' }).click()
    await page.waitForURL((url) => url.hash === '')
    await page.waitForFunction(() => !document.querySelector('.shared, #cell-sum[edited]'))
    await page.context().close()
  })
  test('runs nothing of its code before the press, and nothing in the page after it', async () => {
    const { page } = await open(
      link({ edits: [{ cell: 'sum', source: mark, of: '' }], inputs: [{ name: 'T', value: 5 }] }),
    )
    await seeText(page, 'nb-value', '0.400')
    expect(await shown(page, 'sum').textContent()).toBe('1')
    await banner(page).getByRole('button', { name: 'Run them' }).click()
    await seeText(page, '#cell-sum .drawn', 'marked')
    expect(await isMarked(page)).toBe(false)
    await page.context().close()
  })
  test('brings cells of the sender’s own, which may need each other in any order', async () => {
    const own = [
      { name: 'second', after: 'p', source: 'const b = a * 2' },
      { name: 'first', after: 'second', source: 'const a = p.length' },
      { name: 'p', after: 'first', source: '"a name that the page has"' },
    ]
    const { page } = await open(link({ own }))
    await seeText(page, '.shared', '3 new cells')
    await banner(page).getByRole('button', { name: 'Run them' }).click()
    await seeText(page, '#cell-second .drawn', 'b = 6')
    await seeText(page, '#cell-mine .drawn', 'a name that the page has')
    const order = await page
      .locator('nb-cell')
      .evaluateAll((all) => all.map((it) => it.getAttribute('name')))
    expect(order.slice(0, 4)).toEqual(['p', 'second', 'first', 'mine'])
    await page.context().close()
  })
  test('brings no cell by the name of one that a sentence shows', async () => {
    const { page: published } = await book.open()
    const value = published.locator('nb-value').first()
    const [name, text] = [await value.getAttribute('name'), await value.textContent()]
    await published.context().close()
    const { page } = await open(link({ own: [{ name, after: '', source: '"forged"' }] }))
    await banner(page).getByRole('button', { name: 'Run them' }).click()
    await seeText(page, '#cell-mine .drawn', 'forged')
    expect(await page.locator('nb-value').first().textContent()).toBe(text)
    await page.context().close()
  })
  test('brings no ids of the page, whatever its cells are called', async () => {
    const html = '<div><label for="input-T">x</label><i id="input-T">y</i></div>'
    const source = `({ nodeType: 1, localName: 'div', outerHTML: '${html}' })`
    const { page } = await open(link({ own: [{ name: 'input', after: '', source }] }))
    await banner(page).getByRole('button', { name: 'Run them' }).click()
    await seeText(page, '#cell-input .drawn', 'xy')
    expect(await page.locator('#input-T').count()).toBe(1)
    expect(await page.locator('#cell-input .drawn').innerHTML()).not.toContain('input-T')
    await page.context().close()
  })
  test('does not overwrite my own edit, which Undo brings back', async () => {
    const { page } = await book.open()
    await writeCode(page, 'sum', '"my own"')
    const context = page.context()
    const other = await context.newPage()
    await other.goto(
      book.site.url + 'fixture/' + link({ edits: [{ cell: 'sum', source: '"theirs"', of: '' }] }),
    )
    await seeText(other, '#cell-sum pre code', '"theirs"')
    expect(await page.locator('#cell-sum .cm-content').textContent()).toBe('"my own"')
    await other.locator('#cell-sum .undo').click()
    expect(await other.locator('#cell-sum pre code').textContent()).toBe('"my own"')
    await context.close()
  })
  test('is kept as mine by a press, and then no longer needs its address', async () => {
    const { page } = await open(link({ own: [{ name: 'mine', after: 'sum', source: '"kept"' }] }))
    await banner(page).getByRole('button', { name: 'Keep them as mine' }).click()
    await page.waitForURL((url) => url.hash === '')
    await page.reload()
    await seeText(page, '#cell-mine pre code', '"kept"')
    await page.context().close()
  })
  test('whose cells and inputs are gone says which, and brings the others', async () => {
    const { page, errors } = await open(
      link({
        edits: [
          { cell: 'gone', source: '1', of: '' },
          { cell: 'constructor', source: '1', of: '' },
        ],
        inputs: [
          { name: 'T', value: 500 },
          { name: 'T', value: '3' },
          { name: 'z', value: [1, 2] },
          { name: 'how', value: 'none' },
          { name: '__proto__', value: 1 },
          { name: 'on', value: true },
        ],
      }),
    )
    await banner(page).waitFor()
    const lines = await banner(page).locator('li').allTextContents()
    expect(lines).toHaveLength(7)
    expect(lines[0]).toBe('Cell gone is no longer on this page.')
    expect(lines[2]).toBe('Input T is no longer on this page, or takes other values.')
    await page.waitForFunction(() => document.querySelectorAll('nb-value')[2].textContent === 'on')
    expect(errors).toEqual([])
    await page.context().close()
  })
  test('of another page leads there', async () => {
    const { page } = await open(
      pack({ v: 1, page: 'handles/', own: [{ name: 'mine', after: '', source: '1' }] }),
    )
    await banner(page).getByRole('link').click()
    await page.waitForURL(/handles\/#with=/)
    await seeText(page, '.shared', '1 new cell')
    await page.context().close()
  })
  test('of another site’s page leads nowhere', async () => {
    for (const path of ['//evil.example/', 'javascript:alert(1)', '\\\\evil.example']) {
      const { page } = await open(
        pack({ v: 1, page: path, own: [{ name: 'mine', after: '', source: '1' }] }),
      )
      await seeText(page, '.shared', 'another page')
      const links = await banner(page)
        .locator('a')
        .evaluateAll((all) => all.map((it) => (it as HTMLAnchorElement).origin))
      expect(links.filter((it) => it !== new URL(book.site.url).origin)).toEqual([])
      await page.context().close()
    }
  })
  test.each<[string, string, string]>([
    ['no base64', '#with=%%%', 'damaged'],
    ['nothing', '#with=', 'damaged'],
    [
      'a cut link',
      link({ edits: [{ cell: 'sum', source: '1 + 1', of: '' }] }).slice(0, -9),
      'damaged',
    ],
    ['wrong types', link({ edits: [{ cell: 5, source: {}, of: [] }] }), 'damaged'],
    ['a record in the place of a list', link({ edits: { 0: 1 } }), 'damaged'],
    [
      'a prototype',
      '#with=' + deflateRawSync('{"__proto__":{"v":1,"page":"fixture/"}}').toString('base64url'),
      'damaged',
    ],
    [
      'ten thousand cells',
      link({
        own: Array.from({ length: 10_000 }, (_, i) => ({ name: `c${i}`, after: '', source: '1' })),
      }),
      'more cells',
    ],
    [
      'a bomb',
      '#with=' + deflateRawSync(Buffer.alloc(300_000_000)).toString('base64url'),
      'more than a page can take',
    ],
    ['a newer version', link({ v: 2 }), 'newer version'],
  ])('that holds %s leaves the page as published, and says why', async (_, fragment, why) => {
    const { page, errors } = await open(fragment)
    await seeText(page, '.shared', why)
    expect(await page.locator('nb-cell[edited], nb-cell[own]').count()).toBe(0)
    await setRange(page, 'input-T', '5')
    await seeText(page, 'nb-value', '0.400')
    expect(errors).toEqual([])
    await page.context().close()
  })
  test('is told to be too long, where programs cut it', async () => {
    const { page } = await book.open()
    const noise = Array.from({ length: 3000 }, (_, i) =>
      ((i * 2654435761) >>> 7).toString(36),
    ).join(' ')
    await writeCode(page, 'sum', `// ${noise}`)
    await page.locator('[data-changes-button]').click()
    await seeText(page, 'dialog.changes', 'Some programs cut links')
    await page.context().close()
  })
  test('leaves anchors alone', async () => {
    const { page } = await open('#eq-softmax')
    await page.waitForLoadState('networkidle')
    expect(await banner(page).count()).toBe(0)
    expect(await page.evaluate(() => location.hash)).toBe('#eq-softmax')
    await page.context().close()
  })
  test('opens in the page that is open already', async () => {
    const { page } = await book.open()
    await page.evaluate(
      (it) => void (location.hash = it),
      link({ edits: [{ cell: 'sum', source: '1 + 1', of: '' }] }),
    )
    await seeText(page, '.shared', '1 changed cell')
    await page.context().close()
  })
})
