import type { BrowserContextOptions, CDPSession, Locator, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { writeCode, type WatchedPage } from './browser.ts'
import { runCode, seeText, useFixture } from './fixture.ts'

const book = useFixture()

async function open(options: BrowserContextOptions = {}): Promise<WatchedPage> {
  const watched = await book.open(options, 'handles')
  // Handles are made when a figure with some is near the window.
  await watched.page.locator('#cell-rule').evaluate((it) => it.scrollIntoView())
  await watched.page.locator('#cell-rule .handle').waitFor({ state: 'attached' })
  await watched.page.evaluate(() => scrollTo(0, 0))
  return watched
}

const phone: BrowserContextOptions = {
  viewport: { width: 360, height: 800 },
  hasTouch: true,
  isMobile: true,
}
const handle = (page: Page, cell: string, index = 0): Locator =>
  page.locator(`#cell-${cell} .handle`).nth(index)

/** The values in the fixture's sentence, in their order. */
const shown = ['point', 'shares', 'sum', 'scores', 'temperature'] as const
const value = (page: Page, which: (typeof shown)[number]): Promise<string | null> =>
  page.locator('nb-value').nth(shown.indexOf(which)).textContent()

/** The middle of an element, once that is in view, and what was laid out on the way has its height. */
async function middle(locator: Locator): Promise<[number, number]> {
  await locator.evaluate(async (it) => {
    const frames = (): Promise<void> =>
      new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))
    let [before, still] = [NaN, 0]
    while (still < 3) {
      it.scrollIntoView({ block: 'center', behavior: 'instant' })
      await frames()
      const { top } = it.getBoundingClientRect()
      still = top === before ? still + 1 : 0
      before = top
    }
  })
  return centre(locator)
}

async function centre(locator: Locator): Promise<[number, number]> {
  const { x, y, width, height } = (await locator.boundingBox())!
  return [x + width / 2, y + height / 2]
}

/** Drags a handle by the mouse, and lets it go. */
async function drag(page: Page, grip: Locator, ...steps: [number, number][]): Promise<void> {
  await hold(page, grip, ...steps)
  await page.mouse.up()
}

async function hold(page: Page, grip: Locator, ...steps: [number, number][]): Promise<void> {
  let [x, y] = await middle(grip)
  await page.mouse.move(x, y)
  await page.mouse.down()
  for (const [dx, dy] of steps) await page.mouse.move((x += dx), (y += dy))
}

/** Puts a finger on a place and draws it along, step by step. */
async function swipe(
  page: Page,
  from: [number, number],
  ...steps: [number, number][]
): Promise<void> {
  const devtools: CDPSession = await page.context().newCDPSession(page)
  let [x, y] = from
  await devtools.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] })
  for (const [dx, dy] of steps)
    await devtools.send('Input.dispatchTouchEvent', {
      type: 'touchMove',
      touchPoints: [{ x: (x += dx), y: (y += dy) }],
    })
  await devtools.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
}

