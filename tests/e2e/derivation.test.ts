import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { fixture } from './build-books.ts'
import { useFixture } from './fixture.ts'

const { open } = useFixture()
const line = (page: Page, number: number) => page.locator(`#eq-gradient-${number}`)
const current = (page: Page): Promise<string | null> =>
  page.locator('.line[aria-current=step]').getAttribute('data-line')
const choose = (page: Page, labels: string): Promise<void> =>
  page.locator('nb-input[name=labels] label').filter({ hasText: labels }).click()
const failing = (page: Page): Promise<string[]> =>
  page
    .locator('.line.fails')
    .evaluateAll((all) => all.map((it) => (it as HTMLElement).dataset['line'] ?? ''))

describe('a derivation without JavaScript', () => {
  test('a derivation is a list of lines, each with a relation, a formula, a reason and an anchor', async () => {
    const { page } = await open({ javaScriptEnabled: false })
    expect(await page.locator('.lines > .line').count()).toBe(8)
    for (const part of [
      '.relation .katex',
      '.right .katex',
      '.reason',
      'a.line-number[href^="#eq-gradient-"]',
    ])
      expect(await page.locator(`.lines > .line ${part}`).count(), part).toBeGreaterThanOrEqual(8)
    expect(await line(page, 5).locator('.reason').textContent()).toContain(
      'The probabilities cancel.',
    )
    expect(await line(page, 8).locator('.mark').textContent()).toBe('∎')
    expect(await line(page, 8).locator('.mark').getAttribute('aria-label')).toMatch(
      /^proved for C from \d to \d$/,
    )
    expect(await page.locator('.stepper').isVisible()).toBe(false)
    await page.context().close()
  })
  test('a derivation says how it was checked, and what breaks it', async () => {
    const { page } = await open({ javaScriptEnabled: false })
    const how = page.locator('.how-checked')
    expect(await how.locator('> summary').textContent()).toMatch(
      /^All 8 lines proved; all checked on 60 draws, [\d,]+ comparisons, largest error \d\s×\s10⁻[⁰¹²³⁴⁵⁶⁷⁸⁹]+$/,
    )
    expect(await page.locator('.standing').textContent()).toBe(
      '✓ For the numbers that this page opens with, every line holds.',
    )
    await how.locator('> summary').click()
    const text = (await how.innerText()).replace(/\s+/g, ' ')
    expect(text).toMatch(/multi-hot \(any set of labels\), line 8 breaks, and no other/)
    expect(text).toMatch(/numbers from 0 up that sum to 1, every line still holds/)
    await page.context().close()
  })
  test('the relations of a derivation are aligned', async () => {
    const { page } = await open({ javaScriptEnabled: false })
    const lefts = await page
      .locator('.line > .relation')
      .evaluateAll((all) => all.map((it) => Math.round(it.getBoundingClientRect().left)))
    expect(new Set(lefts).size).toBe(1)
    await page.context().close()
  })
})

