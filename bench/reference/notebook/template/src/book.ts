import type { NotebookConfig } from '@cellgraph/notebook'

export const book: NotebookConfig = {
  name: 'reference-chapter',
  strings: 'src/strings.ts',
  library: { numbers: 'src/model.ts', parts: { plot: 'src/plot.ts' } },
  symbols: 'content/symbols.json',
  references: 'content/references.json',
  appendices: ['notation'],
}
