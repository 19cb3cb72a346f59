/// <reference lib="webworker" />
import { KernelServer, type WorkerLibrary } from './kernel-server.ts'

/**
 * Serves a kernel over the port that comes with the worker's first message.
 * What this worker says is not trusted: cells run beside this code and could imitate it.
 */
export function startWorker(library: WorkerLibrary): void {
  addEventListener(
    'message',
    ({ ports: [port] }: MessageEvent) => new KernelServer(port, library).start(),
    { once: true },
  )
}
