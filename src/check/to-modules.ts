import { fileURLToPath } from 'node:url'
import { resolve } from 'node:path'
import { kernelNames } from '../kernel/graph.ts'
import { findDeclarations, namesIn, type Declarations } from './declarations.ts'
import type { LibraryName } from './library.ts'
import type { Page, Snippet } from './snippet.ts'

/** A snippet as a module: it imports what it needs and exports what it gives. */
export interface SnippetModule {
  snippet: Snippet
  path: string
  text: string
  /** Where the author's code begins in `text`. */
  start: number
}

/** What the page and the library have in scope. */
interface Scope {
  page: Page
  library: ReadonlyMap<string, LibraryName>
  root: string
  declared: ReadonlyMap<Snippet, Declarations>
  /** Which snippet gives a name. */
  givers: ReadonlyMap<string, Snippet>
  /** Which snippets declare a type, by its name. */
  typeGivers: ReadonlyMap<string, readonly Snippet[]>
}

const given = fileURLToPath(new URL('./given.ts', import.meta.url)).replaceAll('\\', '/')

// Behind a `$`, so that an author's own names are not in the way.
const helpers = '$followed, $expect, type Value as $Value, type Vector as $Vector, type Matrix as $Matrix'

/** Makes a module of each snippet of a page. */
export function toModules(page: Page, library: ReadonlyMap<string, LibraryName>, root: string): SnippetModule[] {
  const declared = new Map(page.snippets.map((it) => [it, findDeclarations(it.kind === 'cell' ? it.source : '')]))
  const givers = new Map(page.snippets.flatMap((it) => it.gives.map((name) => [name, it] as const)))
  const typeGivers = Map.groupBy([...declared].flatMap(([snippet, { types, classes }]) => [...types, ...classes].map((name) => ({ name, snippet }))), (it) => it.name)
  const scope = { page, library, root, declared, givers, typeGivers: new Map([...typeGivers].map(([name, all]) => [name, all.map((it) => it.snippet)])) }
  return page.snippets.map((snippet) => toModule(snippet, scope))
}

function toModule(snippet: Snippet, scope: Scope): SnippetModule {
  const head = `${imports(snippet, scope).join(';\n')};\n${snippet.before}`
  return { snippet, path: pathOf(snippet, scope), text: `${head}${snippet.source}\n${snippet.after}\n${exports(snippet, scope).join('\n')}\n`, start: head.length }
}

function pathOf({ name }: Snippet, { page, root }: Scope): string {
  return `${resolve(root, page.file).replaceAll('\\', '/')}/${name}.ts`
}

function imports(snippet: Snippet, scope: Scope): string[] {
  return [
    `import { ${helpers} } from ${JSON.stringify(given)}`,
    ...snippet.needs.flatMap((name) => importOf(name, snippet, scope)),
    ...typeNames(snippet, scope).flatMap((name) => importOfType(name, scope)),
  ]
}

function importOf(name: string, snippet: Snippet, { page, library, givers, declared }: Scope): string[] {
  const from = (names: string, module: string): string => `import { ${names} } from ${JSON.stringify(module)}`
  const giver = snippet.kind === 'twin' ? undefined : givers.get(name)
  if (snippet.kind !== 'twin' && kernelNames.includes(name)) return ownNames.has(name) ? [] : [from(name, given)]
  if (giver) {
    const { functions, classes } = declared.get(giver)!
    const module = `./${giver.name}.ts`
    // As a constant of this module it can be narrowed within functions too.
    return functions.includes(name) || classes.includes(name) ? [from(name, module)] : [`${from(givenName(name), module)}; const ${name} = ${givenName(name)}`]
  }
  if (snippet.kind !== 'twin' && page.inputs.has(name)) return [`declare const ${name}: ${page.inputs.get(name)}`]
  const found = library.get(name)
  return found?.value ? [from(name, found.module)] : []
}

/** Names of the kernel that are the language's own: their types are there already. */
const ownNames: ReadonlySet<string> = new Set(['Math', 'Date', 'performance'])

const givenName = (name: string): string => `${name}$given`

/** Types that the snippet speaks of and does not have: of the page's other cells, or of the library. */
function typeNames(snippet: Snippet, { library, declared, typeGivers }: Scope): string[] {
  const own = declared.get(snippet)!
  const taken = new Set([...snippet.gives, ...snippet.needs, ...own.types])
  return [...namesIn(snippet.source)].filter((name) => !taken.has(name) && (typeGivers.has(name) || library.get(name)?.type))
}

function importOfType(name: string, { library, typeGivers }: Scope): string[] {
  const found = typeGivers.get(name)
  // Two cells may have a type of the same name, each for itself.
  if (found && found.length > 1) return []
  return [`import type { ${name} } from ${JSON.stringify(found ? `./${found[0].name}.ts` : library.get(name)!.module)}`]
}

/** Variables are given as others see them; all else as it is. */
function exports(snippet: Snippet, { declared }: Scope): string[] {
  const { functions, classes, types } = declared.get(snippet)!
  const variables = snippet.gives.filter((name) => !functions.includes(name) && !classes.includes(name))
  return [
    `export { ${[...functions, ...classes, ...types].join(', ')} }`,
    // First a name of its own: what a list grew into while the cell ran is known only then.
    ...variables.map((name) => `const ${name}$end = ${name}; export const ${givenName(name)} = $followed(${name}$end)`),
  ]
}
