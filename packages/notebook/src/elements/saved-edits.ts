/** A reader's edit, saved in this browser with the source that it started from. */
export interface SavedEdit {
  source: string
  /** The chapter's source when the edit was made. */
  original: string
}

const keyOf = (cell: string): string => `notebook-edit:${location.pathname}#${cell}`

/**
 * The saved edit of a cell, if there is a valid one. Storage may be blocked: then nothing is saved,
 * and nothing fails.
 */
export function loadEdit(cell: string): SavedEdit | undefined {
  try {
    const edit: unknown = JSON.parse(localStorage.getItem(keyOf(cell)) ?? 'null')
    return isEdit(edit) ? edit : undefined
  } catch {
    return undefined
  }
}

function isEdit(edit: unknown): edit is SavedEdit {
  return (
    typeof edit === 'object' &&
    edit !== null &&
    'source' in edit &&
    typeof edit.source === 'string' &&
    'original' in edit &&
    typeof edit.original === 'string'
  )
}

/**
 * Saves an edit, or removes one that changes nothing. Returns whether the browser's storage
 * accepted it.
 */
export function saveEdit(cell: string, edit: SavedEdit): boolean {
  try {
    if (edit.source === edit.original) localStorage.removeItem(keyOf(cell))
    else localStorage.setItem(keyOf(cell), JSON.stringify(edit))
    return true
  } catch {
    return false
  }
}
