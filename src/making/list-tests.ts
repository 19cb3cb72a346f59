import { toTable, type ExpandedComponent } from '@cellgraph/notebook'
import { countTests, findTests, type TestCount } from './count-tests.ts'

/** The subject of each folder of tests, lower layers first. */
const subjects: Record<string, string> = {
  softmax: 'the maths',
  formula: 'the reading and checking of formulas',
  'drawing-document': 'the document that figures are drawn in where there is no browser',
  'notebook/kernel': 'the running of cells',
  'notebook/figure': 'the geometry of dragging',
  'notebook/kept': 'what readers change: kept, shared, taken over',
  'notebook/hosts': 'what cells run in, at build and in the sandbox',
  'notebook/markdown': 'the reading of chapters',
  'notebook/mistakes': 'the messages for 757 mistakes that authors make',
  'notebook/reference': 'the reference',
  'notebook/types': 'the types of cells',
  'notebook/language': 'types while code is typed',
  'notebook/elements': 'the graph of a page’s cells: its lines, and the way through it by keys',
  'notebook/strings': 'the words that the engine says to readers',
  'notebook/site': 'the frame around the chapters',
  notebook: 'the writing of numbers and text',
  packages: 'what is packed: a new book in an empty folder',
  bench: 'what the bench makes of its measurements',
  making: 'what the pages on the making of the book count',
  figures: 'the figures, at the ends of every input too',
  book: 'the chapters: each cell, number and formula',
  e2e: 'the finished site in a browser: reading, dragging, editing, and attacks',
  '': 'which file may import which, and the rest',
}

/** `<TestCounts />`: a table of the tests. */
export const testCounts: ExpandedComponent = {
  files: (folder) => [
    ...findTests(folder),
    'src/making/count-tests.ts',
    'src/making/list-tests.ts',
  ],
  toMarkdown: listTests,
}

export function listTests(folder: string): ReturnType<typeof toTable> {
  const counts = countTests(folder)
  const unknown = counts.find(({ folder }) => !(folder in subjects))
  if (unknown)
    throw new Error(
      `tests of no subject: ${unknown.folder}; say in src/making/list-tests.ts what they hold`,
    )
  const rows = Object.entries(subjects).flatMap(([folder, subject]) =>
    counts.filter((it) => it.folder === folder).map(({ tests, files }) => [subject, tests, files]),
  )
  const sum = (of: (count: TestCount) => number): number =>
    counts.reduce((total, count) => total + of(count), 0)
  return toTable(
    ['what is tested', 'tests', 'files'],
    [...rows, ['all', sum((it) => it.tests), sum((it) => it.files)]],
  )
}
