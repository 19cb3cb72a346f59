import { fileURLToPath } from 'node:url'
import { ModuleReader } from './module-reader.ts'

/** What each module of a thread has imported: by its address, what each specifier led to. */
export type Imports = Readonly<Record<string, Readonly<Record<string, string>>>>

/** What a run's results come from. */
export interface SourceQuery {
  /** The first module of the thread. */
  engine: string
  /** The modules of the library. */
  library: readonly string[]
  /** Names that the program may have from the library. */
  names: readonly string[]
}

/**
 * The files that the results of a run come from: the engine that ran in the thread, the modules that say which names
 * the library has, and of each name that the program uses the module that gives it, with all that these import.
 * The rest of the library counts for nothing: its modules are functions and data, and do nothing when they are loaded.
 * @returns paths; undefined where something else than files may have had a part in it
 */
export function findSources(
  imports: Imports,
  { engine, library, names }: SourceQuery,
): string[] | undefined {
  const reader = new ModuleReader()
  const roots = library.map((it) => whereTo(it, imports))
  const ofEngine = closureOf([engine], imports, new Set(roots))
  const listing = new Set<string>()
  const opaque = new Set<string>()
  for (const url of roots) listStars(url, { imports, reader, listing, opaque })
  const givers = names.flatMap((name) =>
    [...listing].flatMap((url) => findGiver(url, name, { imports, reader })),
  )
  const ofLibrary = new Set([...listing, ...closureOf([...opaque, ...givers], imports)])
  const own = [...ofLibrary].filter((url) => !ofEngine.has(url))
  if (!own.every(isFile) || own.some((url) => looksOutside(url, { imports, reader })))
    return undefined
  return [...new Set([...ofEngine, ...ofLibrary])].filter(isFile).map((it) => fileURLToPath(it))
}

/**
 * The files that a module of the library comes from, whatever is used of it; undefined where something else than files may
 * have a part in it.
 */
export function findAll(url: string, imports: Imports): string[] | undefined {
  const all = [...closureOf([whereTo(url, imports)], imports)]
  const reader = new ModuleReader()
  const isOutside = all.some((it) => !isFile(it) || looksOutside(it, { imports, reader }))
  return isOutside ? undefined : all.map((it) => fileURLToPath(it))
}

/**
 * Whether what the functions of a library return depends on nothing but their arguments and its modules, as far as can be
 * told: no module has a variable at its top level, or reads anything but modules. What a constant holds is taken to be a
 * memo. Installed packages are taken to be sound: what they count are the ids of drawings, which are written anew for each
 * output.
 */
export function isStateless(library: readonly string[], imports: Imports): boolean {
  const reader = new ModuleReader()
  const roots = library.map((it) => whereTo(it, imports))
  return [...closureOf(roots, imports)].every(
    (url) =>
      url.includes('/node_modules/') ||
      isData(url) ||
      (!looksOutside(url, { imports, reader }) && !reader.hasVariables(url)),
  )
}

const isData = (url: string): boolean => !/\.[cm]?[jt]s$/.test(url)

const isFile = (url: string): boolean => url.startsWith('file:')

/** What an address led to: links among folders are followed. */
function whereTo(address: string, imports: Imports): string {
  return Object.values(imports).find((it) => it[address])?.[address] ?? address
}

/** Modules with all that they import, but for some and what only these import. */
function closureOf(
  urls: readonly string[],
  imports: Imports,
  except: ReadonlySet<string> = new Set(),
): Set<string> {
  const found = new Set(urls)
  for (const url of found)
    for (const it of Object.values(imports[url] ?? {})) if (!except.has(it)) found.add(it)
  return found
}

/** What is known of modules: what they import, and their texts. */
interface Known {
  imports: Imports
  reader: ModuleReader
}

interface Listing extends Known {
  /** Modules whose exports are names of the library. */
  listing: Set<string>
  /** Those of them whose exports cannot be told. */
  opaque: Set<string>
}

/** Adds the modules whose exports are names of the library. */
function listStars(url: string, found: Listing): void {
  if (found.listing.has(url)) return
  found.listing.add(url)
  const exports = found.reader.exportsOf(url)
  if (!exports) found.opaque.add(url)
  for (const specifier of exports?.stars ?? []) {
    const target = found.imports[url]?.[specifier]
    if (target === undefined) found.opaque.add(url)
    else listStars(target, found)
  }
}

/** The module from which one that lists names has a name, or none. */
function findGiver(url: string, name: string, { imports, reader }: Known): string[] {
  const exports = reader.exportsOf(url)
  if (exports?.own.has(name)) return [url]
  const specifier = exports?.passed.get(name)
  return specifier === undefined ? [] : [imports[url]?.[specifier] ?? url]
}

/** Whether a module of the library may read what is no module: files, the environment, the network. */
function looksOutside(url: string, { imports, reader }: Known): boolean {
  if (Object.values(imports[url] ?? {}).some((it) => it.startsWith('node:'))) return true
  // Packages guard what they say of a process, and fetch only where they are told to.
  if (url.includes('/node_modules/') || !/\.[cm]?[jt]s$/.test(url)) return false
  const text = reader.textOf(url)
  return /\bprocess\s*[.[]|\bfetch\s*\(|\bXMLHttpRequest\b|\bWebSocket\b/.test(text)
}
