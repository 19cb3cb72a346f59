import { serveFolder } from '../../scripts/serve-folder.ts'

/** A built site on loopback. */
export interface Site {
  /** With the base path, ending in a slash. */
  url: string
  close: () => Promise<void>
}

export interface SiteOptions {
  /** Default: `/`. */
  base?: string
  /**
   * Milliseconds that a cell may hold up the worker. Default: far more than any honest cell takes on a busy machine.
   * 5,000 is what readers have, for tests that wait until it is over.
   */
  timeLimit?: number
}

/** Serves `folder` under `base`, with its pages' time limit set. */
export function serveSite(
  folder: string,
  { base, timeLimit = 240_000 }: SiteOptions = {},
): Promise<Site> {
  const edit = (body: Buffer, type: string): Buffer | string =>
    type.startsWith('text/html') ? setTimeLimit(body, timeLimit) : body
  return serveFolder(folder, { base, edit })
}

function setTimeLimit(page: Buffer, timeLimit: number): string {
  return page.toString().replace('<html ', `<html data-time-limit="${timeLimit}" `)
}
