import type { Locator, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { readersLimit, runCode, seeText, setRange, useFixture } from './fixture.ts'

const { open } = useFixture(readersLimit)
const openPlayback = (options = {}) => open(options, 'playback')

const button = (page: Page, kind: string, cell = 'count'): Locator =>
  page.locator(`#cell-${cell} > nb-playback > .${kind}`)
const text = async (page: Page, selector: string): Promise<string> =>
  (await page.locator(selector).first().textContent()) ?? ''
const steps = async (page: Page, cell = 'count'): Promise<number> =>
  Number(/step (\d+)/.exec(await text(page, `#cell-${cell} .steps`))?.[1])
const stepsAfter = (page: Page, steps: number, cell = 'count'): Promise<unknown> =>
  page.waitForFunction(
    ([cell, than]) =>
      Number(
        /step (\d+)/.exec(document.querySelector(`#cell-${cell} .steps`)?.textContent ?? '')?.[1],
      ) > Number(than),
    [cell, steps] as const,
  )

/** Has the page note when `count` goes back to fewer steps. The returned function waits until it has. */
async function noteGoingBack(page: Page): Promise<() => Promise<unknown>> {
  await page.evaluate(() => {
    const shown = document.querySelector('#cell-count .steps')!
    const read = (): number => Number(/step (\d+)/.exec(shown.textContent)?.[1])
    let before = read()
    const look = (): void => {
      if (read() < before) Object.assign(window, { wentBack: true })
      before = read()
    }
    new MutationObserver(look).observe(shown, {
      childList: true,
      characterData: true,
      subtree: true,
    })
  })
  return () => page.waitForFunction(() => 'wentBack' in window)
}

describe('a cell that plays', () => {
  test('a cell that plays shows its resting step, and loads no kernel before it is played', async () => {
    const { page, requests } = await openPlayback()
    expect(await text(page, '#cell-count .output')).toBe('n = 5')
    expect(await text(page, 'nb-value')).toBe('5')
    expect(await text(page, '#cell-count .steps')).toBe('step 5')
    expect(await text(page, '#cell-short .steps')).toBe('step 6, the end')
    // Not even the worker is there.
    expect(requests.filter((it) => it.includes('/kernel.'))).toEqual([])
    await page.context().close()
  })
  test('Play goes on from the resting step with all dependent cells, and Pause stops it', async () => {
    const { page, errors } = await openPlayback()
    await button(page, 'toggle').click()
    await stepsAfter(page, 12)
    expect(await button(page, 'toggle').textContent()).toBe('Pause')
    await page.waitForSelector('#cell-bar [aria-label^="A bar of 2"]', { state: 'attached' })
    await button(page, 'toggle').click()
    await page.waitForSelector('#cell-count nb-playback[data-state=paused]')
    const at = await steps(page)
    await seeText(page, '#cell-count .output', `n = ${at}`)
    await seeText(page, 'nb-value', String(at))
    // A round through the worker, in which it would have gone on.
    await setRange(page, 'input-k', '2')
    await seeText(page, 'nb-value', String(2 * at))
    expect(await steps(page)).toBe(at)
    // What ran only for those that need it is not left running.
    await expect.poll(() => page.locator('nb-cell[state]').count()).toBe(0)
    expect(errors).toEqual([])
    await page.context().close()
  })
  test('Step advances by one step, and Restart goes back to the first', async () => {
    const { page } = await openPlayback()
    for (const at of [6, 7, 8]) {
      await button(page, 'step').click()
      await seeText(page, '#cell-count .output', `n = ${at}`)
      await seeText(page, '#cell-count .steps', `step ${at}`)
    }
    await button(page, 'restart').click()
    await seeText(page, '#cell-count .output', 'n = 0')
    await seeText(page, '#cell-count .steps', 'step 0')
    expect(await button(page, 'toggle').textContent()).toBe('Play')
    await page.context().close()
  })
  test('a changed input restarts a playing cell, which keeps playing', async () => {
    const { page } = await openPlayback()
    await button(page, 'toggle').click()
    await stepsAfter(page, 200)
    const goesBack = await noteGoingBack(page)
    await setRange(page, 'input-k', '3')
    await goesBack()
    await stepsAfter(page, 20)
    await button(page, 'toggle').click()
    await page.waitForSelector('#cell-count nb-playback[data-state=paused]')
    await seeText(page, '#cell-count .output', `n = ${3 * (await steps(page))}`)
    await page.context().close()
  })
  test('an edited cell shows its value after the same number of steps', async () => {
    const { page } = await openPlayback()
    await button(page, 'step').click()
    await seeText(page, '#cell-count .steps', 'step 6')
    await runCode(
      page,
      'count',
      'const n = (function* () { for (let i = 0; ; i++) yield 100 * i })()',
    )
    await seeText(page, '#cell-count .output', 'n = 600')
    await page.context().close()
  })
  test('a cell that plays shows that it has ended, and Play at the end restarts it', async () => {
    const { page } = await openPlayback()
    await button(page, 'restart', 'short').click()
    await seeText(page, '#cell-short .output', 'm = 0')
    await button(page, 'toggle', 'short').click()
    await seeText(page, '#cell-short .steps', 'step 6, the end')
    await seeText(page, '#cell-short .output', 'm = 6')
    await page.waitForSelector('#cell-short .step[aria-disabled=true]')
    await page.evaluate(() => {
      const seen: string[] = []
      Object.assign(window, { seen })
      new MutationObserver(
        () => void seen.push(document.querySelector('#cell-short .steps')?.textContent ?? ''),
      ).observe(document.querySelector('#cell-short .steps')!, {
        childList: true,
        characterData: true,
        subtree: true,
      })
    })
    await button(page, 'toggle', 'short').click()
    await page.waitForFunction(() =>
      (window as unknown as { seen: string[] }).seen.some((it) => /step [0-5]$/.test(it)),
    )
    await seeText(page, '#cell-short .steps', 'step 6, the end')
    await page.context().close()
  })
  test('the playback buttons work by keyboard and keep the focus', async () => {
    const { page } = await openPlayback()
    await button(page, 'toggle').focus()
    await page.keyboard.press('Space')
    await stepsAfter(page, 8)
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
      'Pause count',
    )
    await page.keyboard.press('Enter')
    await page.waitForSelector('#cell-count nb-playback[data-state=paused]')
    const at = await steps(page)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await seeText(page, '#cell-count .steps', `step ${at + 1}`)
    await seeText(page, '.announcer', `step ${at + 1}`)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await seeText(page, '#cell-count .steps', 'step 0')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
      'Restart count',
    )
    await page.context().close()
  })
  test('a step that does not end is stopped after the limit, and another cell can still be played', async () => {
    const { page } = await openPlayback()
    await button(page, 'toggle', 'hangs').click()
    await page.waitForSelector('#cell-hangs[state=stopped]')
    expect(await text(page, '#cell-hangs .failure')).toContain('stopped after 5 s')
    expect(await text(page, '#cell-hangs .drawn')).toBe('h = 9')
    await seeText(page, '#cell-hangs .toggle', 'Play')
    await button(page, 'toggle', 'count').click()
    await page.waitForSelector('#cell-count nb-playback[data-state=playing]')
    await stepsAfter(page, 8)
    await page.context().close()
  })
  test('the cell whose step does not end is at fault, and the others resume at their step', async () => {
    const { page } = await openPlayback()
    await runCode(
      page,
      'other',
      'const o = (function* () { for (let i = 0; ; i++) { if (i > 60) while (true); yield i } })()',
    )
    await button(page, 'toggle').click()
    await stepsAfter(page, 20)
    await button(page, 'toggle', 'other').click()
    await page.waitForSelector('#cell-other[state=stopped]')
    expect(await text(page, '#cell-other .failure')).toContain('stopped after 5 s')
    await seeText(page, '#cell-count .failure', 'stopped with another cell')
    await expect.poll(() => page.locator('nb-playback[data-state=playing]').count()).toBe(0)
    const [at, other] = [await steps(page), await steps(page, 'other')]
    expect(at).toBeGreaterThan(20)
    await button(page, 'step').click()
    await seeText(page, '#cell-count .steps', `step ${at + 1}`)
    await seeText(page, '#cell-count .drawn', `n = ${at + 1}`)
    await seeText(page, '#cell-both .drawn', `${at + 1} and ${other}`)
    await page.context().close()
  })
  test('the buttons are hidden while an edit has no generator, and the cell then resumes at its step', async () => {
    const { page, errors } = await openPlayback()
    await button(page, 'toggle').click()
    await stepsAfter(page, 12)
    await runCode(page, 'count', 'const n = 7 * k')
    await seeText(page, '#cell-count .drawn', 'n = 7')
    await button(page, 'toggle').waitFor({ state: 'hidden' })
    await page.locator('#cell-count .reset').click()
    await button(page, 'toggle').waitFor({ state: 'visible' })
    expect(await page.locator('#cell-count nb-playback').getAttribute('data-state')).toBe('paused')
    await seeText(page, '#cell-count .drawn', `n = ${await steps(page)}`)
    expect(await steps(page)).toBeGreaterThan(11)
    expect(errors).toEqual([])
    await page.context().close()
  })
  test('the buttons are hidden without JavaScript', async () => {
    const { page } = await openPlayback({ javaScriptEnabled: false })
    expect(await text(page, '#cell-count .output')).toBe('n = 5')
    expect(await page.locator('nb-playback').first().isVisible()).toBe(false)
    await page.context().close()
  })
})

