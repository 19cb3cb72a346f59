import { resolve } from 'node:path'
import type { Plugin, ViteDevServer } from 'vite'
import type { Program } from '../../kernel/program.ts'
import type { LibraryConfig } from '../library.ts'
import type { PageFacts, PageSources } from '../page/page-cells.ts'
import { exportedNames } from './exported-names.ts'
import { toPageModule, type LibraryModule } from './page-module.ts'

const names = {
  pages: 'virtual:notebook-pages',
  programs: 'virtual:notebook-programs',
  cells: 'virtual:notebook-cells/',
  program: 'virtual:notebook-program/',
  sources: 'virtual:notebook-sources/',
} as const

/** How Plot asks whether a screen is fine. */
const fineScreen = 'window.devicePixelRatio > 1'

/** How Plot makes a formatter of numbers, and how it makes it once a number is formatted. */
const numberFormat = {
  early:
    'const format = numberFormat(locale);\n  return (i) => (i != null && !isNaN(i) ? format.format(i) : undefined);',
  late: 'return (i) => (i != null && !isNaN(i) ? numberFormat(locale).format(i) : undefined);',
} as const

/** A built script of the site: what it imports, at once or later, and the pages that it is for alone. */
interface Script {
  imports: readonly string[]
  /** Of its imports, those without which it cannot begin. */
  needs: readonly string[]
  pages: readonly string[]
}

/** A chapter, as the scripts of its page need it. */
export interface RegisteredPage {
  program: Program
  facts: PageFacts
  /** The code of its cells as written, and the types of its inputs. */
  sources: PageSources
}

/** The chapters that have been built, by the ids that their pages carry. */
export class PageRegistry {
  readonly #pages = new Map<string, RegisteredPage>()
  readonly #scripts = new Map<string, Script>()
  #lowerCode: string | undefined
  #onChange: (id: string) => void = () => {}

  /** Takes a chapter, in the place of an earlier version of it. */
  add(id: string, page: RegisteredPage): void {
    this.#pages.set(id, page)
    this.#lowerCode = undefined
    this.#onChange(id)
  }

  get(id: string): RegisteredPage | undefined {
    return this.#pages.get(id)
  }

