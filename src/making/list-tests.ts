import { toTable, type ExpandedComponent } from '@cellgraph/notebook'
import {
  countMistakes,
  countTests,
  findMistakes,
  findTests,
  type TestCount,
} from './count-tests.ts'
import { wordsOf } from './words.ts'

/** `<TestCounts />`: a table of the tests. */
export const testCounts: ExpandedComponent = {
  files: (folder) => [
    ...findTests(folder),
    ...findMistakes(folder),
    'src/making/count-tests.ts',
    'src/making/list-tests.ts',
    'src/making/words.ts',
  ],
  toMarkdown: listTests,
}

export function listTests(folder: string, language?: string): ReturnType<typeof toTable> {
  const { what, files, tests, all, subjects } = wordsOf(language).tests
  const counts = countTests(folder)
  const unknown = counts.find(({ folder }) => !(folder in subjects))
  if (unknown)
    throw new Error(
      `tests of no subject: ${unknown.folder}; say in src/making/words.ts what they hold`,
    )
  const mistakes = countMistakes(folder).toLocaleString('en')
  const rows = Object.entries(subjects).flatMap(([folder, subject]) =>
    counts
      .filter((it) => it.folder === folder)
      .map(({ tests, files }) => [subject.replace('{mistakes}', mistakes), tests, files]),
  )
  const sum = (of: (count: TestCount) => number): number =>
    counts.reduce((total, count) => total + of(count), 0)
  return toTable(
    [what, tests, files],
    [...rows, [all, sum((it) => it.tests), sum((it) => it.files)]],
  )
}
