import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'

/**
 * Each folder with the folders that it may import from. `text` holds what even the hosts and elements share.
 * The book (`figures`, `library`) is not known to the engine, which takes its library as configuration.
 */
const layers: Record<string, string[]> = {
  math: [],
  formula: [],
  text: [],
  handles: [],
  kernel: ['text'],
  hosts: ['kernel', 'text'],
  markdown: ['formula', 'kernel', 'hosts', 'text'],
  reference: ['markdown', 'kernel', 'text'],
  check: ['reference', 'markdown', 'formula', 'kernel', 'hosts', 'text'],
  figures: ['math', 'handles'],
  library: ['math', 'figures', 'hosts', 'content'],
  elements: ['kernel', 'handles', 'hosts', 'formula', 'text', 'styles'],
  components: [
    'kernel',
    'hosts',
    'markdown',
    'reference',
    'formula',
    'elements',
    'text',
    'content',
  ],
  layouts: ['markdown', 'elements', 'components', 'text', 'styles'],
  pages: ['components', 'layouts', 'elements', 'text', 'styles'],
  styles: [],
  'integration.ts': ['hosts', 'markdown', 'reference'],
  'content.config.ts': ['markdown'],
}

/** Code that must run anywhere may import only these packages. */
const packages: Record<string, string[]> = {
  math: [],
  text: [],
  handles: [],
  formula: ['katex'],
  kernel: [
    '@observablehq/runtime',
    'acorn',
    '@sveltejs/acorn-typescript',
    'periscopic',
    'zimmerframe',
  ],
}

interface Import {
  from: string
  file: string
  to: string
}

function findFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((it) => it.isFile() && /\.(ts|mts|astro|mjs)$/.test(it.name))
    .map((it) => join(it.parentPath, it.name))
}

function findImports(file: string): Import[] {
  const from = relative('src', file).split('/')[0]
  const text = readFileSync(file, 'utf8').replace(/^\s*(\/\/|\*).*$/gm, '')
  const found = [...text.matchAll(/(?:from\s+|import\s+|import\()(['"])([^'"\n]+)\1/g)].map(
    (match) => match[2],
  )
  return found.map((to) => ({ from, file, to }))
}

function layerOf({ file, to }: Import): string {
  const path = relative('src', join(dirname(file), to))
  return path.startsWith('../content/') ? 'content' : path.split('/')[0]
}

const imports = findFiles('src').flatMap(findImports)
const isRelative = (it: Import): boolean => it.to.startsWith('.')
const show = (it: Import): string => `${it.file} → ${it.to}`

describe('layers', () => {
  test('every folder of src is in the list', () => {
    expect(
      readdirSync('src').filter((it) => !Object.hasOwn(layers, it) && !it.endsWith('.d.ts')),
    ).toEqual([])
  })
  test('import only downwards', () => {
    const wrong = imports
      .filter(isRelative)
      .filter((it) => layerOf(it) !== it.from && !layers[it.from]?.includes(layerOf(it)))
    expect(wrong.map(show)).toEqual([])
  })
  test('at the ground need no package but those named', () => {
    const wrong = imports.filter(
      (it) => !isRelative(it) && packages[it.from] && !packages[it.from].includes(it.to),
    )
    expect(wrong.map(show)).toEqual([])
  })
  test('see no other folder’s index but from above', () => {
    const wrong = imports.filter(
      (it) => isRelative(it) && /(^|\/)index\.ts$/.test(it.to) && layerOf(it) === it.from,
    )
    expect(wrong.map(show)).toEqual([])
  })
  test('are found: the kernel’s runtime is among the imports', () => {
    expect(imports.map(show)).toContain(
      'packages/notebook/src/kernel/kernel.ts → @observablehq/runtime',
    )
  })
})
