import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type ts from 'typescript'
import type { LibraryConfig } from '../hosts/library.ts'
import type { ChapterError } from '../markdown/syntax/chapter-error.ts'
import { Mistakes } from '../markdown/syntax/mistakes.ts'
import { readSymbols } from '../markdown/formulas/symbols.ts'
import { remarkReference } from '../reference/remark-reference.ts'
import { Compiler } from './compiler.ts'
import { dataFiles } from './data-files.ts'
import { identifiersIn } from './declarations.ts'
import { givenModule } from './given-module.ts'
import { findMistakes } from './find-mistakes.ts'
import { findLibraryMistakes } from './find-library-mistakes.ts'
import { findModuleMistakes } from './find-module-mistakes.ts'
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
    pages: readonly { page: TypedPage | undefined; mistakes: Mistakes }[],
  ): Omit<TypeReport, 'errors'> {
    const modules = pages.flatMap(({ page, mistakes }) =>
      page ? this.#toModules(page).map((module) => ({ module, page, mistakes })) : [],
    )
    const texts = new Map([
      ...modules.map(({ module }) => [module.path, module.text] as const),
      [dataFiles.path, dataFiles.text],
    ])
    const program = this.#compiler.compile([...texts.keys(), ...this.#modules], texts)
    for (const { module, page, mistakes } of modules) {
      for (const it of findMistakes(module, program, this.#textOf(page, module.snippet.file)))
        mistakes.add(it)
    }
    this.#checked = program
    const cells = modules.filter(({ module }) => module.snippet.kind === 'cell').length
    return { cells, values: modules.length - cells }
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

  #toModules(page: TypedPage): SnippetModule[] {
    const scope = pageScope(page, this.#library, givenModule)
    const folder = resolve(this.#options.root, page.file).replaceAll('\\', '/')
    return page.snippets.map((it) =>
      toModule(it, it.kind === 'twin' ? this.#twinScope : scope, `${folder}/${it.name}.ts`),
    )
  }

  #textOf(page: TypedPage, file: string): string {
    return file === page.file ? page.text : readFileSync(resolve(this.#options.root, file), 'utf8')
  }
}
