import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bookFacts } from '../../src/site/book-plugin.ts'

/** What the plugin says when Vite loads a book's list of works. */
function loadReferences(text: string): unknown {
  const root = mkdtempSync(join(tmpdir(), 'book-facts-'))
  const path = join(root, 'references.json')
  writeFileSync(path, text)
  const config = { name: 'a', strings: 'a.ts', references: 'references.json' }
  const { load } = bookFacts(config, root, 'engine')
  return (load as (id: string) => unknown)(path)
}

test('a list of works that is no JSON is told with its file, line and column', () => {
  expect(() => loadReferences('[\n  { "id": "a", },\n]\n')).toThrow(
    /references\.json:2:14: comma too many/,
  )
})
test('a right list is left for Vite to load', () => {
  expect(loadReferences('[]')).toBeNull()
})
