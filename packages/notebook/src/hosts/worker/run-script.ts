/// <reference lib="webworker" />
// Taken before any cell runs; `pruneGlobals` leaves cells without them. Node has none.
const { importScripts: load, Blob: Text } = globalThis as typeof globalThis & {
  importScripts?: typeof importScripts
}
const toUrl = URL.createObjectURL
const dropUrl = URL.revokeObjectURL

/** Runs a script, as a blob: the frame's content security policy lets a worker load nothing else. */
export function runScript(script: string): void {
  const url = toUrl(new Text([script], { type: 'text/javascript' }))
  if (load) load(url)
  else importScripts(url)
  dropUrl(url)
}
