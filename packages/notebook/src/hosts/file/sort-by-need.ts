import type { CellSource } from '../../kernel/program.ts'
import type { CellOutline } from '../page/page-cells.ts'

/**
 * Cells so that each comes after those whose names it needs, and else in the order of the page. Of a cell that is as published the
 * build knows its names; of one that was changed they are read from its text, where a word too many only delays it.
 */
export function sortByNeed(
  cells: readonly CellSource[],
  outlines: readonly CellOutline[],
): CellSource[] {
  const owners = new Map(cells.flatMap((it) => namesOf(it, outlines).map((name) => [name, it])))
  const sorted = new Set<CellSource>()
  const entered = new Set<CellSource>()
  const add = (cell: CellSource): void => {
    if (entered.has(cell)) return
    entered.add(cell)
    for (const word of new Set(cell.source.match(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu))) {
      const owner = owners.get(word)
      if (owner) add(owner)
    }
    sorted.add(cell)
  }
  cells.forEach(add)
  return [...sorted]
}

function namesOf({ name, source }: CellSource, outlines: readonly CellOutline[]): string[] {
  const declared = /^(?:export\s+)?(?:const|let|var|class|(?:async\s+)?function\*?)\s+([^=;(\n]+)/gm
  const read = [...source.matchAll(declared)].flatMap(
    ([, names]) => names.replace(/:.*/, '').match(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu) ?? [],
  )
  return [...new Set([...read, ...(outlines.find((it) => it.name === name)?.outputs ?? [])])]
}
