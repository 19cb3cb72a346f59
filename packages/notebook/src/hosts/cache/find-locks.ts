import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** What decides which packages are installed. */
export function listLocks(root: string): string[] {
  return [join(root, 'package-lock.json')].filter((it) => existsSync(it))
}

const packageFiles = new Map<string, string[]>()

/** The `package.json` that says what of a file's package is loaded. */
export function findPackageFile(path: string): string[] {
  const folder = dirname(path)
  const known = packageFiles.get(folder)
  if (known) return known
  const file = join(folder, 'package.json')
  const found = existsSync(file) ? [file] : folder === path ? [] : findPackageFile(folder)
  packageFiles.set(folder, found)
  return found
}
