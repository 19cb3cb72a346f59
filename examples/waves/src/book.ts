import type { NotebookConfig } from '@cellgraph/notebook'

/** This book, as the engine takes it. */
export const book: NotebookConfig = {
  name: 'notebook-of-waves',
  strings: 'src/strings.ts',
  styles: 'src/book.css',
  library: {
    numbers: 'src/maths/index.ts',
    parts: { figures: 'src/figures/index.ts', plot: 'src/plot.ts' },
  },
  symbols: 'content/symbols.json',
  references: 'content/references.json',
  appendices: ['notation'],
}
