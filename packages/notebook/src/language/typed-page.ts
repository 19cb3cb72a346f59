import ts from 'typescript'
import { documentName } from '../hosts/library.ts'
import { allowedGlobals, explainUnknown } from '../kernel/globals.ts'
import { kernelNames } from '../kernel/graph.ts'
import type { Message } from '../strings/message.ts'
import { cellOptions } from '../types/cell-options.ts'
import { identifiersIn } from '../types/declarations.ts'
import { findDiagnostics } from '../types/find-diagnostics.ts'
import { pageScope, type ModuleScope } from '../types/scope.ts'
import type { Snippet } from '../types/snippet.ts'
import { importsOfUnused, toModule, type SnippetModule } from '../types/to-module.ts'
import { libFolder, type Declarations } from './declarations.ts'
import { findGiven } from './find-names.ts'
import type { PageSources } from '../hosts/page/page-cells.ts'

export interface NameOffer {
  label: string
  /** TypeScript's word for what it names, as in `function`. */
  kind: string
}

/** What is known of a name, as text. */
export interface NameInfo {
  /** Its type, or how it is called. */
  type: string
  docs: string
}

export interface NameAt extends NameInfo {
  from: number
  to: number
}

/** A mistake in types, or in syntax; offsets count from the cell's first character. */
export interface TypeMistake {
  from: number
  to: number
  message: Message
}

/** A mistake in TypeScript's own words, with its code. */
interface Diagnosed extends TypeMistake {
  message: string
  code: number
}

/** Longer texts fill more than the screen. */
const longest = { type: 600, docs: 700 }
const folder = '/page'

/**
 * A page as one typed program, kept up to date while a reader edits it: TypeScript's language service
 * over the modules that `npm run check` makes of the page.
 */
export class TypedPage {
  readonly #declarations: Declarations
  readonly #library: ReadonlyMap<string, Declarations['library'][string]>
  readonly #cells: Map<string, string>
  #inputs: ReadonlyMap<string, string>
  /** The cell that is being written: names are offered there. */
  #open: string | undefined
  #modules = new Map<string, SnippetModule>()
  #scope: ModuleScope
  readonly #versions = new Map<string, number>()
  #isStale = true
  readonly #service: ts.LanguageService

  constructor(declarations: Declarations, { cells, inputs }: PageSources) {
    this.#declarations = declarations
    this.#library = new Map(Object.entries(declarations.library))
    this.#cells = new Map(Object.entries(cells))
    this.#inputs = new Map(Object.entries(inputs))
    this.#scope = pageScope(
      { snippets: [], inputs: this.#inputs },
      this.#library,
      declarations.given,
    )
    this.#service = ts.createLanguageService(this.#host())
  }

  /** Gives cells other code; `null` takes one away. Names of inputs that are not given stay. */
  set(cells: Readonly<Record<string, string | null>>, inputs?: PageSources['inputs']): void {
    for (const [name, source] of Object.entries(cells)) {
      if (source === null) this.#cells.delete(name)
      else this.#cells.set(name, source)
    }
    if (inputs) this.#inputs = new Map(Object.entries(inputs))
    this.#isStale = true
  }

  /** Infers what the first question will need, as far as that can be done before it. */
  warmUp(): void {
    this.#update()
    this.#service.getProgram()?.getTypeChecker()
  }

