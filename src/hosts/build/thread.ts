/** The build's side of a kernel: a thread that can be ended if a cell does not end by itself. */
import { parentPort, workerData } from 'node:worker_threads'
import { Kernel } from '../../kernel/kernel.ts'
import type { KernelEvent } from '../../kernel/events.ts'
import type { Program } from '../../kernel/program.ts'
import '../document/install-here.ts'
import { documentName, toLibrary } from '../library.ts'
import { drawnWidths } from '../widths.ts'

/** What the thread is started with. */
export interface ThreadData {
  program: Program
  numbersUrl: string
  partUrls: string[]
}

/** What the thread reports. */
export type ThreadMessage =
  | { type: 'event'; event: KernelEvent }
  /** Everything is computed, for the first widths and then for the others. */
  | { type: 'done'; drawn: 'roomy' | 'narrow' }
  | { type: 'broken'; message: string; cell?: string; line?: number; column?: number }

// The same moment in every build.
const buildTime = Date.UTC(2026, 0, 1)

const post = (message: ThreadMessage): void => parentPort?.postMessage(message)

async function run({ program, numbersUrl, partUrls }: ThreadData): Promise<void> {
  const numbers = (await import(numbersUrl)) as Record<string, unknown>
  const parts = await Promise.all(partUrls.map(async (url) => ({ ...((await import(url)) as object), [documentName]: document })))
  const library = toLibrary(numbers, parts.map((part) => ({ names: Object.keys(part), load: () => Promise.resolve(part) })))
  let drawn: 'roomy' | 'narrow' = 'roomy'
  const kernel = new Kernel(program, { library, clock: () => buildTime, widths: drawnWidths.roomy, emit })
  function emit(event: KernelEvent): void {
    if (event.type !== 'settled') return post({ type: 'event', event })
    post({ type: 'done', drawn })
    if (drawn === 'narrow') return kernel.dispose()
    drawn = 'narrow'
    kernel.resize(2, drawnWidths.narrow)
  }
  kernel.show(1)
}

run(workerData as ThreadData).catch((error: unknown) => {
  const { message, cell, line, column } = error as { message: string; cell?: string; line?: number; column?: number }
  post({ type: 'broken', message, cell, line, column })
})
