import { readList } from '../syntax/read-list.ts'

/** One work that the book cites. */
export interface Reference {
  /** As written in chapters: `newton1687`. */
  id: string
  /** As it stands in a sentence: `Newton 1687`. */
  short: string
  authors: string
  year?: string
  title: string
  /** Journal, book or site, with volume and pages. */
  where?: string
  url?: string
  /** What the reader finds there, in half a sentence. */
  note?: string
}

/**
 * The book's list of works.
 * @throws ChapterError for a file that is not a list of works, or has an id twice.
 */
export function readReferences(path: string): Reference[] {
  return readList<Reference>(path, {
    what: { kind: 'aReference' },
    key: 'id',
    needed: ['id', 'short', 'authors', 'title'],
    optional: ['year', 'where', 'url', 'note'],
    checkText: (field, text) =>
      field !== 'url' || /^https?:\/\/[^\s/]+\.\S+$/.test(text)
        ? undefined
        : { kind: 'invalidUrl', value: JSON.stringify(text) },
    checkKey: (id) =>
      /^[\w-]+$/.test(id) ? undefined : { kind: 'invalidId', value: JSON.stringify(id) },
  })
}