describe('stepping through a derivation', () => {
  test('keys step through the lines, with the reason, what changed, and the numbers of both sides', async () => {
    const { page, errors } = await open()
    await page.locator('.lines').focus()
    for (const _ of [1, 2, 3, 4]) await page.keyboard.press('ArrowDown')
    await page.waitForSelector('#eq-gradient-4[aria-current=step]')
    expect(await line(page, 4).locator('.reason').isVisible()).toBe(true)
    expect(await line(page, 3).locator('.reason').isVisible()).toBe(false)
    const lit = await line(page, 4)
      .locator('.changed')
      .first()
      .evaluate((it) => getComputedStyle(it).backgroundColor)
    expect(lit).not.toBe('rgba(0, 0, 0, 0)')
    const rows = await line(page, 4)
      .locator('.numbers tr')
      .evaluateAll((all) => all.map((row) => [...row.children].map((it) => it.textContent)))
    // softmax of 2, 1, 0.1, less the label
    expect(rows).toEqual([
      ['', 'i = 1', 'i = 2', 'i = 3'],
      ['line 3', '−0.341', '0.242', '0.099'],
      ['line 4', '−0.341', '0.242', '0.099'],
    ])
    await page.keyboard.press('End')
    await expect.poll(() => current(page)).toBe('8')
    await page.keyboard.press('ArrowUp')
    await expect.poll(() => current(page)).toBe('7')
    await page.keyboard.press('Escape')
    await page.waitForFunction(() => !document.querySelector('.line[aria-current]'))
    expect(errors).toEqual([])
    await page.context().close()
  })
  test('buttons and clicks on a line step through the lines', async () => {
    const { page } = await open()
    const step = page.locator('.stepper [data-step="1"]')
    await step.click()
    await step.click()
    await expect.poll(() => current(page)).toBe('2')
    expect(await page.locator('.stepper output').textContent()).toBe('2 of 8')
    await line(page, 5).locator('.right').click()
    await expect.poll(() => current(page)).toBe('5')
    await page.locator('.stepper [data-step="-1"]').click()
    await expect.poll(() => current(page)).toBe('4')
    await page.locator('.stepper [data-step=all]').click()
    expect(await page.locator('.line[aria-current]').count()).toBe(0)
    await page.context().close()
  })
})

describe('a derivation at the reader’s own numbers', () => {
  test('one-hot and soft labels keep every line, while multi-hot labels break the last with a reason', async () => {
    const { page, errors } = await open()
    await choose(page, 'soft')
    await page.waitForSelector('.standing:not([hidden])')
    await expect
      .poll(() => page.locator('.standing').textContent())
      .toBe('✓ For your numbers, every line holds.')
    await choose(page, 'multi-hot')
    await page.waitForSelector('.line.fails')
    expect(await failing(page)).toEqual(['8'])
    expect(await line(page, 8).locator('.mark').textContent()).toBe('✗ off by 0.659')
    expect(await line(page, 8).locator('.mark').getAttribute('aria-label')).toBe('off by 0.659')
    // No tick stands under a line that breaks.
    const before = () =>
      page
        .locator('.how-checked > summary')
        .evaluate((it) => getComputedStyle(it, '::before').content)
    expect(await before()).toBe('"For the values declared: "')
    expect(await page.locator('.standing').textContent()).toBe(
      '✗ For your numbers, line 8 breaks, off by 0.659. The reason that it gives does not hold: 2 is not 1.',
    )
    await line(page, 8).locator('.right').click()
    expect(await line(page, 8).locator('.numbers .gap').innerText()).toMatch(
      /off by\s+0\.659\s+0\.242\s+0\.099/,
    )
    await choose(page, 'one-hot')
    await page.waitForFunction(() => !document.querySelector('.line.fails'))
    expect(await line(page, 8).locator('.mark').textContent()).toBe('∎')
    expect(await line(page, 8).locator('.mark').getAttribute('aria-label')).toMatch(
      /^proved for C from \d to \d$/,
    )
    expect(errors).toEqual([])
    await page.context().close()
  })
  test('the numbers of a derivation follow a changed score', async () => {
    const { page } = await open()
    await page.locator('.lines').focus()
    await page.keyboard.press('End')
    await page.waitForSelector('#eq-gradient-8 .numbers')
    expect(await page.locator('.numbers p').textContent()).toBe('at z = (2, 1, 0.1), y = (1, 0, 0)')
    await page.locator('#input-z-0').fill('0')
    await page.waitForFunction(() =>
      document.querySelector('#eq-gradient-8 .numbers')?.textContent?.includes('−0.793'),
    )
    await page.context().close()
  })
})

