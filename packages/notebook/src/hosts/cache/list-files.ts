import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** All files below a folder, in one order on every machine; none where there is no folder. */
export function listFiles(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((it) => it.isFile())
    .map((it) => join(it.parentPath, it.name))
    .sort()
}
