import { readdirSync, rmSync } from 'node:fs'
import module from 'node:module'

/**
 * Has Node keep in a folder what it compiles of modules. Node never removes anything from there, and a build adds what it
 * has bundled: a folder that has grown beyond the limit is emptied.
 * @param {string} folder
 * @param {number} [limit] in files, of some 8 kB each: to ask for the size of each would take a build a tenth of a second
 */
export function openCompileCache(folder, limit = 2 ** 14) {
  if (listFiles(folder).length > limit) empty(folder)
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
function listFiles(folder) {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
  } catch {
    // There is none yet.
    return []
  }
}
