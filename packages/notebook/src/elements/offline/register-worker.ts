import { bookBase } from '../book-base.ts'

/**
 * The registration of the book's service worker, which is made where there is none. Rejects where the browser or its settings allow
 * none; undefined where there is nothing to keep: in development, and for a page that was taken home.
 */
export async function registerWorker(): Promise<ServiceWorkerRegistration | undefined> {
  if (import.meta.env.DEV || document.documentElement.dataset['home'] !== undefined)
    return undefined
  return navigator.serviceWorker.register(`${bookBase}sw.js`, { updateViaCache: 'none' })
}

/** The worker that answers, once there is one. */
export async function readyWorker(): Promise<ServiceWorker | null> {
  return (await navigator.serviceWorker.ready).active
}