describe('dragging by mouse', () => {
  test('a point is dragged in the plane, and everything that depends on it follows', async () => {
    const { page, errors } = await open()
    // Plot leaves 60 of its 640 pixels, and 50 of its 300: a unit is 58 pixels across and 41⅔ upwards.
    await drag(page, handle(page, 'plane'), [30, -20], [28, -22])
    await expect.poll(() => value(page, 'point')).toBe('1.3 0')
    expect(await page.locator('#input-q-0').inputValue()).toBe('1.3')
    expect(await page.locator('nb-input[name=q] output').allTextContents()).toEqual(['1.3', '0.0'])
    await page.waitForSelector('#cell-plane [aria-label="A point at 1.3, 0"]')
    expect(errors).toEqual([])
    await page.context().close()
  })
  test('the top of a bar changes one number of a list, vertically only', async () => {
    const { page } = await open()
    // Eight units are 180 pixels.
    await drag(page, handle(page, 'tops', 1), [70, -45])
    await expect.poll(() => value(page, 'scores')).toBe('2 3 0.1')
    await page.context().close()
  })
  test('a rule moves along a logarithmic scale, wherever it is grabbed', async () => {
    const { page } = await open()
    const [x, y] = await middle(handle(page, 'rule'))
    // Two decades are 260 pixels, so this is a factor of 2.
    const step = 130 * Math.log10(2)
    await page.mouse.move(x, y - 40)
    await page.mouse.down()
    await page.mouse.move(x + step, y - 30)
    await page.mouse.up()
    await expect.poll(() => value(page, 'temperature')).toBe('2')
    await page.context().close()
  })
  test('the nearest of two overlapping handles is dragged', async () => {
    const { page } = await open()
    await page.locator('#input-q-0').fill('0')
    await writeCode(
      page,
      'plane',
      `const close = createCanvas(300, 100)
      for (const [i, at] of [[0, 150], [1, 162]]) dragHandle(close, [at, 50], { input: 'z', index: i, x: { domain: [0, 10], range: [0, 100] } })
      toElement(close)`,
    )
    await page.locator('#cell-plane .run').click()
    await page.locator('#cell-plane .handle').nth(1).waitFor()
    await expect.poll(() => page.locator('#cell-plane .handle').count()).toBe(2)
    await drag(page, handle(page, 'plane', 0), [-10, 0])
    await expect.poll(() => value(page, 'scores')).toBe('1 1 0.1')
    await page.context().close()
  })
  test('Escape cancels a drag', async () => {
    const { page } = await open()
    await hold(page, handle(page, 'tops'), [0, 45])
    await expect.poll(() => value(page, 'scores')).toBe('0 1 0.1')
    await page.keyboard.press('Escape')
    await expect.poll(() => value(page, 'scores')).toBe('2 1 0.1')
    await page.mouse.move(0, 0)
    await page.mouse.up()
    expect(await value(page, 'scores')).toBe('2 1 0.1')
    await page.context().close()
  })
})

/** What the figure says of its first bar. */
const topOf = (page: Page): Promise<string | null> =>
  page.locator('#cell-tops [data-tip]').first().getAttribute('data-tip')

describe('a figure during a drag', () => {
  test('the figure is redrawn during a drag, and the handle stays under the pointer', async () => {
    const { page } = await open()
    await page.evaluate(() => {
      const count = { drawn: 0 }
      new MutationObserver(() => count.drawn++).observe(
        document.querySelector('#cell-tops .output')!,
        { childList: true },
      )
      Object.assign(window, { count })
    })
    const from = await middle(handle(page, 'tops'))
    await hold(page, handle(page, 'tops'))
    for (const [k, score] of ['1.5', '1', '0.5', '0', '−0.5'].entries()) {
      await page.mouse.move(from[0], from[1] + (45 / 4) * (k + 1))
      await expect.poll(() => value(page, 'scores')).toBe(`${score} 1 0.1`)
      expect((await centre(handle(page, 'tops')))[1]).toBeCloseTo(from[1] + (45 / 4) * (k + 1), 0)
    }
    expect(
      await page.evaluate(() => (window as unknown as { count: { drawn: number } }).count.drawn),
    ).toBeGreaterThan(1)
    await page.mouse.up()
    const mark = page.locator('#cell-tops [data-drag]').first()
    const apart = async (): Promise<number> =>
      Math.abs((await centre(handle(page, 'tops')))[1] - (await centre(mark))[1])
    await expect.poll(apart).toBeLessThan(0.5)
    await page.context().close()
  })
  test('80 moves in one task of the page redraw the figure at most twice', async () => {
    const { page } = await open()
    await hold(page, handle(page, 'tops'), [0, 10])
    // The figure of this first move is drawn before any are counted.
    await expect.poll(() => topOf(page)).toBe('bar 1: 1.6')
    const from = await centre(handle(page, 'tops'))
    await page.evaluate(([x, y]) => {
      const count = { drawn: 0 }
      new MutationObserver(() => count.drawn++).observe(
        document.querySelector('#cell-tops .output')!,
        { childList: true },
      )
      Object.assign(window, { count })
      const held = document.querySelector<HTMLElement>('#cell-tops .handle')!
      const move = (dy: number): unknown =>
        held.dispatchEvent(
          new PointerEvent('pointermove', {
            pointerId: 1,
            clientX: x,
            clientY: y + dy,
            bubbles: true,
          }),
        )
      for (let i = 1; i <= 80; i++) move(i)
    }, from)
    // Eight units are 180 pixels: 80 of them are 3.6 units, and the first ten went before.
    await expect.poll(() => value(page, 'scores')).toBe('−2 1 0.1')
    expect(
      await page.evaluate(() => (window as unknown as { count: { drawn: number } }).count.drawn),
    ).toBeLessThanOrEqual(2)
    await page.mouse.up()
    await page.context().close()
  })
})

