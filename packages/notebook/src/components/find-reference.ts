import { references } from 'virtual:notebook-references'
import type { Reference } from '../markdown/lint/reference-list.ts'

/** @throws RangeError for an id that is not in the book's list of references; chapters are checked for it before. */
export function findReference(id: string): Reference {
  const found = references.find((it) => it.id === id)
  if (!found)
    throw new RangeError(
      `unknown reference: ${id}; the book's list of references has ${references.map((it) => it.id).join(', ')}`,
    )
  return found
}
