import { parseHTML } from 'linkedom'

/** Gives this thread a document to draw in, where D3, Plot and htl look for one. */
export function installDocument(): void {
  const { document } = parseHTML('<!doctype html><html><head></head><body></body></html>')
  Object.assign(globalThis, { document, window: { document } })
}
