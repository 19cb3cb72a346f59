import { readFile, writeFile } from 'node:fs/promises'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { openPage, patience, writeCode } from './browser.ts'
import { runCode, seeText, setRange, useFixture } from './fixture.ts'
import { addCell, choose } from './own-cell.ts'

const book = useFixture()
const code = (page: Page, cell: string) => page.locator(`#cell-${cell} > .code > .editor`)
const shown = (page: Page, cell: string) => page.locator(`#cell-${cell} .drawn`).first()

/** The source that the database holds of a cell, or `an input`; undefined for nothing of that name. */
const kept = (page: Page, name: string): Promise<string | undefined> =>
  page.evaluate(async (name) => {
    // Opening one that is not there would make it.
    if ((await indexedDB.databases()).length === 0) return undefined
    const request = indexedDB.open('notebook-changes:softmax-notebook')
    const database = await new Promise<IDBDatabase>((done) => {
      request.onsuccess = () => done(request.result)
    })
    const all = database.transaction('changes').objectStore('changes').getAll()
    await new Promise((done) => (all.onsuccess = done))
    database.close()
    const records = all.result as { name: string; value: { source?: string } }[]
    const found = records.find((it) => it.name === name)
    return found && (found.value.source ?? 'an input')
  }, name)
const clearLocal = (page: Page): Promise<void> => page.evaluate(() => localStorage.clear())

async function openTab(context: BrowserContext, path = 'fixture/'): Promise<Page> {
  const page = await context.newPage()
  page.setDefaultTimeout(patience)
  await page.goto(book.site.url + path)
  return page
}

describe('an edit is kept in the database of the browser', () => {
  test('and comes back from there alone, not run', async () => {
    const { page } = await book.open()
    await runCode(page, 'sum', 'z.length * 111')
    await seeText(page, '#cell-sum .drawn', '333')
    await expect.poll(() => kept(page, 'sum')).toBe('z.length * 111')
    await clearLocal(page)
    await page.reload()
    await seeText(page, '#cell-sum pre code', 'z.length * 111')
    expect(await shown(page, 'sum').textContent()).toBe('1')
    await seeText(page, '#cell-sum .note', 'Your edit, not run yet')
    await page.context().close()
  })
  test('and every letter of it is there after the page is killed in the middle of a word', async () => {
    const { page } = await book.open()
    await writeCode(page, 'sum', '')
    const context = page.context()
    const closed = page.waitForEvent('close')
    await page.locator('#cell-sum .cm-content').pressSequentially('z.length * 7777')
    await page.close({ runBeforeUnload: false })
    await closed
    const again = await openTab(context)
    expect(await code(again, 'sum').textContent()).toBe('z.length * 7777')
    await context.close()
  })
  test('and what local storage had from before is taken over', async () => {
    const { page } = await book.open()
    await page.evaluate(() =>
      localStorage.setItem(
        `notebook-edit:${location.pathname}#sum`,
        JSON.stringify({ source: '1 + 1', original: 'p.reduce((a, b) => a + b)' }),
      ),
    )
    await page.reload()
    expect(await code(page, 'sum').textContent()).toBe('1 + 1')
    await expect.poll(() => kept(page, 'sum')).toBe('1 + 1')
    await page.context().close()
  })
  test('of what the two stores hold the newer one is shown', async () => {
    const { page } = await book.open()
    await writeCode(page, 'sum', 'first')
    await expect.poll(() => kept(page, 'sum')).toBe('first')
    await page.evaluate(() =>
      localStorage.setItem(
        `notebook-edit:${location.pathname}#sum`,
        JSON.stringify({ source: 'older', original: 'x', at: 5 }),
      ),
    )
    await page.reload()
    await seeText(page, '#cell-sum pre code', 'first')
    await page.evaluate(() =>
      localStorage.setItem(
        `notebook-edit:${location.pathname}#sum`,
        JSON.stringify({ source: 'newer', original: 'x', at: Date.now() + 1e9 }),
      ),
    )
    await page.reload()
    await expect.poll(() => kept(page, 'sum')).toBe('newer')
    expect(await code(page, 'sum').textContent()).toBe('newer')
    await page.context().close()
  })
})

