import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { buildBook } from '../build-book.ts'
import { bookFolder } from '../build-books.ts'

/** A digest of every file under a folder. */
function digest(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((it) => it.isFile())
    .map((it) => join(it.parentPath, it.name))
    .sort()
  return Object.fromEntries(
    files.map((file) => [
      file.slice(folder.length),
      createHash('sha256').update(readFileSync(file)).digest('hex'),
    ]),
  )
}

test('a build that takes nothing from the cache, and writes over another, is identical, byte for byte', () => {
  const again = '.cache/again'
  // What an earlier build has left.
  for (const gone of ['gone/index.html', 'embed/gone/cell/index.html', '_astro/gone.css']) {
    mkdirSync(join(again, dirname(gone)), { recursive: true })
    writeFileSync(join(again, gone), '<body data-pagefind-body>gone')
  }
  buildBook(again, { NOTEBOOK_CACHE: 'off' })
  const [first, second] = [digest(bookFolder), digest(again)]
  const files = Object.keys({ ...first, ...second })
  expect(files.filter((file) => first[file] !== second[file])).toEqual([])
})
