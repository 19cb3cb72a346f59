import { basename, dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { RunOptions } from '../hosts/build/run-program.ts'
import type { ResultCache } from '../hosts/cache/result-cache.ts'
import type { Program } from '../kernel/program.ts'
import { CostlyCells } from '../markdown/chapter/costly-cells.ts'
import { buildCompiled, type PageSettings } from '../markdown/build-page.ts'
import { ChapterError } from '../markdown/syntax/chapter-error.ts'
import { checkChapter, type ChapterCheckOptions } from '../markdown/lint/check-chapter.ts'
import { isUtf16 } from '../markdown/syntax/is-utf16.ts'
import { readReferences } from '../markdown/lint/reference-list.ts'
import { checkFileNames } from '../markdown/lint/check-file-names.ts'
import { checkPages } from '../markdown/translation/check-pages.ts'
import { comparePlaces, Mistakes } from '../markdown/syntax/mistakes.ts'
import { toSource } from '../markdown/syntax/to-source.ts'
import { readSymbols } from '../markdown/formulas/symbols.ts'
import { type Mistake, plainly } from '../strings/mistakes.ts'
import { languages } from '../strings/strings.ts'
import type { ReadPage } from './read-page.ts'
import { TypeChecker, type TypeCheckOptions } from './type-checker.ts'

/** A book's configuration, as the integration takes it. */
export interface BookCheckOptions
  extends TypeCheckOptions, ChapterCheckOptions, Pick<RunOptions, 'timeLimit' | 'loadLimit'> {
  /** The folders of the book's pages, below which their names are checked. */
  folders?: readonly string[]
  /** All pages of the book, where those that are checked are but some. Default: those that are checked. */
  allPages?: readonly string[]
  /** Modules of the book whose types are checked though no page of those that are checked may use them. */
  modules?: readonly string[]
  /** The module of the book's own words, by languages. Default: it is not looked at. */
  strings?: string
  /** Where results are kept from one run to the next. Default: nowhere. */
  cache?: ResultCache | undefined
}

/** What was checked, and every mistake by file, line and column. */
export interface BookReport {
  cells: number
  /** Values in prose, captions and alternatives, and what formulas take of the page. */
  values: number
  /** Claims of formulas that were checked, defined, or compared with a twin. */
  formulas: number
  errors: ChapterError[]
  /** What may be meant, and mostly is not: it keeps nothing from being built. */
  warnings: ChapterError[]
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
  const lists = checkLists(options)
  const types = lists.count === 0 ? lists.attempt(() => new TypeChecker(options)) : undefined
  const pages = [...sources].map(([file, written]) => {
    const text = toSource(written)
    const mistakes = new Mistakes(file)
    checkChapter(file, text, options, mistakes)
    return { page: isUtf16(text) ? undefined : types?.read(file, text, mistakes), mistakes }
  })
  const counts = types?.checkTypes(pages) ?? { cells: 0, values: 0 }
  const formulas = types ? await buildAll(pages, options) : 0
  // Where a file cannot be compiled no other can be loaded either: that is told once.
  const isBroken = (types?.libraryMistakes.length ?? 0) > 0
  const typed = pages.flatMap(({ page }) => page ?? [])
  const ofModules = (!isBroken && types?.checkModules(typed, options.modules)) || []
  const found = [
    ...lists.list,
    ...(types?.libraryMistakes ?? []),
    ...ofModules,
    ...checkFolders([...sources.keys()], options),
    ...(await checkLanguages([...sources.keys()], options)),
    ...pages
      .flatMap(({ mistakes }) => mistakes.list)
      .filter(({ file, told }) => !isBroken || (sources.has(file) && !isOfIndex(told)))
      // What a module fails with where its types tell of it, with the cure.
      .filter((it) => !ofModules.some((other) => isSamePlace(it, other))),
  ]
  const [errors, warnings] = [false, true].map((it) =>
    inOrder(found.filter(({ isWarning }) => isWarning === it)),
  )
  return { ...counts, formulas, errors, warnings }
}

/** Whether a name is unknown that a file of the library exports, and its index does not pass on. */
const isOfIndex = (told: Mistake): boolean => JSON.stringify(told).includes('"exportedBy"')

/** The mistakes in the book's lists, without which little of a page can be read. */
function checkLists({ symbols, references, root = process.cwd() }: BookCheckOptions): Mistakes {
  const lists = new Mistakes(symbols)
  lists.attempt(() => readSymbols(resolve(root, symbols)))
  lists.attempt(() => readReferences(resolve(root, references)))
  return lists
}

/** Checks the formulas of all pages and runs their cells; returns how many claims are known to hold. */
async function buildAll(
  pages: readonly { page: ReadPage | undefined; mistakes: Mistakes }[],
  options: BookCheckOptions,
): Promise<number> {
  const { root = process.cwd(), symbols } = options
  const tryEnds = (file: string, program: Program): readonly string[] =>
    new CostlyCells(join(root, dirname(dirname(file)), 'costly-cells.json')).find(file, program) ??
    []
  const settings = {
    ...options,
    symbols: readSymbols(resolve(root, symbols)),
    symbolList: symbols,
    tryEnds,
  }
  let formulas = 0
  for (const { page, mistakes } of pages)
    if (page) formulas += await buildOne(page, settings, mistakes)
  return formulas
}

/** The mistakes in the names of some pages, which may clash with those of any other. */
function checkFolders(
  files: readonly string[],
  { folders = [], appendices, allPages = files }: BookCheckOptions,
): ChapterError[] {
  return folders.flatMap((folder) => {
    const mistakes = new Mistakes(folder)
    const below = allPages
      .filter((it) => it.startsWith(`${folder}/`))
      .map((it) => it.slice(folder.length + 1))
    checkFileNames(below, folder, appendices, mistakes)
    checkPages(below, folder, mistakes)
    return mistakes.list.filter((it) => allPages === files || isAboutAny(it, files))
  })
}

/** Languages of pages of which the engine, or the book, has no words: no page of theirs can be built. */
async function checkLanguages(
  files: readonly string[],
  { root = process.cwd(), strings, folders = [] }: BookCheckOptions,
): Promise<ChapterError[]> {
  if (strings === undefined) return []
  const { default: words } = (await import(pathToFileURL(resolve(root, strings)).href)) as {
    default: object
  }
  const first = new Map(
    files
      .filter((file) => folders.includes(dirname(dirname(file))))
      .map((file) => [basename(dirname(file)), file] as const)
      .reverse(),
  )
  return [...first].flatMap(([language, file]) => {
    const cure: Mistake[] = [
      ...(languages.includes(language)
        ? []
        : [{ kind: 'wordsOfEngine', languages: plainly(languages) } as const]),
      ...(Object.hasOwn(words, language) ? [] : [{ kind: 'wordsOfBook', path: strings } as const]),
    ]
    if (cure.length === 0) return []
    const told: Mistake = { kind: 'languageWithoutWords', language, cure: cure[0] }
    return [new ChapterError(file, { line: 1, column: 1 }, told)]
  })
}

const isSamePlace = (a: ChapterError, b: ChapterError): boolean =>
  a.file === b.file && comparePlaces(a, b) === 0

/** Whether the name of a page is wrong that is one of some, or clashes with one of them. */
function isAboutAny({ file, told }: ChapterError, files: readonly string[]): boolean {
  const { other } = (told.kind === 'misnamed' ? told.reason : {}) as { other?: string }
  return files.includes(file) || files.includes(`${dirname(file)}/${other}`)
}

/** By file, line and column, and what several pages have in common once. */
function inOrder(errors: readonly ChapterError[]): ChapterError[] {
  const once = new Map(errors.map((it) => [it.message, it]))
  return [...once.values()].sort(
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
