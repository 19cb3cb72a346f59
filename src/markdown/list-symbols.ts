import type { PhrasingContent, Root, Table, TableRow } from 'mdast'
import { visit } from 'unist-util-visit'
import { become, inlineElement, isJsx } from './mdx-elements.ts'
import type { BookSymbol } from './symbols.ts'

/** Puts the book's list of symbols into a page: `<Symbols />` becomes a table, each symbol in its colour. */
export function listSymbols(root: Root, symbols: readonly BookSymbol[]): void {
  visit(root, (node) => {
    if (isJsx(node) && node.name === 'Symbols') become(node, toTable(symbols))
  })
}

function toTable(symbols: readonly BookSymbol[]): Table {
  const head = toRow(['symbol', 'what it means', 'read aloud', 'in cells'].map((value) => ({ type: 'text', value })))
  const rows = symbols.map(({ name, meaning, say, cell }) => toRow([
    inlineElement('Sym', { name }), { type: 'text', value: meaning }, { type: 'text', value: say },
    cell === undefined ? { type: 'text', value: '' } : { type: 'inlineCode', value: cell },
  ]))
  return { type: 'table', align: [null, null, null, null], children: [head, ...rows] }
}

function toRow(cells: PhrasingContent[]): TableRow {
  return { type: 'tableRow', children: cells.map((cell) => ({ type: 'tableCell', children: [cell] })) }
}
