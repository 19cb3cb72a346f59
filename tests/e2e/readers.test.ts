import type { CDPSession, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { replaceCode, writeCode } from './browser.ts'
import { contrast } from '../../scripts/check/contrast.ts'
import { useFixture } from './fixture.ts'
import { readPixels } from './pixels.ts'

const book = useFixture()
const { open } = book
const phone = { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true }

describe('inputs by touch', () => {
  /** Moves a finger from a place within an element; of its box, `x` and `y` are shares. */
  async function drag(
    page: Page,
    selector: string,
    { from: [x, y], by: [right, down] }: { from: [number, number]; by: [number, number] },
  ): Promise<void> {
    const finger: CDPSession = await page.context().newCDPSession(page)
    const box = await page.locator(selector).evaluate((it) => {
      it.scrollIntoView({ block: 'center', behavior: 'instant' })
      return it.getBoundingClientRect().toJSON() as DOMRect
    })
    const at = (share: number) => [
      { x: box.x + x * box.width + share * right, y: box.y + y * box.height + share * down },
    ]
    await finger.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at(0) })
    for (let step = 1; step <= 8; step++)
      await finger.send('Input.dispatchTouchEvent', {
        type: 'touchMove',
        touchPoints: at(step / 8),
      })
    await finger.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  }
  const scrolled = async (page: Page, act: () => Promise<void>): Promise<void> => {
    const events = page.evaluate(
      () => new Promise((resolve) => addEventListener('scrollend', resolve, { once: true })),
    )
    await act()
    await events
  }

  test('a swipe up from a slider scrolls the page and leaves the value unchanged', async () => {
    const { page } = await open(phone)
    await page
      .locator('#input-T')
      .evaluate((it) => it.scrollIntoView({ block: 'center', behavior: 'instant' }))
    const before = await page.evaluate(() => scrollY)
    await scrolled(page, () => drag(page, '#input-T', { from: [0.8, 0.5], by: [0, -150] }))
    expect(await page.evaluate(() => scrollY)).toBeGreaterThan(before)
    expect(await page.locator('#input-T').inputValue()).toBe('1')
    expect(await page.locator('nb-input[name=T] output').textContent()).toBe('1.0')
    await page.context().close()
  })
  test('a swipe along a slider moves it', async () => {
    const { page } = await open(phone)
    await drag(page, '#input-T', { from: [0.2, 0.5], by: [120, 0] })
    expect(Number(await page.locator('#input-T').inputValue())).toBeGreaterThan(2)
    await page.context().close()
  })
  test('a swipe over bars scrolls the page, and a bar is dragged by its grip', async () => {
    const { page } = await open(phone)
    await page
      .locator('#input-z-0')
      .evaluate((it) => it.scrollIntoView({ block: 'center', behavior: 'instant' }))
    const before = await page.evaluate(() => scrollY)
    await scrolled(page, () => drag(page, '#input-z-0', { from: [0.5, 0.9], by: [0, -100] }))
    expect(await page.evaluate(() => scrollY)).toBeGreaterThan(before)
    expect(await page.locator('#input-z-0').inputValue()).toBe('2')
    // The third bar stands near zero, in the middle.
    await drag(page, '#input-z-2', { from: [0.5, 0.5], by: [0, -50] })
    expect(Number(await page.locator('#input-z-2').inputValue())).toBeGreaterThan(2)
    await page.context().close()
  })
})

describe('a cell that fails', () => {
  test('the failure of a cell is in view where it was run on a phone, and the last output is marked', async () => {
    const { page } = await open(phone)
    await page.locator('#cell-bars summary').tap()
    await writeCode(page, 'bars', 'width.x.y')
    const run = page.locator('#cell-bars .run')
    await run.evaluate((it) => it.scrollIntoView({ block: 'start', behavior: 'instant' }))
    await run.tap()
    const failure = page.locator('#cell-bars .failure')
    await failure.waitFor()
    expect(await failure.textContent()).toMatch(/TypeError: .* \(line 1, column \d+\)$/)
    expect(await failure.count()).toBe(1)
    const { top, bottom } = await failure.evaluate(
      (it) => it.getBoundingClientRect().toJSON() as DOMRect,
    )
    expect(top).toBeGreaterThanOrEqual(0)
    expect(bottom).toBeLessThan(640)
    expect(
      await page
        .locator('#cell-bars .output')
        .evaluate((it) => getComputedStyle(it, '::before').content),
    ).toContain('last output')
    expect(await page.locator('#cell-bars .drawn svg:visible').count()).toBe(1)
    await page.context().close()
  })
  test('the failure of a cell with folded code is shown above its output', async () => {
    const { page } = await open()
    expect(await page.locator('#cell-bars .code').getAttribute('open')).toBeNull()
    await (await writeCode(page, 'p', 'const p: number[] = null!.x')).press('Control+Enter')
    await page.locator('#cell-bars .output > .failure').waitFor()
    await page.context().close()
  })
})