describe('where storage fails', () => {
  /** Fills local storage to its last byte. */
  const fill = (): void => {
    for (const size of [100_000, 1000, 1])
      try {
        for (let i = 0; ; i++) localStorage.setItem(`${size}-${i}`, 'x'.repeat(size))
      } catch {}
  }
  test('full local storage leaves the edit to the database', async () => {
    const { page } = await book.open()
    await page.evaluate(fill)
    await runCode(page, 'sum', '6 * 7')
    await seeText(page, '#cell-sum .drawn', '42')
    await expect.poll(() => kept(page, 'sum')).toBe('6 * 7')
    expect(await page.locator('#cell-sum .note').count()).toBe(0)
    await page.reload()
    await seeText(page, '#cell-sum pre code', '6 * 7')
    await page.context().close()
  })
  /** Ways in which a database fails, as scripts that run before the page's own. */
  const broken = {
    'is not there': () => Object.defineProperty(window, 'indexedDB', { value: undefined }),
    'is denied': () =>
      Object.defineProperty(IDBFactory.prototype, 'open', {
        value: () => {
          throw new DOMException('denied', 'SecurityError')
        },
      }),
    'cannot be opened': () =>
      Object.defineProperty(IDBFactory.prototype, 'open', {
        value: () => {
          const request = { error: new DOMException('broken', 'UnknownError') } as IDBOpenDBRequest
          setTimeout(() => request.onerror?.(new Event('error')))
          return request
        },
      }),
    'is full': () =>
      Object.defineProperty(IDBObjectStore.prototype, 'put', {
        value: () => {
          throw new DOMException('full', 'QuotaExceededError')
        },
      }),
  }
  test.each(Object.entries(broken))(
    'a database that %s leaves the edit to local storage',
    async (_, spoil) => {
      const { page, errors } = await openPage(
        book.browser,
        `${book.site.url}fixture/`,
        {},
        async (it) => {
          await it.addInitScript(spoil)
        },
      )
      await runCode(page, 'sum', '6 * 7')
      await seeText(page, '#cell-sum .drawn', '42')
      expect(await page.locator('#cell-sum .note').count()).toBe(0)
      await page.reload()
      expect(await code(page, 'sum').textContent()).toBe('6 * 7')
      await page.locator('[data-changes-button]').click()
      await seeText(page, 'dialog.changes .list', 'sum')
      expect(errors).toEqual([])
      await page.context().close()
    },
  )
  test('a database that was deleted under the page is made anew', async () => {
    const { page } = await book.open()
    await writeCode(page, 'sum', '1 + 1')
    await expect.poll(() => kept(page, 'sum')).toBe('1 + 1')
    await page.evaluate(
      () =>
        new Promise((done) => {
          const request = indexedDB.deleteDatabase('notebook-changes:softmax-notebook')
          request.onsuccess = done
        }),
    )
    await writeCode(page, 'sum', '6 * 7')
    await expect.poll(() => kept(page, 'sum')).toBe('6 * 7')
    await page.context().close()
  })
  test('what is too long for the database takes nothing with it that was changed at the same time', async () => {
    const { page } = await book.open()
    await page.evaluate(() => {
      const { put } = IDBObjectStore.prototype
      IDBObjectStore.prototype.put = function (value: { name: string }) {
        if (!value.name.startsWith('data:')) return put.call(this, value)
        throw new DOMException('full', 'QuotaExceededError')
      }
    })
    await addCell(page, 'sum', 'mine', "data('rows')")
    await seeText(page, '#cell-mine', 'No data yet')
    await page.evaluate(fill)
    // In one task, and so in one transaction.
    await page.evaluate(() => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', 'a,b\n1,2')
      document
        .querySelector('#cell-mine .drop-zone')
        ?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }))
    })
    await writeCode(page, 'sum', '6 * 7')
    await seeText(page, '#cell-mine [role=status]', 'could not keep it')
    await expect.poll(() => kept(page, 'sum')).toBe('6 * 7')
    expect(await page.locator('#cell-sum .note').count()).toBe(0)
    await page.context().close()
  })
  test('where both fail, the cell says so, runs, and leaves all that was typed', async () => {
    const { page } = await openPage(book.browser, `${book.site.url}fixture/`, {}, async (it) => {
      await it.addInitScript(broken['is denied'])
      await it.addInitScript(() =>
        Object.defineProperty(window, 'localStorage', {
          get: () => {
            throw new DOMException('denied', 'SecurityError')
          },
        }),
      )
    })
    await runCode(page, 'sum', '6 * 7')
    await seeText(page, '#cell-sum .drawn', '42')
    await seeText(page, '#cell-sum .note', 'could not be saved in this browser')
    expect(await page.locator('#cell-sum .cm-content').textContent()).toBe('6 * 7')
    await page.context().close()
  })
})

