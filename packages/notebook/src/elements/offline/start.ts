import { bookBase } from '../book-base.ts'
import { whenIdle } from '../when-idle.ts'
import { askWorker } from './ask-worker.ts'
import { readyWorker, registerWorker } from './register-worker.ts'

/**
 * Lets the page be read without a connection from now on: starts the book's service worker, has it keep this page with all that it
 * needs to be read, run and edited, and tells of a newer version of the book.
 */
export async function startOffline(): Promise<void> {
  const hadWorker = navigator.serviceWorker.controller !== null
  // A worker that is there may be replaced from another tab at any moment.
  if (hadWorker)
    navigator.serviceWorker.addEventListener('controllerchange', () => void tellFormer())
  else await untilStaying()
  const registration = await registerWorker()
  if (!registration) return
  watchUpdates(registration)
  if (hadWorker) await untilStaying()
  const worker = await readyWorker()
  const answer = worker && (await askWorker(worker, { type: 'keep', page: pagePath() }))
  // What the network did not have is asked for on the next visit.
  if (answer?.type === 'kept' && answer.failed === 0) document.documentElement.dataset['kept'] = ''
}

/** For how long a page is open, and no input is moved, before its reader stays, in milliseconds. */
const visit = 5000

/**
 * Until the reader stays, and rests: much that may be wanted later does not hold up what the page itself loads when it is
 * idle, nor an answer, and is not sent to one who only looks in.
 */
function untilStaying(): Promise<void> {
  return new Promise((done) => {
    const stay = (): void => {
      removeEventListener('input', restart)
      whenIdle(done)
    }
    let timer: ReturnType<typeof setTimeout> | undefined
    const restart = (): void => {
      clearTimeout(timer)
      timer = setTimeout(stay, visit)
    }
    addEventListener('input', restart)
    restart()
  })
}

/** The page's address below the book's. */
function pagePath(): string {
  return location.pathname.slice(bookBase.length).replace(/index\.html$/, '')
}

async function tellFormer(): Promise<void> {
  const notice = await import('./update-notice.ts')
  notice.tellFormer()
}

/** A version that waits is told; it takes over when the reader says so, or when no page of the book is open. */
function watchUpdates(registration: ServiceWorkerRegistration): void {
  const tell = (): void => {
    const { active, waiting } = registration
    // The first version waits for a moment too, but behind none.
    if (waiting?.state === 'installed' && active && navigator.serviceWorker.controller)
      void import('./update-notice.ts').then(({ tellNewer }) => tellNewer(waiting))
  }
  tell()
  registration.addEventListener('updatefound', () =>
    registration.installing?.addEventListener('statechange', tell),
  )
}
