import { readdirSync, rmSync, statSync } from 'node:fs'
import module from 'node:module'
import { join } from 'node:path'

/**
 * Has Node keep in a folder what it compiles of modules. Node never removes anything from there, and a build adds what it
 * has bundled: a folder that has grown beyond the limit is emptied.
 * @param {string} folder
 * @param {number} [limit] in bytes
 */
export function openCompileCache(folder, limit = 2 ** 27) {
  if (sizeOf(folder) > limit) empty(folder)
  // Node 20, by which nothing is built, has none.
  module.enableCompileCache?.(folder)
}

/** @param {string} folder which another process may be writing into: then it stays for this time */
function empty(folder) {
  try {
    rmSync(folder, { recursive: true, force: true })
  } catch {
    // It is a cache.
  }
}

/** @param {string} folder */
function sizeOf(folder) {
  let size = 0
  for (const name of listFiles(folder))
    size += statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0
  return size
}

/** @param {string} folder */
function listFiles(folder) {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
  } catch {
    // There is none yet.
    return []
  }
}
