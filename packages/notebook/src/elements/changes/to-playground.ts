import { formatVersion, type OwnCell } from '../../kept/changes.ts'
import { toInputCode } from '../../kept/input-call.ts'
import { toFragment } from '../../kept/link.ts'
import type { CellElement } from '../cell.ts'
import { getCells } from '../notebook.ts'
import { movedOwnInputs } from './own-values.ts'
import { findCell, findInputs } from './page-changes.ts'
import { bookBase } from '../book-base.ts'

/** The address of the playground with a cell in it, and all that the cell needs: other cells, and the inputs as they stand. */
export async function toPlaygroundLink(cell: CellElement): Promise<string> {
  const own: OwnCell[] = []
  for (const { name, source } of await withNeeded(cell))
    own.push({ name, after: own.at(-1)?.name ?? '', source })
  const inputs = movedOwnInputs(own.flatMap(({ name }) => findCell(name) ?? []))
  const page = 'play/'
  return `${bookBase}${page}${await toFragment({ v: formatVersion, page, edits: [], own, inputs })}`
}

type Part = Pick<OwnCell, 'name' | 'source'>

/** What a cell needs, then the cell itself: each name before it is used. */
async function withNeeded(cell: CellElement): Promise<Part[]> {
  const { outline } = await getCells()
  const inputs = new Map(findInputs().map(({ name, value }) => [name, value]))
  const owners = new Map(outline.cells.flatMap((it) => it.outputs.map((name) => [name, it.name])))
  const needs = new Map(outline.cells.map((it) => [it.name, it.inputs]))
  const parts = new Map<string, Part>()
  const seen = new Set<string>()
  const add = (name: string): void => {
    const found = findCell(name)
    if (!found || seen.has(name)) return
    seen.add(name)
    // An edit may need other names than the chapter's code does; those of both are brought.
    for (const needed of [...(needs.get(name) ?? []), ...wordsOf(found.source)]) bring(needed)
    parts.set(name, { name, source: found.source })
  }
  const bring = (needed: string): void => {
    const owner = owners.get(needed)
    const value = inputs.get(needed)
    if (owner !== undefined) add(owner)
    else if (value !== undefined && !parts.has(`input-${needed}`))
      parts.set(`input-${needed}`, { name: `input-${needed}`, source: toInputCode(needed, value) })
  }
  add(cell.name)
  return [...parts.values()]
}

/** All that may be a name in code. */
function wordsOf(source: string): Set<string> {
  return new Set(source.match(/(?<![\w$.])[A-Za-z_$][\w$]*/g))
}
