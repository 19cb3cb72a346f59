import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type ts from 'typescript'
import type { LibraryConfig } from '../hosts/library.ts'
import type { ChapterError } from '../markdown/syntax/chapter-error.ts'
import { comparePlaces, Mistakes } from '../markdown/syntax/mistakes.ts'
import { readSymbols } from '../markdown/formulas/symbols.ts'
import { remarkReference } from '../reference/remark-reference.ts'
import { Compiler } from './compiler.ts'
import { dataFiles } from './data-files.ts'
import { identifiersIn } from './declarations.ts'
import { givenModule } from './given-module.ts'
import { findLostColumns, findMistakes, type TypeMistake } from './find-mistakes.ts'
import { findLibraryMistakes } from './find-library-mistakes.ts'
import { findModuleMistakes } from './find-module-mistakes.ts'
import { blameShadows, findShadows, withoutShadows } from './find-shadows.ts'
import {
  libraryModules,
  readLibraryFiles,
  readLibraryNames,
  valuesOf,
  type LibraryName,
} from './library.ts'
import { readPage, type PageOptions, type ReadPage } from './read-page.ts'
import { pageScope, twinScope, type ModuleScope } from './scope.ts'
import type { TypedPage } from './snippet.ts'
import { toModule, type SnippetModule } from './to-module.ts'
import { withoutImplied } from './without-implied.ts'

/** A book's configuration, as the integration takes it. */
export interface TypeCheckOptions {
  /** The book's name, which seeds random numbers. */
  name?: string
  library: LibraryConfig
  /** The book's list of symbols, a JSON file. */
  symbols: string
  /** The module whose docstrings' examples are cells of a page. */
  reference?: string
  /** The folder that all paths are relative to. Default: the working directory. */
  root?: string
}

/** What was checked, and every mistake in the order of the pages. */
export interface TypeReport {
  cells: number
  /** Values in prose, captions and alternatives, and what formulas take of the page. */
  values: number
  errors: ChapterError[]
}

/** A page, and what of it is compiled. */
interface PageModules {
  page: ReadPage
  modules: readonly SnippetModule[]
}

/** Checks the types of a book's pages, each of which is one program. */
export class TypeChecker {
  readonly #compiler = new Compiler()
  readonly #library: ReadonlyMap<string, LibraryName>
  readonly #twinScope: ModuleScope
  readonly #modules: readonly string[]
  /** The files of the library's names. */
  readonly #files: ReadonlyMap<string, string>
  readonly #options: PageOptions
  #checked: ts.Program | undefined
  /** What keeps files of the library from being loaded. */
  readonly libraryMistakes: readonly ChapterError[]

  constructor({ name, library, symbols, reference, root = process.cwd() }: TypeCheckOptions) {
    const modules = libraryModules(library, root)
    this.#modules = modules
    const program = this.#compiler.compile(modules)
    this.libraryMistakes = findLibraryMistakes(program, root)
    this.#library = readLibraryNames(program, modules)
    this.#files = readLibraryFiles(program, modules)
    this.#twinScope = twinScope(this.#library, modules[0], givenModule)
    const expand = reference === undefined ? undefined : remarkReference(reference)()
    this.#options = {
      root,
      library,
      ...(name !== undefined && { name }),
      symbols: readSymbols(resolve(root, symbols)),
      libraryNames: valuesOf(this.#library),
      ...(expand && { expand }),
    }
  }

  /**
   * Checks pages, given as texts by file. Mistakes that keep a page from being typed are reported
   * like any other.
   */
  check(sources: ReadonlyMap<string, string>): TypeReport {
    const read = [...sources].map(([file, text]) => {
      const mistakes = new Mistakes(file)
      return { page: this.read(file, text, mistakes), mistakes }
    })
    const counts = this.checkTypes(read)
    return { ...counts, errors: read.flatMap(({ mistakes }) => mistakes.list) }
  }

