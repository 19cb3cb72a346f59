import { readFileSync } from 'node:fs'
import { visit } from 'unist-util-visit'
import { expect, test } from 'vitest'
import { showableNamesOf, namesShown } from '../../packages/notebook/src/markdown/find-shown.ts'
import { componentTable } from '../../packages/notebook/src/markdown/syntax/component-table.ts'
import { parseMdx } from '../../packages/notebook/src/markdown/syntax/engine.ts'
import { isJsx } from '../../packages/notebook/src/markdown/syntax/mdx-elements.ts'
import { book } from '../../src/library/config.ts'

/** The names behind `of` of all examples of the gallery. That each example holds them is checked with the page. */
function namesInGallery(): Set<string> {
  const names = new Set<string>()
  visit(parseMdx(readFileSync('content/en/gallery.mdx', 'utf8')), (node) => {
    if (isJsx(node) && node.name === 'Example') for (const name of namesShown(node)) names.add(name)
  })
  return names
}

test('the gallery has an example of every component, of the engine and of the book', () => {
  const shown = namesInGallery()
  expect(
    showableNamesOf({ ...componentTable, ...book.tags }).filter((name) => !shown.has(name)),
    'show it in content/en/gallery.mdx, in an <Example of="…">',
  ).toEqual([])
})
test('readers find the gallery behind the last chapter', () => {
  expect(book.appendices).toContain('gallery')
})
