import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { addressIn, BuiltPages } from '../../src/site/built-pages.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'built-pages-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function write(name: string, html: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true })
  writeFileSync(join(folder, name), html)
}

test('each page is seen once by each step, in the order of names; pages of single cells are not', () => {
  write('index.html', '<p>front')
  write('404.html', '<p>none')
  write('scores/index.html', '<p>α')
  write('embed/scores/bars/index.html', '<p>a cell of the build before')
  write('scores/data.json', '{}')
  const pages = new BuiltPages()
  const seen: string[] = []
  pages.onPage(({ name, html }) => seen.push(`${name}: ${html}`))
  pages.onPage(({ name, bytes }) => seen.push(`${name}: ${bytes.length} bytes`))
  pages.readFolder(folder)
  expect(seen).toEqual([
    '404.html: <p>none',
    '404.html: 7 bytes',
    'index.html: <p>front',
    'index.html: 8 bytes',
    'scores/index.html: <p>α',
    'scores/index.html: 5 bytes',
  ])
})
test('a page has the address of its folder', () => {
  expect(['index.html', 'scores/index.html', '404.html', 'x/myindex.html'].map(addressIn)).toEqual([
    '',
    'scores/',
    undefined,
    undefined,
  ])
})
