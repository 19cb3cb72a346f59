import { EventEmitter } from 'node:events'
import type { ViteDevServer } from 'vite'
import { beforeEach, expect, test, vi } from 'vitest'
import { failures } from '../../src/site/dev/failures.ts'

/** An answer, as Astro writes it and a browser gets it. */
class Answer extends EventEmitter {
  text = ''
  setHeader(): void {}
  writeHead(status: number, headers: object): void {
    this.text += `${status} ${JSON.stringify(headers)} `
  }
  write(text: string): void {
    this.text += text
  }
  end(text = ''): void {
    this.text += text
    this.emit('ended')
  }
}

type Middleware = (request: object, response: Answer, goOn: () => void) => void

let sent: unknown[]
let hot: { send: (payload: unknown) => void }
let middleware: Middleware
beforeEach(() => {
  sent = []
  hot = { send: (it) => void sent.push(it) }
  const middlewares = { use: (it: Middleware) => (middleware = it) }
  const { configureServer } = failures() as { configureServer: (it: ViteDevServer) => void }
  configureServer({ middlewares, environments: { client: { hot } } } as unknown as ViteDevServer)
})

const errorOf = (message: string): object => ({ type: 'error', err: { message } })

/** Answers a page with an error as Astro does: it sends it some time after the answer. */
function fail(message: string, status = 500): { answer: Answer; sendError: () => Promise<void> } {
  const answer = new Answer()
  middleware({ url: '/page/' }, answer, () => {
    const sending = Promise.withResolvers<void>()
    answer.once('send', sending.resolve)
    answer.on('close', async () => {
      await sending.promise
      hot.send(errorOf(message))
      answer.emit('sent')
    })
    answer.writeHead(status, { 'Content-Type': 'text/html', 'Content-Length': 9 })
    answer.write('a page')
    answer.end()
    answer.emit('close')
  })
  return {
    answer,
    sendError: () =>
      new Promise((done) => {
        answer.once('sent', done)
        answer.emit('send')
      }),
  }
}

/** What the script of a page that failed says. */
async function ask({ text }: Answer, answer = new Answer()): Promise<string> {
  const [, url] = /<script type="module" async src="([^"]*)">/.exec(text) ?? []
  const ended = new Promise((done) => answer.once('ended', done))
  // As Vite asks for what a script imports.
  middleware({ url: `${url}?import` }, answer, () => {})
  await ended
  return answer.text
}

test('of two pages that fail at a time each is told its own error, whichever asks and is known first', async () => {
  const [first, second] = [fail('of the first'), fail('of the second')]
  const [ofSecond, ofFirst] = [ask(second.answer), ask(first.answer)]
  await first.sendError()
  await second.sendError()
  expect(await ofFirst).toContain('"message":"of the first"')
  expect(await ofSecond).toContain('"message":"of the second"')
})
test('no other page is told, and the answer has no length that it outgrows', async () => {
  const { answer, sendError } = fail('of one')
  await sendError()
  expect(sent).toEqual([])
  expect(await ask(answer)).toContain('of one')
  expect(answer.text).not.toContain('Content-Length')
})
test('what fails while a page is being sent, and what no page has caused, is sent to all', async () => {
  const { answer, sendError } = fail('behind its head', 200)
  await sendError()
  hot.send(errorOf('of a script'))
  hot.send({ type: 'full-reload' })
  expect(sent).toEqual([
    errorOf('behind its head'),
    errorOf('of a script'),
    { type: 'full-reload' },
  ])
  expect(answer.text).not.toContain('<script')
})
test('nothing is told where nothing is known', async () => {
  const answer = new Answer()
  answer.text = '<script type="module" async src="/@notebook/failure/7">'
  expect(await ask(answer)).toBe('')
})
test('who asks in vain is answered in the end, or when it has gone', async () => {
  vi.useFakeTimers()
  const [first, second] = [fail('of the first'), fail('of the second')]
  const answer = new Answer()
  const [ofFirst, ofSecond] = [ask(first.answer, answer), ask(second.answer)]
  answer.emit('close')
  expect(await ofFirst).toBe('')
  vi.runAllTimers()
  expect(await ofSecond).toBe('')
  vi.useRealTimers()
})
test('who hears of the end of an answer may stop to, and is told all that others are', () => {
  const answer = new Answer()
  const heard: unknown[][] = []
  function hear(this: unknown, ...told: unknown[]): void {
    heard.push([this, ...told])
  }
  middleware({ url: '/page/' }, answer, () => {
    answer.on('close', hear)
    answer.writeHead(500, { 'Content-Type': 'text/html' })
  })
  answer.emit('close', 1)
  answer.off('close', hear)
  answer.once('close', hear)
  answer.off('close', hear)
  answer.emit('close', 2)
  expect(heard).toEqual([[answer, 1]])
})