  /** The names that may stand at an offset. */
  complete(cell: string, offset: number): NameOffer[] {
    const { module, position } = this.#at(cell, offset)
    const found = this.#service.getCompletionsAtPosition(module.path, position, {
      includeCompletionsForModuleExports: false,
    })
    if (!found) return []
    const { isMemberCompletion } = found
    return found.entries
      .filter((it) => isMemberCompletion || this.#canUse(it))
      .filter(({ name }) => /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name))
      .map(({ name, kind }) => ({ label: name, kind }))
  }

  /** Tells of a name that was offered at an offset. */
  explain(cell: string, offset: number, label: string): NameInfo | undefined {
    const { module, position } = this.#at(cell, offset)
    const found = this.#service.getCompletionEntryDetails(
      module.path,
      position,
      label,
      undefined,
      undefined,
      undefined,
      undefined,
    )
    return found && toInfo(found)
  }

  /** Tells of the name at an offset. */
  hover(cell: string, offset: number): NameAt | undefined {
    const { module, position } = this.#at(cell, offset)
    const found = this.#service.getQuickInfoAtPosition(module.path, position)
    if (!found) return undefined
    const from = found.textSpan.start - module.start
    return { ...toInfo(found), from, to: from + found.textSpan.length }
  }

  /** How the function is called in whose arguments an offset lies. */
  signature(cell: string, offset: number): NameInfo | undefined {
    const { module, position } = this.#at(cell, offset)
    const found = this.#service.getSignatureHelpItems(module.path, position, undefined)
    const item = found?.items[found.selectedItemIndex]
    if (!item) return undefined
    const { prefixDisplayParts, parameters, separatorDisplayParts, suffixDisplayParts } = item
    const list = parameters
      .map((it) => ts.displayPartsToString(it.displayParts))
      .join(ts.displayPartsToString(separatorDisplayParts))
    const type = `${ts.displayPartsToString(prefixDisplayParts)}${list}${ts.displayPartsToString(suffixDisplayParts)}`
    return { type: cut(type, longest.type), docs: toDocs(item.documentation, []) }
  }

  /** The mistakes of a cell, in the order of its code. */
  check(cell: string): TypeMistake[] {
    const { module } = this.#at(cell, 0)
    const syntactic = this.#service.getSyntacticDiagnostics(module.path)
    // What follows a mistake in syntax is mostly caused by it.
    const found =
      syntactic.length > 0 ? syntactic : this.#service.getSemanticDiagnostics(module.path)
    return (
      findDiagnostics(module, found)
        .map(({ from, to, message, code }) => ({
          from,
          to,
          message: this.#explain(module, { from, to, message, code }),
        }))
        .sort((a, b) => a.from - b.from)
        // The parser reports some mistakes twice.
        .filter(
          (it, i, all) =>
            i === 0 ||
            it.from !== all[i - 1].from ||
            JSON.stringify(it.message) !== JSON.stringify(all[i - 1].message),
        )
    )
  }

  /** What is unknown is told for the reason for which the kernel refuses it. */
  #explain({ snippet }: SnippetModule, { from, to, message, code }: Diagnosed): Message {
    const name = snippet.source.slice(from, to)
    const isUnknown = code === 2304 || code === 2552 || code === 2584
    if (!isUnknown || !/^[\w$]+$/.test(name)) return message
    return explainUnknown(name, [...this.#namesInScope(), ...snippet.gives])
  }

  *#namesInScope(): Iterable<string> {
    yield* this.#scope.values.keys()
    yield* this.#scope.variables.keys()
    yield* this.#scope.inputs.keys()
    yield* kernelNames
    yield documentName
  }

  /** Whether a name that TypeScript offers is one that cells have. */
  #canUse({ name, kind, sortText }: ts.CompletionEntry): boolean {
    if (/^\$|\$given$/.test(name)) return false
    if (kind === ts.ScriptElementKind.keyword) return !unusable.has(name)
    // What is not global stands in the module.
    if (sortText !== '15') return true
    if (kind === ts.ScriptElementKind.interfaceElement || kind === ts.ScriptElementKind.typeElement)
      return true
    return allowedGlobals.has(name) || kernelNames.includes(name) || name === documentName
  }

  #at(cell: string, offset: number): { module: SnippetModule; position: number } {
    if (this.#open !== cell) this.#isStale = true
    this.#open = cell
    this.#update()
    const module = this.#modules.get(pathOf(cell))
    if (!module) throw new Error(`unknown cell: ${cell}`)
    return { module, position: module.start + offset }
  }

  /** Makes the modules of all cells anew; those whose text is as before stay what they are. */
  #update(): void {
    if (!this.#isStale) return
    const snippets = [...this.#cells].map(([name, source]) => toSnippet(name, source))
    const { library, given } = { library: this.#library, given: this.#declarations.given }
    this.#scope = pageScope({ snippets, inputs: this.#inputs }, library, given)
    const modules = new Map<string, SnippetModule>()
    for (const written of snippets) {
      const snippet = { ...written, needs: written.needs.filter((it) => this.#hasValue(it)) }
      const more = snippet.name === this.#open ? importsOfUnused(snippet, this.#scope) : []
      const module = toModule(snippet, this.#scope, pathOf(snippet.name), more)
      modules.set(module.path, module)
      if (this.#modules.get(module.path)?.text !== module.text)
        this.#versions.set(module.path, (this.#versions.get(module.path) ?? 0) + 1)
    }
    this.#modules = modules
    this.#isStale = false
  }

  #hasValue(name: string): boolean {
    const { variables, inputs, values } = this.#scope
    return variables.has(name) || inputs.has(name) || values.has(name)
  }

  #host(): ts.LanguageServiceHost {
    const { files } = this.#declarations
    const read = (path: string): string | undefined => this.#modules.get(path)?.text ?? files[path]
    const snapshots = new Map(
      Object.entries(files).map(([path, text]) => [path, ts.ScriptSnapshot.fromString(text)]),
    )
    return {
      getCompilationSettings: () => cellOptions,
      getScriptFileNames: () => [...this.#modules.keys()],
      getScriptVersion: (path) => String(this.#versions.get(path) ?? 0),
      getScriptSnapshot: (path) => {
        const text = this.#modules.get(path)?.text
        return text === undefined ? snapshots.get(path) : ts.ScriptSnapshot.fromString(text)
      },
      getCurrentDirectory: () => folder,
      getDefaultLibFileName: () => `${libFolder}/lib.d.ts`,
      useCaseSensitiveFileNames: () => true,
      fileExists: (path) => read(path) !== undefined,
      readFile: read,
      resolveModuleNameLiterals: (literals, file) =>
        literals.map(({ text }) => {
          const path = this.#resolve(text, file)
          return {
            resolvedModule: path && { resolvedFileName: path, extension: extensionOf(path) },
          }
        }),
    } as ts.LanguageServiceHost
  }

  #resolve(specifier: string, file: string): string | undefined {
    const ofFile = this.#declarations.imports[file]?.[specifier]
    if (ofFile !== undefined) return ofFile
    const path = specifier.startsWith('./') ? `${folder}/${specifier.slice(2)}` : specifier
    return this.#modules.has(path) || path in this.#declarations.files ? path : undefined
  }
}

const pathOf = (cell: string): string => `${folder}/${cell}.ts`

const extensionOf = (path: string): ts.Extension =>
  path.endsWith('.d.ts') ? ts.Extension.Dts : ts.Extension.Ts

function toSnippet(name: string, source: string): Snippet {
  const gives = findGiven(source)
  const needs = [...identifiersIn(source)].filter((it) => !gives.includes(it))
  const place = { line: 1, column: 1 }
  return {
    name,
    kind: 'cell',
    source,
    before: '',
    after: '',
    needs,
    gives,
    file: '',
    place,
  }
}

interface Described {
  displayParts?: ts.SymbolDisplayPart[]
  documentation?: ts.SymbolDisplayPart[]
  tags?: ts.JSDocTagInfo[]
}

/** Without what is only true of the module that an author does not see. */
function toInfo({ displayParts, documentation, tags }: Described): NameInfo {
  const type = ts
    .displayPartsToString(displayParts)
    .replace(/^\(alias\) /, '')
    .replace(/\nimport [^\n]*$/, '')
    .replace(/\$given\b/g, '')
    .replace(/\$(Value|Vector|Matrix)\b/g, '$1')
    .replace(/\bNoInfer<([\w.[\]]+)>/g, '$1')
    .replace(/^import (\w+)$/, 'namespace $1')
  return { type: cut(type, longest.type), docs: toDocs(documentation, tags) }
}

function toDocs(documentation: ts.SymbolDisplayPart[] = [], tags: ts.JSDocTagInfo[] = []): string {
  const lines = tags
    .filter(({ name }) => name === 'param' || name === 'returns' || name === 'throws')
    .map(
      ({ name, text }) => `${name === 'param' ? '' : `${name} `}${ts.displayPartsToString(text)}`,
    )
  return cut([ts.displayPartsToString(documentation), ...lines].join('\n').trim(), longest.docs)
}

/** Words of TypeScript that a cell has no use for. */
const unusable = new Set(
  'abstract asserts declare enum export implements import module namespace package super with'.split(
    ' ',
  ),
)

const cut = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length)}…` : text
