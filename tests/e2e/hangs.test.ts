import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { readersLimit, runCode, seeItLives, seeText, setRange, useFixture } from './fixture.ts'
import { forge, takeOver } from './take-over.ts'

const { open } = useFixture(readersLimit)
/** Pages in which a cell has so much time that only the reader stops it. */
const patient = useFixture()
const frames = (page: Page): Promise<number> => page.locator('iframe').count()

/** Has the page note, in order, each press of the switch and each cell that is stopped. */
async function noteOrder(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const order: string[] = []
    Object.assign(window, { order })
    document
      .querySelector('nb-input[name=on]')
      ?.addEventListener('change', () => order.push('pressed'))
    const watch = new MutationObserver((all) =>
      order.push(
        ...all
          .map(({ target }) => (target as Element).getAttribute('state'))
          .filter((it) => it === 'stopped')
          .map(String),
      ),
    )
    watch.observe(document.body, { subtree: true, attributeFilter: ['state'] })
  })
  return () => page.evaluate(() => (window as unknown as { order: string[] }).order)
}

/** Has the page itself press the switch as soon as cell `sum` is marked as running. */
async function pressWhenRunning(page: Page): Promise<void> {
  await page.evaluate(() => {
    const watch = new MutationObserver(() => {
      if (!document.querySelector('#cell-sum[state=running]')) return
      watch.disconnect()
      document.querySelector<HTMLElement>('nb-input[name=on] label')?.click()
    })
    watch.observe(document.body, { subtree: true, attributeFilter: ['state'] })
  })
}

describe('a cell that does not end', () => {
  test('an endless loop is stopped after its limit, with the last good output and a reason', async () => {
    const { page } = await open()
    const order = await noteOrder(page)
    await pressWhenRunning(page)
    await runCode(page, 'sum', 'while (true) {}')
    await page.waitForSelector('#cell-sum[state=stopped]')
    expect((await order()).slice(0, 2)).toEqual(['pressed', 'stopped'])
    expect(await page.locator('#cell-sum .failure').textContent()).toContain('stopped after 5 s')
    expect(await page.locator('#cell-sum .drawn').textContent()).toBe('1')
    // The edit is not lost, and the page works on, with the cell’s last good version.
    expect(await page.locator('#cell-sum .cm-content').textContent()).toBe('while (true) {}')
    await seeItLives(page)
    // Nor is it taken for what is shown.
    await page.waitForSelector('#cell-sum[unrun]:not([state])')
    await page.context().close()
  })
  test('Stop ends a cell without waiting for the limit', async () => {
    const { page } = await patient.open()
    await runCode(page, 'sum', 'for (;;) {}')
    await page.waitForSelector('#cell-sum[state=running]')
    await page.locator('#cell-sum .stop').click()
    await page.waitForSelector('#cell-sum[state=stopped]')
    expect(await page.locator('#cell-sum .failure').textContent()).toMatch(/^stopped; /)
    await page.context().close()
  })
  test('a cell that only waits does not block the page, and can be stopped', async () => {
    const { page } = await patient.open()
    await runCode(page, 'sum', 'await new Promise(() => {})')
    await page.waitForSelector('#cell-sum[state=running]')
    await seeItLives(page)
    await page.locator('#cell-sum .stop').click()
    await page.waitForSelector('#cell-sum[state=stopped]')
    await page.context().close()
  })
  test('an endless loop in a generator is stopped', async () => {
    const { page } = await open()
    await runCode(page, 'counter', 'const counter = (function* () { yield 7; while (true); })()')
    await page.waitForSelector('#cell-counter[state=stopped]')
    expect(await page.locator('#cell-counter .drawn').textContent()).toBe('counter = 7')
    await page.context().close()
  })
  test('a cell that keeps allocating memory is stopped, and the page stays responsive', async () => {
    const { page } = await open()
    await runCode(
      page,
      'sum',
      // Some 100 MB a second, on any machine: what takes all memory at once can crash the process.
      'const hoard = []\nfor (;;) {\n  hoard.push(new Array(1e5).fill(hoard.length))\n  for (const end = Date.now() + 4; Date.now() < end; );\n}',
    )
    await page.waitForSelector('#cell-sum[state=stopped]')
    expect(await page.locator('#cell-sum .drawn').textContent()).toBe('1')
    await seeItLives(page)
    expect(await page.locator('nb-value').nth(1).textContent()).toBe('soft')
    await page.context().close()
  })
  test('a cell that answers in the kernel’s place is stopped', async () => {
    const { page } = await open()
    await takeOver(page)
    await runCode(
      page,
      'sum',
      forge(`for (let id = 0; ; id++) {
        send({ type: 'pong', id })
        for (const end = top.Date.now() + 5; top.Date.now() < end; );
      }`),
    )
    await page.waitForSelector('#cell-sum[state=stopped]')
    await seeItLives(page)
    await page.context().close()
  })
})

