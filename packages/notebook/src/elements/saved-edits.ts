/** Readers' edits, kept in this browser, each with the source that it began from. */
export interface SavedEdit {
  source: string
  /** The chapter's source when the edit was made. */
  original: string
}

const keyOf = (cell: string): string => `notebook-edit:${location.pathname}#${cell}`

/** The edit of a cell, if there is one that can be read. Storage may be forbidden: then nothing is kept, and nothing fails. */
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

/** Keeps an edit; one that changes nothing is forgotten. Returns whether the browser's store took it. */
export function saveEdit(cell: string, edit: SavedEdit): boolean {
  try {
    if (edit.source === edit.original) localStorage.removeItem(keyOf(cell))
    else localStorage.setItem(keyOf(cell), JSON.stringify(edit))
    return true
  } catch {
    return false
  }
}
