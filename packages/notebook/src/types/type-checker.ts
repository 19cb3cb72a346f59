import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { LibraryConfig } from '../hosts/library.ts'
import { ChapterError } from '../markdown/syntax/chapter-error.ts'
import { readSymbols } from '../markdown/formulas/symbols.ts'
import { remarkReference } from '../reference/remark-reference.ts'
import { Compiler } from './compiler.ts'
import { findMistakes } from './find-mistakes.ts'
import { libraryModules, readLibraryNames, valuesOf, type LibraryName } from './library.ts'
import { readPage, type PageOptions } from './read-page.ts'
import { pageScope, twinScope, type Scope } from './scope.ts'
import type { Page } from './snippet.ts'
import { toModule, type SnippetModule } from './to-module.ts'

/** A book's configuration, as the integration takes it. */
export interface CheckOptions {
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
  readonly #twinScope: Scope
  readonly #options: PageOptions

  constructor({ library, symbols, reference, root = process.cwd() }: CheckOptions) {
    const modules = libraryModules(library, root)
    this.#library = readLibraryNames(this.#compiler.compile(modules), modules)
    this.#twinScope = twinScope(this.#library, modules[0])
    const expand = reference === undefined ? undefined : remarkReference(reference)()
    this.#options = {
      root,
      symbols: readSymbols(resolve(root, symbols)),
      libraryNames: valuesOf(this.#library),
      ...(expand && { expand }),
    }
  }

  /** Checks pages, given as texts by their files. What makes a page no program at all is a mistake like any other. */
  check(sources: ReadonlyMap<string, string>): TypeReport {
    const read = [...sources].map(([file, text]) => this.#read(file, text))
    const modules = new Map(read.map((it) => [it, 'snippets' in it ? this.#toModules(it) : []]))
    const all = [...modules.values()].flat()
    const program = this.#compiler.compile(
      all.map((it) => it.path),
      new Map(all.map((it) => [it.path, it.text])),
    )
    const find = (page: Page, it: SnippetModule): ChapterError[] =>
      findMistakes(it, program, this.#textOf(page, it.snippet.file))
    return {
      cells: all.filter(({ snippet }) => snippet.kind === 'cell').length,
      values: all.filter(({ snippet }) => snippet.kind !== 'cell').length,
      errors: [...modules].flatMap(([page, its]) =>
        'snippets' in page ? inOrder(its.flatMap((it) => find(page, it))) : [page],
      ),
    }
  }

  #read(file: string, text: string): Page | ChapterError {
    try {
      return readPage(file, text, this.#options)
    } catch (error) {
      if (error instanceof ChapterError) return error
      throw error
    }
  }

  #toModules(page: Page): SnippetModule[] {
    const scope = pageScope(page, this.#library)
    const folder = resolve(this.#options.root, page.file).replaceAll('\\', '/')
    return page.snippets.map((it) =>
      toModule(it, it.kind === 'twin' ? this.#twinScope : scope, `${folder}/${it.name}.ts`),
    )
  }

  #textOf(page: Page, file: string): string {
    return file === page.file ? page.text : readFileSync(resolve(this.#options.root, file), 'utf8')
  }
}

function inOrder(errors: ChapterError[]): ChapterError[] {
  const files = [...new Set(errors.map((it) => it.file))]
  return errors.sort(
    (a, b) =>
      files.indexOf(a.file) - files.indexOf(b.file) ||
      (a.line ?? 0) - (b.line ?? 0) ||
      (a.column ?? 0) - (b.column ?? 0),
  )
}
