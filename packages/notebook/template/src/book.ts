import type { NotebookConfig } from '@cellgraph/notebook'

/** This book, as the engine takes it. */
export const book: NotebookConfig = {
  // What readers' choices are stored under, and what random numbers are seeded by: do not change it later.
  name: 'my-book',
  strings: 'src/strings.ts',
  library: {
    // What every cell has in scope at once; keep it small.
    numbers: 'src/maths.ts',
    // What is loaded when a cell first needs one of its names.
    parts: { plot: 'src/plot.ts' },
  },
  symbols: 'content/symbols.json',
  references: 'content/references.json',
}
