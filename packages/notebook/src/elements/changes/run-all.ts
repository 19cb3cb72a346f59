import type { CellElement } from '../cell.ts'

/**
 * Runs cells, all of which may need each other: those that are refused are tried again when others
 * were accepted, until none is left or nothing changes. Resolves to those that were refused.
 */
export async function runAll(cells: readonly CellElement[]): Promise<CellElement[]> {
  const answers = await Promise.all(cells.map((it) => it.run()))
  const refused = cells.filter((_, i) => answers[i] === 'refused')
  return refused.length > 0 && refused.length < cells.length ? runAll(refused) : refused
}
