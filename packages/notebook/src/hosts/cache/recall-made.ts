import { findPackageJSON } from 'node:module'
import { join, resolve } from 'node:path'
import { digestFile, isUnchangedSince } from './file-digests.ts'
import { findPackageFile, listLocks } from './find-locks.ts'
import { listFiles } from './list-files.ts'
import { noteFiles, noteOther } from './reads.ts'
import type { ResultCache } from './result-cache.ts'
import { toKey } from './to-key.ts'

/** Something that was made of files. */
export interface Made<T> {
  /** Plain data. */
  value: T
  /** Every file that was read for it; undefined where it may not be kept. */
  files: readonly string[] | undefined
}

/**
 * Takes from the cache what was made before of the same, or makes it.
 * @param asked what it is, and all that it depends on beside files
 */
export type Recall = <T>(asked: unknown, make: () => Promise<Made<T>>) => Promise<T>

/** The packages that make something of files, by whose versions it differs. */
const makers = ['rolldown', 'typescript', 'pagefind']

interface Kept<T> {
  value: T
  files: [path: string, digest: string][]
}

/** Makes everything anew. */
export const makeAnew: Recall = async (_, make) => (await make()).value

/**
 * Recalls what the engine makes of files, as long as none of them has changed: neither those, nor the engine's own, nor
 * those that say which packages are installed. Nothing is kept of what was made of a file that was changed meanwhile.
 * @param root the book's folder
 */
export function recallFrom(cache: ResultCache | undefined, root: string): Recall {
  if (!cache) return makeAnew
  return async <T>(asked: unknown, make: () => Promise<Made<T>>): Promise<T> => {
    const engine = engineDigest()
    const key = engine && toKey(['made 1', asked, engine, root, environment()])
    if (!key) {
      noteOther()
      return (await make()).value
    }
    const kept = cache.get(key) as Kept<T> | undefined
    if (kept?.files.every(([path, digest]) => digestFile(path) === digest)) {
      noteFiles(kept.files)
      return kept.value
    }
    const began = Date.now()
    const { value, files: read } = await make()
    const files = read && digestAll(read, root, began)
    if (!files) noteOther()
    else {
      noteFiles(files)
      cache.put(key, { value, files } satisfies Kept<T>)
    }
    return value
  }
}

/** What else may make a difference. */
export function environment(): unknown[] {
  const { node, v8 } = process.versions
  const { NODE_ENV, NOTEBOOK_READABLE } = process.env
  return [node, v8, process.platform, process.arch, NODE_ENV, NOTEBOOK_READABLE]
}

/** Files with digests; undefined if one is missing or was changed since a time, in milliseconds. */
function digestAll(
  read: readonly string[],
  root: string,
  began: number,
): Kept<unknown>['files'] | undefined {
  const paths = read.map((it) => resolve(root, it))
  const all = new Set([
    ...paths,
    ...paths.flatMap(findPackageFile),
    ...makers.flatMap((it) => findPackageJSON(it, import.meta.url) ?? []),
    ...listLocks(root),
  ])
  const files = [...all].map((path): [string, string] => [
    path,
    isUnchangedSince(path, began) ? (digestFile(path) ?? '') : '',
  ])
  return files.every(([, digest]) => digest !== '') ? files : undefined
}

let digest: string | undefined

/** A digest of the engine's files; undefined if one was changed since this process has loaded it. */
export function engineDigest(): string | undefined {
  return (digest ??= digestEngine())
}

function digestEngine(): string | undefined {
  const folder = join(import.meta.dirname, '../..')
  const files = listFiles(folder)
  if (!files.every((it) => isUnchangedSince(it, performance.timeOrigin))) return undefined
  return toKey(files.map((it) => [it.slice(folder.length), digestFile(it)]))
}
