import { PrecacheRoute } from 'workbox-precaching'
import { registerRoute, setCatchHandler } from 'workbox-routing'
import { BookCache } from './book-cache.ts'
import type { BookVersion, OfflineAnswer, OfflineRequest } from './messages.ts'

declare const self: ServiceWorkerGlobalScope

/**
 * Runs a book's service worker. It answers with the files of its own version, from the cache or else from the network, where it
 * keeps what has the listed hash. A newer version waits, with all that the reader has kept, until a page tells it to take over.
 */
export function startBookWorker(book: BookVersion): void {
  const cache = new BookCache(book)
  self.addEventListener('install', (event) => event.waitUntil(install(cache, book, event)))
  self.addEventListener('activate', (event) => event.waitUntil(activate(cache, event)))
  self.addEventListener('message', (event) => {
    const request = event.data as OfflineRequest
    event.waitUntil(answer({ cache, book, event, request }))
  })
  registerRoute(new PrecacheRoute(cache.controller, { ignoreURLParametersMatching: [/./] }))
  registerRoute(
    ({ sameOrigin, url }) => sameOrigin && isPart(url.pathname, book.base),
    async ({ request }) => (await findFormer(request, cache)) ?? fetch(request),
  )
  registerRoute(
    ({ request, sameOrigin, url }) =>
      sameOrigin && request.mode === 'navigate' && url.pathname.startsWith(book.base),
    ({ request }) => answerOtherwise(request, cache, book),
  )
  setCatchHandler(async ({ request }) => answerOtherwise(request, cache, book))
}

/** What a page of another version asks for by a name that no file of this one has. */
function isPart(path: string, base: string): boolean {
  return /^(?:_astro|_notebook)\//.test(path.slice(base.length)) && path.startsWith(base)
}

function findFormer(request: Request, cache: BookCache): Promise<Response | undefined> {
  return caches.match(request, { cacheName: cache.name })
}

/**
 * Where a file is not kept and the network has none of this version: what the network has, or else the page that is meant or
 * the one that says so.
 */
async function answerOtherwise(
  request: Request,
  cache: BookCache,
  book: BookVersion,
): Promise<Response> {
  try {
    return await fetch(request)
  } catch (error) {
    if (request.mode !== 'navigate') throw error
    const meant = findMeant(new URL(request.url), book)
    if (meant !== undefined) return Response.redirect(meant)
    const page = await cache.controller.matchPrecache(book.fallback)
    if (!page) throw error
    return page
  }
}

/** The address of a page that is asked for without its last slash or by its file, as a host would lead there. */
function findMeant({ pathname, search }: URL, { base, pages }: BookVersion): string | undefined {
  const below = pathname.slice(base.length)
  const page = below.replace(/(?:index\.html|([^/]))$/, (_, last?: string) =>
    last ? `${last}/` : '',
  )
  return page !== below && Object.hasOwn(pages, page) ? base + page + search : undefined
}

/** A version is there once it has all that the reader keeps of the one before; until then that one stays. */
async function install(
  cache: BookCache,
  { fallback }: BookVersion,
  event: ExtendableEvent,
): Promise<void> {
  const kept = (await cache.wantsAll())
    ? cache.allFiles
    : (await cache.findKept()).flatMap((it) => cache.filesOf(it))
  const failed = await cache.take([...cache.filesOf(fallback), ...kept], event)
  if (failed > 0) throw new Error(`${failed} files are not there: a newer version is on its way`)
}

async function activate(cache: BookCache, event: ExtendableEvent): Promise<void> {
  await self.clients.claim()
  // A page of the version before may still ask for what only that one has.
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  if (pages.length <= 1) await cache.controller.activate(event)
}

interface Asked {
  cache: BookCache
  book: BookVersion
  event: ExtendableMessageEvent
  request: OfflineRequest
}

async function answer({ cache, book, event, request }: Asked): Promise<void> {
  const say = (it: OfflineAnswer): void => event.ports[0]?.postMessage(it)
  const take = async (paths: string[]): Promise<void> => {
    const failed = await cache.take(paths, event, (done, total) =>
      say({ type: 'progress', done, total }),
    )
    say({ type: 'kept', failed })
  }
  switch (request.type) {
    case 'keep':
      return take(cache.filesOf(request.page))
    case 'keep all':
      await cache.wantAll()
      return take(cache.allFiles)
    case 'forget':
      await cache.forget()
      return say({ type: 'kept', failed: 0 })
    case 'state':
      return say({
        type: 'state',
        all: await cache.wantsAll(),
        pages: (await cache.findKept()).length,
        version: book.version,
      })
    case 'take over':
      return self.skipWaiting()
  }
}