test('the dialog of all changes opens where the book can never be kept on the device', async () => {
  const { page } = await book.open()
  // As where a worker cannot be installed, for want of space.
  await page.evaluate(() => {
    navigator.serviceWorker.register = () => new Promise(() => {})
  })
  await page.locator('[data-changes-button]').click()
  await page.getByRole('button', { name: 'A Jupyter notebook' }).waitFor()
  await page.context().close()
})

describe('a reset', () => {
  test('can be undone, also after a reload', async () => {
    const { page } = await book.open()
    await runCode(page, 'sum', 'z.length * 111')
    await seeText(page, '#cell-sum .drawn', '333')
    await page.locator('#cell-sum .reset').click()
    await page.waitForFunction(
      () => document.querySelector('#cell-sum .drawn')?.textContent === '1',
    )
    expect(await page.locator('#cell-sum[edited]').count()).toBe(0)
    await page.reload()
    await page.locator('#cell-sum .undo').click()
    expect(await code(page, 'sum').textContent()).toBe('z.length * 111')
    await page.locator('#cell-sum .run').click()
    await seeText(page, '#cell-sum .drawn', '333')
    await page.context().close()
  })
})

describe('two tabs agree', () => {
  test('what is typed in one is shown in the other, and nothing of it is lost', async () => {
    const { page: a } = await book.open()
    const b = await openTab(a.context())
    await b.waitForLoadState('networkidle')
    await writeCode(a, 'sum', '"work of tab A"')
    await seeText(b, '#cell-sum pre code', '"work of tab A"')
    await seeText(b, '#cell-sum .note', 'another tab')
    await writeCode(b, 'sum', '"tab B"')
    await expect.poll(() => a.locator('#cell-sum .cm-content').textContent()).toBe('"tab B"')
    await a.reload()
    expect(await code(a, 'sum').textContent()).toBe('"tab B"')
    await b.locator('#cell-sum .reset').click()
    await a.waitForFunction(() => !document.querySelector('#cell-sum[edited]'))
    await a.locator('#cell-sum .undo').click()
    expect(await code(a, 'sum').textContent()).toBe('"tab B"')
    await a.context().close()
  })
})

describe('a page that has changed since', () => {
  async function openChanged(): Promise<Page> {
    const { page } = await book.open()
    await page.evaluate(() =>
      localStorage.setItem(
        `notebook-edit:${location.pathname}#sum`,
        JSON.stringify({ source: 'mine()', original: 'theirs.before()' }),
      ),
    )
    await page.reload()
    await seeText(page, '#cell-sum .note', 'has changed since')
    return page
  }
  test('shows what it changed and what I did, and lets me keep mine', async () => {
    const page = await openChanged()
    await page.getByRole('button', { name: 'Show the difference' }).click()
    const lines = page.locator('#cell-sum .difference-lines')
    expect(await lines.nth(0).textContent()).toBe(
      '− theirs.before()\n+ p.reduce((a, b) => a + b)\n',
    )
    expect(await lines.nth(1).textContent()).toBe('− p.reduce((a, b) => a + b)\n+ mine()\n')
    await page.getByRole('button', { name: 'Keep mine' }).click()
    await page.waitForFunction(() => !document.querySelector('#cell-sum .note'))
    await page.reload()
    await seeText(page, '#cell-sum .note', 'Your edit, not run yet')
    expect(await page.locator('#cell-sum .note').textContent()).not.toContain('has changed since')
    await page.context().close()
  })
  test('or take its own, which can be undone', async () => {
    const page = await openChanged()
    await page.getByRole('button', { name: 'Take the chapter’s' }).click()
    await expect.poll(() => page.locator('#cell-sum[edited]').count()).toBe(0)
    await page.locator('#cell-sum .undo').click()
    expect(await code(page, 'sum').textContent()).toBe('mine()')
    await page.context().close()
  })
})

