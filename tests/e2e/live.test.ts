import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser, openPage, writeCode, type WatchedPage } from './browser.ts'
import { fixture } from './build-fixture.ts'
import { serveSite, type Site } from './site.ts'

let site: Site
let browser: Browser
beforeAll(async () => {
  site = await serveSite(fixture.folder, fixture.base)
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  await site.close()
})

const open = (): Promise<WatchedPage> => openPage(browser, `${site.url}fixture/`)
const output = (page: Page, cell: string) => page.locator(`#cell-${cell} .output`)
const value = (page: Page, index: number) => page.locator('nb-value').nth(index)

/** Opens the editor of a cell, puts `code` in, and runs it by the keyboard. */
async function runCode(page: Page, cell: string, code: string): Promise<void> {
  await (await writeCode(page, cell, code)).press('Control+Enter')
}

async function setRange(page: Page, id: string, to: string): Promise<void> {
  await page.locator(`#${id}`).fill(to)
}

/** Waits until a locator's text holds `text`. */
async function seeText(page: Page, selector: string, text: string, timeout = 15_000): Promise<void> {
  await page.waitForFunction(([where, what]) => document.querySelector(where)?.textContent?.includes(what), [selector, text] as const, { timeout })
}

describe('a moved input', () => {
  test('updates prose, plots, captions and their alternatives, and nothing else', async () => {
    const { page, errors } = await open()
    const [bars, rows] = [await output(page, 'bars').innerHTML(), await output(page, 'exact').innerHTML()]
    await setRange(page, 'input-T', '5')
    await seeText(page, 'nb-value', '0.400')
    await seeText(page, '#cell-bars figcaption', '5.0')
    await page.waitForSelector('#cell-bars [aria-label^="Bars: 0.40, 0.33"]', { state: 'attached' })
    expect(await output(page, 'bars').innerHTML()).not.toBe(bars)
    expect(await output(page, 'exact').innerHTML()).toBe(rows)
    expect(errors).toEqual([])
    await page.context().close()
  })
  test('of each kind reaches the cells', async () => {
    const { page } = await open()
    await page.locator('nb-input[name=how] label').filter({ hasText: 'hard' }).click()
    await page.waitForFunction(() => document.querySelectorAll('nb-value')[1].textContent === 'hard')
    await page.locator('nb-input[name=on] label').click()
    await page.waitForFunction(() => document.querySelectorAll('nb-value')[2].textContent === 'on')
    await page.locator('#input-z-2').focus()
    for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowUp')
    await seeText(page, '#cell-rows .output', '0.4')
    expect(await page.locator('nb-input[name=z] output').nth(2).textContent()).toBe('0.4')
    await page.context().close()
  })
  test('is moved by a mark of a figure that stands for one of its options', async () => {
    const { page, errors } = await open()
    await page.locator('#cell-marks [data-value=hard]').click()
    await page.waitForFunction(() => document.querySelectorAll('nb-value')[1].textContent === 'hard')
    expect(await page.locator('nb-input[name=how] input:checked').getAttribute('value')).toBe('hard')
    await page.waitForSelector('#cell-marks [data-value=hard][r="15"]')
    expect(errors).toEqual([])
    await page.context().close()
  })
  test('wins by being newest: after a storm of values, what is shown belongs to the last', async () => {
    const { page } = await open()
    await page.locator('#input-T').focus()
    await page.evaluate(() => {
      const input = document.querySelector('#input-T') as HTMLInputElement
      for (let i = 1; i <= 300; i++) {
        input.value = String(0.1 + (i % 49) / 10)
        input.dispatchEvent(new Event('input', { bubbles: true }))
      }
    })
    await seeText(page, '#cell-bars figcaption', '0.7')
    await expect.poll(() => output(page, 'sum').textContent()).toBe('1')
    expect(await page.locator('#cell-bars figcaption').textContent()).toContain('0.7')
    await page.context().close()
  })
})

