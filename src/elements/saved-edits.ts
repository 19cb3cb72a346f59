/** Readers' edits, kept in this browser, each with the source that it began from. */
export interface SavedEdit {
  source: string
  /** The chapter's source when the edit was made. */
  original: string
}

const keyOf = (cell: string): string => `notebook-edit:${location.pathname}#${cell}`

/** The edit of a cell, if there is one. Storage may be forbidden: then nothing is kept, and nothing fails. */
export function loadEdit(cell: string): SavedEdit | undefined {
  try {
    const text = localStorage.getItem(keyOf(cell))
    return text === null ? undefined : (JSON.parse(text) as SavedEdit)
  } catch {
    return undefined
  }
}

export function saveEdit(cell: string, edit: SavedEdit): void {
  try {
    if (edit.source === edit.original) localStorage.removeItem(keyOf(cell))
    else localStorage.setItem(keyOf(cell), JSON.stringify(edit))
  } catch {
    // The edit still stands in the page.
  }
}
