import type { PageSources } from '../../hosts/page/page-cells.ts'
import { looksLikeInput, readInputCall, type InputCall } from '../../kept/input-call.ts'
import type { CellElement } from '../cell.ts'
import { dataTypeOf } from '../changes/data-types.ts'

/** The code of a page as it stands, the reader's own cells and inputs too, whether or not it was run. */
export function readPage(published: PageSources): PageSources {
  const cells: Record<string, string> = { ...published.cells }
  const inputs: Record<string, string> = { ...published.inputs }
  for (const cell of document.querySelectorAll<CellElement>('nb-cell')) {
    if (typeof cell.source !== 'string' || cell.closest('.output')) continue
    const isCall = isInputCall(cell)
    cells[cell.name] = isCall ? '' : cell.source
    const call = isCall ? readInputCall(cell.source) : undefined
    if (call) inputs[call.name] = typeOf(cell, call)
  }
  return { cells, inputs }
}

/** A cell in whose editor types are shown. */
export type EditedCell = Pick<CellElement, 'name' | 'isOwn' | 'source'>

/** Whether a cell is a call that only the page understands: its code has no types. */
export function isInputCall(cell: EditedCell): boolean {
  return cell.isOwn && looksLikeInput(cell.source)
}

function typeOf(cell: CellElement, call: InputCall): string {
  switch (call.kind) {
    case 'slider':
      return 'number'
    case 'toggle':
      return 'boolean'
    case 'choice':
      return call.options.map((it) => JSON.stringify(it)).join(' | ')
    case 'data':
      return dataTypeOf(cell, call.name)
  }
}
