import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { useFixture } from './fixture.ts'

const book = useFixture()

interface Copied {
  text: string
  html: string
}

/** Selects all that is in the first element that `selector` finds, or from there into another. */
async function select(page: Page, selector: string, until = selector): Promise<void> {
  await page.evaluate(
    ([from, to]) => {
      document.querySelector(from)!.scrollIntoView()
      const range = document.createRange()
      range.selectNodeContents(document.querySelector(from)!)
      const end = document.createRange()
      end.selectNodeContents(document.querySelector(to)!)
      range.setEnd(end.endContainer, end.endOffset)
      getSelection()!.removeAllRanges()
      getSelection()!.addRange(range)
    },
    [selector, until] as const,
  )
}

/** What lies on the clipboard after a copy: empty where the page leaves it to the browser. */
const copy = (page: Page): Promise<Copied> =>
  page.evaluate(() => {
    const clipboardData = new DataTransfer()
    const place = getSelection()!.getRangeAt(0).commonAncestorContainer
    place.dispatchEvent(
      new ClipboardEvent('copy', { clipboardData, bubbles: true, cancelable: true }),
    )
    return {
      text: clipboardData.getData('text/plain'),
      html: clipboardData.getData('text/html'),
    }
  })

/** Waits until what copying needs has come, as it does when something is selected. */
async function copyOf(page: Page, selector: string, until = selector): Promise<Copied> {
  await select(page, selector, until)
  await expect.poll(async () => (await copy(page)).text).not.toBe('')
  return copy(page)
}

const softmax = String.raw`\sigma_i = \frac{e^{z_i}}{\sum_{j=1}^{C} e^{z_j}}`

describe('copying', () => {
  test('a displayed formula is copied as its TeX, once, and as MathML', async () => {
    const { page } = await book.open()
    const { text, html } = await copyOf(page, '#eq-softmax .formula')
    expect(text).toBe(softmax)
    expect(html.match(/<math/g)).toHaveLength(1)
    expect(html).not.toContain('katex-html')
    await page.context().close()
  })
  test('a formula of which a part is selected is copied whole', async () => {
    const { page } = await book.open()
    const { text, html } = await copyOf(page, '#eq-softmax .katex-html .mord')
    expect(text).toBe(softmax)
    expect(html.match(/<math/g)).toHaveLength(1)
    await page.context().close()
  })
  test('formulas in a text stand between dollar signs, each once', async () => {
    const { page } = await book.open()
    const { text } = await copyOf(page, 'p:has(> .symbol)')
    expect(text).toBe('The scores $z$ enter by (1), and the last line is (3), line 8.')
    const whole = await copyOf(page, '#eq-softmax', 'p:has(> .symbol)')
    expect(whole.text).toContain(`$$${softmax}$$\n`)
    expect(whole.text.split(softmax)).toHaveLength(2)
    await page.context().close()
  })
  test('a line of a derivation is one formula', async () => {
    const { page } = await book.open()
    const { text } = await copyOf(page, '#eq-gradient-5')
    expect(text).toContain(
      String.raw`$$= y_i (\sigma_i - 1) + \sum_{k=1,k\ne i}^{C} y_k \sigma_i$$`,
    )
    expect(text).toContain('The probabilities cancel.')
    await page.context().close()
  })
  test('a number is one that programs read, in sentences and tables too', async () => {
    const { page } = await book.open()
    await page
      .locator('p')
      .first()
      .evaluate((it) => {
        it.innerHTML = 'From <b>−1\u202f234.5</b> to <i>2\u2009000</i>, <code>a − b</code>.'
        it.id = 'numbers'
      })
    expect(await copyOf(page, '#numbers')).toEqual({
      text: 'From -1234.5 to 2000, a − b.',
      html: 'From <b>-1234.5</b> to <i>2000</i>, <code>a − b</code>.',
    })
    expect((await copyOf(page, '#numbers b')).text).toBe('-1234.5')
    await page.context().close()
  })
  test('a table is copied with tabs, a line for each row', async () => {
    const { page } = await book.open()
    const { text } = await copyOf(page, '#cell-rows .output table')
    const rows = text.split('\n')
    expect(rows).toHaveLength(4)
    expect(rows[1]).toBe('0\t2.0\ttrue')
    await page.context().close()
  })
  test('code is left to the browser', async () => {
    const { page } = await book.open()
    await copyOf(page, '#eq-softmax .formula')
    await select(page, '#cell-sum pre')
    expect(await copy(page)).toEqual({ text: '', html: '' })
    await page.context().close()
  })
})
