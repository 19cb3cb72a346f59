import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse, type Program } from 'acorn'
import { stripTypes } from './strip-types.ts'

/** What each module of a thread has imported: by its address, what each specifier led to. */
export type Imports = Readonly<Record<string, Readonly<Record<string, string>>>>

/** What a module exports: names of its own, names of others with their specifiers, and all of some modules. */
interface Exports {
  own: Set<string>
  passed: Map<string, string>
  stars: string[]
}

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
  const roots = library.map((it) => whereTo(it, imports))
  const ofEngine = closureOf([engine], imports, new Set(roots))
  const listing = new Set<string>()
  const opaque = new Set<string>()
  for (const url of roots) listStars(url, imports, { listing, opaque })
  const givers = names.flatMap((name) =>
    [...listing].flatMap((url) => findGiver(url, name, imports)),
  )
  const ofLibrary = new Set([...listing, ...closureOf([...opaque, ...givers], imports)])
  const own = [...ofLibrary].filter((url) => !ofEngine.has(url))
  if (!own.every(isFile) || own.some((url) => looksOutside(url, imports[url] ?? {})))
    return undefined
  return [...new Set([...ofEngine, ...ofLibrary])].filter(isFile).map((it) => fileURLToPath(it))
}

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

/** The modules whose exports are names of the library, and those of them whose exports cannot be told. */
function listStars(
  url: string,
  imports: Imports,
  found: { listing: Set<string>; opaque: Set<string> },
): void {
  if (found.listing.has(url)) return
  found.listing.add(url)
  const exports = readExports(url)
  if (!exports) found.opaque.add(url)
  for (const specifier of exports?.stars ?? []) {
    const target = imports[url]?.[specifier]
    if (target === undefined) found.opaque.add(url)
    else listStars(target, imports, found)
  }
}

/** The module from which one that lists names has a name, or none. */
function findGiver(url: string, name: string, imports: Imports): string[] {
  const exports = readExports(url)
  if (exports?.own.has(name)) return [url]
  const specifier = exports?.passed.get(name)
  return specifier === undefined ? [] : [imports[url]?.[specifier] ?? url]
}

/** Whether a module of the library may read what is no module: files, the environment, the network. */
function looksOutside(url: string, imported: Readonly<Record<string, string>>): boolean {
  if (Object.values(imported).some((it) => it.startsWith('node:'))) return true
  // Packages guard what they say of a process, and fetch only where they are told to.
  if (url.includes('/node_modules/') || !/\.[cm]?[jt]s$/.test(url)) return false
  return /\bprocess\s*[.[]|\bfetch\s*\(|\bXMLHttpRequest\b|\bWebSocket\b/.test(read(url))
}

const read = (url: string): string => readFileSync(fileURLToPath(url), 'utf8')

/** Undefined for what is no ES module, such as a module of data or of CommonJS. */
function readExports(url: string): Exports | undefined {
  if (!isFile(url) || !/\.m?[jt]s$/.test(url)) return undefined
  const source = read(url)
  if (!parsed.has(source)) parsed.set(source, toExports(source, url))
  return parsed.get(source)
}

const parsed = new Map<string, Exports | undefined>()

function toExports(source: string, url: string): Exports | undefined {
  const javascript = url.endsWith('ts') ? stripTypes(source) : source
  const program = javascript === undefined ? undefined : tryToParse(javascript)
  if (!program) return undefined
  const exports: Exports = { own: new Set(), passed: new Map(), stars: [] }
  const isRead = program.body.every((node) => addExports(node, exports))
  const { own, passed, stars } = exports
  return isRead && own.size + passed.size + stars.length > 0 ? exports : undefined
}

function tryToParse(javascript: string): Program | undefined {
  try {
    return parse(javascript, { ecmaVersion: 'latest', sourceType: 'module' })
  } catch {
    return undefined
  }
}

/** Adds what a statement exports. False if that cannot be told: names in a pattern. */
function addExports(node: Program['body'][number], { own, passed, stars }: Exports): boolean {
  if (node.type === 'ExportAllDeclaration') {
    const specifier = String(node.source.value)
    if (node.exported) passed.set(nameOf(node.exported), specifier)
    else stars.push(specifier)
  }
  if (node.type !== 'ExportNamedDeclaration') return true
  for (const { exported } of node.specifiers)
    if (node.source) passed.set(nameOf(exported), String(node.source.value))
    else own.add(nameOf(exported))
  return declaredNames(node.declaration).every((name) => {
    if (name !== undefined) own.add(name)
    return name !== undefined
  })
}

type Declared = Extract<Program['body'][number], { type: 'ExportNamedDeclaration' }>['declaration']

function declaredNames(node: Declared): (string | undefined)[] {
  if (!node) return []
  if (node.type !== 'VariableDeclaration') return [node.id.name]
  return node.declarations.map(({ id }) => (id.type === 'Identifier' ? id.name : undefined))
}

function nameOf(node: { type: string; name?: string; value?: unknown }): string {
  return node.type === 'Identifier' ? String(node.name) : String(node.value)
}
