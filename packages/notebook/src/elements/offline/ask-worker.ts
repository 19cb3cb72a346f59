import type { OfflineAnswer, OfflineRequest } from '../../hosts/offline/messages.ts'

/**
 * Asks the book's service worker something, and resolves to its last answer; `onProgress` hears those before. Where the worker is
 * ended meanwhile there is no answer, so nothing may wait for one but what is shown.
 */
export function askWorker(
  worker: ServiceWorker,
  request: OfflineRequest,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<Exclude<OfflineAnswer, { type: 'progress' }>> {
  const { port1, port2 } = new MessageChannel()
  const { promise, resolve } = Promise.withResolvers<Exclude<OfflineAnswer, { type: 'progress' }>>()
  port1.onmessage = ({ data }: MessageEvent<OfflineAnswer>) => {
    if (data.type === 'progress') return onProgress(data.done, data.total)
    port1.close()
    resolve(data)
  }
  worker.postMessage(request, [port2])
  return promise
}
