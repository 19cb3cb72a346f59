import { findDeclarations, identifiersIn } from './declarations.ts'
import type { ModuleScope } from './scope.ts'
import type { Snippet } from './snippet.ts'

/** A snippet as a module, which imports what it needs and exports what it gives. */
export interface SnippetModule {
  snippet: Snippet
  path: string
  text: string
  /** Where the author's code begins in `text`. */
  start: number
}

// The prefix `$` avoids collisions with authors' names.
const helpers =
  '$followed, $expect, type Value as $Value, type Vector as $Vector, type Matrix as $Matrix'

/**
 * Makes a module from a snippet, with its source unchanged.
 * @param more lines before it, besides the imports of what it needs
 */
export function toModule(
  snippet: Snippet,
  scope: ModuleScope,
  path: string,
  more: readonly string[] = [],
): SnippetModule {
  const head = [
    importOf(helpers, scope.given),
    ...more,
    ...valuesFor(snippet, scope),
    ...typesFor(snippet, scope),
    snippet.before,
  ].join('\n')
  return {
    snippet,
    path,
    text: [head + snippet.source, snippet.after, ...exportsOf(snippet)].join('\n'),
    start: head.length,
  }
}

const importOf = (names: string, module: string): string =>
  `import { ${names} } from ${JSON.stringify(module)};`

function valuesFor({ needs }: Snippet, { variables, inputs, values }: ModuleScope): string[] {
  return needs.flatMap((name) => {
    // A local constant can be narrowed, even within functions.
    if (variables.has(name))
      return [importOf(`${name}$given`, variables.get(name)!), `const ${name} = ${name}$given;`]
    if (inputs.has(name)) return [`declare const ${name}: ${inputs.get(name)};`]
    return values.has(name) ? [importOf(name, values.get(name)!)] : []
  })
}

/** Imports of the types that the snippet uses and does not declare. */
function typesFor({ source, needs, gives }: Snippet, { types }: ModuleScope): string[] {
  const own = new Set([...needs, ...gives, ...findDeclarations(source).types])
  return [...identifiersIn(source)]
    .filter((name) => types.has(name) && !own.has(name))
    .map((name) => importOf(`type ${name}`, types.get(name)!))
}

/**
 * Imports of all that the snippet could use and does not yet: what an editor offers. They cost no
 * checks: the type of a name is inferred when somebody asks for it.
 */
export function importsOfUnused(snippet: Snippet, scope: ModuleScope): string[] {
  const { source, needs, gives } = snippet
  const used = new Set([...needs, ...gives, ...findDeclarations(source).types])
  const unused = <T>(names: ReadonlyMap<string, T>): [string, T][] =>
    [...names].filter(([name]) => !used.has(name))
  const values = new Map([
    ...unused(scope.values).map(([name, module]) => [name, importOf(name, module)] as const),
    ...unused(scope.variables).map(
      ([name, module]) => [name, importOf(`${name}$given as ${name}`, module)] as const,
    ),
    ...unused(scope.inputs).map(
      ([name, type]) => [name, `declare const ${name}: ${type};`] as const,
    ),
  ])
  const mentioned = identifiersIn(source)
  const types = unused(scope.types).filter(([name]) => !values.has(name) && !mentioned.has(name))
  return [...values.values(), ...types.map(([name, module]) => importOf(`type ${name}`, module))]
}

/** Variables are exported with the type that other cells see, everything else unchanged. */
function exportsOf({ kind, source, gives }: Snippet): string[] {
  if (kind !== 'cell') return ['export {}']
  const { functions, classes, types } = findDeclarations(source)
  const variables = gives.filter((name) => !functions.includes(name) && !classes.includes(name))
  return [
    `export { ${[...functions, ...classes, ...types].join(', ')} }`,
    ...variables.map((name) => `export const ${name}$given = $followed(${name})`),
  ]
}
