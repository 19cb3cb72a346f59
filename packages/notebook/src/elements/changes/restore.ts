import { cellName } from '../../kept/changes.ts'
import type { Kept } from '../../kept/store.ts'
import { linkedChanges } from '../linked-changes.ts'
import { isEdit, listOwn, loadEdit, mirror, type SavedEdit } from '../saved-edits.ts'
import { words } from '../words.ts'
import { keepRecord, onOtherTab, page, readKept } from './keep.ts'
import { findCell, findCells } from './page-changes.ts'

let restored: Promise<void> | undefined

/** Brings back what the reader changed on this page, then opens what the page's address holds. */
export async function restore(): Promise<void> {
  await (restored ??= restorePage())
  if (!linkedChanges()) return
  const { openLink } = await import('./shared.ts')
  await openLink()
}

async function restorePage(): Promise<void> {
  const records = (await Promise.all([readKept(page, 'edit'), readKept(page, 'own')])).flat()
  restoreEdits(records)
  const placed = restoreOwn(records)
  // From now on other tabs are heard, each of whose records is newer than what was read.
  onOtherTab(hear)
  await placed
}

/** Of the database and of local storage the newer one holds; the older one is brought up to date. */
function restoreEdits(records: readonly Kept[]): void {
  const kept = new Map(records.filter(({ kind }) => kind === 'edit').map((it) => [it.name, it]))
  for (const cell of findCells()) {
    const local = loadEdit(cell.name)
    const record = kept.get(cell.name)
    if (record && isEdit(record.value) && record.at > (local?.at ?? 0)) {
      mirror('edit', cell.name, record.value)
      void cell.take(record.value, words.cell.restored)
    } else if (local) {
      if (record?.at !== (local.at ?? 0)) void handOver('edit', cell.name, local)
      // Another tab may have changed it since this page was drawn.
      void cell.take(local, words.cell.otherTab)
    }
  }
}

/** Edits of before there was a database have no time. */
function handOver(kind: 'edit' | 'own', name: string, edit: SavedEdit): Promise<boolean> {
  return keepRecord({ page, kind, name, at: edit.at ?? 0, value: edit })
}

async function restoreOwn(records: readonly Kept[]): Promise<void> {
  const found = new Map<string, SavedEdit>()
  for (const { kind, name, value } of records)
    if (kind === 'own' && cellName.test(name) && isEdit(value)) found.set(name, value)
  for (const name of listOwn()) {
    const local = loadEdit(name, 'own')
    if (!local || !cellName.test(name) || (local.at ?? 0) <= (found.get(name)?.at ?? -1)) continue
    found.set(name, local)
    void handOver('own', name, local)
  }
  // Most readers have none.
  if (found.size === 0) return
  const { placeSaved } = await import('./saved-own.ts')
  placeSaved(found)
}

/** Another tab has changed something: this one shows the same. */
function hear({ kind, name, value }: Kept): void {
  if (kind === 'edit') {
    const cell = findCell(name)
    if (cell) void cell.take(isEdit(value) ? value : published(cell.original), words.cell.otherTab)
  } else if (kind === 'own' && cellName.test(name))
    void import('./saved-own.ts').then(({ hearOwn }) => hearOwn(name, value))
}

function published(original: string): SavedEdit {
  return { source: original, original }
}
