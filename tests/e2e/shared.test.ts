import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { openPage } from './browser.ts'
import { fixture } from './build-books.ts'
import { runCode, seeItLives, seeText, setRange, useFixture } from './fixture.ts'

const book = useFixture()
const { open } = book

describe('a cell that changes what the kernel stands on', () => {
  test.each([
    ['Map.prototype', 'get'],
    ['Promise.prototype', 'then'],
    ['Object.prototype', 'then'],
    ['Array.prototype', 'shift'],
    ['Array.prototype', 'map'],
    ['(class extends Map {}).__proto__.prototype', 'set'],
    ['[].values().__proto__', 'next'],
  ])('of %s, `%s`, is stopped with a word about it, and all else works', async (object, name) => {
    const { page } = await open()
    await runCode(page, 'rows', 'z.length + T')
    await seeText(page, '#cell-rows .drawn', '4')
    const thrower =
      '{ value: () => { throw new Error("mine") }, writable: true, configurable: true }'
    await runCode(page, 'sum', `Object.defineProperty(${object}, '${name}', ${thrower})\n1`)
    await page.waitForSelector('#cell-sum[state=stopped]')
    expect(await page.locator('#cell-sum .failure').textContent()).toContain('it changed `')
    // Its code is not loaded again, and the next worker serves.
    await setRange(page, 'input-T', '5')
    await seeText(page, '#cell-rows .drawn', '8')
    await page.locator('#cell-sum .reset').click()
    await page.waitForSelector('#cell-sum:not([state]):not([edited])')
    await seeItLives(page)
    await page.context().close()
  })
})

test('nothing is left in the worker that starts threads, draws by the graphics card, or asks for more', async () => {
  const { page } = await open()
  const names =
    'Worker SharedWorker OffscreenCanvas WebAssembly fetch XMLHttpRequest WebSocket indexedDB caches importScripts BroadcastChannel Blob FontFace createImageBitmap VideoDecoder CompressionStream ReadableStream SharedArrayBuffer close postMessage'
  await runCode(
    page,
    'sum',
    `const top = ((x) => x).constructor('return this')()
    const names = '${names}'.split(' ').filter((it) => top[it] !== undefined)
    names.join(' ') + ' are left; gpu: ' + top.navigator.gpu + '; urls: ' + top.URL.createObjectURL`,
  )
  await seeText(page, '#cell-sum .drawn', ' are left; gpu: undefined; urls: undefined')
  expect(await page.locator('#cell-sum .drawn').textContent()).toMatch(/^ are left/)
  await page.context().close()
})

describe('an error that nothing catches is told at its cell', () => {
  test.each([
    [
      'thrown later',
      `setTimeout(() => { throw new Error('late') })\n'shown'`,
      /callback.*late.*line 1/,
    ],
    [
      'thrown before the output is there',
      `queueMicrotask(() => { throw new Error('early') })\n'shown'`,
      /callback.*early.*line 1/,
    ],
    ['a promise', `Promise.reject(new Error('nobody'))\n'shown'`, /awaits.*nobody.*line 1/],
    ['no error at all', `Promise.reject('a word')\n'shown'`, /awaits.*a word/],
  ])('%s', async (_, code, message) => {
    const { page } = await open()
    await runCode(page, 'sum', code)
    await page.waitForSelector('#cell-sum[state=failed]')
    expect(await page.locator('#cell-sum .failure').textContent()).toMatch(message)
    expect(await page.locator('#cell-sum .drawn').textContent()).toBe('shown')
    await page.context().close()
  })
})

test('a frame of the sandbox that a stranger embeds without a sandbox does nothing', async () => {
  const { page } = await openPage(book.browser, `${book.site.url}fixture/`)
  const files = readdirSync(`${fixture.folder}/_notebook`)
  const frame = `${book.site.url}_notebook/${files.find((it) => it.startsWith('frame.'))}`
  const answer = await page.evaluate(async (src) => {
    const embedded = document.createElement('iframe')
    embedded.src = src
    await new Promise(
      (done) => (embedded.addEventListener('load', done), document.body.append(embedded)),
    )
    const { port1, port2 } = new MessageChannel()
    const heard = new Promise((done) => (port1.onmessage = () => done('a worker ran')))
    const script = 'addEventListener("message", ({ ports }) => ports[0].postMessage(1))'
    embedded.contentWindow?.postMessage({ script }, '*', [port2])
    // A second message of the page's own to the same frame comes after the first.
    const silent = new Promise((done) =>
      embedded.contentWindow?.addEventListener('message', () => setTimeout(done, 500, 'nothing')),
    )
    embedded.contentWindow?.postMessage(null, '*')
    return Promise.race([heard, silent])
  }, frame)
  expect(answer).toBe('nothing')
  await page.context().close()
})

test('in a hidden tab generators rest, and go on where they stood', async () => {
  const { page } = await open()
  await runCode(
    page,
    'counter',
    'const counter = (function* () { for (let i = 0; ; i++) yield i })()',
  )
  await page.waitForSelector('#cell-counter[playing]')
  const hide = (hidden: boolean): Promise<void> =>
    page.evaluate((it) => {
      Object.defineProperty(document, 'hidden', { value: it, configurable: true })
      document.dispatchEvent(new Event('visibilitychange'))
    }, hidden)
  const count = async (): Promise<number> =>
    Number(/\d+/.exec((await page.locator('#cell-counter .drawn').textContent()) ?? '')?.[0])
  await hide(true)
  // What was under way when the worker heard of it still comes.
  await runCode(page, 'sum', '6 * 7')
  await seeText(page, '#cell-sum .drawn', '42')
  const resting = await count()
  await runCode(page, 'sum', '6 * 8')
  await seeText(page, '#cell-sum .drawn', '48')
  expect(await count()).toBeLessThanOrEqual(resting + 1)
  await hide(false)
  await expect.poll(count).toBeGreaterThan(resting + 2)
  await page.context().close()
})