describe('an edited cell', () => {
  test('runs, and what depends on it follows', async () => {
    const { page, errors } = await open()
    await runCode(page, 'p', 'const p: number[] = [0.2, 0.3, 0.5]')
    await seeText(page, '#cell-p .output', '[0.2, 0.3, 0.5]')
    await seeText(page, 'nb-value', '0.200')
    expect(errors).toEqual([])
    await page.context().close()
  })
  test('that fails says where, and keeps the last good output', async () => {
    const { page } = await open()
    await runCode(page, 'sum', 'const total: number = 1\nnull!.x')
    await seeText(page, '#cell-sum .failure', 'TypeError')
    expect(await page.locator('#cell-sum .failure').textContent()).toContain('line 2, column 7')
    expect(await page.locator('#cell-sum .drawn').textContent()).toBe('1')
    await runCode(page, 'sum', 'softmx(z)')
    await seeText(page, '#cell-sum .failure', 'did you mean `softmax`?')
    // The compiler is another bundle than the kernel.
    await runCode(page, 'sum', '1\nconst total: = 2')
    await seeText(page, '#cell-sum .failure', 'unexpected `=`')
    expect(await page.locator('#cell-sum .failure').textContent()).toContain('line 2, column 14')
    expect(await page.locator('#cell-sum .drawn').textContent()).toBe('1')
    await page.context().close()
  })
  test('survives a reload without being run, and can be put back', async () => {
    const { page } = await open()
    await runCode(page, 'sum', 'z.length * 111')
    await seeText(page, '#cell-sum .output', '333')
    await page.reload()
    expect(await page.locator('#cell-sum pre code').textContent()).toBe('z.length * 111')
    expect(await page.locator('#cell-sum .drawn').textContent()).toBe('1')
    expect(await page.locator('#cell-sum .note').textContent()).toContain('Your edit, not run yet')
    await page.locator('#cell-sum .run').click()
    await seeText(page, '#cell-sum .output', '333')
    await page.locator('#cell-sum .reset').click()
    await page.waitForFunction(() => document.querySelector('#cell-sum .drawn')?.textContent === '1')
    await page.reload()
    expect(await page.locator('#cell-sum[edited]').count()).toBe(0)
    await page.context().close()
  })
})