describe('references and symbols', () => {
  test('a reference is a linked formula number with a preview on focus', async () => {
    const { page } = await open()
    const reference = page.locator('.eq-reference').first()
    expect(await reference.locator('a').textContent()).toBe('(1)')
    expect(await reference.locator('a').getAttribute('href')).toBe('#eq-softmax')
    expect(await page.locator('.eq-reference a').nth(1).textContent()).toBe('(3), line 8')
    expect(await reference.locator('.eq-preview').isVisible()).toBe(false)
    await reference.locator('a').focus()
    expect(await reference.locator('.eq-preview .katex').first().isVisible()).toBe(true)
    expect(await page.locator('#eq-softmax .equation-number').textContent()).toBe('(1)')
    await page.context().close()
  })
  test('a lit symbol has its colour and shows its meaning', async () => {
    const { page } = await open()
    const symbol = page.locator('.symbol')
    expect(await symbol.getAttribute('aria-label')).toContain('the scores')
    // A pointer rests, and is over something else once the page scrolls to what has the focus.
    await page.mouse.move(5, 5)
    await symbol.focus()
    const meaning = page.locator('body > .tip')
    await expect.poll(() => meaning.textContent()).toContain('z: the scores')
    expect(await meaning.isVisible()).toBe(true)
    expect(await page.locator('nb-input[name=z][named]').count()).toBe(1)
    await symbol.blur()
    expect(await page.locator('nb-input[named]').count()).toBe(0)
    expect(await meaning.isVisible()).toBe(false)
    const colour = (selector: string): Promise<string> =>
      page
        .locator(selector)
        .first()
        .evaluate((it) => getComputedStyle(it).color)
    expect(await colour('#eq-softmax .lit-score')).toBe(await colour('.symbol'))
    await page.locator('#eq-softmax .lit-prob').first().hover()
    await expect.poll(() => meaning.textContent()).toContain('softmax of the scores')
    await page.context().close()
  })
  test('a letter in an exponent tells its meaning on touch, within a screen of 320 pixels', async () => {
    const { page } = await open({ hasTouch: true, viewport: { width: 320, height: 640 } })
    const meaning = page.locator('body > .tip')
    const exponents = page.locator('#eq-softmax .mtight .lit-score')
    expect(await exponents.count()).toBe(2)
    for (const exponent of await exponents.all()) {
      await exponent.locator('.mathnormal').first().tap()
      await expect.poll(() => meaning.textContent()).toContain('z: the scores')
      const { x, width, height } = (await meaning.boundingBox())!
      expect(x).toBeGreaterThanOrEqual(0)
      expect(x + width).toBeLessThanOrEqual(320)
      // Two lines of text, not a narrow column of them.
      expect(height).toBeLessThan(60)
    }
    await page.locator('h1').tap()
    await expect.poll(() => meaning.isVisible()).toBe(false)
    await page.context().close()
  })
  test('the end of the page counts its formulas by status', async () => {
    const { page } = await open()
    expect(await page.locator('.formula-count summary').textContent()).toBe(
      'Formulas on this page: 8 proved, 2 definitions run as shown, 1 not checked',
    )
    expect(await page.locator('.formula-count a').getAttribute('href')).toBe('#eq-limit')
    await page.context().close()
  })
})

describe('the size of a derivation’s scripts', () => {
  const scripts = readScripts()

  test('the first script of the page is smaller than 12 kB', () => {
    expect(sizeOf(/^Base\..*\.js$/)).toBeLessThan(12_000)
  })
  test('the stepper’s script is at most 5 kB, and no script contains KaTeX', () => {
    expect(sizeOf(/^stepper\..*\.js$/)).toBeGreaterThan(0)
    expect(sizeOf(/^stepper\..*\.js$/)).toBeLessThanOrEqual(5_000)
    expect(scripts.filter(([, text]) => /KaTeX parse error|renderToString/.test(text))).toEqual([])
  })
  test('a derivation adds at most 1 kB to the page, compressed', async () => {
    const { page } = await open()
    const data = await page.locator('nb-derivation > script').textContent()
    expect(gzipSync(data ?? '').length).toBeLessThanOrEqual(1000)
    await page.context().close()
  })

  function readScripts(): [string, string][] {
    const folder = join(fixture.folder, '_astro')
    return readdirSync(folder)
      .filter((it) => it.endsWith('.js'))
      .map((it) => [it, readFileSync(join(folder, it), 'utf8')])
  }
  function sizeOf(name: RegExp): number {
    return scripts
      .filter(([file]) => name.test(file))
      .reduce((total, [, text]) => total + gzipSync(text).length, 0)
  }
})
