import type { Loader } from 'astro/loaders'
import { worksOf } from '../markdown/lint/works-of.ts'
import { readingTime } from './reading-time.ts'

type Context = Parameters<Loader['load']>[0]

/** What the site tells of a page by its source. */
export interface SourceFacts {
  /** How long it takes to read, in minutes. */
  minutes: number
  /** The ids of the works that it cites or lists. */
  works: string[]
}

/**
 * What a loader of pages is given, so that Astro keeps `SourceFacts` of a page and not its source. It makes one module of all
 * that it keeps: with the sources of a hundred chapters that has megabytes, which each build writes, reads and bundles.
 * @param engine tells the engine from its other versions, which may find other facts
 */
export function withoutSource(context: Context, engine: string): Context {
  const { store, generateDigest } = context
  const set: typeof store.set = ({ body = '', ...entry }) => {
    const facts: SourceFacts = { minutes: readingTime(body), works: [...worksOf(body)] }
    return store.set({ ...entry, data: { ...entry.data, ...facts } })
  }
  return {
    ...context,
    store: { ...store, set },
    generateDigest: (data) => `${engine} ${generateDigest(data)}`,
  }
}
