import type { CellElement } from '../cell.ts'

/** The data that cells of the reader's have taken: its name, and its type as TypeScript. */
const taken = new WeakMap<CellElement, { name: string; type: string }>()

/** Remembers of what type the data is that a cell gives by a name, and has the code of other cells checked again. */
export function setDataType(cell: CellElement, name: string, type: string): void {
  taken.set(cell, { name, type })
  document.dispatchEvent(new Event('typeschange'))
}

/** The type of a cell's data; `any` as long as there is none. */
export function dataTypeOf(cell: CellElement, name: string): string {
  const data = taken.get(cell)
  return data?.name === name ? data.type : 'any'
}
