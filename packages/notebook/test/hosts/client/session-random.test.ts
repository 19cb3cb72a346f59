import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { KernelHost, KernelHostEvents } from '../../../src/hosts/client/kernel-host.ts'
import { readReply } from '../../../src/hosts/client/read-reply.ts'
import { Session } from '../../../src/hosts/client/session.ts'
import { KernelServer } from '../../../src/hosts/worker/kernel-server.ts'
import { globalOf } from '../../../src/hosts/worker/parts.ts'
import { compileCell } from '../../../src/kernel/compile/compile-cell.ts'
import type { Output } from '../../../src/kernel/output.ts'
import type { Request } from '../../../src/kernel/protocol.ts'
import { program, run } from '../../kernel/run.ts'

/** Some of a chapter: what is shared, what is quick, what is costly, and what waits. */
const published = {
  rows: 'const rows = T * 10 + z',
  near: 'rows + 1',
  caption: '`at ${T}`',
  drawn: 'T + z',
  same: 'T > 1 ? "large" : "small"',
  later: 'await null\nrows + 2',
  far: 'rows + 3',
  apart: 'z + 4',
}
type Name = keyof typeof published
const names = Object.keys(published) as Name[]
const edits: [Name, string][] = [
  ['rows', 'const rows = T * 100 + z'],
  ['rows', 'const rows = 7'],
  ['near', 'rows + T'],
  ['far', 'rows - 3'],
  ['apart', 'T - z'],
  ['drawn', 'z'],
]
const costs: Partial<Record<Name, number>> = { rows: 3, drawn: 40, far: 90, later: 20 }

let ports: MessagePort[]
let clock: number
let shown: Map<string, string>
let seen: Set<string>
let session: Session

beforeEach(() => {
  ports = []
  clock = 0
  shown = new Map()
  seen = new Set()
  vi.stubGlobal('importScripts', () => vi.stubGlobal(globalOf('compile'), { compileCell }))
  session = new Session({
    program: program(published, { T: 1, z: 0 }),
    widths: { column: 640, wide: 880 },
    isInView: (name) => seen.has(name),
    words: { drawn: ['caption'] },
    schedule: (callback) => callback(),
    timing: {
      now: () => clock,
      after: (wait, callback) =>
        void setTimeout(() => {
          clock += wait
          callback()
        }),
    },
    onUpdate: (name, update) => {
      if (update.type !== 'output') return
      shown.set(name, update.outputs.map(toText).join())
    },
    open,
  })
})
afterEach(() => {
  session.stop()
  for (const port of ports) port.close()
  vi.unstubAllGlobals()
})

/** A worker's kernel beside the test, over a port as in a browser; what its cells cost is made up. */
async function open(events: KernelHostEvents): Promise<KernelHost> {
  const { port1, port2 } = new MessageChannel()
  ports.push(port1, port2)
  new KernelServer(port2, { numbers: {}, parts: {} }).start()
  const send = (request: Request): void => port1.postMessage(request)
  port1.onmessage = ({ data }) => {
    clock += 1
    const reply = readReply(data)
    if (!reply || reply.type === 'hello' || reply.type === 'broken') return
    if (reply.type === 'need') return send({ type: 'part', part: reply.part, script: '' })
    if (reply.type === 'event' && reply.event.type === 'finished')
      reply.event.took = costs[reply.event.cell as Name] ?? 0
    events.onReply(reply)
  }
  return { send, end: () => port1.close() }
}

/** A generator of random numbers from 0 to below 1 (mulberry32). */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

const toText = (output: Output): string =>
  (output.label === undefined ? '' : `${output.label} = `) +
  (output.type === 'text' ? output.text : output.type)

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

const seeds = process.env['SEED']?.split(',').map(Number) ?? [1, 2, 3, 4, 5]

test.each(seeds)(
  'whatever is moved, edited and scrolled to, all outputs end at the newest values (seed %i)',
  async (seed) => {
    const next = random(seed)
    const pick = <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)]
    const inputs = { T: 1, z: 0 }
    const code: Record<string, string> = { ...published }
    const edit = (name: Name, source: string): Promise<string> =>
      new Promise((resolve) => session.edit(name, (code[name] = source), resolve))

    const act = async (): Promise<void> => {
      const kind = next()
      if (kind < 0.6) {
        const name = pick(['T', 'z'] as const)
        session.set(name, (inputs[name] = Math.floor(next() * 5)))
      } else if (kind < 0.8) {
        seen = new Set(names.filter(() => next() < 0.5))
        session.look()
      } else if (kind < 0.9) void edit(...pick(edits))
      else {
        const name = pick(names)
        void edit(name, published[name])
      }
      clock += Math.floor(next() * 40)
      for (let turns = Math.floor(next() * 4); turns > 0; turns--) await turn()
    }
    // All have been shown once.
    await Promise.all(names.map((name) => edit(name, published[name])))
    for (let round = 0; round < 12; round++) {
      for (let i = 0; i < 12; i++) await act()
      while (names.some((name) => session.isLate(name))) await turn()
      const fresh = await run(code, inputs)
      expect(names.map((name) => `${name}: ${shown.get(name)}`)).toEqual(fresh)
    }
  },
  60_000,
)
