import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { KernelServer } from '../../../src/hosts/worker/kernel-server.ts'
import { globalOf } from '../../../src/hosts/worker/parts.ts'
import { compileCell } from '../../../src/kernel/compile/compile-cell.ts'
import type { Reply, Request } from '../../../src/kernel/protocol.ts'
import { cell, program } from '../../kernel/run.ts'

/** A server and the page's end of its port. */
let page: MessagePort
let worker: MessagePort
let replies: Reply[]
let listeners: (() => void)[]
/** How often a frame was asked for that comes at once. */
let hurried: number

beforeEach(() => {
  ;({ port1: page, port2: worker } = new MessageChannel())
  replies = []
  listeners = []
  page.onmessage = ({ data }: MessageEvent<Reply>) => {
    replies.push(data)
    for (const listener of listeners) listener()
  }
  hurried = 0
  new KernelServer(
    worker,
    { numbers: { half: (x: number) => x / 2 }, parts: { figures: ['draw'] } },
    { hurry: () => hurried++ },
  ).start()
})
afterEach(() => {
  page.close()
  vi.unstubAllGlobals()
})

const send = (request: Request): void => page.postMessage(request)

/** Waits for a reply that is as asked for. */
function until(is: (reply: Reply) => boolean): Promise<Reply> {
  return new Promise((resolve) => {
    const look = (): void => {
      const found = replies.find(is)
      if (found) resolve(found)
    }
    listeners.push(look)
    look()
  })
}

const isSettled =
  (run: number) =>
  (reply: Reply): boolean =>
    reply.type === 'event' && reply.event.type === 'settled' && reply.event.run === run
const outputs = (): string[] =>
  replies
    .flatMap((it) => (it.type === 'event' && it.event.type === 'output' ? it.event.outputs : []))
    .map((it) => (it.type === 'text' ? it.text : it.type))

test('the server sends hello first, and only once', async () => {
  send({ type: 'ping', id: 7 })
  await until((it) => it.type === 'pong')
  expect(replies).toEqual([{ type: 'hello' }, { type: 'pong', id: 7 }])
})
test('the server runs a program and its changed inputs, with the library’s numbers in scope', async () => {
  send({
    type: 'load',
    program: program({ a: 'half(z)' }, { z: 8 }),
    widths: { column: 640, wide: 880 },
  })
  send({ type: 'show', run: 1 })
  await until(isSettled(1))
  expect(hurried).toBe(0)
  send({ type: 'set', run: 2, values: { z: 10 }, cells: ['a'] })
  await until(isSettled(2))
  expect(outputs()).toEqual(['4', '5'])
  expect(hurried).toBe(1)
})
test('the server answers pings while an edit waits for the compiler, and keeps later requests in order', async () => {
  // A worker's `importScripts` runs a script, which leaves its exports in a global variable.
  vi.stubGlobal('importScripts', () => vi.stubGlobal(globalOf('compile'), { compileCell }))
  send({ type: 'load', program: program({ a: 'z' }, { z: 1 }), widths: { column: 640, wide: 880 } })
  send({
    type: 'edit',
    run: 1,
    cell: { name: 'a', source: 'z + 1', kind: 'cell' },
    values: { z: 10 },
    cells: [],
  })
  send({ type: 'set', run: 2, values: { z: 20 }, cells: ['a'] })
  send({ type: 'ping', id: 3 })
  await Promise.all([until((it) => it.type === 'need'), until((it) => it.type === 'pong')])
  expect(replies.map((it) => it.type).toSorted()).toEqual(['hello', 'need', 'pong'])
  send({ type: 'part', part: 'compile', script: '' })
  await until(isSettled(2))
  expect(replies.findIndex((it) => it.type === 'accepted')).toBe(3)
  expect(outputs().at(-1)).toBe('21')
})
test('the server refuses an edit that does not compile or uses an unknown name', async () => {
  vi.stubGlobal('importScripts', () => vi.stubGlobal(globalOf('compile'), { compileCell }))
  send({
    type: 'load',
    program: program({ a: 'const p = 1', b: 'p' }),
    widths: { column: 640, wide: 880 },
  })
  send({
    type: 'edit',
    run: 1,
    cell: { name: 'a', source: 'const', kind: 'cell' },
    values: {},
    cells: [],
  })
  send({ type: 'part', part: 'compile', script: '' })
  expect(await until((it) => it.type === 'refused')).toMatchObject({
    run: 1,
    cell: 'a',
    failure: { line: 1 },
  })
  send({
    type: 'edit',
    run: 2,
    cell: { name: 'a', source: 'const p = b2', kind: 'cell' },
    values: {},
    cells: [],
  })
  expect(await until((it) => it.type === 'refused' && it.run === 2)).toMatchObject({
    failure: { message: { kind: 'unknownName', name: 'b2' } },
  })
})
test('the server runs an edit with the values that it carries', async () => {
  vi.stubGlobal('importScripts', () => vi.stubGlobal(globalOf('compile'), { compileCell }))
  const values = { z: 10 }
  send({ type: 'load', program: program({ a: 'z' }, { z: 1 }), widths: { column: 640, wide: 880 } })
  send({
    type: 'edit',
    run: 1,
    cell: { name: 'a', source: 'z + 1', kind: 'cell' },
    values,
    cells: [],
  })
  send({ type: 'part', part: 'compile', script: '' })
  await until(isSettled(1))
  expect(outputs()).toEqual(['11'])
})
/** What the server refuses when `a` is edited before a cell that defines `r`. */
async function refusalOf(source: string, b: string): Promise<unknown> {
  vi.stubGlobal('importScripts', () => vi.stubGlobal(globalOf('compile'), { compileCell }))
  const cells = program({ a: 'const p = 1', b })
  send({ type: 'load', program: cells, widths: { column: 640, wide: 880 } })
  send({ type: 'edit', run: 1, cell: { name: 'a', source, kind: 'cell' }, values: {}, cells: [] })
  send({ type: 'part', part: 'compile', script: '' })
  return await until((it) => it.type === 'refused')
}
test('the server blames the edited cell for a name that a later cell has too, at the name', async () => {
  expect(await refusalOf('// r\nconst p = 1, r = 3', 'const r = 2')).toMatchObject({
    failure: {
      message: { kind: 'definedTwice', name: 'r', owner: { kind: 'cell', name: 'b' } },
      line: 2,
      column: 14,
    },
  })
})
test('the server names the other cell if an edit causes a mistake there', async () => {
  const circle = { kind: 'circle', cells: '`b` → `a` → `b`' }
  const message = { kind: 'inCell', cell: 'b', message: circle }
  expect(await refusalOf('const p = r', 'const r = p')).toMatchObject({ failure: { message } })
})
test('the server reports that it is broken if a program or a part cannot be loaded', async () => {
  send({
    type: 'load',
    program: { seed: '', inputs: [], cells: [{ ...cell('a', '1'), body: 'const = ' }] },
    widths: { column: 1, wide: 1 },
  })
  expect(await until((it) => it.type === 'broken')).toMatchObject({
    message: { kind: 'syntax' },
  })
  replies.length = 0
  send({ type: 'part', part: 'figures', script: '' })
  expect(await until((it) => it.type === 'broken')).toMatchObject({ part: 'figures' })
})