describe('a dragged value', () => {
  test('a dragged value is clamped to its input’s limits and snapped to its steps', async () => {
    const { page } = await open()
    await drag(page, handle(page, 'plane'), [5000, -33])
    await expect.poll(() => value(page, 'point')).toBe('4 −0.2')
    await drag(page, handle(page, 'tops', 2), [0, 900])
    await expect.poll(() => value(page, 'scores')).toBe('2 1 −4')
    await page.context().close()
  })
  test('a dragged simplex takes the nearest shares, in whole steps that sum to 1', async () => {
    const { page } = await open()
    const place = handle(page, 'triangle')
    await drag(page, place, [0, -400])
    await expect.poll(() => value(page, 'shares')).toBe('0.0000 0.0000 1.0000')
    // The triangle's sides are 260 pixels: down the side to its middle.
    await drag(page, place, [-65, 65 * Math.sqrt(3)])
    await expect.poll(() => value(page, 'shares')).toBe('0.5000 0.0000 0.5000')
    expect(await value(page, 'sum')).toBe('1')
    expect(await page.locator('nb-input[name=s] output').allTextContents()).toEqual([
      '0.50',
      '0.00',
      '0.50',
    ])
    await page.context().close()
  })
})

describe('the controls of a simplex', () => {
  test('the controls of a simplex keep the ratio of the other shares, also after certainty', async () => {
    const { page } = await open()
    await page.locator('#input-s-2').fill('0.75')
    await expect.poll(() => value(page, 'shares')).toBe('0.1000 0.1500 0.7500')
    expect(await page.locator('nb-input[name=s] output').allTextContents()).toEqual([
      '0.10',
      '0.15',
      '0.75',
    ])
    await page.locator('#input-s-2').fill('1')
    await expect.poll(() => value(page, 'shares')).toBe('0.0000 0.0000 1.0000')
    await page.locator('#input-s-2').fill('0.5')
    await expect.poll(() => value(page, 'shares')).toBe('0.2000 0.3000 0.5000')
    expect(Number(await value(page, 'sum'))).toBeCloseTo(1, 15)
    await page.context().close()
  })
})

describe('dragging by touch', () => {
  test('a handle is dragged by finger from a target of at least 44 px, and the page does not scroll', async () => {
    const { page } = await open(phone)
    const top = handle(page, 'tops')
    const from = await middle(top)
    const { width, height } = (await top.boundingBox())!
    expect(Math.min(width, height)).toBeGreaterThanOrEqual(44)
    const scrolled = await page.evaluate(() => scrollY)
    await swipe(
      page,
      [from[0] + 15, from[1] - 15],
      ...Array.from({ length: 9 }, (): [number, number] => [0, 5]),
    )
    await expect.poll(() => value(page, 'scores')).toBe('0 1 0.1')
    expect(await page.evaluate(() => scrollY)).toBe(scrolled)
    await page.context().close()
  })
  test('the page scrolls on a swipe beside a handle, or across the direction of a handle', async () => {
    const { page } = await open(phone)
    const [x, y] = await middle(handle(page, 'rule'))
    const scrolled = (): Promise<number> => page.evaluate(() => scrollY)
    const before = await scrolled()
    const up = Array.from({ length: 10 }, (): [number, number] => [0, -12])
    await swipe(page, [x + 80, y], ...up)
    await expect.poll(scrolled).toBeGreaterThan(before + 60)
    const onRule = await middle(handle(page, 'rule'))
    const between = await scrolled()
    await swipe(page, onRule, ...up)
    await expect.poll(scrolled).toBeGreaterThan(between + 60)
    expect(await value(page, 'temperature')).toBe('1')
    await page.context().close()
  })
})

