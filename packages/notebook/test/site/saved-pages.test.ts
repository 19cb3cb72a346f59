import { expect, test } from 'vitest'
import { savedPages } from '../../src/site/dev/saved-pages.ts'

/** What pages are told where a file is saved. */
async function sentFor(
  file: string,
  environment = 'client',
  lists = ['/book/content/symbols.json'],
): Promise<unknown[]> {
  const sent: unknown[] = []
  const { hotUpdate } = savedPages(lists) as unknown as {
    hotUpdate: { handler: (this: object, saved: object) => Promise<void> }
  }
  const hot = { send: (...it: unknown[]) => void sent.push(it) }
  const saved = { file, type: 'update', read: () => Promise.resolve('---\ntitle: A\n---\n') }
  await hotUpdate.handler.call({ environment: { name: environment, hot } }, saved)
  return sent
}

test('pages are told once of a page or a list that was saved, and patch themselves', async () => {
  expect(await sentFor('/book/content/en/01-a.mdx')).toEqual([
    ['notebook:saved', { isHead: true, isAddedOrRemoved: false }],
  ])
  expect(await sentFor('/book/content/symbols.json')).toEqual([
    ['notebook:saved', { isHead: false }],
  ])
  expect(await sentFor('/book/content/symbols.json', 'ssr')).toEqual([])
  expect(await sentFor('/book/package.json')).toEqual([])
})
test('a list is known by its path on Windows', async () => {
  const sent = await sentFor('C:/book/symbols.json', 'client', ['C:\\book\\symbols.json'])
  expect(sent).toEqual([['notebook:saved', { isHead: false }]])
})
