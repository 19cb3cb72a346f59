import { beforeEach, describe, expect, test } from 'vitest'
import { toPageModule } from '../../../src/hosts/bundle/page-module.ts'
import type { CellUpdate } from '../../../src/hosts/client/cell-update.ts'
import type { KernelHostEvents } from '../../../src/hosts/client/kernel-host.ts'
import { LiveChapter } from '../../../src/hosts/client/live-chapter.ts'
import { Session } from '../../../src/hosts/client/session.ts'
import { tellUpdate } from '../../../src/elements/tell-update.ts'
import { failures } from '../../../src/strings/failures/en.ts'
import type { PageCells } from '../../../src/hosts/page/page-cells.ts'
import type { Request } from '../../../src/kernel/protocol.ts'
import { cell, program } from '../../kernel/run.ts'

const whole = program(
  { p: 'const p = 2 * T', sum: 'p + 1', slow: 'const s = T', other: 'S' },
  { T: 1, S: 1 },
)

let updates: [cell: string, update: CellUpdate][]
let sent: Request[]
let worker: KernelHostEvents
let loads: number
let isOffline: boolean
let chapter: LiveChapter

beforeEach(async () => {
  updates = []
  sent = []
  loads = 0
  isOffline = false
  chapter = new LiveChapter({
    cells: await loadCells(),
    widths: { column: 640, wide: 880 },
    isInView: () => true,
    onUpdate: (name, update) => void updates.push([name, update]),
    loadSandbox: async () => {
      loads++
      if (isOffline) throw new Error('offline')
      return {
        program: whole,
        open: ({ onUpdate, ...options }) =>
          new Session({
            ...options,
            onUpdate: (name, update) => onUpdate(name, tellUpdate(update, failures)),
            open,
            schedule: (it) => it(),
          }),
      }
    },
  })
})

async function loadCells(): Promise<PageCells> {
  const text = toPageModule(
    whole,
    { quick: ['p', 'sum', 'other'], runs: ['p', 'sum', 'other'], words: {} },
    [],
  )
  const module = (await import(`data:text/javascript,${encodeURIComponent(text)}`)) as {
    default: PageCells
  }
  return module.default
}

async function open(
  events: KernelHostEvents,
): Promise<{ send: (it: Request) => void; end: () => void }> {
  worker = events
  return { send: (request) => void sent.push(request), end: () => {} }
}

/** Waits until an update has come. */
async function until(is: (cell: string, update: CellUpdate) => boolean): Promise<void> {
  while (!updates.some(([name, update]) => is(name, update)))
    await new Promise((resolve) => setTimeout(resolve))
}

const shows = (wanted: string, text: string) => (name: string, update: CellUpdate) =>
  name === wanted &&
  update.type === 'output' &&
  update.outputs.some((it) => it.type === 'text' && it.text === text)
const lastRun = (): number => Math.max(0, ...sent.map((it) => ('run' in it ? it.run : 0)))
const say = (name: string, text: string): void =>
  worker.onReply({
    type: 'event',
    event: { type: 'output', cell: name, run: lastRun(), outputs: [{ type: 'text', text }] },
  })

describe('a new value', () => {
  test('that only published, quick cells need starts no sandbox', async () => {
    await chapter.set('S', 7)
    await until(shows('other', '7'))
    expect(loads).toBe(0)
  })
  test('goes to both kernels, and the sandbox reports none of the page’s cells', async () => {
    await chapter.set('T', 5)
    await until(shows('sum', '11'))
    await until(() => sent.length === 2)
    expect(sent).toMatchObject([
      { type: 'load', cells: ['slow'] },
      { type: 'set', run: 1, values: { T: 5 } },
    ])
    say('sum', 'forged')
    say('slow', '5')
    await until(shows('slow', '5'))
    expect(updates.some(([name, it]) => shows('sum', 'forged')(name, it))).toBe(false)
  })
  test('marks a figure of the sandbox as late once the page shows a newer run', async () => {
    await chapter.set('T', 5)
    await until((name, it) => name === 'slow' && it.type === 'late')
    await until(() => sent.length === 2)
    updates.length = 0
    say('slow', '5')
    await until(shows('slow', '5'))
    expect(updates.filter(([, it]) => it.type === 'late')).toEqual([])
  })
  test('that no sandbox can be loaded for is told, and sent with the next', async () => {
    isOffline = true
    await expect(chapter.set('T', 5)).rejects.toThrow('offline')
    isOffline = false
    await chapter.edit('other', 'S + 1')
    await until(() => sent.some(({ type }) => type === 'edit'))
    expect(sent.find(({ type }) => type === 'edit')).toMatchObject({ values: { T: 5 } })
  })
})

describe('an edit', () => {
  /** The worker takes an edit of a cell. */
  async function edit(name: string, source: string): Promise<void> {
    await chapter.edit(name, source)
    await until(() => sent.some((it) => it.type === 'edit' && it.run === lastRun()))
    worker.onReply({ type: 'accepted', run: lastRun(), cell: cell(name, source) })
  }

  test('moves the cell and all that depend on it into the sandbox', async () => {
    await edit('p', 'const p = 3 * T')
    say('sum', '4')
    await until(shows('sum', '4'))
    updates.length = 0
    await chapter.set('T', 5)
    await chapter.set('S', 7)
    await until(shows('other', '7'))
    expect(updates.filter(([name, it]) => name === 'sum' && it.type === 'output')).toEqual([])
  })
  test('that brings back the published code brings them home, with the newest values', async () => {
    await edit('p', 'const p = 3 * T')
    await chapter.set('T', 5)
    updates.length = 0
    await edit('p', 'const p = 2 * T')
    await until(shows('sum', '11'))
    say('sum', 'forged')
    expect(updates.some(([name, it]) => shows('sum', 'forged')(name, it))).toBe(false)
  })
  test('that is stopped in its first run leaves the cell as it is, until a value is moved', async () => {
    await edit('p', 'while (true);\nconst p = 1')
    chapter.stop()
    await until((name, it) => name === 'p' && it.type === 'stopped')
    updates.length = 0
    await chapter.set('S', 7)
    await until(shows('other', '7'))
    await until(shows('sum', '3'))
  })
})
