import type { BrowserContextOptions, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { useFixture } from './fixture.ts'

const book = useFixture()

/** The page once its figures follow inputs, with a list of all glides in one of them that begin from now on. */
async function openWatched(options: BrowserContextOptions): Promise<Page> {
  const { page } = await book.open(options)
  const before = await page.locator('nb-value').first().textContent()
  await page.locator('#input-T').focus()
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => page.locator('nb-value').first().textContent()).not.toBe(before)
  await page.evaluate(() => {
    const glides: number[] = []
    const { animate } = Element.prototype
    Element.prototype.animate = function (frames, timing) {
      if (this.closest('#cell-marks'))
        glides.push((timing as KeyframeAnimationOptions).duration as number)
      return animate.call(this, frames, timing)
    }
    Object.assign(window, { glides })
  })
  return page
}
const glides = (page: Page): Promise<number[]> =>
  page.evaluate(() => (window as unknown as { glides: number[] }).glides)
/** Of the second dot in the figure of kinds: 15 where it is chosen. */
const radius = (page: Page): Promise<string | null> =>
  page.locator('#cell-marks .drawn circle').last().getAttribute('r')
const choose = (page: Page, kind: string): Promise<void> =>
  page.locator('nb-input[name=how] label').filter({ hasText: kind }).click()

describe('marks of a figure that is redrawn', () => {
  test('they glide to their new place within a fifth of a second', async () => {
    const page = await openWatched({ reducedMotion: 'no-preference' })
    await choose(page, 'hard')
    await expect.poll(() => radius(page)).toBe('15')
    const begun = await glides(page)
    expect(begun.length).toBeGreaterThanOrEqual(2)
    expect(Math.max(...begun)).toBeLessThanOrEqual(200)
    await expect.poll(() => page.evaluate(() => document.getAnimations().length)).toBe(0)
    await page.context().close()
  })
  test('they are there at once for readers who ask for less motion', async () => {
    const page = await openWatched({ reducedMotion: 'reduce' })
    await choose(page, 'hard')
    await expect.poll(() => radius(page)).toBe('15')
    expect(await glides(page)).toEqual([])
    await page.context().close()
  })
  test('they are there at once while a pointer is down', async () => {
    const page = await openWatched({ reducedMotion: 'no-preference' })
    await page.locator('#cell-marks').scrollIntoViewIfNeeded()
    await page.mouse.move(3, 3)
    await page.mouse.down()
    await page.evaluate(() => {
      const inputs = document.querySelectorAll<HTMLInputElement>('nb-input[name=how] input')
      inputs[1].click()
    })
    await expect.poll(() => radius(page)).toBe('15')
    expect(await glides(page)).toEqual([])
    await page.mouse.up()
    await page.context().close()
  })
})
