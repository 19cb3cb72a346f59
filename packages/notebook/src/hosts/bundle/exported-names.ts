import { pathToFileURL } from 'node:url'
import { ModuleReader } from '../build/module-reader.ts'

/**
 * The names that a module exports, in the order of a loaded module, as the files stand now: a development server has
 * loaded the module once, before its author has added to it. Where a file does not tell them, as for all exports of a
 * package, the loaded module does.
 * @param path absolute
 */
export async function exportedNames(path: string): Promise<Set<string>> {
  const { href } = pathToFileURL(path)
  const names = new Set<string>()
  if (addNames(href, new ModuleReader(), { names, seen: new Set() }))
    return new Set([...names].sort())
  return new Set(Object.keys((await import(href)) as object))
}

interface Found {
  names: Set<string>
  seen: Set<string>
}

/** False where they cannot be told from files. */
function addNames(url: string, reader: ModuleReader, found: Found): boolean {
  if (found.seen.has(url)) return true
  found.seen.add(url)
  const exports = tryToRead(url, reader)
  if (!exports) return false
  for (const name of [...exports.own, ...exports.passed.keys()]) found.names.add(name)
  return exports.stars.every(
    (it) => /^\.\.?\//.test(it) && addPassed(new URL(it, url).href, reader, found),
  )
}

/** `export *` passes on all but the default. */
function addPassed(url: string, reader: ModuleReader, found: Found): boolean {
  const hadDefault = found.names.has('default')
  const isTold = addNames(url, reader, found)
  if (!hadDefault) found.names.delete('default')
  return isTold
}

/** A specifier without its ending names no file. */
function tryToRead(url: string, reader: ModuleReader): ReturnType<ModuleReader['exportsOf']> {
  try {
    return reader.exportsOf(url)
  } catch {
    return undefined
  }
}
