import { existsSync, globSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { dirname, matchesGlob } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

type Kind = 'dependencies' | 'devDependencies' | 'peerDependencies'
type Manifest = Partial<Record<Kind, Record<string, string>>> & {
  name: string
  private?: boolean
}

/** A folder with a manifest of its own. */
interface Home {
  folder: string
  manifest: Manifest
}

interface Import {
  file: string
  /** The package's name alone. */
  name: string
}

const decisions = 'docs/decisions/009-dependencies.md'
// The templates of the bench are other systems' projects, each with its own packages.
const ignored = ['**/node_modules/**', 'dist/**', '.cache/**', 'bench/reference/*/template/**']
const find = (pattern: string): string[] =>
  globSync(pattern, { exclude: ignored }).map((path) => path.replaceAll('\\', '/'))

const homes = find('{,{bench/maths,packages/*,packages/*/template,examples/*}/}package.json').map(
  readHome,
)
const root = homeOf('package.json')
const own = new Set(homes.map(({ manifest }) => manifest.name))

/** What runs for readers, authors and users of a package; all else builds, checks, tests or measures it. */
const sources = '{,packages/*/,packages/*/template/,examples/*/}{src/**,bin/**,astro.config.mjs}'

const imports = find('**/*.{ts,mts,mjs,astro}').flatMap(findImports)

function readHome(path: string): Home {
  return { folder: dirname(path), manifest: JSON.parse(readFileSync(path, 'utf8')) as Manifest }
}

/** The nearest manifest above a file. */
function homeOf(file: string): Home {
  const above = homes.filter(({ folder }) => folder === '.' || file.startsWith(`${folder}/`))
  return above.reduce((best, it) => (it.folder.length > best.folder.length ? it : best))
}

function findImports(file: string): Import[] {
  const text = file.endsWith('.astro') ? scriptsOf(file) : readFileSync(file, 'utf8')
  return specifiersIn(ts.createSourceFile(file, text, ts.ScriptTarget.ESNext))
    .filter(isPackage)
    .map((specifier) => ({ file, name: nameOf(specifier) }))
}

/** Of imports, exports and types, and of calls of `import` and `resolve`. */
function specifiersIn(node: ts.Node): string[] {
  const found = specifierOf(node)
  const specifiers = found && ts.isStringLiteralLike(found) ? [found.text] : []
  ts.forEachChild(node, (child) => void specifiers.push(...specifiersIn(child)))
  return specifiers
}

function specifierOf(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return node.argument.literal
  return ts.isCallExpression(node) && isLookUp(node.expression) ? node.arguments[0] : undefined
}

/** `import`, `import.meta.resolve`, `createRequire(import.meta.url).resolve`. */
function isLookUp(callee: ts.Expression): boolean {
  if (callee.kind === ts.SyntaxKind.ImportKeyword) return true
  if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== 'resolve') return false
  const { expression: object } = callee
  return (
    ts.isMetaProperty(object) || (ts.isCallExpression(object) && isCreateRequire(object.expression))
  )
}

function isCreateRequire(callee: ts.Expression): boolean {
  return ts.isIdentifier(callee) && callee.text === 'createRequire'
}

/** The code of an Astro file: its head, and what stands between script tags. */
function scriptsOf(file: string): string {
  const text = readFileSync(file, 'utf8')
  const [, head = ''] = /^---\n([^]*?)\n---/.exec(text) ?? []
  const scripts = [...text.matchAll(/<script[^>]*>([^]*?)<\/script>/g)].map(([, code]) => code)
  return [head, ...scripts].join('\n')
}

function isPackage(specifier: string): boolean {
  return !/^([./]|node:|virtual:|astro:)/.test(specifier) && !builtinModules.includes(specifier)
}

/** `@codemirror/view` of `@codemirror/view/x`, `katex` of `katex/dist/katex.css`. */
function nameOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}

const everyKind: readonly Kind[] = ['dependencies', 'devDependencies', 'peerDependencies']

function namesIn({ manifest }: Home, kinds: readonly Kind[]): string[] {
  return kinds.flatMap((kind) => Object.keys(manifest[kind] ?? {}))
}

/** What has nothing but types, such as `mdast`, is listed as `@types/mdast`. A package may import itself. */
function isListed(name: string, home: Home, kinds: readonly Kind[]): boolean {
  const listed = isTypesAlone(name) ? `@types/${name}` : name
  return name === home.manifest.name || namesIn(home, kinds).includes(listed)
}

