import { expect, test } from 'vitest'
import { savedPages } from '../../src/site/dev/saved-pages.ts'

interface Server {
  /** The environment that asks. */
  environment?: string
  lists?: string[]
  /** Files of which each environment has modules. */
  modules?: Record<string, string[]>
}

/** What pages are told where a file is saved. */
async function sentFor(file: string, server: Server = {}): Promise<unknown[]> {
  const { environment = 'client', lists = ['/book/content/symbols.json'], modules = {} } = server
  const sent: unknown[] = []
  const { hotUpdate } = savedPages(lists) as unknown as {
    hotUpdate: { handler: (this: object, saved: object) => Promise<void> }
  }
  const environments = Object.fromEntries(
    ['client', 'ssr'].map((name) => {
      const files = modules[name] ?? []
      const getModulesByFile = (it: string): unknown =>
        files.includes(it) ? new Set([it]) : undefined
      const hot = { send: (...it: unknown[]) => void sent.push(it) }
      return [name, { name, hot, moduleGraph: { getModulesByFile } }]
    }),
  )
  const read = (): Promise<string> => Promise.resolve('---\ntitle: A\n---\n')
  const saved = { file, type: 'update', read, server: { environments } }
  await hotUpdate.handler.call({ environment: environments[environment] }, saved)
  return sent
}

test('pages are told once of a page or a list that was saved, and patch themselves', async () => {
  expect(await sentFor('/book/content/en/01-a.mdx')).toEqual([['notebook:saved', { isHead: true }]])
  const list = '/book/content/symbols.json'
  expect(await sentFor(list)).toEqual([['notebook:saved', { isHead: false }]])
  expect(await sentFor(list, { environment: 'ssr' })).toEqual([])
  expect(await sentFor('/book/package.json')).toEqual([])
})
test('a list is known by its path on Windows', async () => {
  const sent = await sentFor('C:/book/symbols.json', { lists: ['C:\\book\\symbols.json'] })
  expect(sent).toEqual([['notebook:saved', { isHead: false }]])
})
test('pages are told of a module that they are made with, and are loaded anew', async () => {
  const figure = '/book/src/figure.ts'
  expect(await sentFor(figure, { modules: { ssr: [figure] } })).toEqual([['notebook:module-saved']])
})
test('pages are not told of a module that they load, which Vite tells them, nor of what Astro writes', async () => {
  const style = '/book/src/style.css'
  expect(await sentFor(style, { modules: { client: [style], ssr: [style] } })).toEqual([])
  const written = '/book/.astro/content-modules.mjs'
  expect(await sentFor(written, { modules: { ssr: [written] } })).toEqual([])
})
