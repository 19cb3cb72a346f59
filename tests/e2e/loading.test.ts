import type { Page, Route } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { openPage, saveData, type WatchedPage } from './browser.ts'
import { runCode, seeText, setRange, useFixture } from './fixture.ts'

const fixture = useFixture()
const { open } = fixture
/** A page that has fetched nothing of its cells yet: where data is saved, they wait for a sign of intent. */
const openUntouched = (): Promise<WatchedPage> =>
  openPage(fixture.browser, `${fixture.site.url}fixture/`, {}, saveData)
const frames = (page: Page): Promise<number> => page.locator('iframe').count()

/** Lets `fault` answer for the files of the sandbox that begin so, until the returned function is called. */
async function spoil(
  page: Page,
  file: string,
  fault: (route: Route) => Promise<void>,
): Promise<() => Promise<void>> {
  const files = `**/_notebook/${file}.*`
  await page.route(files, fault)
  return () => page.unroute(files)
}

const abort = (route: Route): Promise<void> => route.abort()

describe('a lost connection', () => {
  test('a reader without a connection is told, loses nothing, and can go on when it is back', async () => {
    const { page } = await openUntouched()
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

test('an input that was moved without a connection counts as soon as anything is computed', async () => {
  const { page } = await openUntouched()
  await page.context().setOffline(true)
  await setRange(page, 'input-T', '5')
  await seeText(page, 'nb-input[name=T] .note', 'check the connection')
  await page.context().setOffline(false)
  await setRange(page, 'input-z-2', '0.2')
  await seeText(page, '#cell-bars figcaption', '5.0')
  await runCode(page, 'sum', 'T * 10 + z[2]')
  await seeText(page, '#cell-sum .output', '50.2')
  await page.context().close()
})

test('where a newer version has taken the place of the files, the messages say to reload the page', async () => {
  const { page } = await openUntouched()
  await page.route(/\.js(\?|$)/, (route) => route.fulfill({ status: 404, body: '' }))
  await page.locator('#cell-sum .edit').click()
  await seeText(page, '#cell-sum .note', 'or reload the page')
  await setRange(page, 'input-T', '5')
  await seeText(page, 'nb-input[name=T] .note', 'or reload the page')
  await page.context().close()
})

describe('a file of the sandbox that cannot be loaded', () => {
  const faults: [string, string, (route: Route) => Promise<void>][] = [
    ['the kernel', 'kernel', abort],
    [
      'the kernel, cut short',
      'kernel',
      (route) => route.fulfill({ contentType: 'text/javascript', body: 'var x = (' }),
    ],
    ['the frame', 'frame', abort],
    [
      'the frame, of which the server knows nothing',
      'frame',
      (route) =>
        route.fulfill({ status: 404, contentType: 'text/html', body: '<title>Not found</title>' }),
    ],
    ['the compiler', 'compile', abort],
    [
      'the compiler, cut short',
      'compile',
      (route) => route.fulfill({ contentType: 'text/javascript', body: 'var x = (' }),
    ],
  ]
  // Beside each other: most of their time is spent waiting for an answer that does not come.
  test.concurrent.each(faults)(
    'a load failure of %s is reported, leaves no frame behind, and is retried at the next run',
    async (_, file, fault) => {
      const { page } = await open()
      const mend = await spoil(page, file, fault)
      await runCode(page, 'sum', '5 + 5')
      await page.waitForSelector('#cell-sum[state=stopped]')
      expect(await page.locator('#cell-sum .failure').textContent()).toContain(
        'could not be loaded: check the connection',
      )
      expect(await frames(page)).toBe(0)
      await mend()
      await page.locator('#cell-sum .run').click()
      await seeText(page, '#cell-sum .drawn', '10')
      await page.context().close()
    },
  )
  test('of the library’s parts is tried again at the next run; as published, the cell goes on in the page', async () => {
    const { page } = await open()
    const mend = await spoil(page, 'drawing', abort)
    const other = `d3.create('svg:svg').attr('height', T).node()`
    await runCode(page, 'marks', other)
    await page.waitForSelector('#cell-marks[state=stopped]')
    expect(await page.locator('#cell-marks .failure').textContent()).toContain(
      'could not be loaded: check the connection',
    )
    await setRange(page, 'input-T', '5')
    await page.locator('nb-input[name=how] label').filter({ hasText: 'hard' }).click()
    await page.waitForSelector('#cell-marks [data-value=hard][r="15"]')
    expect(await page.locator('#cell-marks[state]').count()).toBe(0)
    await mend()
    await page.locator('#cell-marks .run').click()
    await page.waitForSelector('#cell-marks svg[height="5"]')
    await page.context().close()
  })
})

describe('Stop during loading', () => {
  test('Stop ends the wait for the sandbox, and Run starts it again', async () => {
    const { page } = await open()
    let free = (): void => {}
    const held = new Promise<void>((done) => (free = done))
    await spoil(page, 'kernel', (route) => held.then(() => route.continue()))
    await runCode(page, 'sum', '5 + 5')
    await page.waitForSelector('#cell-sum[state=running]')
    await page.locator('#cell-sum .stop').click()
    await page.waitForSelector('#cell-sum[state=stopped]')
    free()
    await page.locator('#cell-sum .run').click()
    await seeText(page, '#cell-sum .drawn', '10')
    await page.waitForFunction(() => document.querySelectorAll('iframe').length === 1)
    await page.context().close()
  })
})

describe('edits in local storage', () => {
  test('damaged edits in local storage are ignored', async () => {
    const { page, errors } = await open()
    const damaged = ['5', '[]', 'null', '{"source":{"a":1},"original":"x"}', '{"source":1}', '{']
    for (const text of damaged) {
      await page.evaluate(
        (it) => localStorage.setItem(`notebook-edit:${location.pathname}#sum`, it),
        text,
      )
      await page.reload()
      expect(await page.locator('#cell-sum[edited]').count(), text).toBe(0)
      expect(await page.locator('#cell-sum pre code').textContent(), text).toBe(
        'p.reduce((a, b) => a + b)',
      )
    }
    await page.locator('#cell-sum .run').click()
    await page.waitForSelector('iframe', { state: 'attached' })
    expect(errors).toEqual([])
    await page.context().close()
  })
})
