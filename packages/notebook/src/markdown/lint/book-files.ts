import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { noteFile, noteFolder } from '../../hosts/cache/reads.ts'
import { addressOf } from './address.ts'
import { isChapterKey, nameInKey } from './chapter-key.ts'
import { findAnchors } from './anchors.ts'
import { Mistakes } from '../syntax/mistakes.ts'
import { toSource } from '../syntax/to-source.ts'
import { parsePage } from '../translation/parse-page.ts'
import { sourcePathOf } from '../translation/source-page.ts'
import { otherPages } from './page-names.ts'
import { suggest } from '../syntax/suggest.ts'
import type { Mistake } from '../../strings/mistakes.ts'

/** The targets that a page can link to. */
export interface BookFiles {
  /** The target of a relative address, with its anchors if it is a page. */
  find: (path: string) => { anchors?: ReadonlySet<string> | undefined } | undefined
  /** What to write instead of an address with no target, before its hash, if it has one. */
  suggest: (path: string, hash?: string) => Mistake
  /** An address from the root, as this page has to write it. */
  relative: (path: string) => string
  /** Whether a file lies beside the page. */
  hasFile: (path: string) => boolean
}

interface PageFile {
  path: string
  address: string
}

/**
 * The pages of the book that `file` belongs to: those in the folders of languages beside its own.
 * @param publicFolder what is served as it is
 * @param appendices the names of pages that stand behind the last chapter
 */
export function readBookFiles(
  file: string,
  publicFolder: string,
  appendices: readonly string[] = [],
): BookFiles {
  const content = dirname(dirname(resolve(file)))
  const pages = findPages(content, otherPages(appendices))
  const own = pages.find((it) => it.path === resolve(file))?.address ?? '/'
  const target = (path: string): string => decodeURI(new URL(path, `http://book${own}`).pathname)
  return {
    find: (path) => {
      const page = pages.find((it) => it.address === target(path))
      if (page) return { anchors: anchorsOf(page.path) }
      return !path.endsWith('/') && isThere(join(publicFolder, target(path))) ? {} : undefined
    },
    suggest: (path, hash) => suggestPage(target(path), hash, { own, pages }),
    relative: (path) => relativeTo(own, path),
    hasFile: (path) => isThere(join(dirname(resolve(file)), decodeURI(path))),
  }
}

function isThere(path: string): boolean {
  // It may be a folder.
  noteFile(path)
  noteFolder(path)
  return existsSync(path)
}

function findPages(content: string, others: readonly string[]): PageFile[] {
  noteFolder(content)
  const folders = readdirSync(content, { withFileTypes: true }).filter(
    (it) => it.isDirectory() && /^[a-z]{2}$/.test(it.name),
  )
  return folders.flatMap(({ name: language }) => {
    noteFolder(join(content, language))
    const files = readdirSync(join(content, language)).filter(
      (it) =>
        (it.endsWith('.mdx') && isChapterKey(it)) || others.some((name) => it === `${name}.mdx`),
    )
    return files.map((file) => ({
      path: join(content, language, file),
      address: addressOf(language, file.replace(/\.mdx$/, '')),
    }))
  })
}

function suggestPage(
  address: string,
  hash: string | undefined,
  { own, pages }: { own: string; pages: readonly PageFile[] },
): Mistake {
  // A file's name, an address without its slash, or one from another folder means that page all the
  // same.
  const [name = ''] = address
    .toLowerCase()
    .replace(/\/index\.html?$/, '/')
    .split('/')
    .filter(Boolean)
    .slice(-1)
  const meant = pages.filter((it) =>
    it.address.endsWith(`/${nameInKey(name.replace(/\.(?:mdx?|html?)$/, ''))}/`),
  )
  const [best] = meant.sort((a, b) => a.address.length - b.address.length)
  if (best)
    return {
      kind: 'writeAddress',
      path: `${relativeTo(own, best.address)}${hash === undefined ? '' : `#${hash}`}`,
    }
  return suggest(
    relativeTo(own, address),
    pages.map((it) => relativeTo(own, it.address)),
    { kind: 'pagesAre' },
  )
}

/** From one address below the root to another. */
function relativeTo(own: string, address: string): string {
  const [from, to] = [own, address].map((it) => it.split('/').slice(1, -1))
  let shared = 0
  while (shared < from.length && shared < to.length && from[shared] === to[shared]) shared++
  const rest = [...to.slice(shared), address.slice(address.lastIndexOf('/') + 1)].join('/')
  return '../'.repeat(from.length - shared) + rest || './'
}

const known = new Map<string, { read: number; anchors: ReadonlySet<string> }>()

/**
 * The anchors of another page, read again when its file has changed; undefined if it cannot be
 * parsed, which its own check reports.
 */
function anchorsOf(path: string): ReadonlySet<string> | undefined {
  noteFile(path)
  const source = sourcePathOf(path)
  if (source !== undefined) noteFile(source)
  const read = statSync(path).mtimeMs
  const before = known.get(path)
  if (before?.read === read) return before.anchors
  const root = parsePage(toSource(readFileSync(path, 'utf8')), new Mistakes(path))
  if (!root) return undefined
  const anchors = findAnchors(root)
  known.set(path, { read, anchors })
  return anchors
}
