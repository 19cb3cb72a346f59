import { resolve } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { checkSaved, type Hearer } from '../../src/types/check-saved.ts'

/** A check that was started, as the process that makes it is seen by the server. */
interface Started extends Hearer {
  files: readonly string[]
  isEnded: boolean
}

let started: Started[]
let told: string[]
let server: { save: (file: string, type?: string) => void; make: (file: string) => void }

beforeEach(() => {
  started = []
  told = []
  const root = resolve('/book')
  const options = {
    root,
    library: { numbers: 'src/numbers.ts', parts: {} },
    symbols: 'content/symbols.json',
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
  const { hotUpdate, transform } = plugin as unknown as {
    hotUpdate: (this: object, saved: { file: string; type: string }) => void
    transform: { handler: (source: string, id: string) => void }
  }
  server = {
    save(file, type = 'update') {
      for (const name of ['client', 'ssr'])
        hotUpdate.call({ environment: { name } }, { file: resolve(root, file), type })
    },
    make: (file) => transform.handler('', resolve(root, file)),
  }
})

const [a, b, figure] = ['content/en/01-a.mdx', 'content/en/02-b.mdx', 'src/figure.ts']
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
})

test('a list that is saved ends the check of a page, which is checked again', () => {
  server.save(a)
  server.make(a)
  server.save('content/symbols.json')
  expect(filesOf()).toEqual([[a], [a]])
  server.save('package.txt')
  expect(started[1].isEnded).toBe(false)
})
