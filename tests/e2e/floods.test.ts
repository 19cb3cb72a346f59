import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { writeCode } from './browser.ts'
import { readersLimit, runCode, seeItLives, seeText, useFixture } from './fixture.ts'
import { forge, takeOver } from './take-over.ts'

const { open } = useFixture(readersLimit)
const patient = useFixture()

/** Has the cell say that these are its outputs. */
const forgeOutputs = (outputs: string): string =>
  forge(
    `if (message?.event?.type === 'output' && message.event.cell === 'sum') message.event.outputs = ${outputs}; send(message)`,
  )

describe('an endless generator', () => {
  test('an endless generator keeps running, and the page stays responsive', async () => {
    const { page, errors } = await open()
    await runCode(
      page,
      'counter',
      'const counter = (function* () { let i = 0; while (true) yield i++ })()',
    )
    const shown = (): Promise<string | null> => page.locator('#cell-counter .drawn').textContent()
    const seeItCount = async (): Promise<void> => {
      const before = await shown()
      await expect.poll(shown).not.toBe(before)
    }
    await seeItCount()
    await seeItLives(page)
    await seeItCount()
    expect(await page.locator('#cell-counter[state]').count()).toBe(0)
    expect(errors).toEqual([])
    await page.context().close()
  })
  test('an endless generator of large figures leaves the page responsive', async () => {
    const { page } = await open()
    await runCode(
      page,
      'counter',
      `const counter = (function* () {
      for (let i = 0; ; i++) {
        const drawing = d3.create('svg:svg')
        for (let j = 0; j < 5000; j++) drawing.append('circle').attr('r', i + j)
        yield drawing.node()
      }
    })()`,
    )
    await page.waitForSelector('#cell-counter circle', { state: 'attached' })
    await seeItLives(page)
    await page.context().close()
  })
})

test('code too long to be edited is not pasted: the reader is told, and what stood there stays', async () => {
  const { page } = await open()
  const content = await writeCode(page, 'p', 'const kept = 1')
  const paste = (length: number): Promise<void> =>
    content.evaluate((it, length) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', ';'.repeat(length))
      it.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }))
    }, length)
  await paste(100_000)
  await seeText(page, '#cell-p .note', 'at most 100,000 characters')
  expect(await content.textContent()).toBe('const kept = 1')
  await paste(1)
  expect(await content.textContent()).toBe('const kept = 1;')
  await page.context().close()
})

describe('a flood of messages', () => {
  const floods: [string, string][] = [
    ['of one message again and again', forge('for (;;) send(message)')],
    [
      'of outputs of another cell',
      forge(
        `for (let i = 0; ; i++) send({ type: 'event', event: { type: 'output', cell: 'p', run: 1, outputs: [{ type: 'svg', html: '<p>' + i } ] } })`,
      ),
    ],
    ['of requests for a part', forge(`for (;;) send({ type: 'need', part: 'compile' })`)],
    [
      'of large outputs',
      forge(
        `const html = '<p>x</p>'.repeat(2e5); for (;;) send({ type: 'event', event: { type: 'output', cell: 'sum', run: 1, outputs: [{ type: 'html', html }] } })`,
      ),
    ],
    [
      'of large nonsense',
      forge('const junk = Array.from({ length: 1e5 }, (_, i) => ({ i })); for (;;) send(junk)'),
    ],
  ]
  test.each(floods)('a flood %s is stopped, and the page stays responsive', async (_, code) => {
    const { page } = await open()
    await takeOver(page)
    await runCode(page, 'sum', code)
    await page.waitForSelector('#cell-sum[state=stopped]')
    expect(await page.locator('iframe').count()).toBe(0)
    await seeItLives(page)
    await page.context().close()
  })
  test('a flood of displays with pauses is shown in part, and is not stopped', async () => {
    const { page } = await open()
    await runCode(
      page,
      'sum',
      'for (let i = 0; i < 1000; i++) {\n  display(i)\n  await new Promise((done) => setTimeout(done))\n}\nthrow new Error("the end")',
    )
    await seeText(page, '#cell-sum .failure', 'the end')
    expect(await page.locator('#cell-sum .drawn > *').count()).toBeLessThan(500)
    await seeItLives(page)
    await page.context().close()
  })
  test('a flood of displays without a pause is stopped, and the page stays responsive', async () => {
    const { page } = await open()
    await runCode(page, 'sum', 'await Promise.resolve()\nfor (let i = 0; ; i++) display(i)')
    await page.waitForSelector('#cell-sum[state=stopped]')
    await seeItLives(page)
    await page.context().close()
  })
})

