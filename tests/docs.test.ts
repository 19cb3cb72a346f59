import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'

/**
 * Documents name files by their whole path from the root of the repository. The README of a package
 * is read outside of it too: there a path begins at the package, or at the book that its template
 * makes.
 */
const documents = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'CHANGELOG.md',
  ...globSync('{docs/**,packages/*,examples/*}/*.md', {
    exclude: (path) => path.includes('node_modules'),
  }),
]
const topFolders = readdirSync('.', { withFileTypes: true })
  .filter(
    (it) => it.isDirectory() && !/^(node_modules|dist|coverage|\.git|\..*cache)$/.test(it.name),
  )
  .map(({ name }) => name)

const codeSpan = /(?<!`)(`+)(?!`)([^]*?)(?<!`)\1(?!`)/g
const endings = /\.(astro|css|csv|gz|html|json|md|mdx|mjs|mts|ts|yml)$/

/** Whether a word of code names a file or a folder of the repository. Patterns do not. */
function isPath(word: string): boolean {
  if (/NN|[…*{}<>$=]|^\.|^https?:/.test(word)) return false
  const [first] = word.split('/')
  return endings.test(word) || (word.includes('/') && topFolders.includes(first))
}

/** The paths that a document names in backticks, or in a block of code. */
function findPaths(markdown: string): string[] {
  const blocks = [...markdown.matchAll(/^```[^\n]*\n([^]*?)^```/gm)].map(([, code]) => code)
  const prose = markdown.replace(/^```[^]*?^```/gm, '')
  const spans = [...prose.matchAll(codeSpan)].map(([, , code]) => code)
  return [...blocks, ...spans]
    .flatMap((code) => code.split(/[\s'"()`,;]+/))
    .map((word) => word.replace(/[.:/]+$/, ''))
    .filter(isPath)
}

/** The targets of a document's links within the repository, with their anchors. */
function findLinks(markdown: string): string[] {
  const prose = markdown.replace(/^```[^]*?^```/gm, '').replace(codeSpan, '')
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target]) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
}

function isThere(document: string, path: string): boolean {
  const folder = dirname(document)
  const bases = /^packages\/[^/]+$/.test(folder) ? ['.', folder, join(folder, 'template')] : ['.']
  return bases.some((base) => existsSync(join(base, path)))
}

/** Whether a link's file exists and has the heading that its anchor names, as GitHub spells it. */
function leadsSomewhere(document: string, link: string): boolean {
  const [path, anchor] = link.split('#')
  const target = path === '' ? document : join(dirname(document), path)
  if (!existsSync(target)) return false
  if (anchor === undefined) return true
  const headings = [...readFileSync(target, 'utf8').matchAll(/^#+ (.*)$/gm)]
  return headings.some(([, it]) => toAnchor(it) === anchor)
}

function toAnchor(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')
}

describe('the documents', () => {
  test.each(documents)(
    '%s names only files that exist, by their paths from the root',
    (document) => {
      const paths = findPaths(readFileSync(document, 'utf8'))
      expect(paths.filter((path) => !isThere(document, path))).toEqual([])
    },
  )
  test.each(documents)('%s links only to files and headings that exist', (document) => {
    const links = findLinks(readFileSync(document, 'utf8'))
    expect(links.filter((link) => !leadsSomewhere(document, link))).toEqual([])
  })
  test('paths are found in sentences, commands and code blocks, and patterns are ignored', () => {
    const text = [
      '`src/a.ts`, `npx vitest run tests/b`, `watchdog.ts` and `content/en/NN-name.mdx`; src/c.ts',
      '```ts',
      "import { d } from 'packages/d/src/index.ts'",
      '```',
      'A fence in a sentence: ```` ```ts cell ````; `and/or`, `x.length`',
    ].join('\n')
    expect(findPaths(text)).toEqual([
      'packages/d/src/index.ts',
      'src/a.ts',
      'tests/b',
      'watchdog.ts',
    ])
  })
})

describe('docs/architecture.md', () => {
  const text = readFileSync('docs/architecture.md', 'utf8')

  test('every folder of the sources is named in the document', () => {
    const rooms = globSync('{src,packages/*/src}/*/').map((it) => it.replaceAll('\\', '/'))
    expect(rooms.length).toBeGreaterThan(15)
    expect(rooms.filter((room) => !text.includes(`\`${room.replace(/\/$/, '')}`))).toEqual([])
  })
  test('every walk has at most ten hops, and each hop begins with a file', () => {
    const [, section = ''] = /^## Five walks\n([^]*?)^## /m.exec(text) ?? []
    const walks = section.split(/^### /m).slice(1)
    expect(walks.length).toBe(5)
    for (const walk of walks) {
      const hops = walk.split('\n').filter((line) => /^\d+\. /.test(line))
      expect(hops.length).toBeGreaterThan(4)
      expect(hops.length).toBeLessThanOrEqual(10)
      expect(hops.filter((hop) => !/^\d+\. `[^`]+\.[a-z]+` /.test(hop))).toEqual([])
    }
  })
})
