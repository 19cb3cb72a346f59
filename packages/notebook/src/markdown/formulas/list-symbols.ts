import type { PhrasingContent, Root } from 'mdast'
import { visit } from 'unist-util-visit'
import type { Strings } from '../../strings/strings.ts'
import { become, inlineElement, isJsx } from '../syntax/mdx-elements.ts'
import type { BookSymbol } from './symbols.ts'
import { toTable } from '../syntax/table.ts'

/** Replaces `<Symbols />` by a table of the book's symbols, each in its colour. */
export function listSymbols(
  root: Root,
  symbols: readonly BookSymbol[],
  heads: Strings['symbols'],
): void {
  visit(root, (node) => {
    if (!isJsx(node) || node.name !== 'Symbols') return
    become(node, { ...tableOf(symbols, heads), data: { hProperties: { className: 'symbols' } } })
  })
}

function tableOf(
  symbols: readonly BookSymbol[],
  heads: Strings['symbols'],
): ReturnType<typeof toTable> {
  return toTable(
    [heads.symbol, heads.meaning, heads.say, heads.cell],
    symbols.map(({ name, meaning, say, cell }) => [
      inlineElement('Sym', { name }),
      meaning,
      say,
      cell === undefined ? '' : toName(cell),
    ]),
  )
}

/** A name in a cell: its column is as wide as the name, on a phone too. */
function toName(cell: string): PhrasingContent {
  const children: PhrasingContent[] = [{ type: 'text', value: cell }]
  return { ...inlineElement('code', { className: 'unbroken' }), children }
}
