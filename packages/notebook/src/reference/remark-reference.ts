import type { Root } from 'mdast'
import type { VFile } from 'vfile'
import type { Entry } from './entry.ts'
import { expandReference, hasEntries } from './expand-reference.ts'
import { readReference } from './read-reference.ts'

/**
 * The step that puts the reference of a module into pages (see `expandReference`).
 * @param module the module's path
 */
export function remarkReference(module: string): () => (root: Root, file: VFile) => void {
  let entries: Map<string, Entry> | undefined
  return () => (root, file) => {
    if (!hasEntries(root)) return
    entries ??= new Map(readReference(module).value.map((entry) => [entry.name, entry]))
    expandReference(root, file, entries)
  }
}