  /** Reads a page for `checkTypes`; undefined if it cannot be parsed. */
  read(file: string, text: string, mistakes: Mistakes): ReadPage | undefined {
    return readPage(file, text, this.#options, mistakes)
  }

  /** Adds the type errors of each page to its list, and counts what was checked. */
  checkTypes(
    pages: readonly { page: ReadPage | undefined; mistakes: Mistakes }[],
  ): Omit<TypeReport, 'errors'> {
    const read = pages.flatMap(({ page, mistakes }) =>
      page ? [{ page, mistakes, modules: this.#toModules(page) }] : [],
    )
    const program = this.#compile(read)
    this.#checked = program
    const found = this.#findAll(read, program)
    for (const [n, { page, mistakes }] of read.entries()) {
      for (const it of found[n].columns) mistakes.add(it)
      for (const it of this.#blameShadows(page, found[n].mistakes)) mistakes.add(it)
    }
    const modules = read.flatMap((it) => it.modules)
    const cells = modules.filter(({ snippet }) => snippet.kind === 'cell').length
    return { cells, values: modules.length - cells }
  }

  /** Some pages, compiled together, with the library's own modules. */
  #compile(pages: readonly PageModules[]): ts.Program {
    const modules = pages.flatMap((it) => it.modules)
    const texts = new Map([
      ...modules.map(({ path, text }) => [path, text] as const),
      [dataFiles.path, dataFiles.text],
    ])
    return this.#compiler.compile([...texts.keys(), ...this.#modules], texts)
  }

  /** The type errors of each of some pages, and the columns that their data lacks. */
  #findAll(
    pages: readonly PageModules[],
    program = this.#compile(pages),
  ): { mistakes: TypeMistake[]; columns: ChapterError[] }[] {
    return pages.map(({ page, modules }) => {
      const textOf = ({ snippet }: SnippetModule): string => this.#textOf(page, snippet.file)
      return {
        mistakes: withoutImplied(
          modules.flatMap((it) => findMistakes(it, program, textOf(it))),
          page.snippets,
        ),
        columns: modules.flatMap((it) => findLostColumns(it, program, textOf(it))),
      }
    })
  }

  /** The errors of a page: those that come of a name of the library which the page has taken, at its declaration. */
  #blameShadows(page: ReadPage, mistakes: readonly TypeMistake[]): ChapterError[] {
    const shadows = mistakes.length > 0 ? findShadows(page, this.#library) : []
    if (shadows.length === 0) return mistakes.map(({ error }) => error)
    const modules = this.#toModules(page, shadows)
    const left = this.#findAll([{ page, modules }])[0].mistakes
    // A name that the page takes on purpose is used as what it is there, and would be wrong as the library's.
    const isBetter = left.length < mistakes.length
    const isCaused = ({ error }: TypeMistake): boolean =>
      isBetter &&
      !left.some((it) => it.error.file === error.file && comparePlaces(it.error, error) === 0)
    return blameShadows(mistakes, isCaused, { page, shadows })
  }

  /**
   * The type errors in the book's own modules that pages use, such as figures; `checkTypes` was called before.
   * @param more files that are looked at as well, if they are of the library
   */
  checkModules(pages: readonly TypedPage[], more: readonly string[] = []): ChapterError[] {
    if (!this.#checked) return []
    const { root } = this.#options
    const paths = more.map((it) => resolve(root, it).replaceAll('\\', '/'))
    return findModuleMistakes(this.#checked, [...this.#filesOf(pages), ...paths], root)
  }

  /** The files in which the names are declared that pages have from the library. */
  #filesOf(pages: readonly TypedPage[]): Set<string> {
    const names = pages.flatMap(({ snippets }) =>
      snippets.flatMap(({ source }) => [...identifiersIn(source)]),
    )
    return new Set(names.flatMap((it) => this.#files.get(it) ?? []))
  }

  #toModules(page: ReadPage, shadows: readonly string[] = []): SnippetModule[] {
    const own = pageScope(page, this.#library, givenModule)
    const scope = shadows.length > 0 ? withoutShadows(own, shadows, this.#library) : own
    const folder = resolve(this.#options.root, page.file).replaceAll('\\', '/')
    return page.snippets.map((it) =>
      toModule(it, it.kind === 'twin' ? this.#twinScope : scope, `${folder}/${it.name}.ts`),
    )
  }

  #textOf(page: ReadPage, file: string): string {
    return file === page.file ? page.text : readFileSync(resolve(this.#options.root, file), 'utf8')
  }
}
