import '@cellgraph/drawing-document/install-here'
import { documentName, toLibrary } from '../library.ts'
import { openNotebook, type NotebookSetup } from './open-notebook.ts'
import { runFile, type FileHost, type PageFile } from './run-file.ts'

/** Leaves what runs a page's file, and what a notebook's cells need, in global variables, for the file to call. */
export function startFile(
  numbers: Record<string, unknown>,
  parts: readonly Record<string, unknown>[],
): void {
  const library = toLibrary(
    numbers,
    parts.map((part) => {
      const names = { ...part, [documentName]: globalThis.document }
      return { names: Object.keys(names), load: () => Promise.resolve(names) }
    }),
  )
  const run = (page: PageFile, host: Omit<FileHost, 'library'>): Promise<void> =>
    runFile(page, { ...host, library })
  const open = (setup: NotebookSetup): Promise<void> => openNotebook(setup, library)
  Object.assign(globalThis, { runNotebookFile: run, openNotebook: open })
}
