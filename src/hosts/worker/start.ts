/// <reference lib="webworker" />
import { isCellError, toFailure } from '../../kernel/errors.ts'
import { Kernel } from '../../kernel/kernel.ts'
import type { compileCell } from '../../kernel/compile/compile-cell.ts'
import type { CellSource } from '../../kernel/program.ts'
import type { Reply, Request } from '../../kernel/protocol.ts'
import { toLibrary } from '../library.ts'
import { Parts } from './parts.ts'

/** The book's names, as the bundler found them. */
export interface WorkerLibrary {
  numbers: Record<string, unknown>
  /** The names in each part that is loaded when a cell first needs one of them. */
  parts: Record<string, readonly string[]>
}

/**
 * Answers the page over the port that comes with the worker's first message.
 * What this worker says is not trusted: cells run beside this code and could imitate it.
 */
export function startWorker(library: WorkerLibrary): void {
  addEventListener('message', ({ ports: [port] }: MessageEvent) => serve(port, library), { once: true })
}

function serve(port: MessagePort, { numbers, parts: lazy }: WorkerLibrary): void {
  const reply = (message: Reply): void => port.postMessage(message)
  const parts = new Parts((part) => reply({ type: 'need', part }))
  const names = toLibrary(numbers, Object.entries(lazy).map(([part, those]) => ({ names: those, load: () => parts.load(part) })))
  let kernel: Kernel | undefined

  async function edit(run: number, source: CellSource): Promise<void> {
    try {
      const { compileCell: compile } = (await parts.load('compile')) as { compileCell: typeof compileCell }
      const cell = compile(source)
      kernel?.replace(run, cell)
      reply({ type: 'accepted', run, cell })
    } catch (error) {
      reply({ type: 'refused', run, cell: source.name, failure: toRefusal(error, source.name) })
    }
  }

  function answer(request: Request): void | Promise<void> {
    switch (request.type) {
      case 'load':
        kernel = new Kernel(request.program, { library: names, clock: Date.now, widths: request.widths, emit: (event) => reply({ type: 'event', event }) })
        return
      case 'show': return kernel?.show(request.run)
      case 'set': return kernel?.set(request.run, request.values)
      case 'resize': return kernel?.resize(request.run, request.widths)
      case 'edit': return edit(request.run, request.cell)
      case 'part': return parts.receive(request.part, request.script)
      case 'part-missing': return parts.refuse(request.part, request.message)
      case 'ping': return reply({ type: 'pong', id: request.id })
    }
  }

  port.onmessage = ({ data }: MessageEvent<Request>) => {
    try {
      void answer(data)
    } catch (error) {
      reply({ type: 'broken', message: (error as Error).message })
    }
  }
}

/** A fault that an edit brings to another cell is told with that cell's name. */
function toRefusal(error: unknown, edited: string): ReturnType<typeof toFailure> {
  if (isCellError(error) && error.cell !== edited) return { message: `cell \`${error.cell}\`: ${error.message}` }
  return toFailure(error, edited)
}
