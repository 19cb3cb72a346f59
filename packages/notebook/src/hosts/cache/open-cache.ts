import { join, resolve } from 'node:path'
import { ResultCache } from './result-cache.ts'

/**
 * The cache of a book. It stands where build tools keep theirs, so that it goes with the installed packages; the
 * environment variable NOTEBOOK_CACHE names another folder, or is `off`.
 * @param root the book's folder
 * @returns undefined if nothing is to be kept
 */
export function openCache(root: string = process.cwd()): ResultCache | undefined {
  const wanted = process.env['NOTEBOOK_CACHE']
  if (wanted === 'off') return undefined
  return new ResultCache(resolve(root, wanted || join('node_modules', '.cache', 'notebook')))
}