function isTypesAlone(name: string): boolean {
  return !existsSync(`node_modules/${name}`) && existsSync(`node_modules/@types/${name}`)
}

function hasTypesApart(name: string): boolean {
  const manifest = `node_modules/${name}/package.json`
  return (
    existsSync(manifest) &&
    !/"(types|typings)"/.test(readFileSync(manifest, 'utf8')) &&
    existsSync(`node_modules/@types/${name}`)
  )
}

/** Nobody reads the declarations of what is not published: there, types are for the tools alone. */
function kindsFor(name: string, { manifest }: Home): readonly Kind[] {
  const isTool = manifest.private === true && isTypesAlone(name)
  return isTool ? everyKind : ['dependencies', 'peerDependencies']
}

const show = ({ file, name }: Import): string => `${file} → ${name}`

function listedIn({ manifest }: Home): [name: string, range: string][] {
  return everyKind
    .flatMap((kind) => Object.entries(manifest[kind] ?? {}))
    .filter(([name]) => !own.has(name))
}

const isExact = (range: string): boolean => /^\d/.test(range)

/** The lines of the decision: what is said of each package. */
function readDecision(): Map<string, string> {
  const lines = readFileSync(decisions, 'utf8').matchAll(/^\| `([^`]+)` +\|(.*)\|$/gm)
  return new Map([...lines].map(([, name, cells]) => [name, cells]))
}

describe('the imports of each package', () => {
  test('packages that the sources import are listed in the dependencies of their own package', () => {
    const wrong = imports
      .filter(({ file }) => matchesGlob(file, sources))
      .filter(({ file, name }) => !isListed(name, homeOf(file), kindsFor(name, homeOf(file))))
    expect(wrong.map(show)).toEqual([])
  })

  test('packages that scripts, settings and tests import are listed in their package or in the root', () => {
    const wrong = imports.filter(
      ({ file, name }) =>
        !matchesGlob(file, sources) &&
        ![homeOf(file), root].some((home) => isListed(name, home, everyKind)),
    )
    expect(wrong.map(show)).toEqual([])
  })

  test('separate packages of types are listed beside the package that they describe', () => {
    const wrong = imports.filter(
      ({ file, name }) =>
        matchesGlob(file, 'packages/*/src/**') &&
        hasTypesApart(name) &&
        !namesIn(homeOf(file), everyKind).includes(`@types/${name}`),
    )
    expect(wrong.map(show)).toEqual([])
  })

  test('imports are found in TypeScript, Astro and configuration files', () => {
    expect(imports.map(show)).toEqual(
      expect.arrayContaining([
        'packages/notebook/src/styles/katex-styles.ts → katex',
        'packages/notebook/src/site/Base.astro → katex',
        'packages/notebook/src/elements/stepper.ts → @cellgraph/formula',
        'astro.config.mjs → astro',
        'examples/waves/src/plot.ts → @observablehq/plot',
      ]),
    )
  })
})

describe('the manifests', () => {
  test('a package has the same version range in every manifest', () => {
    const ranges = Map.groupBy(homes.flatMap(listedIn), ([name]) => name)
    const wrong = [...ranges].filter(([, all]) => new Set(all.map(([, range]) => range)).size > 1)
    expect(wrong.map(([name]) => name)).toEqual([])
  })

  test('no package is listed twice in one manifest', () => {
    const wrong = homes.flatMap((home) => {
      const names = listedIn(home).map(([name]) => name)
      return names.filter((name, index) => names.indexOf(name) !== index)
    })
    expect(wrong).toEqual([])
  })
})

describe(`the table of packages in ${decisions}`, () => {
  const lines = readDecision()
  const listed = new Map(homes.flatMap(listedIn))

  test('every package in a manifest has a line', () => {
    expect([...listed.keys()].filter((name) => !lines.has(name))).toEqual([])
  })

  test('every line names a package in a manifest', () => {
    expect([...lines.keys()].filter((name) => !listed.has(name))).toEqual([])
  })

  test('a version is pinned exactly if and only if its line says why', () => {
    const exact = [...listed].filter(([, range]) => isExact(range)).map(([name]) => name)
    const explained = [...lines]
      .filter(([, cells]) => /Pinned exactly because /.test(cells))
      .map(([name]) => name)
    expect(explained.sort()).toEqual(exact.sort())
  })
})
