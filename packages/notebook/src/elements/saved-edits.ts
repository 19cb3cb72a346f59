import type { KeptKind } from '../kept/store.ts'

/** What a reader made of a cell. */
export interface SavedEdit {
  source: string
  /** The chapter's source when the edit was made; empty for a cell of the reader's own. */
  original: string
  /** When it was made: of two the newer one holds. */
  at?: number
  /** The edit before the last reset, which can be taken back. */
  former?: string
  /** The cell behind which a cell of the reader's own stands. */
  after?: string
}

export type CodeKind = Exclude<KeptKind, 'input'>

const keyOf = (kind: CodeKind, cell: string): string =>
  `notebook-${kind}:${location.pathname}#${cell}`

let last = 0

/** A time that grows with each call, however the clock is set. */
export function now(): number {
  return (last = Math.max(Date.now(), last + 1))
}

/**
 * The saved edit of a cell, if there is a valid one. Storage may be blocked: then nothing is saved,
 * and nothing fails.
 */
export function loadEdit(cell: string, kind: CodeKind = 'edit'): SavedEdit | undefined {
  try {
    const edit: unknown = JSON.parse(localStorage.getItem(keyOf(kind, cell)) ?? 'null')
    return isEdit(edit) ? edit : undefined
  } catch {
    return undefined
  }
}

/** The names of the reader's own cells on this page, as local storage has them. */
export function listOwn(): string[] {
  try {
    const start = keyOf('own', '')
    return Object.keys(localStorage).flatMap((key) =>
      key.startsWith(start) ? key.slice(start.length) : [],
    )
  } catch {
    return []
  }
}

export function isEdit(edit: unknown): edit is SavedEdit {
  if (typeof edit !== 'object' || edit === null) return false
  const { source, original, former = '', at = 0, after = '' } = edit as Record<string, unknown>
  return (
    [source, original, former, after].every((it) => typeof it === 'string') && Number.isFinite(at)
  )
}

/**
 * Keeps an edit twice: at once in local storage, which outlives whatever happens next and is there
 * before the page is drawn again, and in the database, which has more room. Resolves to whether one
 * of the two has it.
 */
export async function saveEdit(
  cell: string,
  edit: SavedEdit,
  kind: CodeKind = 'edit',
): Promise<boolean> {
  const dated = { ...edit, at: now() }
  const isMirrored = mirror(kind, cell, dated)
  try {
    const { keep } = await import('./changes/keep.ts')
    return (await keep(kind, cell, dated)) || isMirrored
  } catch {
    return isMirrored
  }
}

/** Puts an edit into local storage, or takes out one that would say nothing. */
export function mirror(kind: CodeKind, cell: string, edit: SavedEdit | null): boolean {
  try {
    // What is there is older: if there is no room for the new one, it must not come back.
    localStorage.removeItem(keyOf(kind, cell))
    if (edit && (kind === 'own' || edit.source !== edit.original || edit.former !== undefined))
      localStorage.setItem(keyOf(kind, cell), JSON.stringify(edit))
    return true
  } catch {
    return false
  }
}