describe('dragging by keyboard', () => {
  test('arrow keys move a handle, with Shift by ten steps, and the focus stays', async () => {
    const { page } = await open()
    const point = handle(page, 'plane')
    await point.focus()
    for (const key of ['ArrowRight', 'ArrowUp', 'Shift+ArrowUp', 'ArrowLeft', 'ArrowLeft'])
      await page.keyboard.press(key)
    await expect.poll(() => value(page, 'point')).toBe('0.2 0.1')
    await page.waitForSelector('#cell-plane [aria-label="A point at 0.2, 0.1"]')
    expect(await point.evaluate((it) => it === document.activeElement)).toBe(true)
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => value(page, 'point')).toBe('0.2 0')
    await page.context().close()
  })
  test('a handle with one direction takes the keys of a slider', async () => {
    const { page } = await open()
    await handle(page, 'tops').focus()
    const after = async (key: string): Promise<void> => page.keyboard.press(key)
    for (const [key, scores] of [
      ['End', '4 1 0.1'],
      ['PageDown', '3 1 0.1'],
      ['Home', '−4 1 0.1'],
      ['PageUp', '−3 1 0.1'],
      ['ArrowRight', '−2.9 1 0.1'],
      ['ArrowDown', '−3 1 0.1'],
    ]) {
      await after(key)
      await expect.poll(() => value(page, 'scores')).toBe(scores)
    }
    await page.context().close()
  })
  test('arrow keys lead to the corners of a simplex and away from them', async () => {
    const { page } = await open()
    await handle(page, 'triangle').focus()
    for (const [key, shares] of [
      ['Shift+ArrowUp', '0.1600 0.2400 0.6000'],
      ['Shift+ArrowDown', '0.2000 0.3000 0.5000'],
      ['ArrowLeft', '0.2100 0.2963 0.4938'],
    ]) {
      await page.keyboard.press(key)
      await expect.poll(() => value(page, 'shares')).toBe(shares)
    }
    await page.context().close()
  })
  test('a screen reader gets the name, value and range of a handle', async () => {
    const { page } = await open()
    const tell = async (cell: string, index = 0): Promise<string> => {
      const name = (await page.locator(`#cell-${cell} .handles`).ariaSnapshot())
        .split('\n')
        [index].replace(/:.*/, '')
      return `${name} ${await handle(page, cell, index).evaluate(({ ariaValueText, ariaValueMin, ariaValueNow, ariaValueMax }) => `says ${ariaValueText}, is ${ariaValueNow} from ${ariaValueMin} to ${ariaValueMax}`)}`
    }
    expect(await tell('plane')).toBe(
      '- slider "point" says across 0.3, up −1.0, is 0.3 from -4 to 4',
    )
    expect(await tell('triangle')).toBe(
      '- slider "shares" says cat 0.20, dog 0.30, bird 0.50, is 0.2 from 0 to 1',
    )
    expect(await tell('tops', 1)).toBe('- slider "scores dog bar 2" says 1.0, is 1 from -4 to 4')
    expect(await tell('rule')).toBe('- slider "temperature" says 1.0, is 1 from 0.1 to 5')
    await handle(page, 'rule').press('ArrowRight')
    expect(await tell('rule')).toBe('- slider "temperature" says 1.1, is 1.1 from 0.1 to 5')
    await page.context().close()
  })
})

