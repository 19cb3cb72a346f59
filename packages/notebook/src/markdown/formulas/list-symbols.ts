import type { Root } from 'mdast'
import { visit } from 'unist-util-visit'
import { become, inlineElement, isJsx } from '../syntax/mdx-elements.ts'
import type { BookSymbol } from './symbols.ts'
import { toTable } from '../syntax/table.ts'

/** Replaces `<Symbols />` by a table of the book's symbols, each in its colour. */
export function listSymbols(root: Root, symbols: readonly BookSymbol[]): void {
  visit(root, (node) => {
    if (isJsx(node) && node.name === 'Symbols') become(node, tableOf(symbols))
  })
}

function tableOf(symbols: readonly BookSymbol[]): ReturnType<typeof toTable> {
  return toTable(
    ['symbol', 'what it means', 'read aloud', 'in cells'],
    symbols.map(({ name, meaning, say, cell }) => [
      inlineElement('Sym', { name }),
      meaning,
      say,
      cell === undefined ? '' : { type: 'inlineCode', value: cell },
    ]),
  )
}
