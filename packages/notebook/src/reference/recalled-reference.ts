import type { Root } from 'mdast'
import type { VFile } from 'vfile'
import type { Recall } from '../hosts/cache/recall-made.ts'
import type { Entry } from './entry.ts'
import { expandReference, hasEntries } from './expand-reference.ts'
import type { Summary } from './read-summaries.ts'

// TypeScript's compiler takes long to load: these have it loaded only where nothing is kept.

/**
 * The step that puts the reference of a module into pages, as `remarkReference` does, where its docstrings may have been
 * read before.
 * @param module the module's path
 */
export function recalledReference(
  module: string,
  recall: Recall,
): () => (root: Root, file: VFile) => Promise<void> {
  return () => async (root, file) => {
    if (hasEntries(root)) expandReference(root, file, await recallEntries(module, recall))
  }
}

async function recallEntries(module: string, recall: Recall): Promise<Map<string, Entry>> {
  const entries = await recall(['reference', module, process.cwd()], async () => {
    const { readReference } = await import('./read-reference.ts')
    return readReference(module)
  })
  return new Map(entries.map((entry) => [entry.name, entry]))
}

/** What modules export, as `readSummaries` finds it. */
export function recallSummaries(modules: readonly string[], recall: Recall): Promise<Summary[]> {
  return recall(['summaries', modules, process.cwd()], async () => {
    const { readSummaries } = await import('./read-summaries.ts')
    return readSummaries(modules)
  })
}
