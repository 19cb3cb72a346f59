import list from '../../content/references.json' with { type: 'json' }

/** One work that the book leans on. */
export interface Reference {
  /** As written in chapters: `bridle1990`. */
  id: string
  /** As it stands in a sentence: `Bridle 1990`. */
  short: string
  authors: string
  year: string
  title: string
  /** Journal, book or site, with volume and pages. */
  where?: string
  url?: string
  /** What the reader finds there, in half a sentence. */
  note?: string
}

/** @throws RangeError for an id that is not in content/references.json. */
export function findReference(id: string): Reference {
  const found = (list as Reference[]).find((it) => it.id === id)
  if (!found) throw new RangeError(`unknown reference: ${id}; content/references.json has ${list.map((it) => it.id).join(', ')}`)
  return found
}
