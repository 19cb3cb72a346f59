import type { Loader } from 'astro/loaders'
import { expect, test } from 'vitest'
import { withoutSource } from '../../src/site/without-source.ts'

type Context = Parameters<Loader['load']>[0]
type Entry = Parameters<Context['store']['set']>[0]

function load(body: string): Entry[] {
  const entries: Entry[] = []
  const { store } = withoutSource(
    {
      store: { set: (entry: Entry) => entries.push(entry) > 0 },
    } as unknown as Context,
    'engine',
  )
  store.set({ id: 'en/01-waves', data: { title: 'Waves' }, body, digest: 'd' })
  return entries
}

test('of a page is kept how long it takes to read and what it cites, and not its source', () => {
  const words = 'word '.repeat(500)
  expect(load(`${words}<Cite works={["euler1736", 'gauss1809']} />`)).toEqual([
    {
      id: 'en/01-waves',
      digest: 'd',
      data: { title: 'Waves', minutes: 3, works: ['euler1736', 'gauss1809'] },
    },
  ])
})
test('a page that another version of the engine has kept is read again', () => {
  const digestBy = (engine: string): string => {
    const context = { store: {}, generateDigest: (data: string) => data } as unknown as Context
    return withoutSource(context, engine).generateDigest('source')
  }
  expect(digestBy('one')).toBe(digestBy('one'))
  expect(digestBy('one')).not.toBe(digestBy('two'))
})