  get ids(): string[] {
    return [...this.#pages.keys()].sort()
  }

  /** The code of all cells of all chapters, in lower case. */
  get lowerCode(): string {
    this.#lowerCode ??= [...this.#pages.values()]
      .flatMap(({ program }) => program.cells.map(({ body }) => body))
      .join('\n')
      .toLowerCase()
    return this.#lowerCode
  }

  addScript(file: string, script: Script): void {
    this.#scripts.set(file, script)
  }

  /** The scripts without which some scripts cannot begin, beginning with these themselves. */
  withNeeds(files: Iterable<string>): Set<string> {
    const found = new Set(files)
    for (const file of found) this.#scripts.get(file)?.needs.forEach((it) => found.add(it))
    return found
  }

  /** The scripts that a page may ever load, beginning with those that stand in it; not those of other pages. */
  scriptsOf(id: string | undefined, entries: readonly string[]): Set<string> {
    const found = new Set<string>()
    const add = (file: string): void => {
      const script = this.#scripts.get(file)
      if (!script || found.has(file)) return
      if (script.pages.length > 0 && (id === undefined || !script.pages.includes(id))) return
      found.add(file)
      script.imports.forEach(add)
    }
    entries.forEach(add)
    return found
  }

  /** The cells of a page, each with the inputs that it, its caption and its table need, directly or not. */
  inputsOf(id: string): Map<string, string[]> {
    const page = this.#pages.get(id)
    if (!page) return new Map()
    const { cells, inputs } = page.program
    return new Map(
      cells.map(({ name }) => {
        const needs = namesBehind([name, ...(page.facts.words[name] ?? [])], cells)
        return [name, inputs.flatMap((it) => (needs.has(it.name) ? it.name : []))]
      }),
    )
  }

  onChange(listener: (id: string) => void): void {
    this.#onChange = listener
  }
}

/**
 * Gives each page its cells as a module of functions, which its policy lets it run, and its program as another, for the
 * sandbox. Both are made when the page is, so the build of the pages has to come before that of their scripts.
 */
export function notebookPages(
  registry: PageRegistry,
  library: LibraryConfig,
  root: string,
): Plugin {
  let base = '/'
  let isServed = false
  /** Modules of the library, which do nothing when they are loaded. */
  const pure = new Set<string>()
  return {
    name: 'notebook-pages',
    configResolved(config) {
      base = config.base.replace(/\/?$/, '/')
      isServed = config.command === 'serve'
    },
    configureServer(server) {
      registry.onChange((id) => forget(server, id))
    },
    enforce: 'pre',
    async resolveId(id, importer, options) {
      if (Object.values(names).some((name) => id.startsWith(name))) return `\0${id}`
      if (isServed || importer === undefined) return null
      if (!importer.startsWith(`\0${names.cells}`) && !pure.has(importer)) return null
      // The library is functions and data: a page gets of it what its cells use, and nothing else.
      const resolved = await this.resolve(id, importer, options)
      if (!resolved || resolved.external || resolved.id.includes('/node_modules/')) return resolved
      pure.add(resolved.id)
      return { ...resolved, moduleSideEffects: false }
    },
    transform(code, id) {
      if (isServed) return null
      if (id.includes('/d3-scale-chromatic/')) return { code: withPureColours(code), map: null }
      if (!id.includes('/@observablehq/plot/')) return null
      // Plot moves its lines by half a pixel on coarse screens; what the build draws stands where it stands.
      const fine = withLateFormat(code.replaceAll(fineScreen, 'true'))
      const used = withoutUnused(fine, id, registry)
      return used === code ? null : { code: used, map: null }
    },
    async load(id) {
      if (id === `\0${names.pages}`) return isServed ? toServed(base) : cellsOf(registry.ids)
      if (id === `\0${names.programs}`) return isServed ? ofServed : programsOf(registry.ids)
      const ofCells = idBehind(id, names.cells)
      if (ofCells !== undefined) {
        const { program, facts } = find(registry, ofCells)
        return toPageModule(program, facts, await readLibrary(library, root))
      }
      const ofSources = idBehind(id, names.sources)
      if (ofSources !== undefined) return toJsonModule(find(registry, ofSources).sources)
      const ofProgram = idBehind(id, names.program)
      if (ofProgram === undefined) return null
      // Only what is written into a page's editor is compiled where mistakes are told with their places.
      const { program } = find(registry, ofProgram)
      const cells = program.cells.map(({ places: _, ...cell }) => cell)
      return toJsonModule({ ...program, cells })
    },
    generateBundle: {
      // What is compiled ahead says so in its very first line.
      order: 'post',
      handler(_, bundle) {
        if (this.environment.name !== 'client') return
        const chunks = Object.values(bundle).filter((it) => it.type === 'chunk')
        for (const it of chunks)
          registry.addScript(it.fileName, {
            imports: [...it.imports, ...it.dynamicImports],
            needs: it.imports,
            pages: it.moduleIds.flatMap(
              (id) =>
                idBehind(id, names.cells) ??
                idBehind(id, names.program) ??
                idBehind(id, names.sources) ??
                [],
            ),
          })
        const filesOf = (of: typeof chunks): Set<string> =>
          registry.withNeeds(of.map(({ fileName }) => fileName))
        const first = filesOf(chunks.filter(({ isEntry }) => isEntry))
        const live = filesOf(chunks.filter(({ moduleIds }) => moduleIds.some(runsInPage)))
        for (const it of chunks)
          if (live.has(it.fileName) && !first.has(it.fileName) && it.code.length > much)
            it.code = compileAhead + it.code
      },
    },
  }
}

/**
 * Asks V8 to compile all functions of a script when it is loaded, off the page's thread. Most of them run with the first
 * value, and would be compiled then, one by one, while the reader waits.
 */
const compileAhead = '//# allFunctionsCalledOnLoad\n'
/** Characters of a script from which that is worth its own line. */
const much = 16_000

/** Whether a module is what answers a reader's first touch: a page's cells, or the kernel that runs them. */
function runsInPage(id: string): boolean {
  return idBehind(id, names.cells) !== undefined || id.endsWith('/elements/live-page.ts')
}

function toJsonModule(value: object): string {
  return `export default JSON.parse(${JSON.stringify(JSON.stringify(value))})`
}

/** Every name that some cells need, and those need that define it, and so on. */
function namesBehind(from: readonly string[], cells: Program['cells']): Set<string> {
  const needs = new Set<string>()
  const add = (cell: Program['cells'][number]): void => {
    for (const name of cell.inputs) {
      if (needs.has(name)) continue
      needs.add(name)
      for (const owner of cells) if (owner.outputs.includes(name)) add(owner)
    }
  }
  for (const cell of cells) if (from.includes(cell.name)) add(cell)
  return needs
}

/**
 * A module of Plot without what no published cell names. Readers' own cells run in the sandbox, which has all of Plot, and so does
 * a published one that fails here because the library asks for more.
 */
function withoutUnused(code: string, id: string, registry: PageRegistry): string {
  const isNamed = (name: string): boolean => registry.lowerCode.includes(name)
  if (id.endsWith('/src/projection.js') && !isNamed('projection')) return withoutMaps(code)
  if (id.endsWith('/src/legends.js') && !isNamed('legend')) return withoutLegends(code)
  return id.endsWith('/src/scales/schemes.js') ? withoutSchemes(code, isNamed) : code
}

/** The first formatter takes the browser 30 ms. Plot makes one as it is loaded, and few charts use it. */
export function withLateFormat(code: string): string {
  return code.replace(numberFormat.early, numberFormat.late)
}

/** Plot's projections without those of D3 for maps, which weigh more than all its axes. */
export function withoutMaps(code: string): string {
  const listed = /^ {2}(geo(?!Path|Stream|Transform\b|ClipRectangle)\w+),?\n/gm
  const names = [...code.matchAll(listed)].map(([, name]) => name)
  return `${code.replace(listed, '')}\nconst [${names.join(', ')}] = []\n`
}

/** Plot's legends without what draws one. */
export function withoutLegends(code: string): string {
  return code.replace(
    /^import \{(\w+(?:, \w+)*)\} from "\.\/legends\/\w+\.js";$/gm,
    'const [$1] = []',
  )
}

/** The schemes of colours that Plot's scales take where a chart names none. */
const commonSchemes = ['greys', 'observable10', 'rainbow', 'rdbu', 'turbo']

/** Plot's schemes of colours without those that nobody asks for: lists of colours weigh as much as they are long. */
export function withoutSchemes(code: string, isNamed: (name: string) => boolean): string {
  return code.replace(/^ {2}\["(\w+)", .+\],?\n/gm, (line, name: string) =>
    commonSchemes.includes(name) || isNamed(name) ? line : '',
  )
}

/** D3's lists of colours, each made by a call that a bundler may leave out with the list. */
export function withPureColours(code: string): string {
  return code.replace(
    /^var ([\w$]+) = ((?:colors|ramp[\w$]*|new Array)\([^;]*);$/gm,
    'var $1 = /* @__PURE__ */ (() => $2)();',
  )
}

function idBehind(id: string, name: string): string | undefined {
  return id.startsWith(`\0${name}`) ? id.slice(name.length + 1) : undefined
}

function find(registry: PageRegistry, id: string): RegisteredPage {
  const page = registry.get(id)
  if (!page) throw new Error(`unknown page: ${id}`)
  return page
}

/** The scripts of the page ask for one of all the chapters. */
const cellsOf = (ids: readonly string[]): string => toLoader('loadCells', names.cells, ids)

/** What a page needs only once a cell is edited, or runs in the sandbox, stands apart: every page loads the other. */
const programsOf = (ids: readonly string[]): string =>
  toLoader('loadProgram', names.program, ids) + toLoader('loadSources', names.sources, ids)

function toLoader(exported: string, name: string, ids: readonly string[]): string {
  const entries = ids.map(
    (id) => `${JSON.stringify(id)}: () => import(${JSON.stringify(name + id)})`,
  )
  return `const ${exported}Of = { ${entries.join(', ')} }
  export const ${exported} = (id) =>
    Object.hasOwn(${exported}Of, id)
      ? ${exported}Of[id]().then((it) => it.default)
      : Promise.reject(new Error('unknown page: ' + id))
  `
}

/** Both ask for the newest version of a page. */
const ofServed = `export { loadProgram, loadSources } from '${names.pages}'`

/** The development server makes a chapter when its page is asked for, so nobody has a list of them. */
function toServed(base: string): string {
  const toLoad = (name: string): string =>
    `(id) => import(/* @vite-ignore */ ${JSON.stringify(`${base}@id/__x00__${name}`)} + encodeURI(id) + version).then((it) => it.default)`
  return `let version = ''
  export const renewPages = () => void (version = '?t=' + Date.now())
  export const loadCells = ${toLoad(names.cells)}
  export const loadProgram = ${toLoad(names.program)}
  export const loadSources = ${toLoad(names.sources)}`
}

function forget(server: ViteDevServer, id: string): void {
  const { moduleGraph } = server.environments.client
  for (const name of [names.cells, names.program, names.sources]) {
    const module = moduleGraph.getModuleById(`\0${name}${id}`)
    if (module) moduleGraph.invalidateModule(module)
  }
}

async function readLibrary(
  { numbers, parts }: LibraryConfig,
  root: string,
): Promise<LibraryModule[]> {
  return Promise.all(
    [numbers, ...Object.values(parts)].map(async (name) => {
      const path = resolve(root, name)
      return { path, names: await exportedNames(path) }
    }),
  )
}