test('Stop pauses a generator without buttons, and the rest of the page keeps working', async () => {
  const { page } = await openPlayback()
  await runCode(page, 'alone', 'const own = (function* () { for (let i = 0; ; i++) yield i })()')
  const shown = (): Promise<string> => text(page, '#cell-alone .drawn')
  // Before it plays, Stop would end the run instead.
  await page.waitForSelector('#cell-alone[playing]')
  await page.locator('#cell-alone .toolbar .stop').click()
  await page.locator('#cell-alone .toolbar .stop').waitFor({ state: 'hidden' })
  const before = await shown()
  await setRange(page, 'input-k', '2')
  await seeText(page, 'nb-value', '10')
  expect(await shown()).toBe(before)
  expect(await page.locator('#cell-alone[state]').count()).toBe(0)
  await page.context().close()
})

test('a cell that is no longer a generator can be run again', async () => {
  const { page } = await openPlayback()
  await runCode(page, 'alone', 'const own = (function* () { for (let i = 0; ; i++) yield i })()')
  await page.waitForSelector('#cell-alone[playing]')
  await page.locator('#cell-alone .reset').click()
  await seeText(page, '#cell-alone .drawn', 'own = 1')
  await page.locator('#cell-alone .toolbar .run').waitFor({ state: 'visible' })
  expect(await page.locator('#cell-alone .toolbar .stop').isVisible()).toBe(false)
  await page.context().close()
})
