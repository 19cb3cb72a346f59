import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { checkBook } from '@cellgraph/notebook/check'
import { expect, test } from 'vitest'
import { book } from '../src/book.ts'

const root = resolve('examples/waves')
const files = readdirSync(join(root, 'content'), { recursive: true, encoding: 'utf8' })
const pages = files
  .filter((it) => it.endsWith('.mdx'))
  .map((it) => join('content', it).replaceAll('\\', '/'))

test('both languages of the second book check, and what is not translated yet is told', async () => {
  const sources = new Map(pages.map((it) => [it, readFileSync(join(root, it), 'utf8')]))
  const { errors, warnings, cells } = await checkBook(sources, {
    ...book,
    root,
    folders: ['content'],
  })
  expect(errors.map(({ message }) => message)).toEqual([])
  expect(warnings.map(({ message }) => message)).toEqual([
    'content/zh/index.mdx:1:1: missing pages: 03-many-waves.mdx, notation.mdx; npx notebook translate content/zh/03-many-waves.mdx begins one',
  ])
  // Three of the first language, and two that the other shares with it.
  expect(cells).toBe(5)
})
