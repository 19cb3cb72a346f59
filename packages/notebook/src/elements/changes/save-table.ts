import { quoteCsv } from '../../text/quote-csv.ts'
import type { CellElement } from '../cell.ts'
import { getChapter } from '../notebook.ts'
import { toNumbers } from '../read-selected.ts'
import { download } from './download.ts'

/** The table that a cell shows, or that tells its figure's numbers. */
export function findTable(cell: CellElement): HTMLTableElement | undefined {
  const tables = cell.querySelectorAll<HTMLTableElement>(
    ':scope > figure > .output > .drawn table, :scope > nb-data-table table',
  )
  return [...tables].find((it) => !it.closest('.narrow'))
}

/** Saves a table as CSV: all rows of the value that it shows, or else, of a table of a cell's own markup, what is seen. */
export async function saveCsv(cell: CellElement, table: HTMLTableElement): Promise<void> {
  // Where the cell cannot be computed, what is seen is all there is.
  const lines = await readLines(cell, table).catch(() => undefined)
  download(`${cell.name}.csv`, 'text/csv', lines?.join('\r\n') ?? toCsv(table))
}

async function readLines(
  cell: CellElement,
  table: HTMLTableElement,
): Promise<string[] | undefined> {
  const chapter = await getChapter()
  const name = table.closest('nb-data-table')?.getAttribute('name') ?? cell.name
  const output = Math.max(0, findOutput(table))
  const lines: string[] = []
  for (;;) {
    const place = { output, path: [], from: lines.length, asCsv: true }
    const branch = await chapter.open(name, place)
    if (!branch?.lines || branch.lines.length === 0) return undefined
    lines.push(...branch.lines)
    if (branch.more === 0) return lines
  }
}

/** The place of the output that a table is, among those of its cell; labels stand between them. */
function findOutput(table: HTMLTableElement): number {
  const drawn = table.closest('.drawn')
  const outputs = [...(drawn?.children ?? [])].filter((it) => !it.matches('.label'))
  return outputs.findIndex((it) => it.contains(table))
}

/** A table's texts, with hyphens for minus signs, as programs read them. */
function toCsv(table: HTMLTableElement): string {
  return [...table.rows]
    .map((row) =>
      [...row.cells].map((it) => quoteCsv(toNumbers((it.textContent ?? '').trim()))).join(','),
    )
    .join('\r\n')
}
