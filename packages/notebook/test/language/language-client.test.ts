import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  LanguageClient,
  type LanguageState,
  type LanguageWorker,
} from '../../src/language/language-client.ts'
import type {
  LanguageReply,
  LanguageRequest,
  Question,
  StartRequest,
} from '../../src/language/protocol.ts'

const files = { worker: 'w.js', service: 's.js', declarations: 'd.json', size: 100 }
const page = { cells: { a: 'const a = 1', b: 'a + 1' }, inputs: { T: 'number' } }

type Sent = StartRequest | LanguageRequest

/** A worker that a test answers for. */
class FakeWorker implements LanguageWorker {
  onmessage: LanguageWorker['onmessage'] = null
  onerror: LanguageWorker['onerror'] = null
  readonly sent: Sent[] = []
  isEnded = false

  postMessage(message: Sent): void {
    this.sent.push(message)
  }
  terminate(): void {
    this.isEnded = true
  }
  reply(reply: LanguageReply): void {
    this.onmessage?.({ data: reply })
  }
  get asked(): LanguageRequest[] {
    return this.sent.filter((it) => it.type === 'ask')
  }
  answer(value: unknown): void {
    this.reply({ type: 'answer', id: this.asked.at(-1)!.id, answer: value })
  }
}

function start(): {
  client: LanguageClient
  workers: FakeWorker[]
  states: LanguageState[]
  now: { cells: Record<string, string>; inputs: Record<string, string> }
} {
  const workers: FakeWorker[] = []
  const states: LanguageState[] = []
  const now = { cells: { ...page.cells } as Record<string, string>, inputs: { ...page.inputs } }
  const client = new LanguageClient({
    files,
    page,
    limit: 1000,
    read: () => now,
    onState: (state) => states.push(state),
    open: () => (workers.push(new FakeWorker()), workers.at(-1)!),
  })
  return { client, workers, states, now }
}

const check = (cell: string): Question & { kind: 'check' } => ({ kind: 'check', cell })

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('the page’s side of the worker that knows types', () => {
  test('tells how far it has loaded, and asks when it is ready', async () => {
    const { client, workers, states } = start()
    const [worker] = workers
    const answer = client.ask(check('a'))
    worker.reply({ type: 'progress', loaded: 50 })
    expect(states.at(-1)).toEqual({ state: 'loading', share: 0.5 })
    expect(worker.asked).toEqual([])
    worker.reply({ type: 'ready' })
    worker.answer(['found'])
    expect(await answer).toEqual(['found'])
    expect(client.isReady).toBe(true)
  })
  test('sends of the code only what has changed', () => {
    const { client, workers, now } = start()
    const [worker] = workers
    worker.reply({ type: 'ready' })
    void client.ask(check('a'))
    expect(worker.asked.at(-1)?.changes).toEqual({ cells: {} })
    worker.answer([])
    now.cells['b'] = 'a + 2'
    now.cells['mine'] = '3'
    now.inputs = { T: 'string' }
    void client.ask(check('a'))
    expect(worker.asked.at(-1)?.changes).toEqual({
      cells: { b: 'a + 2', mine: '3' },
      inputs: { T: 'string' },
    })
    worker.answer([])
    delete now.cells['mine']
    void client.ask(check('a'))
    expect(worker.asked.at(-1)?.changes).toEqual({ cells: { mine: null } })
  })
  test('lets of each kind of question about a cell only the newest wait', async () => {
    const { client, workers } = start()
    const [worker] = workers
    worker.reply({ type: 'ready' })
    const first = client.ask({ kind: 'complete', cell: 'a', offset: 1 })
    const second = client.ask({ kind: 'complete', cell: 'a', offset: 2 })
    const third = client.ask({ kind: 'complete', cell: 'a', offset: 3 })
    expect(await second).toBeUndefined()
    worker.answer(['first'])
    expect(await first).toEqual(['first'])
    worker.answer(['third'])
    expect(await third).toEqual(['third'])
    expect(worker.asked.map(({ question }) => 'offset' in question && question.offset)).toEqual([
      1, 3,
    ])
  })
  test('ends a worker whose types take for ever, and starts another without that code', async () => {
    const { client, workers, states, now } = start()
    workers[0].reply({ type: 'ready' })
    now.cells['a'] = 'const a = endless'
    const answer = client.ask(check('a'))
    await vi.advanceTimersByTimeAsync(3000)
    expect(workers[0].isEnded).toBe(true)
    expect(await answer).toBeUndefined()
    expect(states.at(-1)).toEqual({ state: 'tooLong', cell: 'a' })
    expect(client.isCostly('a')).toBe(true)
    // Nothing is asked about that code again, and other cells see the code before it.
    workers[1].reply({ type: 'ready' })
    expect(await client.ask(check('a'))).toBeUndefined()
    void client.ask(check('b'))
    expect(workers[1].asked.map(({ changes }) => changes)).toEqual([{ cells: {} }])
    workers[1].answer([])
    now.cells['a'] = 'const a = 2'
    expect(client.isCostly('a')).toBe(false)
    void client.ask(check('a'))
    expect(workers[1].asked.at(-1)?.changes).toEqual({ cells: { a: 'const a = 2' } })
  })
  test('withholds the code that made another cell’s types endless', async () => {
    const { client, workers, now } = start()
    workers[0].reply({ type: 'ready' })
    now.cells['a'] = 'const a = endless'
    void client.ask(check('b'))
    await vi.advanceTimersByTimeAsync(3000)
    expect(client.isCostly('a')).toBe(true)
    expect(client.isCostly('b')).toBe(true)
  })
  test('waits for a worker as long as the page itself was not on time', async () => {
    const { client, workers } = start()
    workers[0].reply({ type: 'ready' })
    const answer = client.ask(check('a'))
    // A minute went by in which not one of the page's timers fired.
    const late = vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 60_000)
    await vi.advanceTimersByTimeAsync(150)
    late.mockRestore()
    expect(workers[0].isEnded).toBe(false)
    workers[0].answer([])
    expect(await answer).toEqual([])
    await vi.advanceTimersByTimeAsync(5000)
    expect(workers[0].isEnded).toBe(false)
  })
  test('says that it could not be loaded, and tries again at the next question', async () => {
    const { client, workers, states } = start()
    const answer = client.ask(check('a'))
    workers[0].reply({ type: 'notLoaded' })
    expect(await answer).toBeUndefined()
    expect(states.at(-1)).toEqual({ state: 'notLoaded' })
    void client.ask(check('a'))
    expect(workers).toHaveLength(2)
    workers[1].reply({ type: 'ready' })
    expect(workers[1].asked).toHaveLength(1)
  })
})
