import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Worker } from 'node:worker_threads'
import type { Usage } from './cell-watch.ts'

/**
 * Reads what a thread has used. All that the thread said before is heard before the promise resolves.
 * Rejects where the thread has ended.
 */
export async function readUsage(thread: Worker): Promise<Usage> {
  const { user, system } = await thread.cpuUsage()
  const { idle } = thread.performance.eventLoopUtilization()
  const clock = performance.now()
  await nextTurn()
  return { cpu: (user + system) / 1000, idle, clock }
}
