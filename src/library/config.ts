import type { LibraryConfig, NotebookConfig } from '@cellgraph/notebook'
import { testCounts } from '../making/list-tests.ts'

/** The names that this book's cells have in scope, by the modules that export them. */
export const library: LibraryConfig = {
  numbers: 'src/library/numbers.ts',
  parts: {
    figures: 'src/library/figures.ts',
    drawing: 'src/library/drawing.ts',
    digits: 'src/library/digits.ts',
    gradients: 'src/library/returned-gradients.ts',
  },
}

/** This book, as the engine takes it. */
export const book: NotebookConfig = {
  name: 'softmax-notebook',
  strings: 'src/strings.ts',
  styles: 'src/styles/book.css',
  icon: '/favicon.svg',
  authors: 'The Softmax Notebook authors',
  license: 'https://creativecommons.org/licenses/by/4.0/',
  appendices: ['notation', 'reference', 'bibliography', 'making', 'speed', 'gallery'],
  library,
  symbols: 'content/symbols.json',
  references: 'content/references.json',
  reference: 'packages/softmax/src/index.ts',
  expanded: { TestCounts: testCounts },
  components: 'src/making/components.ts',
  tags: {
    HopTable: { props: {}, content: 'none' },
    Inventory: { props: {}, content: 'none' },
    SpecialValues: { props: {}, content: 'needed' },
    SpeedRun: { props: {}, content: 'none' },
    SpeedTable: { props: {}, content: 'none' },
    TestCounts: { props: {}, content: 'none' },
    WorstErrors: { props: {}, content: 'none' },
  },
  // Ids of the shell, which no heading may take.
  reserved: ['text', 'search', 'chapters', 'book-chapters'],
}
