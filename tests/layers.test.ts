import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'

/**
 * Each room with the rooms that it may import from. A package is one room with many: its name, then the folder in its
 * `src`. What a package shows to others stands in the `exports` of its `package.json`.
 */
const rooms: Record<string, string[]> = {
  softmax: ['softmax/internal'],
  'softmax/internal': ['softmax'],
  'formula/tex': [],
  'formula/model': ['formula/tex'],
  'formula/read': ['formula/tex', 'formula/model'],
  'formula/run': ['formula/tex', 'formula/model', 'formula/read'],
  'formula/proof': ['formula/tex', 'formula/model', 'formula/run'],
  formula: ['formula/tex', 'formula/model', 'formula/read', 'formula/run', 'formula/proof'],
  'drawing-document': [],
  'notebook/text': [],
  'notebook/strings': [],
  'notebook/kernel': ['notebook/strings', 'notebook/text'],
  'notebook/figure': [],
  'notebook/styles': [],
  'notebook/kept': ['notebook/kernel'],
  'notebook/hosts': [
    'notebook/kernel',
    'notebook/figure',
    'notebook/strings',
    'notebook/text',
    'drawing-document',
  ],
  'notebook/markdown': [
    'formula',
    'notebook/kernel',
    'notebook/figure',
    'notebook/hosts',
    'notebook/strings',
    'notebook/text',
  ],
  'notebook/reference': [
    'notebook/markdown',
    'notebook/kernel',
    'notebook/hosts',
    'notebook/strings',
    'notebook/text',
  ],
  'notebook/types': [
    'notebook/reference',
    'notebook/markdown',
    'formula',
    'notebook/kernel',
    'notebook/hosts',
    'notebook/strings',
    'notebook/text',
  ],
  'notebook/language': [
    'notebook/types',
    'notebook/reference',
    'notebook/kernel',
    'notebook/hosts',
    'notebook/strings',
  ],
  'notebook/elements': [
    'notebook/strings',
    'notebook/language',
    'notebook/kernel',
    'notebook/kept',
    'notebook/figure',
    'notebook/hosts',
    'formula',
    'notebook/text',
    'notebook/styles',
  ],
  'notebook/components': [
    'notebook/strings',
    'notebook/kernel',
    'notebook/hosts',
    'notebook/markdown',
    'notebook/reference',
    'formula',
    'notebook/elements',
    'notebook/text',
  ],
  'notebook/site': [
    'notebook/strings',
    'notebook/markdown',
    'notebook/components',
    'notebook/elements',
    'notebook/text',
    'notebook/styles',
  ],
  notebook: [
    'notebook/strings',
    'notebook/hosts',
    'notebook/markdown',
    'notebook/reference',
    'notebook/types',
    'notebook/language',
    'notebook/site',
    'notebook/styles',
  ],
  figures: ['softmax', 'notebook'],
  making: ['notebook'],
  library: ['softmax', 'figures', 'making', 'notebook', 'content'],
  'content.config.ts': ['notebook'],
  'strings.ts': [],
}

/** Code that must run anywhere may import only these packages. */
const allowedPackages: Record<string, string[]> = {
  softmax: [],
  'softmax/internal': [],
  'drawing-document': [],
  'notebook/text': [],
  'notebook/strings': [],
  'notebook/figure': ['d3'],
  'formula/tex': ['katex'],
  'formula/model': [],
  'formula/read': [],
  'formula/run': [],
  'formula/proof': [],
  'notebook/kernel': [
    '@observablehq/runtime',
    'acorn',
    '@sveltejs/acorn-typescript',
    'zimmerframe',
  ],
}

interface Import {
  file: string
  from: string
  /** The file imported, or a package's name with its path. */
  to: string
  /** As it is written. */
  specifier: string
  /** Whether anything is imported that is there when the code runs. */
  byValue: boolean
}

const roots = ['src', ...readdirSync('packages').map((name) => `packages/${name}/src`)]
const files = roots.flatMap(findFiles)
const imports = files.flatMap(findImports)
const isOwn = ({ to }: Import): boolean => to.startsWith('packages/') || /^(src|content)\//.test(to)
const show = ({ file, to }: Import): string => `${file} → ${to}`

function findFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((it) => it.isFile() && /\.(ts|mts|astro|mjs)$/.test(it.name))
    .map((it) => join(it.parentPath, it.name))
}

