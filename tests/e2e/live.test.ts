import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { writeCode } from './browser.ts'
import { runCode, seeText, setRange, useFixture } from './fixture.ts'

const book = useFixture()
const { open } = book
const output = (page: Page, cell: string) => page.locator(`#cell-${cell} .output`)

describe('a changed input', () => {
  test('a changed input updates prose, plots, captions and text alternatives, and nothing else', async () => {
    const { page, errors } = await open()
    const [bars, rows] = [
      await output(page, 'bars').innerHTML(),
      await output(page, 'exact').innerHTML(),
    ]
    await setRange(page, 'input-T', '5')
    await seeText(page, 'nb-value', '0.400')
    await seeText(page, '#cell-bars figcaption', '5.0')
    await page.waitForSelector('#cell-bars [aria-label^="Bars: 0.40, 0.33"]', { state: 'attached' })
    expect(await output(page, 'bars').innerHTML()).not.toBe(bars)
    expect(await output(page, 'exact').innerHTML()).toBe(rows)
    expect(errors).toEqual([])
    await page.context().close()
  })
  test('a changed input of each kind reaches the cells', async () => {
    const { page } = await open()
    await page.locator('nb-input[name=how] label').filter({ hasText: 'hard' }).click()
    await page.waitForFunction(
      () => document.querySelectorAll('nb-value')[1].textContent === 'hard',
    )
    await page.locator('nb-input[name=on] label').click()
    await page.waitForFunction(() => document.querySelectorAll('nb-value')[2].textContent === 'on')
    await page.locator('#input-z-2').focus()
    for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowUp')
    await seeText(page, '#cell-rows .output', '0.4')
    expect(await page.locator('nb-input[name=z] output').nth(2).textContent()).toBe('0.4')
    await page.context().close()
  })
  test('a mark that stands for an option of an input chooses it when clicked', async () => {
    const { page, errors } = await open()
    await page.locator('#cell-marks [data-value=hard]').click()
    await page.waitForFunction(
      () => document.querySelectorAll('nb-value')[1].textContent === 'hard',
    )
    expect(await page.locator('nb-input[name=how] input:checked').getAttribute('value')).toBe(
      'hard',
    )
    await page.waitForSelector('#cell-marks [data-value=hard][r="15"]')
    expect(errors).toEqual([])
    await page.context().close()
  })
  test('an input changed before the page’s script has loaded is not forgotten', async () => {
    const context = await book.browser.newContext()
    const page = await context.newPage()
    const held = Promise.withResolvers<void>()
    await page.route('**/_astro/*.js', (route) => held.promise.then(() => route.continue()))
    await page.goto(`${book.site.url}fixture/`, { waitUntil: 'commit' })
    await setRange(page, 'input-T', '5')
    await page.locator('nb-input[name=on] input').press('Space')
    held.resolve()
    await seeText(page, 'nb-value', '0.400')
    await seeText(page, 'nb-input[name=T]', '5.0')
    await page.waitForFunction(() => document.querySelectorAll('nb-value')[2].textContent === 'on')
    await context.close()
  })
  test('after a burst of values of one input, the newest is shown', async () => {
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
  test('an edited cell runs, and dependent values follow', async () => {
    const { page, errors } = await open()
    await runCode(page, 'p', 'const p: number[] = [0.2, 0.3, 0.5]')
    await seeText(page, '#cell-p .output', '[0.2, 0.3, 0.5]')
    await seeText(page, 'nb-value', '0.200')
    expect(errors).toEqual([])
    await page.context().close()
  })
  test('an edited cell that fails says where, and keeps the last good output', async () => {
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
  test('an edit survives a reload without being run, and can be reset', async () => {
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
    await page.waitForFunction(
      () => document.querySelector('#cell-sum .drawn')?.textContent === '1',
    )
    await page.reload()
    expect(await page.locator('#cell-sum[edited]').count()).toBe(0)
    await page.context().close()
  })
})

describe('the Run button', () => {
  test('Run becomes Stop and back by keyboard, and keeps the focus', async () => {
    const { page } = await open()
    await writeCode(page, 'sum', 'await new Promise(() => {})')
    await page.locator('#cell-sum .run').focus()
    await page.keyboard.press('Enter')
    await page.locator('#cell-sum .stop:focus').waitFor()
    await page.keyboard.press('Enter')
    await page.locator('#cell-sum .run:focus').waitFor()
    await page.context().close()
  })
})

test('an output of the sandbox that is as it was is not drawn anew, and one that is not, is', async () => {
  const { page } = await open()
  await runCode(page, 'rows', 'T')
  await runCode(page, 'sum', 'Plot.dot([[T < 4 ? 1 : 2, 1]]).plot()')
  await page.waitForSelector('#cell-sum .drawn > .svg')
  const drawn = await page.locator('#cell-sum .drawn').elementHandle()
  const isShown = (): Promise<boolean | undefined> =>
    page.evaluate(
      (it) => new Promise((done) => requestAnimationFrame(() => done(it?.isConnected))),
      drawn,
    )
  await setRange(page, 'input-T', '3')
  await seeText(page, '#cell-rows .drawn', '3')
  expect(await isShown()).toBe(true)
  await setRange(page, 'input-T', '5')
  await seeText(page, '#cell-rows .drawn', '5')
  await page.waitForFunction((it) => !it?.isConnected, drawn)
  await page.context().close()
})
