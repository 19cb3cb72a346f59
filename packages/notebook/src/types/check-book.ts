import { resolve } from 'node:path'
import { buildCompiled, type PageSettings } from '../markdown/build-page.ts'
import type { ChapterError } from '../markdown/syntax/chapter-error.ts'
import { checkChapter, type ChapterCheckOptions } from '../markdown/lint/check-chapter.ts'
import { checkFileNames } from '../markdown/lint/check-file-names.ts'
import { comparePlaces, Mistakes } from '../markdown/syntax/mistakes.ts'
import { readSymbols } from '../markdown/formulas/symbols.ts'
import type { ReadPage } from './read-page.ts'
import { TypeChecker, type TypeCheckOptions } from './type-checker.ts'

/** A book's configuration, as the integration takes it. */
export interface BookCheckOptions extends TypeCheckOptions, ChapterCheckOptions {
  /** The folders of the book's pages, below which their names are checked. */
  folders?: readonly string[]
}

/** What was checked, and every mistake by file, line and column. */
export interface BookReport {
  cells: number
  /** Values in prose, captions and alternatives, and what formulas take of the page. */
  values: number
  /** Claims of formulas that were checked, defined, or compared with a twin. */
  formulas: number
  errors: ChapterError[]
}

/**
 * Checks all of a book's pages: prose, links, formulas, derivations and cells as the build does,
 * and types. All mistakes of all pages are found in one run and sorted by file, line and column.
 * @param sources the pages' texts by their files, from the root
 */
export async function checkBook(
  sources: ReadonlyMap<string, string>,
  options: BookCheckOptions,
): Promise<BookReport> {
  const lists = new Mistakes(options.symbols)
  const types = lists.attempt(() => new TypeChecker(options))
  if (!types) return { cells: 0, values: 0, formulas: 0, errors: lists.list }
  const pages = [...sources].map(([file, text]) => {
    const mistakes = new Mistakes(file)
    checkChapter(file, text, options, mistakes)
    return { page: types.read(file, text, mistakes), mistakes }
  })
  const counts = types.checkTypes(pages)
  const settings = {
    ...options,
    symbols: readSymbols(resolve(options.root ?? process.cwd(), options.symbols)),
  }
  let formulas = 0
  for (const { page, mistakes } of pages)
    if (page) formulas += await buildOne(page, settings, mistakes)
  const names = checkFolders([...sources.keys()], options)
  const errors = [...names, ...pages.flatMap(({ mistakes }) => mistakes.list)]
  return { ...counts, formulas, errors: inOrder(errors) }
}

function checkFolders(
  files: readonly string[],
  { folders = [], appendices }: BookCheckOptions,
): ChapterError[] {
  return folders.flatMap((folder) => {
    const mistakes = new Mistakes(folder)
    const below = files
      .filter((it) => it.startsWith(`${folder}/`))
      .map((it) => it.slice(folder.length + 1))
    checkFileNames(below, folder, appendices, mistakes)
    return mistakes.list
  })
}

function inOrder(errors: readonly ChapterError[]): ChapterError[] {
  return errors.toSorted(
    (a, b) => (a.file < b.file ? -1 : Number(a.file > b.file)) || comparePlaces(a, b),
  )
}

/** Checks formulas and runs cells. Returns the number of claims that are known to hold. */
async function buildOne(
  { root, compiled }: ReadPage,
  settings: PageSettings,
  mistakes: Mistakes,
): Promise<number> {
  const { formulas } = await buildCompiled(root, compiled, settings, mistakes)
  return formulas.checked + formulas.definition + formulas.twin
}