describe('marks for handles that a cell makes up', () => {
  /** Draws 200 marks for the temperature, which is none of the cell's, each with free text. */
  const many = (more = ''): string => `const made = createCanvas(300, 100)
for (let i = 0; i < 200; i++) dragHandle(made, [i, 50], { input: 'T', x: { domain: [0, 5], range: [0, 300] }, label: 'your time is over: '.repeat(9) })
${more}
toElement(made)`
  const names = (page: Page, cell: string): Promise<string[]> =>
    page
      .locator(`#cell-${cell} .handles`)
      .ariaSnapshot()
      .then((it) => [...it.matchAll(/slider "([^"]*)"/g)].map(([, name]) => name))
  const note = 'No handles for 192 marks of this figure'

  test.each([
    ['as many as tell the number apart', ''],
    [
      'however they name the same number',
      "made.selectAll('[data-drag]').attr('data-index', (_, i) => `0 ${i}`)",
    ],
  ])('get handles under the name of the input, %s, and a note', async (_, more) => {
    const { page, errors } = await open()
    await runCode(page, 'sum', many(more))
    await page.locator('#cell-sum .handles-note').getByText(note).waitFor()
    const found = await names(page, 'sum')
    expect(found).toHaveLength(8)
    for (const name of found) expect(name).toMatch(/^temperature your time is over: .{0,41}$/)
    await runCode(page, 'sum', 'z[0] + T')
    await page.locator('#cell-sum .handles-note').waitFor({ state: 'detached' })
    expect(await page.locator('#cell-sum .handle').count()).toBe(0)
    expect(errors).toEqual([])
    await page.context().close()
  })
  test('get none where they fit no input', async () => {
    const { page, errors } = await open()
    await runCode(
      page,
      'sum',
      `const made = createCanvas(300, 100)
for (const [input, index] of [['nothing', 0], ['q', 2], ['z', -1], ['T"], nb-input', 0]]) dragHandle(made, [9, 50], { input, index, x: { domain: [0, 5], range: [0, 300] } })
toElement(made)`,
    )
    await page.locator('#cell-sum [data-drag]').first().waitFor({ state: 'attached' })
    await runCode(page, 'rule', 'T * 2')
    await seeText(page, '#cell-rule .drawn', '2')
    expect(await page.locator('#cell-sum .handle').count()).toBe(0)
    expect(await page.locator('#cell-sum .handles-note').count()).toBe(0)
    expect(errors).toEqual([])
    await page.context().close()
  })
})

describe('a mark with a tip', () => {
  test('a tip is shown on hover, and updated with its figure', async () => {
    const { page } = await open()
    const bar = page.locator('#cell-tops rect[data-tip]:visible').first()
    const [x, y] = await middle(bar)
    await page.mouse.move(x, y + 15)
    await expect.poll(() => page.locator('.tip').textContent()).toBe('bar 1: 2')
    expect(await page.locator('.tip').isVisible()).toBe(true)
    await page.evaluate(() => {
      const range = document.querySelector('#input-z-0') as HTMLInputElement
      range.value = '3'
      range.dispatchEvent(new Event('input', { bubbles: true }))
    })
    await expect.poll(() => page.locator('.tip').textContent()).toBe('bar 1: 3')
    await page.mouse.move(5, 5)
    expect(await page.locator('.tip').isVisible()).toBe(false)
    await page.context().close()
  })
  test('a tip is shown on tap', async () => {
    const { page } = await open(phone)
    const [x, y] = await middle(page.locator('#cell-tops rect[data-tip]:visible').first())
    await page.touchscreen.tap(x, y + 19)
    await expect.poll(() => page.locator('.tip').textContent()).toBe('bar 1: 2')
    await page.context().close()
  })
  test('tips are shown by arrow keys, one after another', async () => {
    const { page } = await open()
    await page.locator('#cell-tops .tip-reader').focus()
    const told: (string | null)[] = []
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowLeft', 'ArrowLeft']) {
      await page.keyboard.press(key)
      told.push(await page.locator('.tip').textContent())
    }
    expect(told).toEqual(['bar 1: 2', 'bar 2: 1', 'bar 1: 2', 'bar 3: 0.1'])
    await page.keyboard.press('Tab')
    expect(await page.locator('.tip').isVisible()).toBe(false)
    await page.context().close()
  })
})

describe('the table of a figure', () => {
  test('the table of a figure shows its numbers and follows changes', async () => {
    const { page } = await open()
    const table = page.locator('#cell-tops .data')
    expect(await table.locator('td').allTextContents()).toEqual([
      '0',
      '2.0',
      '1',
      '1.0',
      '2',
      '0.1',
    ])
    await drag(page, handle(page, 'tops'), [0, 45])
    await expect.poll(() => value(page, 'scores')).toBe('0 1 0.1')
    await table.locator('summary').click()
    await expect
      .poll(() => table.locator('td').allTextContents())
      .toEqual(['0', '0.0', '1', '1.0', '2', '0.1'])
    await handle(page, 'tops').press('ArrowUp')
    await expect
      .poll(() => table.locator('td').allTextContents())
      .toEqual(['0', '0.1', '1', '1.0', '2', '0.1'])
    await page.context().close()
  })
})

