/// <reference lib="webworker" />
import { Refusal } from '../../kernel/errors.ts'
import { KernelServer, type WorkerLibrary } from './kernel-server.ts'
import type { Frames } from './pace.ts'
import { pruneGlobals } from './realm.ts'

/**
 * Serves a kernel over the port that comes with the worker's first message.
 * What this worker says is not trusted: cells run beside this code and could imitate it.
 */
export function startWorker(library: WorkerLibrary, frames: Pick<Frames, 'hurry'>): void {
  pruneGlobals()
  addEventListener(
    'message',
    ({ ports: [port] }: MessageEvent) => {
      const server = new KernelServer(port, library, frames)
      // Before any cell runs, so that none hears them first.
      addEventListener('error', (event) => server.tellStray(thrownIn(event), 'fromCallback'))
      addEventListener('unhandledrejection', ({ reason }) => server.tellStray(reason, 'unawaited'))
      server.start()
    },
    { once: true },
  )
}

/** What was thrown. WebKit hides it from a worker without an origin, and gives `null` in its place. */
function thrownIn({ error, message }: ErrorEvent): unknown {
  const isHidden = error === null && message === 'Script error.'
  return isHidden ? new Refusal({ kind: 'thrownHidden' }) : error
}