test('a cell of mine whose name a newer chapter has taken is there under another one', async () => {
  const { page, errors } = await book.open()
  await runCode(page, 'sum', '6 * 7')
  await expect.poll(() => kept(page, 'sum')).toBe('6 * 7')
  await page.evaluate(() => {
    localStorage.clear()
    const mine = { source: 'T * 111', original: '', after: 'p', at: Date.now() }
    localStorage.setItem(`notebook-own:${location.pathname}#rows`, JSON.stringify(mine))
  })
  await page.reload()
  await seeText(page, '#cell-mine pre code', 'T * 111')
  await seeText(page, '#cell-mine .note', 'a cell rows of its own: yours is called mine')
  await expect.poll(() => kept(page, 'rows')).toBe(undefined)
  await page.reload()
  await seeText(page, '#cell-mine pre code', 'T * 111')
  expect(await page.locator('nb-cell[own]').count()).toBe(1)
  expect(errors).toEqual([])
  await page.context().close()
})

describe('the dialog of all changes', () => {
  const dialog = (page: Page) => page.locator('dialog.changes')
  const open = (page: Page) => page.locator('[data-changes-button]').click()
  test('says that there are none, and closes by Escape', async () => {
    const { page, errors } = await book.open()
    await open(page)
    await seeText(page, 'dialog.changes', 'No code changed here yet.')
    await page.keyboard.press('Escape')
    expect(await dialog(page).isVisible()).toBe(false)
    expect(errors).toEqual([])
    await page.context().close()
  })
  test('lists what I changed on all pages; a file takes it to another browser and back', async () => {
    const { page } = await book.open()
    await runCode(page, 'sum', '1 + 1')
    await seeText(page, '#cell-sum .drawn', '2')
    await page.goto(`${book.site.url}handles/`)
    const cell = await page.locator('nb-cell:not([judge])').first().getAttribute('name')
    await page
      .locator(`#cell-${cell} > .code`)
      .evaluate((it: HTMLDetailsElement) => (it.open = true))
    await writeCode(page, cell!, '"elsewhere"')
    await expect.poll(() => kept(page, cell!)).toBe('"elsewhere"')
    await open(page)
    const pages = dialog(page).locator('section').nth(2).locator('li')
    await pages.nth(1).waitFor()
    expect(await pages.count()).toBe(2)
    expect(await pages.first().textContent()).toContain('1 cell')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save all to a file' }).click(),
    ])
    const file = join(mkdtempSync(join(tmpdir(), 'changes-')), download.suggestedFilename())
    await writeFile(file, await readFile(await download.path()))
    await page.context().close()

    const { page: other } = await book.open()
    await writeCode(other, 'sum', '"of this browser"')
    await expect.poll(() => kept(other, 'sum')).toBe('"of this browser"')
    await open(other)
    const [chooser] = await Promise.all([
      other.waitForEvent('filechooser'),
      other.getByRole('button', { name: 'Open a file' }).click(),
    ])
    await chooser.setFiles(file)
    await seeText(other, 'dialog.changes .status', 'taken over')
    await other.reload()
    await seeText(other, '#cell-sum pre code', '1 + 1')
    await other.locator('#cell-sum .undo').click()
    expect(await code(other, 'sum').textContent()).toBe('"of this browser"')
    await other.context().close()
  })
  test.each([
    '',
    '{}',
    '{"format":"notebook-changes","v":99,"book":"softmax-notebook","records":[]}',
  ])('refuses a file that is none, with the reason: %s', async (text) => {
    const { page, errors } = await book.open()
    await open(page)
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: 'Open a file' }).click(),
    ])
    await chooser.setFiles({
      name: 'a.json',
      mimeType: 'application/json',
      buffer: Buffer.from(text),
    })
    await seeText(
      page,
      'dialog.changes .status',
      text.includes('99') ? 'newer version' : 'nothing was taken over',
    )
    expect(errors).toEqual([])
    await page.context().close()
  })
  test('has no link that leads out of the book, whatever the database holds', async () => {
    const { page } = await book.open()
    await runCode(page, 'sum', '1 + 1')
    await expect.poll(() => kept(page, 'sum')).toBe('1 + 1')
    await page.evaluate(async () => {
      const request = indexedDB.open('notebook-changes:softmax-notebook')
      await new Promise((done) => (request.onsuccess = done))
      const transaction = request.result.transaction('changes', 'readwrite')
      for (const page of ['/elsewhere.example/', '//elsewhere.example/', '../../out/'])
        transaction
          .objectStore('changes')
          .put({ page, kind: 'edit', name: 'p', at: 1, value: { source: '1', original: '2' } })
      await new Promise((done) => (transaction.oncomplete = done))
      request.result.close()
    })
    await open(page)
    const links = dialog(page).locator('section').nth(2).locator('li a')
    await links.first().waitFor()
    const addresses = await links.evaluateAll((all) =>
      all.map((it) => (it as HTMLAnchorElement).href),
    )
    expect(addresses).toEqual([`${book.site.url}fixture/`])
    await page.context().close()
  })
  test('sets inputs as they stood on the last visit', async () => {
    const { page } = await book.open()
    await setRange(page, 'input-T', '5')
    await seeText(page, 'nb-value', '0.400')
    await page.locator('nb-input[name=how] label').filter({ hasText: 'hard' }).click()
    await expect.poll(() => kept(page, 'how')).toBe('an input')
    await page.reload()
    await open(page)
    await page.getByRole('button', { name: 'Set inputs' }).click()
    await seeText(page, 'nb-value', '0.400')
    expect(await page.locator('nb-input[name=how] input:checked').getAttribute('value')).toBe(
      'hard',
    )
    await page.context().close()
  })
  test('a cell that one deletes leaves the other its code to bring back, to both', async () => {
    const { page: a } = await book.open()
    await addCell(a, 'sum', 'mine', 'z.length * 7')
    const b = await openTab(a.context())
    await seeText(b, '#cell-mine pre code', 'z.length * 7')
    await choose(b, 'mine', 'Delete')
    await seeText(a, '.own-deleted', 'mine')
    expect(await a.locator('#cell-mine').count()).toBe(0)
    await a.locator('.own-deleted').getByRole('button').press('Enter')
    for (const page of [a, b]) {
      await seeText(page, '#cell-mine pre code', 'z.length * 7')
      expect(await page.locator('.own-deleted').count()).toBe(0)
    }
    await a.context().close()
  })
})