function findImports(file: string): Import[] {
  const text = readFileSync(file, 'utf8').replace(/^\s*(\/\/|\*).*$/gm, '')
  const pattern = /(?:\bfrom\s+|\bimport\s+|\bimport\()(['"])([^'"\n]+)\1/g
  return [...text.matchAll(pattern)].map((match) => ({
    file,
    from: roomOf(file),
    to: toPath(file, match[2]),
    specifier: match[2],
    byValue: !isTypeOnly(text.slice(0, match.index)),
  }))
}

/** Whether the statement that ends here began with `import type` or `export type`, or names nothing but types. */
function isTypeOnly(before: string): boolean {
  const start = Math.max(before.lastIndexOf('import '), before.lastIndexOf('export '))
  const statement = before.slice(start)
  if (/^(import|export) type\b/.test(statement)) return true
  const [, names] = /^(?:import|export) \{([^}]*)\}\s*$/.exec(statement) ?? []
  return names !== undefined && names.split(',').every((it) => !it.trim() || /^\s*type /.test(it))
}

function toPath(file: string, specifier: string): string {
  return specifier.startsWith('.')
    ? relative('.', join(dirname(file), specifier.replace(/\?.*$/, '')))
    : (findEntry(specifier) ?? specifier)
}

/** The file that a name of one of our own packages stands for. */
function findEntry(specifier: string): string | undefined {
  for (const folder of readdirSync('packages')) {
    const { name, exports } = readManifest(folder)
    const entry = specifier === name ? exports['.'] : exports[specifier.replace(name, '.')]
    if (specifier.startsWith(name) && entry) return join('packages', folder, entry)
  }
  return undefined
}

function readManifest(folder: string): { name: string; exports: Record<string, string> } {
  return JSON.parse(readFileSync(`packages/${folder}/package.json`, 'utf8'))
}

function roomOf(file: string): string {
  const [, name, inside] = /^packages\/([^/]+)\/src\/(?:([^/]+)\/)?/.exec(file) ?? []
  if (name) return inside && `${name}/${inside}` in rooms ? `${name}/${inside}` : name
  return file.startsWith('content/') ? 'content' : file.split('/')[1]
}

/** The package that a path belongs to, of which other packages see the exports alone. */
function packageOf(path: string): string {
  return /^packages\/[^/]+/.exec(path)?.[0] ?? 'src'
}

/** Groups of files that import each other in a circle (Tarjan 1972). */
function findCircles(edges: ReadonlyMap<string, readonly string[]>): string[][] {
  const order = new Map<string, number>()
  const low = new Map<string, number>()
  const stack: string[] = []
  const circles: string[][] = []
  const visit = (node: string): void => {
    order.set(node, order.size)
    low.set(node, order.size - 1)
    stack.push(node)
    for (const next of edges.get(node) ?? []) {
      if (!order.has(next)) visit(next)
      if (stack.includes(next)) low.set(node, Math.min(low.get(node)!, low.get(next)!))
    }
    if (low.get(node) !== order.get(node)) return
    const circle = stack.splice(stack.indexOf(node))
    if (circle.length > 1) circles.push(circle.sort())
  }
  for (const node of edges.keys()) if (!order.has(node)) visit(node)
  return circles
}

function edgesOf(list: readonly Import[]): Map<string, string[]> {
  return new Map(
    files.map((file) => [file, list.filter((it) => it.file === file).map((it) => it.to)]),
  )
}

describe('the layers of the sources', () => {
  test('every folder of the sources belongs to a layer', () => {
    expect([...new Set(files.map(roomOf))].filter((room) => !Object.hasOwn(rooms, room))).toEqual(
      [],
    )
  })
  test('no layer imports from a layer that is not below it', () => {
    const own = imports.filter(isOwn).map((it) => ({ ...it, room: roomOf(it.to) }))
    const wrong = own.filter(({ from, to, room, file }) =>
      // What comes from another package comes through its exports, whatever folder they stand in.
      packageOf(to) !== packageOf(file)
        ? !rooms[from]?.some((it) => it === room || it === room.split('/')[0])
        : room !== from && !rooms[from]?.includes(room),
    )
    expect(wrong.map(show)).toEqual([])
  })
  test('no package imports from another except through its exports', () => {
    const past = imports.filter(
      ({ file, to, specifier }) =>
        specifier.startsWith('.') &&
        to.startsWith('packages/') &&
        packageOf(to) !== packageOf(file),
    )
    expect(past.map(show)).toEqual([])
  })
  test('the lowest layers import only the packages that are allowed there', () => {
    const wrong = imports.filter(
      (it) => !isOwn(it) && allowedPackages[it.from] && !allowedPackages[it.from].includes(it.to),
    )
    expect(wrong.map(show)).toEqual([])
  })
  test('no file imports the index of its own folder', () => {
    const wrong = imports.filter(
      ({ file, to }) =>
        /(^|\/)index\.ts$/.test(to) &&
        to.startsWith(`${dirname(file)}/`) &&
        dirname(to) === dirname(file),
    )
    expect(wrong.map(show)).toEqual([])
  })
  test('no files import each other in a circle, apart from types', () => {
    expect(findCircles(edgesOf(imports.filter(({ byValue }) => byValue)))).toEqual([])
  })
  test('a circle of imports is found', () => {
    const edges = new Map([
      ['a', ['b']],
      ['b', ['c', 'd']],
      ['c', ['a']],
      ['d', []],
    ])
    expect(findCircles(edges)).toEqual([['a', 'b', 'c']])
  })
  test('the search for imports finds the runtime of the kernel', () => {
    expect(imports.map(show)).toContain(
      'packages/notebook/src/kernel/kernel.ts → @observablehq/runtime',
    )
    expect(existsSync('packages/notebook/src/kernel/kernel.ts')).toBe(true)
  })
})