describe('the announcer', () => {
  const heard = (page: Page, text: string): Promise<unknown> =>
    page.waitForFunction(
      (what) => document.querySelector('.announcer')?.textContent?.includes(what),
      text,
    )

  test('a changed input announces the visible figure next to it', async () => {
    const { page } = await open()
    await page
      .locator('#cell-bars')
      .evaluate((it) => it.scrollIntoView({ block: 'center', behavior: 'instant' }))
    await page.locator('#input-T').evaluate((it: HTMLInputElement) => {
      it.value = '5'
      it.dispatchEvent(new Event('input', { bubbles: true }))
    })
    await heard(page, 'Bars: 0.40, 0.33, 0.27')
    await page.context().close()
  })
  test('a changed input announces the sentence whose value changed', async () => {
    const { page } = await open()
    await page.locator('nb-input[name=on] label').click()
    await heard(page, 'The first is 0.659, the kind soft, the switch on.')
    await page.context().close()
  })
  test('a run announces its output, that it is running, its failure or that it was stopped', async () => {
    const { page } = await open()
    await (await writeCode(page, 'sum', '40 + 2')).press('Control+Enter')
    await heard(page, 'cell sum: 42')
    await (await writeCode(page, 'sum', 'null!.x')).press('Control+Enter')
    await heard(page, 'cell sum: TypeError')
    await (await writeCode(page, 'sum', 'for (;;) {}')).press('Control+Enter')
    await heard(page, 'cell sum is running')
    await page.locator('#cell-sum .stop').click()
    await heard(page, 'cell sum: stopped')
    await page.context().close()
  })
  test('nothing is announced before the reader does something', async () => {
    const { page } = await open()
    expect(await page.locator('.announcer').count()).toBe(0)
    await page.context().close()
  })
  test('a slider has its shown value and its label as value text', async () => {
    const { page } = await open()
    await page.locator('#input-T[aria-valuetext="1.0, temperature"]').waitFor()
    await page.locator('#input-z-2').fill('-1.5')
    await page.locator('#input-z-2[aria-valuetext="−1.5, bird"]').waitFor()
    await page.context().close()
  })
})

describe('the contrast of inputs', () => {
  const modes = [
    ['light', 'none'],
    ['dark', 'none'],
    ['light', 'active'],
    ['dark', 'active'],
  ] as const
  test.each(modes)(
    'a focused slider has a visible ring in the %s theme, forced colours: %s',
    async (colorScheme, forcedColors) => {
      const { page } = await open({ colorScheme, forcedColors })
      const slider = page.locator('#input-T')
      const shoot = async (): Promise<number[][]> =>
        readPixels(
          book.browser,
          await page.locator('nb-input[name=T]').screenshot({ animations: 'disabled' }),
        )
      const before = await shoot()
      await page.locator('#input-z-2').focus()
      await page.keyboard.press('Tab')
      expect(await slider.evaluate((it) => it.matches(':focus-visible'))).toBe(true)
      const after = await shoot()
      const changed = after.filter((pixel, i) => contrast(pixel, before[i]) >= 3)
      expect(changed.length).toBeGreaterThan(100)
      await page.context().close()
    },
  )
  test.each(['light', 'dark'] as const)(
    'in forced colours and the %s theme, a slider shows its track and grip, and a bar its height',
    async (colorScheme) => {
      const { page } = await open({ colorScheme, forcedColors: 'active' })
      const seen = async (selector: string): Promise<number> => {
        const pixels = await readPixels(book.browser, await page.locator(selector).screenshot())
        return pixels.filter((pixel) => contrast(pixel, pixels[0]) >= 3).length
      }
      // The track alone is 2 pixels by some 400.
      expect(await seen('#input-T')).toBeGreaterThan(1000)
      const [high, low] = [
        await seen('.vector .bar:nth-of-type(1)'),
        await seen('.vector .bar:nth-of-type(3)'),
      ]
      expect(high).toBeGreaterThan(low + 300)
      await page.context().close()
    },
  )
})

