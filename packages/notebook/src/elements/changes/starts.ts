import type { CellElement } from '../cell.ts'
import { addOwn } from './own-cells.ts'

/** Adds what a starting point of the playground begins with behind what is there, and runs it. */
export function start(texts: readonly string[]): void {
  const cells = texts.map((source) => addOwn(undefined, source))
  void runInOrder(cells)
  const last = cells.at(-1)
  if (last?.source === '') last.edit()
  else last?.scrollIntoView({ block: 'nearest' })
}

/** Those behind one that is refused wait: it may need the reader's data first. */
async function runInOrder(cells: readonly CellElement[]): Promise<void> {
  for (const cell of cells) if (cell.source === '' || (await cell.run()) === 'refused') return
}
