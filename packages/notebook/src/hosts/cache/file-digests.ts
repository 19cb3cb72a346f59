import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'

/** Milliseconds in which a file may change twice without its times telling. */
const coarseness = 2_000

interface Known {
  size: number
  modified: number
  changed: number
  digest: string
}

const known = new Map<string, Known>()

/** A digest of a file's content, read again when the file has changed; undefined where there is none. */
export function digestFile(path: string): string | undefined {
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found?.isFile()) return undefined
  const { size, mtimeMs: modified, ctimeMs: changed } = found
  const before = known.get(path)
  if (before?.size === size && before.modified === modified && before.changed === changed)
    return before.digest
  const digest = createHash('sha256').update(readFileSync(path)).digest('base64')
  // A file that has only just changed may change again within the same tick of its clock.
  if (Date.now() - Math.max(modified, changed) > coarseness)
    known.set(path, { size, modified, changed, digest })
  else known.delete(path)
  return digest
}

/** Whether a file is surely the same since a time, in milliseconds. */
export function isUnchangedSince(path: string, time: number): boolean {
  const found = statSync(path, { throwIfNoEntry: false })
  // Clocks of files run some milliseconds behind that of the process.
  return found !== undefined && Math.max(found.mtimeMs, found.ctimeMs) < time - 20
}