describe('attributes that a cell writes on its marks', () => {
  const show = (localName: string, outerHTML: string): string =>
    `(${JSON.stringify({ nodeType: 1, localName, outerHTML })})`
  const line = '[{"domain":[0,1],"from":[0,0],"to":[10,0]}]'
  const mark = (attributes: string): string => `<circle r="9" cx="20" cy="20" ${attributes}/>`
  const markup = [
    mark(`data-drag="nothing" data-track='${line}'`),
    mark(`data-drag="T" data-track='{'`),
    mark('data-drag="T"'),
    mark(`data-drag="T" data-index="1" data-track='${line}'`),
    mark(`data-drag="z" data-index="constructor" data-track='${line}'`),
    mark(`data-drag="z&quot;], body" data-track='${line}'`),
    mark(`data-drag="how" data-track='${line}'`),
    mark(`data-drag="s" data-track='${line.slice(0, -1)},${line.slice(1)}'`),
    mark(`data-drag="T" data-track='{"corners":[[0,0],[9,0],[0,9]]}'`),
  ]
  test('a mark that fits no input does not become a handle', async () => {
    const { page, errors } = await open()
    await writeCode(
      page,
      'rule',
      show('svg', `<svg width="40" height="40">${markup.join('')}<text>done</text></svg>`),
    )
    await page.locator('#cell-rule .run').click()
    await page
      .locator('#cell-rule .output text')
      .filter({ hasText: 'done' })
      .waitFor({ state: 'attached' })
    await expect.poll(() => page.locator('#cell-rule .handle').count()).toBe(0)
    expect(errors).toEqual([])
    await page.context().close()
  })
  test('attributes that the page does not read are removed, and a tip is shown as text', async () => {
    const { page, errors } = await open()
    const html = `<p data-cell="z" data-at="1" data-line="1" data-tip="<img src=x onerror=alert(1)>">done here</p>`
    await writeCode(page, 'rule', show('p', html))
    await page.locator('#cell-rule .run').click()
    const part = page.locator('#cell-rule .drawn p')
    await part.waitFor()
    expect(await part.evaluate((it) => it.getAttributeNames())).toEqual(['data-tip'])
    await part.hover()
    await expect.poll(() => page.locator('.tip').textContent()).toBe('<img src=x onerror=alert(1)>')
    expect(await page.locator('.tip *').count()).toBe(0)
    expect(errors).toEqual([])
    await page.context().close()
  })
  test('a text that begins like an address is kept', async () => {
    const { page } = await open()
    const texts = ['temperature: 3', 'javascript:alert(1)']
    const html = texts.map((it) => `<p data-tip="${it}" data-label="${it}">${it}</p>`).join('')
    await runCode(page, 'rule', show('div', `<div>${html}</div>`))
    const parts = page.locator('#cell-rule .drawn p')
    await parts.first().waitFor()
    for (const name of ['data-tip', 'data-label'])
      expect(
        await parts.evaluateAll((all, name) => all.map((it) => it.getAttribute(name)), name),
      ).toEqual(texts)
    await page.context().close()
  })
})

describe('figures without JavaScript', () => {
  test('figures have no handles, controls are disabled, and tables can be opened', async () => {
    const { page } = await book.open({ javaScriptEnabled: false }, 'handles')
    expect(await page.locator('#cell-plane [data-drag]:visible').count()).toBe(1)
    expect(await page.locator('.grip:visible').count()).toBe(0)
    expect(await page.locator('.handle').count()).toBe(0)
    expect(
      await page
        .locator('nb-input[name=q] input')
        .first()
        .evaluate((it) => getComputedStyle(it).pointerEvents),
    ).toBe('none')
    await page.locator('#cell-tops .data summary').click()
    expect(await page.locator('#cell-tops .data td').first().isVisible()).toBe(true)
    await page.context().close()
  })
})
