import { EventEmitter } from 'node:events'
import { resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { checkSaved, type Hearer } from '../../src/types/check-saved.ts'

/** A check that was started, as the process that makes it is seen by the server. */
interface Started extends Hearer {
  files: readonly string[]
  isEnded: boolean
}

let started: Started[]
let told: string[]
let server: {
  /** Saves files at once. */
  save: (files: string | readonly string[], type?: string) => void
  make: (file: string) => void
  close: () => void
}
/** Files of which the server has made something. */
let graph: string[]

beforeEach(() => {
  started = []
  told = []
  graph = []
  vi.useFakeTimers()
  const root = resolve('/book')
  const options = {
    root,
    library: { numbers: 'src/library/numbers.ts', parts: { figures: 'src/figures/index.ts' } },
    // As on Windows.
    symbols: 'content\\symbols.json',
    references: 'content/references.json',
    appendices: [],
  }
  const plugin = checkSaved(
    options,
    (line) => told.push(line),
    ({ files }, hearer) => {
      const check = { ...hearer, files, isEnded: false }
      started.push(check)
      return () => (check.isEnded = true)
    },
  )
  const { configureServer, hotUpdate, transform } = plugin as unknown as {
    configureServer: (server: object) => void
    hotUpdate: (this: object, saved: { file: string; type: string; server: object }) => void
    transform: { handler: (source: string, id: string) => void }
  }
  const httpServer = new EventEmitter()
  configureServer({ httpServer })
  const getModulesByFile = (file: string): Set<object> | undefined =>
    graph.includes(file.replace('/book/', '')) ? new Set([{}]) : undefined
  const environments = { client: { moduleGraph: { getModulesByFile } } }
  server = {
    save(files, type = 'update') {
      for (const file of [files].flat())
        for (const name of ['client', 'ssr'])
          hotUpdate.call(
            { environment: { name } },
            { file: `/book/${file}`, type, server: { environments } },
          )
      vi.runAllTimers()
    },
    make(file) {
      transform.handler('', `/book/${file}`)
      vi.runAllTimers()
    },
    close: () => httpServer.emit('close'),
  }
})
afterEach(() => {
  vi.useRealTimers()
})

const [a, b, figure] = ['content/en/01-a.mdx', 'content/en/02-b.mdx', 'src/figures/figure.ts']
const filesOf = (): (readonly string[])[] => started.map(({ files }) => files)

describe('a page that is saved', () => {
  test('is checked once it is made, and not when it is made for the first time', () => {
    server.make(a)
    server.save(a)
    expect(filesOf()).toEqual([])
    server.make(a)
    server.make(a)
    expect(filesOf()).toEqual([[a]])
  })
  test('ends the check of its former version, of which nothing more is told', () => {
    server.save(a)
    server.make(a)
    server.save(a)
    expect(started[0].isEnded).toBe(true)
    started[0].tell(['outdated'])
    started[0].onEnd()
    server.make(a)
    started[1].tell(['of now'])
    expect(told).toEqual(['of now'])
  })
  test('lets the check of another page end, and is checked after it', () => {
    server.save(a)
    server.make(a)
    server.save(b)
    server.make(b)
    expect(filesOf()).toEqual([[a]])
    started[0].tell(['of a'])
    started[0].onEnd()
    expect(filesOf()).toEqual([[a], [b]])
    expect([told, started[0].isEnded]).toEqual([['of a'], false])
  })
  test('is told again of what is still wrong', () => {
    for (const n of [0, 1]) {
      server.save(a)
      server.make(a)
      started[n].tell(['wrong'])
      started[n].onEnd()
    }
    expect(told).toEqual(['wrong', 'wrong'])
  })
  test('and removed before it was checked is not checked', () => {
    server.save(a)
    server.make(a)
    server.save(a, 'delete')
    expect(started[0].isEnded).toBe(true)
    server.save(b)
    server.make(b)
    expect(filesOf()).toEqual([[a], [b]])
  })
})

describe('a module that is saved', () => {
  test('is checked at once, and then pages that are made anew with it; what they have in common is told once', () => {
    for (const it of [a, b]) server.make(it)
    server.save(figure)
    expect(filesOf()).toEqual([[figure]])
    server.make(a)
    started[0].tell(['of the figure'])
    started[0].onEnd()
    expect(filesOf()).toEqual([[figure], [a]])
    started[1].tell(['of a', 'of the figure'])
    expect(told).toEqual(['of the figure', 'of a'])
  })
  test('ends the check of a page, which may use it and is checked again with it', () => {
    server.save(a)
    server.make(a)
    server.save(figure)
    started[0].tell(['outdated'])
    expect(started[0].isEnded).toBe(true)
    expect(filesOf()).toEqual([[a], [a, figure]])
    expect(told).toEqual([])
  })
  test('is checked if pages may use it, or the server has it, and not if it is of a test or a tool', () => {
    server.save(['tests/a.test.ts', 'scripts/a.ts', '.cache/a.mjs', 'coverage/a.js'])
    server.save('src/figures/node_modules/a/index.js')
    expect(filesOf()).toEqual([])
    graph = ['src/shared/ink.ts']
    server.save(['src/shared/ink.ts', 'src/shared/pen.ts'])
    expect(filesOf()).toEqual([['src/shared/ink.ts']])
  })
  test('with others at once is checked with them by one process', () => {
    const figures = Array.from({ length: 100 }, (_, n) => `src/figures/figure-${n}.ts`)
    server.save(figures)
    expect(filesOf()).toEqual([figures])
  })
})

test('a server that is closed checks nothing more', () => {
  for (const it of [a, b]) server.save(it)
  server.make(a)
  server.make(b)
  server.close()
  expect(started[0].isEnded).toBe(true)
  started[0].onEnd()
  vi.runAllTimers()
  expect(filesOf()).toEqual([[a]])
})

test('a list that is saved ends the check of a page, which is checked again', () => {
  server.save(a)
  server.make(a)
  server.save('content/symbols.json')
  expect(filesOf()).toEqual([[a], [a]])
  server.save('package.txt')
  expect(started[1].isEnded).toBe(false)
})
