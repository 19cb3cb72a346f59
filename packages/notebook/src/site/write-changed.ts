import { readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'

/**
 * Writes a file, where it has other content or is not there yet. One that stays as it is gets the time of now, by which
 * `writeOver` knows that this build has made it too: to read a file takes less than to write it anew.
 */
export function writeChanged(file: string, bytes: Uint8Array): void {
  if (!hasContent(file, bytes)) return writeFileSync(file, bytes)
  const now = new Date()
  utimesSync(file, now, now)
}

function hasContent(file: string, bytes: Uint8Array): boolean {
  const found = statSync(file, { throwIfNoEntry: false })
  return found?.isFile() === true && found.size === bytes.length && readFileSync(file).equals(bytes)
}
