import list from '../../../../content/references.json' with { type: 'json' }
import type { Reference } from '../markdown/lint/reference-list.ts'

/** @throws RangeError for an id that is not in content/references.json; chapters are checked for it before. */
export function findReference(id: string): Reference {
  const found = (list as Reference[]).find((it) => it.id === id)
  if (!found)
    throw new RangeError(
      `unknown reference: ${id}; content/references.json has ${list.map((it) => it.id).join(', ')}`,
    )
  return found
}