describe('an input value at which a cell hangs', () => {
  const hangsAbove4 = 'if (T > 4) while (true);\nconst p = softmax(z, { temperature: T })'

  test('dependent cells and values are marked, and no worker is restarted by itself', async () => {
    const { page } = await open()
    await runCode(page, 'p', hangsAbove4)
    // The value is moved while the edit is still on its way.
    await setRange(page, 'input-T', '5')
    await page.waitForSelector('#cell-p[state=stopped]')
    await page.waitForSelector('nb-value[stale=""]')
    await page.waitForSelector('#cell-bars[state=stopped]')
    expect(await frames(page)).toBe(0)
    await page.context().close()
  })
  test('the edit that fixes the hung cell brings the page to the new value', async () => {
    const { page } = await open()
    await runCode(page, 'p', hangsAbove4)
    await setRange(page, 'input-T', '5')
    await page.waitForSelector('#cell-p[state=stopped]')
    await runCode(page, 'p', 'const p = softmax(z, { temperature: T })')
    await seeText(page, 'nb-value', '0.400')
    await seeText(page, '#cell-bars figcaption', '5.0')
    await page.waitForFunction(() => !document.querySelector('[stale], [state]'))
    await page.context().close()
  })
  test('a value that changed meanwhile is computed once the hung cell has stopped', async () => {
    const { page } = await open()
    await runCode(page, 'p', hangsAbove4)
    await seeText(page, '#cell-p .drawn', '0.659')
    await page.waitForSelector('#cell-p:not([state])')
    await setRange(page, 'input-T', '5')
    await page.waitForSelector('#cell-p[state=running]')
    await setRange(page, 'input-T', '4')
    await seeText(page, 'nb-value', '0.417')
    await page.waitForFunction(() => !document.querySelector('[stale], [state]'))
    await page.context().close()
  })
})

test('an edit of a cell whose former version hangs when it is told of its end is run by the next worker', async () => {
  const { page } = await open()
  await runCode(page, 'sum', 'invalidation.then(() => { for (;;); }); 1')
  await seeText(page, '#cell-sum .drawn', '1')
  await runCode(page, 'sum', '2 + 3')
  await seeText(page, '#cell-sum .drawn', '5')
  expect(await page.locator('#cell-sum[state]').count()).toBe(0)
  await page.context().close()
})

test('an edit forged as compiled that cannot run costs one worker, and the page lives on', async () => {
  const { page } = await patient.open()
  await takeOver(page)
  await runCode(
    page,
    'sum',
    `${forge(`if (message?.type === 'accepted') message.cell = { ...message.cell, body: 'no code (' }
    send(message)`)}\n7`,
  )
  await seeText(page, '#cell-sum .drawn', '7')
  // Its first edit was accepted before it ran; of the second it has the say.
  await page.locator('#cell-sum .cm-content').press('Control+Enter')
  await runCode(page, 'counter', 'while (true) {}\nconst counter = 1')
  await page.waitForSelector('#cell-counter[state=running]')
  await page.locator('#cell-counter .stop').click()
  await page.waitForSelector('#cell-counter[state=stopped]')
  await setRange(page, 'input-T', '3')
  // What is as published runs in the page meanwhile.
  await seeText(page, '#cell-p .output', '0.4449')
  // The first worker that is given the claim fails, for a cell that is run or already when it is made ready.
  await runCode(page, 'rows', 'z.length')
  await page.waitForFunction(() =>
    /^3$|the kernel failed/.test(
      document.querySelector('#cell-rows :is(.failure, .drawn > .text)')?.textContent ?? '',
    ),
  )
  await page.locator('#cell-rows .run').click()
  await seeText(page, '#cell-rows .drawn', '3')
  await seeItLives(page)
  await page.context().close()
})

test('a value that hangs when it is read is ended like any other, and the page goes on', async () => {
  const { page } = await open()
  // What is printed is cut before it comes to the last item, which is read once the list is opened.
  const long = `Array.from({ length: 40 }, () => 'x'.repeat(600))`
  await runCode(page, 'sum', `[...${long}, new Proxy([1], { has: () => { for (;;); } })]`)
  await page.locator(`#cell-sum .drawn .inside > summary`).click()
  await seeText(page, '#cell-sum .drawn .inside', 'nothing to show')
  await runCode(page, 'sum', `'well again'`)
  await seeText(page, '#cell-sum .drawn', 'well again')
  await page.context().close()
})
