import type { PhrasingContent, Table, TableRow } from 'mdast'

/** A Markdown table from its head and its rows, each a list of cells. Columns of numbers are aligned at the right. */
export function toTable(
  head: readonly string[],
  rows: readonly (readonly (PhrasingContent | string | number)[])[],
): Table {
  const align = head.map((_, i) =>
    rows.every((row) => typeof row[i] === 'number') ? ('right' as const) : null,
  )
  return { type: 'table', align, children: [head, ...rows].map(toRow) }
}

function toRow(cells: readonly (PhrasingContent | string | number)[]): TableRow {
  return {
    type: 'tableRow',
    children: cells.map((it) => ({
      type: 'tableCell',
      children: [typeof it === 'object' ? it : { type: 'text', value: String(it) }],
    })),
  }
}
