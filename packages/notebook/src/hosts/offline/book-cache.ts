import { PrecacheController } from 'workbox-precaching'
import type { BookVersion } from './messages.ts'

/** Where the wish is kept that the whole book be there. */
const wishPath = '_notebook/keep-all'

/** How many files are asked for at once. */
const lanes = 6

/** Names with the hash of their file in them: another file has another name. */
const hashedName = /^(?:_astro\/|_notebook\/.*\.[0-9a-f]{8}\.)/

/**
 * The files of one version of the book, in one cache with those of others. A file is taken from the network only where its bytes
 * have the hash that this version lists, so nothing of another version gets among them; of a file whose name says nothing of its
 * content, the cache has one for each hash.
 */
export class BookCache {
  readonly controller: PrecacheController
  readonly #book: BookVersion

  constructor(book: BookVersion) {
    this.#book = book
    this.controller = new PrecacheController({ cacheName: `notebook ${book.base}` })
    this.controller.addToCacheList(
      book.files.map(([path, integrity]) => ({
        url: book.base + path,
        revision: hashedName.test(path) ? null : integrity,
        integrity,
      })),
    )
  }

  get name(): string {
    return this.controller.strategy.cacheName
  }

  /** The files that a page needs, itself among them; none for a page that the book does not have. */
  filesOf(page: string): string[] {
    const { files, pages } = this.#book
    if (!Object.hasOwn(pages, page)) return []
    return [page, ...pages[page].map((index) => files[index][0])]
  }

  get allFiles(): string[] {
    return this.#book.files.map(([path]) => path)
  }

  /** Takes files that are not there yet. Resolves to how many could not be had. */
  async take(
    paths: Iterable<string>,
    event: ExtendableEvent,
    onProgress: (done: number, total: number) => void = () => {},
  ): Promise<number> {
    const waiting = [...new Set(paths)]
    const total = waiting.length
    let failed = 0
    const work = async (): Promise<void> => {
      for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
        if (!(await this.#takeOne(path, event))) failed++
        onProgress(total - waiting.length, total)
      }
    }
    await Promise.all(Array.from({ length: lanes }, work))
    return failed
  }

  async #takeOne(path: string, event: ExtendableEvent): Promise<boolean> {
    const url = new URL(this.#book.base + path, self.location.href).href
    const cacheKey = this.controller.getCacheKeyForURL(url)
    const integrity =
      cacheKey === undefined ? undefined : this.controller.getIntegrityForCacheKey(cacheKey)
    if (cacheKey === undefined || integrity === undefined) return false
    // What the browser has from an earlier version would be refused.
    const cache = hashedName.test(path) ? 'default' : 'no-cache'
    // Behind whatever the page itself asks for.
    const priority = 'low'
    const request = new Request(url, { integrity, cache, credentials: 'same-origin', priority })
    try {
      const [response, done] = this.controller.strategy.handleAll({
        request,
        event,
        params: { cacheKey, integrity },
      })
      await response
      await done
      return true
    } catch {
      return false
    }
  }

  /** The pages of this book that are there, of whatever version. */
  async findKept(): Promise<string[]> {
    const { base, pages } = this.#book
    const cache = await caches.open(this.name)
    const paths = (await cache.keys()).map(({ url }) => new URL(url).pathname.slice(base.length))
    return [...new Set(paths)].filter((path) => Object.hasOwn(pages, path))
  }

  async wantsAll(): Promise<boolean> {
    return (
      (await caches.match(this.#book.base + wishPath, { cacheName: this.#wishes })) !== undefined
    )
  }

  async wantAll(): Promise<void> {
    const cache = await caches.open(this.#wishes)
    await cache.put(this.#book.base + wishPath, new Response(''))
  }

  async forget(): Promise<void> {
    await caches.delete(this.#wishes)
    await caches.delete(this.name)
  }

  get #wishes(): string {
    return `${this.name} wishes`
  }
}