describe('the editor', () => {
  test('the editor completes names of the library, with their description, and of the chapter', async () => {
    const { page } = await open()
    const content = await writeCode(page, 'sum', '')
    const options = page.locator('#cell-sum .cm-tooltip-autocomplete li')
    await content.pressSequentially('logSum')
    await options.filter({ hasText: 'logSumExp' }).first().waitFor()
    expect(await page.locator('#cell-sum .cm-completionInfo').textContent()).toContain('.')
    await replaceCode(content, '')
    await content.pressSequentially('coun')
    await options.filter({ hasText: 'countercell counter' }).waitFor()
    await replaceCode(content, '')
    await content.pressSequentially('ho')
    await options.filter({ hasText: 'howinput' }).waitFor()
    await page.context().close()
  })
  test('the editor says how to leave it: Escape, then Tab', async () => {
    const { page, errors } = await open()
    const content = await writeCode(page, 'sum', 'p')
    await content.focus()
    expect(await page.locator('#cell-sum .keys').isVisible()).toBe(true)
    expect(
      await content.evaluate(
        (it) =>
          (it.getRootNode() as ShadowRoot).getElementById(it.getAttribute('aria-describedby') ?? '')
            ?.textContent,
      ),
    ).toContain('Escape, then Tab')
    await page.keyboard.press('Tab')
    expect(await content.evaluate((it) => it.matches(':focus'))).toBe(true)
    await page.keyboard.press('Escape')
    await page.keyboard.press('Tab')
    expect(await content.evaluate((it) => it.matches(':focus'))).toBe(false)
    expect(errors).toEqual([])
    await page.context().close()
  })
  test('Tab leaves after Escape however long that was ago, and whatever Escape has closed', async () => {
    const { page } = await open()
    const content = await writeCode(page, 'sum', '')
    const leaves = async (key = 'Tab'): Promise<boolean> => {
      await page.keyboard.press(key)
      return content.evaluate((it) => !it.matches(':focus'))
    }
    await content.pressSequentially('logSum')
    await page.locator('#cell-sum .cm-tooltip-autocomplete li').first().waitFor()
    await page.keyboard.press('Escape')
    expect(await leaves()).toBe(true)
    expect(await content.innerText()).toBe('logSum')
    // As if a minute had gone by.
    await content.focus()
    await page.keyboard.press('Escape')
    await page.evaluate(() => {
      const { now } = Date
      Date.now = () => now() + 60_000
    })
    await page.keyboard.press('ArrowLeft')
    expect(await leaves('Shift+Tab')).toBe(true)
    // Who came back, or typed on, indents again.
    await content.focus()
    expect(await leaves()).toBe(false)
    await page.keyboard.press('Escape')
    await content.press('x')
    expect(await leaves()).toBe(false)
    await page.context().close()
  })
})

test('numbers are shown with true minus signs and copied with hyphens', async () => {
  const { page } = await open()
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.locator('#input-z-2').fill('-1.5')
  await page.waitForFunction(() =>
    document
      .querySelector('#cell-rows td:nth-child(2)')
      ?.closest('tbody')
      ?.textContent?.includes('−1.5'),
  )
  expect(await page.locator('#cell-rows tr td:nth-child(2)').allTextContents()).toEqual([
    '2.0',
    '1.0',
    '−1.5',
  ])
  await page.locator('#cell-rows tbody').selectText()
  // What mends copies comes with the first selection.
  const copied = async (): Promise<string> => {
    await page.keyboard.press('Control+c')
    return page.evaluate(() => navigator.clipboard.readText())
  }
  await expect.poll(copied).toContain('-1.5')
  await page.context().close()
})
