import { findDeclarations, namesIn } from './declarations.ts'
import { givenModule, type Scope } from './scope.ts'
import type { Snippet } from './snippet.ts'

/** A snippet as a module, which imports what it needs and exports what it gives. */
export interface SnippetModule {
  snippet: Snippet
  path: string
  text: string
  /** Where the author's code begins in `text`. */
  start: number
}

// Behind a `$`, so that an author's own names are not in the way.
const helpers =
  '$followed, $expect, type Value as $Value, type Vector as $Vector, type Matrix as $Matrix'

/** Makes a module of a snippet. Its code stands there as it was written. */
export function toModule(snippet: Snippet, scope: Scope, path: string): SnippetModule {
  const head = [
    importOf(helpers, givenModule),
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

function valuesFor({ needs }: Snippet, { variables, inputs, values }: Scope): string[] {
  return needs.flatMap((name) => {
    // As a constant of this module it can be narrowed, within functions too.
    if (variables.has(name))
      return [importOf(`${name}$given`, variables.get(name)!), `const ${name} = ${name}$given;`]
    if (inputs.has(name)) return [`declare const ${name}: ${inputs.get(name)};`]
    return values.has(name) ? [importOf(name, values.get(name)!)] : []
  })
}

/** The types that the snippet speaks of and does not have. */
function typesFor({ source, needs, gives }: Snippet, { types }: Scope): string[] {
  const own = new Set([...needs, ...gives, ...findDeclarations(source).types])
  return [...namesIn(source)]
    .filter((name) => types.has(name) && !own.has(name))
    .map((name) => importOf(`type ${name}`, types.get(name)!))
}

/** Variables are given as others see them; all else as it is. */
function exportsOf({ kind, source, gives }: Snippet): string[] {
  if (kind !== 'cell') return ['export {}']
  const { functions, classes, types } = findDeclarations(source)
  const variables = gives.filter((name) => !functions.includes(name) && !classes.includes(name))
  return [
    `export { ${[...functions, ...classes, ...types].join(', ')} }`,
    ...variables.map((name) => `export const ${name}$given = $followed(${name})`),
  ]
}