test('a page reads of the database only what is its own', async () => {
  const { page } = await book.open()
  await writeCode(page, 'sum', '6 * 7')
  await expect.poll(() => kept(page, 'sum')).toBe('6 * 7')
  await page.addInitScript(() => {
    const read: string[] = []
    const { getAll } = IDBObjectStore.prototype
    IDBObjectStore.prototype.getAll = function (...range) {
      const request = getAll.apply(this, range)
      request.addEventListener('success', () =>
        read.push(...(request.result as { name: string }[]).map(({ name }) => name)),
      )
      return request
    }
    Object.assign(window, { read })
  })
  const read = (): Promise<string[]> =>
    page.evaluate(() => (window as never as { read: string[] }).read)
  await page.goto(`${book.site.url}handles/`)
  await writeCode(page, 'sum', '1')
  await expect.poll(() => kept(page, 'sum')).toBeDefined()
  await page.reload()
  await seeText(page, '#cell-sum pre code', '1')
  await expect.poll(read).toEqual(['sum'])
  await page.context().close()
})

describe('a page that is asked for by the name of its file', () => {
  test('takes the address of all links, and has the same changes', async () => {
    const { page } = await book.open()
    await writeCode(page, 'sum', 'z.length * 9')
    await expect.poll(() => kept(page, 'sum')).toBe('z.length * 9')
    const named = await openTab(page.context(), 'fixture/index.html?from=mail#cell-sum')
    expect(named.url()).toBe(`${book.site.url}fixture/?from=mail#cell-sum`)
    await seeText(named, '#cell-sum pre code', 'z.length * 9')
    await page.context().close()
  })
})