describe('a cell that does not end', () => {
  /** Counts the page's timer ticks while `act` goes on; a page that hangs has few. */
  async function ticksPerSecond(page: Page, act: () => Promise<void>): Promise<number> {
    await page.evaluate(() => {
      Object.assign(window, { ticks: 0, since: performance.now() })
      setInterval(() => (window as unknown as { ticks: number }).ticks++, 10)
    })
    await act()
    return page.evaluate(() => {
      const { ticks, since } = window as unknown as { ticks: number; since: number }
      return (1000 * ticks) / (performance.now() - since)
    })
  }

  test('is stopped after its time, with the page alive, the last good output kept and the reason told', async () => {
    const { page } = await open()
    const ticks = await ticksPerSecond(page, async () => {
      await runCode(page, 'sum', 'while (true) {}')
      await page.waitForSelector('#cell-sum[state=stopped]')
    })
    expect(ticks).toBeGreaterThan(30)
    expect(await page.locator('#cell-sum .failure').textContent()).toContain('stopped after 5 s')
    expect(await page.locator('#cell-sum .drawn').textContent()).toBe('1')
    // The edit is not lost, and the page works on, with the cell’s last good version.
    expect(await page.locator('#cell-sum .cm-content').textContent()).toBe('while (true) {}')
    await setRange(page, 'input-T', '5')
    await seeText(page, 'nb-value', '0.400')
    await page.waitForSelector('#cell-sum:not([state])')
    await page.context().close()
  })
  test('is stopped at once by Stop', async () => {
    const { page } = await open()
    await runCode(page, 'sum', 'for (;;) {}')
    await page.waitForSelector('#cell-sum[state=running]')
    await page.locator('#cell-sum .stop').click()
    await page.waitForSelector('#cell-sum[state=stopped]', { timeout: 2000 })
    await page.context().close()
  })
  test('but only waits holds up nothing', async () => {
    const { page } = await open()
    await runCode(page, 'sum', 'await new Promise(() => {})')
    await page.waitForSelector('#cell-sum[state=running]')
    await setRange(page, 'input-T', '5')
    await seeText(page, 'nb-value', '0.400')
    await page.context().close()
  })
  test('in a generator is stopped too', async () => {
    const { page } = await open()
    await runCode(page, 'counter', 'const counter = (function* () { yield 7; while (true); })()')
    await page.waitForSelector('#cell-counter[state=stopped]')
    expect(await page.locator('#cell-counter .drawn').textContent()).toBe('counter = 7')
    await page.context().close()
  })
  test('and eats memory is stopped, and the page lives', async () => {
    const { page } = await open()
    await runCode(page, 'sum', 'const hoard = []\nfor (;;) hoard.push(new Array(1e5).fill(hoard.length))')
    await page.waitForSelector('#cell-sum[state=stopped]', { timeout: 30_000 })
    expect(await page.locator('#cell-sum .drawn').textContent()).toBe('1')
    await setRange(page, 'input-T', '5')
    await seeText(page, 'nb-value', '0.400')
    expect(await value(page, 1).textContent()).toBe('soft')
    await page.context().close()
  })
  test('and displays without end holds up nothing but itself', async () => {
    const { page } = await open()
    const ticks = await ticksPerSecond(page, async () => {
      await runCode(page, 'sum', 'await Promise.resolve()\nfor (let i = 0; ; i++) display(i)')
      await page.waitForSelector('#cell-sum[state=stopped]', { timeout: 30_000 })
    })
    expect(ticks).toBeGreaterThan(30)
    await page.context().close()
  })
  test('and floods the page with messages of its own making is stopped too', async () => {
    const { page } = await open()
    const flood = `const top = ((x) => x).constructor('return this')()
      const send = top.MessagePort.prototype.postMessage
      top.MessagePort.prototype.postMessage = function (message) { for (;;) send.call(this, message) }
      display(1)`
    const ticks = await ticksPerSecond(page, async () => {
      await runCode(page, 'sum', flood)
      await page.waitForSelector('#cell-sum[state=stopped]', { timeout: 30_000 })
    })
    // Slow it may be, on a machine at work; it must not stand still.
    expect(ticks).toBeGreaterThan(2)
    await setRange(page, 'input-T', '5')
    await seeText(page, 'nb-value', '0.400')
    await page.context().close()
  })
})

describe('without a connection', () => {
  test('the reader is told, loses nothing, and can go on when it is back', async () => {
    const { page } = await open()
    await page.context().setOffline(true)
    await setRange(page, 'input-T', '5')
    await seeText(page, 'nb-input[name=T] .note', 'check the connection')
    await page.locator('#cell-sum .edit').click()
    await seeText(page, '#cell-sum .note', 'check the connection')
    await page.context().setOffline(false)
    await setRange(page, 'input-T', '4.9')
    await seeText(page, '#cell-bars figcaption', '4.9')
    expect(await page.locator('nb-input .note').count()).toBe(0)
    await runCode(page, 'sum', 'z.length * 7')
    await seeText(page, '#cell-sum .output', '21')
    await page.context().close()
  })
})

describe('by the keyboard', () => {
  test('Run becomes Stop and Stop becomes Run, and focus stays with them', async () => {
    const { page } = await open()
    await writeCode(page, 'sum', 'await new Promise((resolve) => setTimeout(resolve, 800))')
    await page.locator('#cell-sum .run').focus()
    await page.keyboard.press('Enter')
    await page.locator('#cell-sum .stop:focus').waitFor()
    await page.locator('#cell-sum .run:focus').waitFor()
    await page.context().close()
  })
})
