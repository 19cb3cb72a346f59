import { fill } from '../../strings/fill.ts'
import { isEdit, type SavedEdit } from '../saved-edits.ts'
import { words } from '../words.ts'
import { addOwn, findOwn, forgetOwn, leaveOffer, placeOwn, withdrawOffer } from './own-cells.ts'
import { findCell } from './page-changes.ts'

/** Places the reader's own cells, by their names, as they were saved. */
export function placeSaved(saved: ReadonlyMap<string, SavedEdit>): void {
  placeOwn([...saved].map(([name, { after = '', source }]) => ({ name, after, source })))
  for (const [name, edit] of saved) if (!findOwn(name)) void moveOwn(name, edit)
}

/** A cell of the reader's whose name the page has taken since: it gets another one. */
async function moveOwn(name: string, { after = '', source }: SavedEdit): Promise<void> {
  const cell = addOwn(findCell(after), source)
  cell.note(fill(words.changes.renamed, { from: name, to: cell.name }))
  if (!(await cell.save())) return
  void forgetOwn(name)
}

/** Another tab has changed a cell of the reader's own, or deleted it: this one shows the same. */
export function hearOwn(name: string, value: unknown): void {
  const cell = findOwn(name)
  if (isEdit(value)) {
    withdrawOffer(name)
    if (cell) void cell.take(value, words.cell.otherTab)
    else placeOwn([{ name, after: value.after ?? '', source: value.source }])
  } else if (cell) {
    void cell.clear()
    leaveOffer(cell)
  }
}
