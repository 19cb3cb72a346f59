import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

// The packages that any book is written with. What this book is about is none of their business.
const engine = ['notebook', 'formula', 'drawing-document']

/** All files of a package that its users get, with their text. */
function readFiles(folder: string): [file: string, text: string][] {
  return ['src', 'bin', 'template']
    .map((it) => join('packages', folder, it))
    .filter((root) => existsSync(root))
    .flatMap((root) => readdirSync(root, { recursive: true, withFileTypes: true }))
    .filter((it) => it.isFile())
    .map((it) => join(it.parentPath, it.name))
    .map((file) => [file, readFileSync(file, 'utf8')])
}

const files = engine.flatMap(readFiles)

test('no file of the engine mentions softmax or logits', () => {
  const telling = files.filter(([, text]) => /soft-?max|logits?\b/i.test(text))
  expect(telling.map(([file]) => file)).toEqual([])
})
test('no file of the engine names a file of this book', () => {
  // The template of a new book names its own.
  const own = files.filter(([file]) => !file.startsWith('packages/notebook/template/'))
  const telling = own.filter(([, text]) =>
    /references\.json|symbols\.json|src\/(styles|library|figures|making)\b/.test(text),
  )
  expect(telling.map(([file]) => file)).toEqual([])
})
test('the search for files of the engine finds the kernel', () => {
  expect(files.map(([file]) => file)).toContain('packages/notebook/src/kernel/kernel.ts')
})
