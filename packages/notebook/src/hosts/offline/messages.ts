/** A built book, as its service worker knows it: one version, named by what is in it. */
export interface BookVersion {
  version: string
  /** The book's address on its host, with a slash at both ends. */
  base: string
  /** Every file by its address below the book's, with the hash of its bytes, as `integrity` attributes have it. */
  files: readonly (readonly [path: string, integrity: string])[]
  /** What each page needs to be read, run and edited, as places in the list of files. */
  pages: Readonly<Record<string, readonly number[]>>
  /** The page that is shown in the place of one that is not kept. */
  fallback: string
}

/** What a page asks of its book's service worker; answers come through the port that is sent along. */
export type OfflineRequest =
  /** Keep one page, with all that it needs. */
  | { type: 'keep'; page: string }
  /** Keep every page, and do so with every version that follows. */
  | { type: 'keep all' }
  /** Keep nothing any more. */
  | { type: 'forget' }
  /** Say what is kept. */
  | { type: 'state' }
  /** Take over from the version before. */
  | { type: 'take over' }

export type OfflineAnswer =
  | { type: 'progress'; done: number; total: number }
  | { type: 'kept'; failed: number }
  | { type: 'state'; all: boolean; pages: number; version: string }