describe('an output that is too large', () => {
  const countOf = (page: Page): Promise<number> => page.locator('#cell-sum .drawn *').count()
  const honest: [string, string][] = [
    ['a text of 30 MB', `'x y\\n'.repeat(7.5e6)`],
    [
      'a table of 200,000 columns',
      `[Object.fromEntries(Array.from({ length: 2e5 }, (_, i) => ['k' + i, i]))]`,
    ],
    [
      'markup of 400,000 paragraphs',
      `({ nodeType: 1, localName: 'div', outerHTML: '<p>a</p>'.repeat(4e5) })`,
    ],
    [
      'markup of 100,000 paragraphs',
      `({ nodeType: 1, localName: 'div', outerHTML: '<p>a</p>'.repeat(1e5) })`,
    ],
    ['a hundred thousand displays', 'for (let i = 0; i < 1e5; i++) display(i)\n1'],
    [
      'two hundred tables',
      `for (let i = 0; i < 200; i++) display(Array.from({ length: 50 }, () => Object.fromEntries(Array.from({ length: 50 }, (_, i) => ['k' + i, i]))))`,
    ],
  ]
  const forged: [string, string][] = [
    ['a text of 30 MB', `[{ type: 'text', text: 'x y'.repeat(1e7) }]`],
    [
      'a table of 200,000 columns',
      `[{ type: 'table', columns: Array(2e5).fill('k'), rows: [Array(2e5).fill('x')], more: 0 }]`,
    ],
    ['markup of 400,000 paragraphs', `[{ type: 'html', html: '<p>'.repeat(4e5) }]`],
    // Each block opens all of the formatting again: for 400 of both Chromium is at work for seconds, for 2,000 without end.
    [
      'formatting left open, which every block opens again',
      `[{ type: 'html', html: '<div>' + Array.from({ length: 5000 }, (_, i) => '<b a=' + i + '>').join('') + '</div>' + '<div>x</div>'.repeat(5000) }]`,
    ],
    [
      'an element of 300,000 attributes',
      `[{ type: 'html', html: '<p ' + Array.from({ length: 3e5 }, (_, i) => 'a' + i).join(' ') + '>' }]`,
    ],
    ['280,000 comments', `[{ type: 'html', html: '<!---->'.repeat(2.8e5) }]`],
    ['20,000 elements, each within the other', `[{ type: 'html', html: '<span>'.repeat(20000) }]`],
    [
      'many parts, each of which is not too large',
      `Array.from({ length: 300 }, () => ({ type: 'html', html: '<p>a</p>'.repeat(5000) }))`,
    ],
  ]
  test.each([
    ...honest,
    ...forged.map(([name, outputs]) => [`${name}, forged`, forgeOutputs(outputs)]),
  ])('an output of %s is cut or refused', async (name, code) => {
    const { page } = await patient.open()
    if (/forged$/.test(name)) await takeOver(page)
    await runCode(page, 'sum', code)
    await page.waitForFunction(
      () =>
        document.querySelector('#cell-sum .drawn')?.textContent !== '1' ||
        document.querySelector('#cell-sum[state=failed]'),
    )
    expect(await countOf(page)).toBeLessThan(25_000)
    expect((await page.locator('#cell-sum .output').textContent())?.length).toBeLessThan(200_000)
    await seeItLives(page)
    await page.context().close()
  })
})
