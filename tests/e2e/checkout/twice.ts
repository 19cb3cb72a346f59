import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
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

test('a build that takes nothing from the cache is identical, byte for byte', () => {
  const again = '.cache/again'
  buildBook(again, { NOTEBOOK_CACHE: 'off' })
  const [first, second] = [digest(bookFolder), digest(again)]
  const files = Object.keys({ ...first, ...second })
  expect(files.filter((file) => first[file] !== second[file])).toEqual([])
})
