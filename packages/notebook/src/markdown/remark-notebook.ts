import type { Root } from 'mdast'
import { dirname, join, relative, resolve } from 'node:path'
import type { VFile } from 'vfile'
import { noteEntry } from '../hosts/cache/reads.ts'
import { buildPage, type ScriptParts } from './build-page.ts'
import { CostlyCells } from './chapter/costly-cells.ts'
import type { ChapterOptions } from './chapter/run-chapter.ts'
import { Mistakes } from './syntax/mistakes.ts'
import type { PendingMistakes } from './lint/pending-mistakes.ts'
import { readSymbols } from './formulas/symbols.ts'

export interface NotebookOptions extends ChapterOptions {
  /** The book's list of symbols, a JSON file. */
  symbols: string
  /** Mistakes found earlier in the pages' text, to be reported with all others. */
  pending?: PendingMistakes
  /** Takes each chapter's cells, for the scripts of its page, with the path of its file. */
  addPage?: (path: string, ...parts: ScriptParts) => void
}

/**
 * The remark plugin that makes a chapter's page (see `buildPage`).
 * @throws ChapterErrors for all mistakes in the chapter's text, formulas and cells
 */
export function remarkNotebook(
  options: NotebookOptions,
): () => (root: Root, file: VFile) => Promise<void> {
  return () => async (root, file) => {
    const path = relative(options.root ?? process.cwd(), file.path)
    const mistakes = options.pending?.take(path) ?? new Mistakes(path)
    const symbols = readSymbols(resolve(options.root ?? process.cwd(), options.symbols))
    const costsPath = join(dirname(dirname(file.path)), 'costly-cells.json')
    const costs = new CostlyCells(costsPath)
    const counts = await buildPage(
      root,
      String(file),
      {
        ...options,
        symbols,
        symbolList: options.symbols,
        prove: true,
        costs,
        addPage: (...parts) => options.addPage?.(file.path, ...parts),
      },
      mistakes,
    )
    mistakes.throwAny()
    noteEntry(costsPath, path)
    Object.assign(file.data.astro?.frontmatter ?? {}, { counts })
  }
}
